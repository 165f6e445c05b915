"""A buyer for tests: suppliers, purchase orders and deliveries, as short as a story tells them."""

from dataclasses import dataclass, field
from typing import Any

from garage.domain.stock import MovementKind
from garage.models.orders import OrderHold
from garage.models.parts import Supplier
from garage.models.stock import GoodsReceipt
from garage.services import purchase_orders, purchasing
from garage.services.command import By
from garage.services.goods_receipts import AgainstOrder, GoodsLine, receive_goods
from garage.services.purchase_orders import PurchaseCard
from garage.services.purchasing import OrderedPart
from tests.services.stockroom import Stockroom, milli


@dataclass
class Buyer:
    """Orders from one supplier and takes in what it delivers; quantities in whole units."""

    room: Stockroom
    supplier: int = field(init=False)

    def __post_init__(self) -> None:
        self.supplier = self.add_supplier("京城汽配", lead_days=4, payment_days=30)

    @property
    def by(self) -> By:
        return self.room.by

    def add_supplier(self, name: str, **columns: Any) -> int:
        return int(Supplier.create(name=name, **columns, **self.by.stamp()).id)

    def draft(self, *lines: tuple[int, float, int]) -> int:
        """Draft an order of (part, whole units, price) lines."""
        ordered = [OrderedPart(part, milli(qty), price) for part, qty, price in lines]
        return purchasing.create_order(self.by, self.supplier, ordered)

    def order(self, *lines: tuple[int, float, int]) -> int:
        """Place an order of (part, whole units, price) lines."""
        order = self.draft(*lines)
        purchasing.place(self.by, order, 1)
        return order

    def card(self, order: int) -> PurchaseCard:
        return purchase_orders.open_order(order)

    def deliver(self, order: int, *came: tuple[float, int], **terms: Any) -> str:
        """Receive (whole units, cost of all of them) on the lines of an order, in their order."""
        card = self.card(order)
        goods = [
            GoodsLine(line.part_id, milli(qty), cost, purchase_line_id=line.id)
            for line, (qty, cost) in zip(card.lines, came, strict=False)
            if qty
        ]
        how = {name: terms.pop(name) for name in ("over", "rest_gone") if name in terms}
        against = AgainstOrder(order, terms.pop("version", card.row.version), **how)
        return receive_goods(self.by, kind=MovementKind.RECEIPT, lines=goods, against=against, **terms)

    def hold_for_parts(self, order: int) -> None:
        """The job waits for parts."""
        OrderHold.create(order=order, reason="PARTS", started_at=self.by.at, **self.by.stamp())


def receipt_id(number: str) -> int:
    return int(GoodsReceipt.get(GoodsReceipt.no == number).id)


def payable(supplier: int) -> int:
    """What the supplier is owed."""
    return int(Supplier.get_by_id(supplier).payable_fen)
