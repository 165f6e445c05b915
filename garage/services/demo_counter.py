"""The demo's counter: parts sold without a car, some on account, some of them brought back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from garage.domain.counter_sales import SaleLine, sale_bill
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.services import (
    counter_returns,
    counter_sales,
    demo_data,
    parts,
    sale_list,
    sale_money,
    sale_prices,
)
from garage.services.command import By
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.demo_agenda import Agenda
from garage.services.demo_shelf import Shelf

MOST_A_DAY = 2.0
SALES_AN_ORDER = 0.35
"""How many sales there are beside one order of a car; a large garage has no more than some a day."""
_SOLD = ("JY-5W30", "JY-0W20", "JL-001", "KL-001", "KT-001", "YS-001", "QT-001", "LD-001", "ZD-Y01", "HH-001")
_PAID_BY = (PayMethod.WECHAT, PayMethod.WECHAT, PayMethod.ALIPAY, PayMethod.CASH)


class Counter:
    """Sales over the counter, on the agenda of the demo."""

    def __init__(
        self,
        by: Callable[[str, datetime], By],
        agenda: Agenda,
        shelf: Shelf,
        traders: list[int],
        random: Random,
    ) -> None:
        self.by = by
        self.agenda = agenda
        self.shelf = shelf
        self.traders = traders
        self.random = random

    def plan(self, first: datetime, now: datetime, orders_a_day: float) -> None:
        """Sales at a rate that fits the garage, and some yesterday and today."""
        self.days = 1 / min(MOST_A_DAY, max(0.01, orders_a_day * SALES_AN_ORDER))
        self.agenda.add(self._next(first), self._sale)
        self.agenda.add(now - timedelta(hours=27), self.sell_on_account)
        self.agenda.add(now - timedelta(hours=25), lambda at: self._take_back(at, self.sell(at)))
        for minutes in (310, 170, 45):
            self.agenda.add(now - timedelta(minutes=minutes), self.sell)

    def _next(self, at: datetime) -> datetime:
        """Some time while the counter is open."""
        day = at + timedelta(days=self.random.uniform(0.5, 1.5) * self.days)
        if 9 <= day.hour < 18:
            return day.replace(second=0, microsecond=0)
        open_at = self.random.randint(0, 500)
        return (day + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(
            minutes=open_at
        )

    def _sale(self, at: datetime) -> None:
        kind = self.random.random()
        if kind < 0.12:
            self.sell_on_account(at)
        else:
            sold = self.sell(at)
            if sold and kind > 0.96:
                self.agenda.add(at + timedelta(minutes=50), lambda later: self._take_back(later, sold))
        self.agenda.add(self._next(at), self._sale)

    def _lines(self, customer: int | None, most: int) -> list[SaleLine]:
        """A few things of which there is plenty, at the usual price."""
        codes = self.random.sample(_SOLD, self.random.randint(1, most))
        stock = parts.stock_of(self.shelf.parts[code] for code in codes)
        plenty = [part for part, row in stock.items() if row.available_milli >= 4000]
        prices = sale_prices.usual(customer, plenty)
        return [SaleLine(part, 1000 * self.random.choice((1, 1, 1, 2)), prices[part]) for part in plenty]

    def sell(self, at: datetime) -> int:
        """Someone buys and pays; returns the id of the sale, 0 when there was nothing to sell."""
        lines = self._lines(None, 2)
        if not lines:
            return 0
        name = demo_data.person_name(self.random) if self.random.random() < 0.4 else ""
        terms = SaleTerms(rounding=self.random.choice((RoundingOff.NONE, RoundingOff.YUAN)))
        if self.random.random() < 0.08:
            [first, *others] = lines
            less = SaleLine(first.part_id, first.qty_milli, first.unit_price_fen, first.gross_fen // 20)
            lines, terms = (
                [less, *others],
                SaleTerms(discount_reason="老客户优惠", discount_by=self.by("owner", at).staff_id),
            )
        owed = sale_bill(lines, terms.rounding).payable_fen
        tenders = [Tender(self.random.choice(_PAID_BY), owed)]
        return counter_sales.sell(self.by("advisor", at), Buyer(name=name), lines, tenders, terms).id

    def sell_on_account(self, at: datetime) -> None:
        """A trader takes goods along and pays within some weeks."""
        trader = self.random.choice(self.traders)
        lines = self._lines(trader, 4)
        if not lines:
            return
        owner = self.by("owner", at).staff_id
        terms = SaleTerms(on_account=True, approved_by=owner, override="长期同行，月结")
        sale = counter_sales.sell(self.by("advisor", at), Buyer(trader), lines, (), terms).id
        self.agenda.add(
            at + timedelta(days=self.random.randint(12, 36)), lambda later: self._paid(later, sale)
        )

    def _paid(self, at: datetime, sale: int) -> None:
        if owed := sale_money.balance(sale).owed_fen:
            counter_sales.take_payment(self.by("advisor", at), sale, [Tender(PayMethod.TRANSFER, owed)])

    def _take_back(self, at: datetime, sale: int) -> None:
        """One thing did not fit: it comes back, and its money goes back."""
        lines = sale_list.one(sale).lines if sale else ()
        if lines:
            goods = {lines[0].id: 1000}
            fen = counter_returns.refund_due(sale, goods)
            tenders = [Tender(PayMethod.WECHAT, fen)] if fen else []
            counter_returns.take_back(self.by("advisor", at), sale, goods, "买错型号", tenders)
