"""A stockroom for tests: parts on the shelf and orders in the shop, with the least that rows need."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from garage.domain.lines import LineKind, PartGrade, PayType
from garage.domain.orders import OrderState
from garage.domain.stock import Balance, MovementKind
from garage.models.customers import Customer
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.vehicles import Vehicle
from garage.services.command import By
from garage.services.goods_issues import IssueLine, IssueResult, issue_parts, return_parts
from garage.services.goods_receipts import GoodsLine, receive_goods

_counts = count(1)


def deliverer(by: By) -> int:
    """Whoever delivers where a story names no supplier; the plain row, without any act."""
    name = "日常供货"
    known = Supplier.get_or_none(Supplier.name == name)
    row = known or Supplier.create(name=name, **by.stamp())
    return int(row.id)


@dataclass
class Stockroom:
    """Everything that moves parts, as short as a story tells it; quantities in whole units."""

    by: By
    mechanic: int
    _car: tuple[int, int] | None = field(default=None, init=False)

    def part(self, qty: float = 0, cost_fen: int = 0, **columns: Any) -> int:
        """A new part, with opening stock when `qty` is given; the plain row, without any act."""
        values = {"code": f"P{next(_counts):04d}", "name": "机油滤清器", "grade": PartGrade.GENUINE.value}
        part: int = Part.create(**{**values, **columns}, **self.by.stamp()).id
        if qty:
            self.receive((part, qty, cost_fen), kind=MovementKind.OPENING)
        return part

    def receive(self, *lines: tuple[int, float, int], kind: MovementKind = MovementKind.RECEIPT) -> str:
        """Receive (part, whole units, cost) lines."""
        goods = [GoodsLine(part, milli(qty), cost) for part, qty, cost in lines]
        supplier = deliverer(self.by) if kind is MovementKind.RECEIPT else None
        return receive_goods(self.by, kind=kind, lines=goods, supplier_id=supplier)

    def order(self, state: OrderState = OrderState.IN_WORK, old_parts: str = "UNDECIDED") -> int:
        """An order of the one car, in `state`."""
        if self._car is None:
            stamp = self.by.stamp()
            day = self.by.today
            customer = Customer.create(
                kind="PERSON", name="王伟", first_contact_on=day, file_due_on=day, **stamp
            )
            vehicle = Vehicle.create(
                plate="京A12345", plate_kind="ordinary", brand="大众", model="朗逸", **stamp
            )
            self._car = customer.id, vehicle.id
        customer_id, vehicle_id = self._car
        order: int = WorkOrder.create(
            no=f"WO-2026-{next(_counts):05d}",
            state=state.value,
            vehicle=vehicle_id,
            customer=customer_id,
            advisor=self.by.staff_id,
            received_at=self.by.at,
            old_parts=old_parts,
            **self.by.stamp(),
        ).id
        return order

    def line(self, order: int, part: int | None, qty: float = 1, **columns: Any) -> int:
        """A part line of an order."""
        values = {"kind": LineKind.PART.value, "pay_type": PayType.CUSTOMER.value, "name": "机滤"}
        position = OrderLine.select().where(OrderLine.order == order).count() + 1
        line: int = OrderLine.create(
            order=order,
            position=position,
            part=part,
            qty_milli=milli(qty),
            **{**values, **columns},
            **self.by.stamp(),
        ).id
        return line

    def issue(self, order: int, *lines: tuple[int, float]) -> IssueResult:
        """Issue (order line, whole units) to an order."""
        return issue_parts(self.by, order, lines=_lines(lines), received_by=self.mechanic)

    def give_back(self, order: int, *lines: tuple[int, float]) -> IssueResult:
        """Return (order line, whole units) from an order."""
        return return_parts(self.by, order, lines=_lines(lines), received_by=self.mechanic)


def milli(qty: float) -> int:
    return round(qty * 1000)


def _lines(lines: tuple[tuple[int, float], ...]) -> list[IssueLine]:
    return [IssueLine(line, milli(qty)) for line, qty in lines]


def on_hand(part: int) -> Balance:
    """What the part itself says it has."""
    row = Part.get_by_id(part)
    return Balance(row.on_hand_milli, row.value_fen)


def issued(line: int) -> int:
    """What the order line says it was issued, in milli."""
    issued_milli: int = OrderLine.get_by_id(line).issued_milli
    return issued_milli
