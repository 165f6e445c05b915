"""How the demo's shelf is filled: orders, deliveries whole and in part, invoices, payments, goods that go back."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time, timedelta
from random import Random

from garage.domain.settlements import PayMethod
from garage.domain.stock import MovementKind
from garage.services import (
    goods_receipts,
    parts,
    purchase_orders,
    purchase_proposals,
    purchasing,
    supplier_goods,
    supplier_invoices,
    supplier_payments,
    supplier_returns,
    suppliers,
)
from garage.services.command import By
from garage.services.demo_agenda import Agenda
from garage.services.demo_shelf import Shelf
from garage.services.goods_receipts import AgainstOrder, GoodsLine
from garage.services.purchase_orders import PurchaseLine
from garage.services.purchase_proposals import Chosen
from garage.services.supplier_invoices import Invoice
from garage.services.supplier_returns import ReturnLine

_IN_THE_WEEK = (0, 3)
_INVOICES_ON = 25
_UNTIL_A_RETURN = 45


class Buying:
    """The storekeeper's dealings with suppliers, on the agenda of the demo."""

    def __init__(
        self, by: Callable[[str, datetime], By], agenda: Agenda, shelf: Shelf, random: Random
    ) -> None:
        self.by = by
        self.agenda = agenda
        self.shelf = shelf
        self.random = random
        self.goods = shelf.goods

    def plan(self, first: datetime, now: datetime) -> None:
        """Every Monday and Thursday what is low is ordered, the rest follows; at the end something is open."""
        self.now = now
        self.agenda.add(first.replace(hour=9, minute=30) + timedelta(days=1), self.order_what_is_low)
        self.agenda.add(first.replace(hour=16) + timedelta(days=1), self.enter_invoices)
        self.agenda.add(first.replace(hour=15, minute=10) + timedelta(days=20), self.give_back)
        self.agenda.add(_on(now, 8, time(15, 40)), lambda at: self._give_back(at, "型号发错，调换"))
        for days, code, ending in (
            (100, "ZD-P01", "done"),
            (33, "JL-001", "done"),
            (26, "DC-60", "close"),
            (19, "QT-001", "cancel"),
            (3, "ZD-F01", "part"),
        ):
            self.agenda.add(_on(now, days, time(9, 50)), _ended(self, code, ending))
        self.agenda.add(now - timedelta(hours=26), _ended(self, "LT-205", "open"))
        self.agenda.add(now - timedelta(hours=2), _ended(self, "YS-001", "draft"))

    # Orders and deliveries

    def order_what_is_low(self, at: datetime) -> None:
        """An order to every supplier whose parts are low; most of it comes when it was said to."""
        by = self.by("keeper", at)
        for proposal in purchase_proposals.propose(by.today):
            chosen = [
                Chosen(line, line.qty_milli, self._price(line.part_id, line.price_fen))
                for line in proposal.lines
            ]
            order = purchase_proposals.order_proposals(by, proposal.supplier_id, chosen)
            self._place(by, order)
            late = self.random.choice((0, 0, 0, 0, 1, 3))
            come = _at_ten(at, proposal.lead_days + late, self.random)
            share = self.random.random() < 0.12
            self.agenda.add(come, _delivered(self, order, in_part=share))
        days = next(day for day in range(1, 8) if (at + timedelta(days=day)).weekday() in _IN_THE_WEEK)
        self.agenda.add(at + timedelta(days=days), self.order_what_is_low)

    def _price(self, part_id: int, last_fen: int) -> int:
        """What one costs this time: a little more or less than usual."""
        usual = self.goods[part_id].cost_fen
        return usual * self.random.randint(97, 105) // 100 if last_fen else usual

    def _place(self, by: By, order_id: int) -> None:
        purchasing.place(by, order_id, purchasing.find(order_id).version)

    def deliver(self, at: datetime, order_id: int, *, in_part: bool = False, rest_gone: str = "") -> None:
        """What was ordered comes; of a part delivery the rest comes three days later."""
        by = self.by("keeper", at)
        lines = [line for line in purchase_orders.lines_of(order_id) if line.open_milli]
        goods = [self._came(line, in_part=in_part) for line in lines]
        against = AgainstOrder(order_id, purchasing.find(order_id).version, rest_gone=rest_gone)
        goods_receipts.receive_goods(
            by,
            kind=MovementKind.RECEIPT,
            lines=goods,
            delivery_no=f"ZC{at:%y%m%d}{order_id % 1000:03d}",
            freight_fen=self.random.choice((0, 0, 0, 3_000, 5_000)),
            inspected_by=by.staff_id,
            against=against,
        )
        if not rest_gone and any(
            line.qty_milli < one.open_milli for line, one in zip(goods, lines, strict=True)
        ):
            self.agenda.add(_at_ten(at, 3, self.random), _delivered(self, order_id))

    def _came(self, line: PurchaseLine, *, in_part: bool) -> GoodsLine:
        """What of a line was accepted: half of a part delivery, and now and then a piece is damaged."""
        pieces = line.open_milli // 1000
        share = max(1, pieces // 2) if in_part else pieces
        bad = pieces == share > 3 and self.random.random() < 0.02
        good = (share - bad) * 1000
        return GoodsLine(
            line.part_id,
            good,
            line.price_fen * good // 1000,
            purchase_line_id=line.id,
            rejected_milli=1000 if bad else 0,
            finding="外包装破损，当场拒收" if bad else "",
        )

    def rush(self, at: datetime, short: Collection[int]) -> None:
        """Parts of which nothing is left are brought at once, ordered on the phone."""
        by = self.by("keeper", at)
        asked: dict[int, list[GoodsLine]] = {}
        for part in sorted(short):
            pieces = self.goods[part].least * 2 * self.shelf.often
            line = GoodsLine(part, pieces * 1000, pieces * self._price(part, 1))
            asked.setdefault(self.shelf.supplier_of(part), []).append(line)
        for supplier, lines in asked.items():
            goods_receipts.receive_goods(
                by,
                kind=MovementKind.RECEIPT,
                lines=lines,
                supplier_id=supplier,
                delivery_no=f"JS{at:%y%m%d%H%M}",
                note="电话急订",
            )

    def order_one(self, at: datetime, code: str, ending: str) -> None:
        """One part is ordered, and the order ends as is told: "open", "draft", "cancel", "done", "part" or "close"."""
        part = self.shelf.parts[code]
        row = self.goods[part]
        by = self.by("keeper", at)
        wanted = purchasing.OrderedPart(part, row.least * 2000 * self.shelf.often, row.cost_fen)
        supplier = self.shelf.supplier_of(part)
        lead = suppliers.open_supplier(supplier).lead_days
        expected = max(at, self.now).date() + timedelta(days=lead) if ending in {"open", "part"} else None
        order = purchasing.create_order(by, supplier, [wanted], expected_on=expected)
        if ending == "draft":
            return
        self._place(by, order)
        if ending == "cancel":
            version = purchasing.find(order).version
            purchasing.cancel(self.by("keeper", at), order, version, "供应商缺货，改订其他品牌")
        elif ending == "done":
            self.agenda.add(at + timedelta(hours=25), _delivered(self, order))
        elif ending != "open":
            self._half_comes(at + timedelta(hours=22), order, gone=ending == "close")

    def _half_comes(self, at: datetime, order: int, *, gone: bool) -> None:
        def come(at: datetime) -> None:
            lines = purchase_orders.lines_of(order)
            goods = [
                GoodsLine(line.part_id, line.qty_milli // 2, line.amount_fen // 2, purchase_line_id=line.id)
                for line in lines
            ]
            why = "余数停产，不再供货" if gone else ""
            against = AgainstOrder(order, purchasing.find(order).version, rest_gone=why)
            goods_receipts.receive_goods(
                self.by("keeper", at), kind=MovementKind.RECEIPT, lines=goods, against=against
            )

        self.agenda.add(at, come)

    # Accounts

    def enter_invoices(self, at: datetime) -> None:
        """On the 25th every supplier's invoice over what came is entered; it is paid when it is due."""
        by = self.by("keeper", at)
        if at.day >= _INVOICES_ON:
            for place, row in enumerate(suppliers.suppliers()):
                if lines := supplier_invoices.open_lines(row.id):
                    self._enter_invoice(by, row, f"FP{at:%y%m}{place:02d}", lines)
        following = (at.replace(day=28) + timedelta(days=4)) if at.day >= _INVOICES_ON else at
        self.agenda.add(following.replace(day=_INVOICES_ON), self.enter_invoices)

    def _enter_invoice(
        self,
        by: By,
        supplier: suppliers.SupplierRow,
        number: str,
        lines: Sequence[supplier_invoices.BookedLine],
    ) -> None:
        booked = sum(line.kept_fen for line in lines)
        more = self.random.choice((0, 0, 0, 0, 1_200, -800))
        amount = booked + more if booked > 100_000 else booked
        if amount <= 0:
            return
        receipts = {line.receipt_id for line in lines}
        tax = amount * 13 // 113
        invoice = Invoice(number, by.today, receipts, amount, tax, net_of_returns=True)
        supplier_invoices.enter_invoice(by, supplier.id, invoice)
        late = self.random.choice((0, 0, 0, 0, 0, 12))
        when = _at_ten(by.at, supplier.payment_days + late, self.random)
        self.agenda.add(when, lambda at: self._pay(at, supplier.id, amount))

    def _pay(self, at: datetime, supplier_id: int, amount_fen: int) -> None:
        owed = suppliers.open_supplier(supplier_id).payable_fen
        if (fen := min(owed, amount_fen)) > 0:
            supplier_payments.pay(self.by("owner", at), supplier_id, PayMethod.TRANSFER, fen, note="月结货款")

    def give_back(self, at: datetime) -> None:
        """Every few weeks something goes back to where it came from."""
        self._give_back(at, self.random.choice(("质量问题：装车后异响", "型号发错，调换", "多发，退回")))
        self.agenda.add(at + timedelta(days=self.random.randint(30, 70)), self.give_back)

    def _give_back(self, at: datetime, why: str) -> None:
        plenty = {part for part, row in parts.stock_of(self.goods).items() if row.available_milli >= 4000}
        for supplier in self.random.sample(sorted(set(self.shelf.suppliers.values())), 4):
            lines = [
                line
                for line in supplier_goods.returnable(supplier, 20)
                if line.part_id in plenty
                and not line.serial_tracked
                and line.qty_milli - line.returned_milli >= 2000
                and at - line.received_at < timedelta(days=_UNTIL_A_RETURN)
            ]
            if lines:
                line = lines[0]
                credit = line.delivered.worth(1000)
                back = ReturnLine(line.part_id, 1000, credit, line.id)
                supplier_returns.return_goods(
                    self.by("keeper", at), supplier, [back], why, carrier="供应商送货车带回"
                )
                return


def _delivered(buying: Buying, order_id: int, *, in_part: bool = False) -> Callable[[datetime], None]:
    return lambda at: buying.deliver(at, order_id, in_part=in_part)


def _ended(buying: Buying, code: str, ending: str) -> Callable[[datetime], None]:
    return lambda at: buying.order_one(at, code, ending)


def _on(now: datetime, days_ago: int, clock: time) -> datetime:
    return datetime.combine(now.date() - timedelta(days=days_ago), clock)


def _at_ten(at: datetime, days: int, random: Random) -> datetime:
    """Some time in the forenoon, days later."""
    day = at.date() + timedelta(days=days)
    moment = datetime.combine(day, time(10, random.randint(0, 59)))
    return max(moment, at + timedelta(minutes=30))
