"""What someone tries at the till: the money acts of a walk through the chart."""

import random
from collections.abc import Iterable
from typing import Any

from garage.domain.lines import PayType
from garage.domain.settlements import Cover, PayMethod, RoundingOff, Tender
from garage.services import concessions, credit, orders, payments, receipts, settlements
from garage.services.command import By
from garage.services.order_lines import all_lines_of
from garage.services.settlements import Terms
from tests.services.road import Road


class Till:
    """The till's half of a walker."""

    road: Road
    dice: random.Random

    @property
    def by(self) -> By:
        return self.road.boss

    @property
    def order(self) -> int:
        return self.road.order

    def page(self) -> orders.OrderPage:
        return orders.open_page(self.order)

    def _pick(self, items: Iterable[Any]) -> Any:
        found = list(items)
        return self.dice.choice(found) if found else None

    def _chance(self, of: int = 2) -> bool:
        return self.dice.randrange(of) == 0

    def _money(self) -> list[Tender]:
        method = self.dice.choice(list(PayMethod))
        return [Tender(method, self.dice.choice([1, 999, 10_000, 48_000, 168_032, 500_000]))]

    def do_deposit(self) -> None:
        payments.take_deposit(self.by, self.order, self._money())

    def do_settle(self) -> None:
        discount = self.dice.choice([0, 0, 500, 30_000])
        terms = Terms(
            order_discount_fen=discount,
            discount_reason="老客户" if discount else "",
            rounding=self.dice.choice(list(RoundingOff)),
            insurer="平安保险",
            insurer_case="PA-1",
            service_book=True,
        )
        settlements.settle(self.by, self.order, terms)

    def do_pay(self) -> None:
        facts = self.page().facts
        owed = facts.payable_fen - facts.paid_fen
        if self._chance() and owed > 0:
            payments.take_payment(
                self.by, self.order, [Tender(PayMethod.CASH, owed + self.dice.choice([0, 77]))]
            )
        else:
            payments.take_payment(self.by, self.order, self._money(), self.dice.choice(list(Cover)))

    def do_refund(self) -> None:
        most = receipts.balance(self.order).refundable_fen
        amount = most if self._chance() and most else self.dice.choice([1, 5_000, 900_000])
        payments.refund(self.by, self.order, [Tender(PayMethod.CASH, amount)], "退款")

    def do_account(self) -> None:
        terms = credit.OnAccount(
            approved_by=self.dice.choice([None, 1, self.road.mechanic]),
            override=self.dice.choice(["", "老客户"]),
        )
        credit.put_on_account(self.by, self.order, terms)

    def do_off_account(self) -> None:
        credit.take_off_account(self.by, self.order, "现付")

    def do_allow(self) -> None:
        amount = self.dice.choice([100, 50_000, 10**7])
        credit.allow(self.by, self.order, amount, "协商", approved_by=self.dice.choice([None, 1]))

    def do_void_receipt(self) -> None:
        row = self._pick(receipts.of_order(self.order))
        if row is not None:
            payments.void_receipt(self.by, row.no, "写错")

    def do_change_method(self) -> None:
        row = self._pick(receipts.of_order(self.order))
        if row is not None:
            payments.change_method(self.by, row.no, [Tender(PayMethod.CARD, row.total_fen)], "刷错")

    def do_void_bill(self) -> None:
        settlements.void(self.by, self.order, "开错")

    def do_discount_line(self) -> None:
        line = self._pick(all_lines_of(self.order))
        if line is not None:
            concessions.discount_line(self.by, line.id, self.dice.choice([100, 10**6]), "老客户")

    def do_pay_type(self) -> None:
        line = self._pick(all_lines_of(self.order))
        if line is not None:
            concessions.change_pay_type(self.by, line.id, self.dice.choice(list(PayType)), "协商")
