"""Any sequence of all kinds of movements: what is on the shelf is what was put there, and the books balance each time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from garage.domain.counter_sales import SaleLine
from garage.domain.roll_forward import Period, total
from garage.domain.stock import INWARD, USED, MovementKind
from garage.domain.stocktakes import CountScope
from garage.errors import FieldError, RuleError
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.parts import Part
from garage.models.purchasing import SupplierInvoice, SupplierReturn
from garage.models.stock import GoodsReceipt, StockMovement
from garage.models.stocktakes import Stocktake, WriteOff
from garage.services import (
    counter_returns,
    counter_sales,
    day_closes,
    goods_receipts,
    roll_forward,
    stocktakes,
    supplier_invoices,
    supplier_returns,
    write_offs,
)
from garage.services.command import By
from garage.services.count_scopes import Scope
from garage.services.stock import check_books, on_hand
from garage.services.write_offs import WrittenLine
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom

_numbers = count(1)
PART = st.integers(0, 1)
QTY = st.integers(1, 6_000)
COST = st.integers(0, 9_000)
ANY = st.integers(0, 20)


class Shelf(RuleBasedStateMachine):
    """Two parts, one supplier, one order; quantities are followed by hand, values by the proof."""

    room: Stockroom

    def __init__(self) -> None:
        super().__init__()
        self.shop = BuyingFrom(self.room, name=f"供应商 {next(_numbers)}")
        self.parts = [self.room.part(), self.room.part(2, 333)]
        self.here = [0, 2_000]
        self.order = self.room.order()
        self.lines = [self.room.line(self.order, part, 100) for part in self.parts]
        self.drawn = [0, 0]

    @initialize()
    def begin(self) -> None:
        """Whatever ran before on this file is no part of this walk."""
        self.opening = {model: self.latest(model) for model in _DOCUMENTS}

    # In

    @rule(at=PART, qty=QTY, cost=COST)
    def deliver(self, at: int, qty: int, cost: int) -> None:
        self.shop.deliver((self.parts[at], qty / 1000, cost))
        self.here[at] += qty

    @rule(at=ANY)
    def reverse_delivery(self, at: int) -> None:
        receipt = self.pick(GoodsReceipt, at)
        if receipt is not None and self.does(
            lambda: goods_receipts.reverse_receipt(self.by, receipt.id, "录错")
        ):
            for line in receipt.lines:
                self.here[self.parts.index(line.part_id)] -= line.qty_milli

    @rule(at=ANY, amount=COST)
    def invoice(self, at: int, amount: int) -> None:
        receipt = self.pick(GoodsReceipt, at)
        if receipt is not None:
            self.does(lambda: self.shop.invoice(amount + 1, receipt.no, no=f"F{next(_numbers)}"))

    @rule(at=ANY)
    def void_invoice(self, at: int) -> None:
        invoice = self.pick(SupplierInvoice, at)
        if invoice is not None:
            self.does(lambda: supplier_invoices.void_invoice(self.by, invoice.id, "开错"))

    # To jobs and back

    @rule(at=PART, qty=QTY)
    def issue(self, at: int, qty: int) -> None:
        if self.does(lambda: self.room.issue(self.order, (self.lines[at], qty / 1000))):
            self.here[at] -= qty
            self.drawn[at] += qty

    @rule(at=PART, qty=QTY)
    def give_back(self, at: int, qty: int) -> None:
        done = self.does(lambda: self.room.give_back(self.order, (self.lines[at], qty / 1000)))
        assert done is (qty <= self.drawn[at])
        if done:
            self.here[at] += qty
            self.drawn[at] -= qty

    # Over the counter and back

    @rule(at=PART, qty=QTY)
    def sell(self, at: int, qty: int) -> None:
        sold = SaleLine(self.parts[at], qty, 0)
        given = counter_sales.SaleTerms(discount_reason="赠送", discount_by=self.by.staff_id)
        done = self.does(lambda: counter_sales.sell(self.by, counter_sales.Buyer(), [sold], terms=given))
        assert done is (qty <= self.here[at])
        self.here[at] -= qty * done

    @rule(at=ANY, qty=QTY)
    def take_back(self, at: int, qty: int) -> None:
        sale = self.pick(CounterSale, at)
        if sale is None:
            return
        line = CounterSaleLine.get(CounterSaleLine.sale == sale.id)
        if self.does(lambda: counter_returns.take_back(self.by, sale.id, {line.id: qty}, "买错")):
            self.here[self.parts.index(line.part_id)] += qty

    @rule(at=ANY)
    def void_sale(self, at: int) -> None:
        sale = self.pick(CounterSale, at)
        if sale is None:
            return
        line = CounterSaleLine.get(CounterSaleLine.sale == sale.id)
        sign = 1 if sale.return_of_id is None else -1
        if self.does(lambda: counter_returns.void(self.by, sale.id, sale.version, "打错")):
            self.here[self.parts.index(line.part_id)] += sign * line.qty_milli

    # Back to the supplier

    @rule(at=PART, qty=QTY, credit=COST)
    def return_goods(self, at: int, qty: int, credit: int) -> None:
        if self.does(lambda: self.shop.give_back((self.parts[at], qty / 1000, credit))):
            self.here[at] -= qty

    @rule(at=ANY)
    def undo_return(self, at: int) -> None:
        back = self.pick(SupplierReturn, at)
        if back is not None and self.does(lambda: supplier_returns.reverse_return(self.by, back.no, "不收")):
            for line in back.lines:
                self.here[self.parts.index(line.part_id)] += line.qty_milli

    # Counted and written off

    @rule(at=PART, found=st.integers(0, 9_000), moved=st.integers(0, 2_000))
    def take_stock(self, at: int, found: int, moved: int) -> None:
        """Something is delivered between the count and the posting: no difference."""
        part = self.parts[at]
        begun = stocktakes.begin(self.by, Scope(CountScope.PARTS, part_ids=[part]))
        stocktakes.count(self.by, begun.id, {part: found})
        stocktakes.explain(self.by, begun.id, part, "数错")
        if moved:
            self.deliver(at, moved, moved)
        for act in (stocktakes.review, stocktakes.post):
            act(self.by, begun.id, Stocktake.get_by_id(begun.id).version)
        self.here[at] = found + moved

    @rule(at=PART, qty=QTY)
    def write_off(self, at: int, qty: int) -> None:
        done = self.does(lambda: write_offs.write_off(self.by, [WrittenLine(self.parts[at], qty)], "摔坏"))
        assert done is (qty <= self.here[at])
        self.here[at] -= qty * done

    @rule(at=ANY)
    def find_again(self, at: int) -> None:
        paper = self.pick(WriteOff, at)
        if paper is not None and self.does(
            lambda: write_offs.reverse(self.by, paper.id, paper.version, "找到了")
        ):
            for line in paper.lines:
                self.here[self.parts.index(line.part_id)] += line.qty_milli

    # The days

    @rule(days=st.integers(1, 40))
    def sleep(self, days: int) -> None:
        day_closes.close_day(self.by)
        self.room.by = replace(self.by, at=self.by.at + timedelta(days=days))

    @invariant()
    def the_shelf_is_what_was_put_there(self) -> None:
        now = on_hand()
        assert [now[part][0] for part in self.parts] == self.here

    @invariant()
    def the_books_balance(self) -> None:
        assert check_books() == []

    @invariant()
    def the_figures_are_the_ledgers(self) -> None:
        first = self.by.at.date() - timedelta(days=30)
        period = Period(first, self.by.at.date())
        whole = total(row.flow for row in roll_forward.roll(period))
        assert whole.opening_fen + whole.came_fen - whole.went_fen == whole.closing_fen
        assert whole.opening_milli + whole.came_milli - whole.went_milli == whole.closing_milli
        assert whole.closing_fen == sum(fen for _milli, fen in on_hand().values())
        kinds = roll_forward.by_kind(period)
        assert sum(one.fen for one in kinds if one.came) == whole.came_fen
        assert sum(one.fen for one in kinds if not one.came) == whole.went_fen

    @invariant()
    def a_part_last_came_in_and_was_used_when_what_stands_did(self) -> None:
        moved = list(StockMovement.select().where(StockMovement.part.in_(self.parts)))
        undone = {row.reversal_of_id for row in moved}
        standing = [row for row in moved if row.id not in undone]
        for part in map(Part.get_by_id, self.parts):
            for kinds, at in ((INWARD, part.last_in_at), (USED, part.last_out_at)):
                days = [row.moved_at for row in standing if row.part_id == part.id and row.kind in kinds]
                assert at == max(days, default=None)

    # Inside

    @property
    def by(self) -> By:
        return self.room.by

    @staticmethod
    def does(act: Callable[[], object]) -> bool:
        """Whether it was done; what is refused in words changes nothing."""
        try:
            act()
        except (RuleError, FieldError):
            return False
        return True

    @staticmethod
    def latest(model: Any) -> int:
        return max((ref for (ref,) in model.select(model.id).tuples()), default=0)

    def pick(self, model: Any, at: int) -> Any:
        """A document of this walk, None while there is none."""
        rows = list(model.select().where(model.id > self.opening[model]).order_by(model.id))
        return rows[at % len(rows)] if rows else None


_DOCUMENTS = (GoodsReceipt, SupplierInvoice, SupplierReturn, CounterSale, WriteOff)


@pytest.fixture
def walk(boss: By, mechanic: int) -> type[Shelf]:
    """The walk on this file."""

    class Walk(Shelf):
        room = Stockroom(boss, mechanic)

    return Walk


def test_any_walk_through_all_kinds_of_movements_balances(walk: type[Shelf]) -> None:
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_walk_knows_every_kind(walk: type[Shelf]) -> None:
    shelf = walk()
    shelf.begin()
    shelf.deliver(0, 6_000, 3_000)
    shelf.invoice(0, 3_600)
    shelf.issue(0, 2_000)
    shelf.give_back(0, 1_000)
    shelf.sell(0, 2_000)
    shelf.take_back(0, 500)
    shelf.return_goods(0, 1_000, 500)
    shelf.take_stock(1, 3_000, 100)
    shelf.take_stock(1, 1_000, 0)
    shelf.write_off(1, 500)
    shelf.find_again(0)
    for check in (
        shelf.the_shelf_is_what_was_put_there,
        shelf.the_books_balance,
        shelf.the_figures_are_the_ledgers,
    ):
        check()
    played = {kind for (kind,) in StockMovement.select(StockMovement.kind).distinct().tuples()}
    assert played == {kind.value for kind in MovementKind}
