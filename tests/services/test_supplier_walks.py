"""Any run of deliveries, invoices, returns and payments: the chain holds, the ages make the balance, all books agree."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.errors import FieldError, RuleError
from garage.models.purchasing import SupplierInvoice, SupplierPayment, SupplierReturn
from garage.models.stock import GoodsReceipt
from garage.services import (
    goods_receipts,
    supplier_goods,
    supplier_invoices,
    supplier_payments,
    supplier_returns,
    supplier_statements,
)
from garage.services.command import By
from tests.services.buying_from import BuyingFrom, faults
from tests.services.stockroom import Stockroom, on_hand

ACTS = ("deliver", "reverse", "invoice", "void", "return", "undo", "use", "pay", "unpay", "wait", "open")
_counts = count(1)
MOVES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(1, 12), st.integers(0, 5_000)),
    min_size=6,
    max_size=22,
)


class Story:
    """One supplier and two parts; what is refused is refused in words, and everything else must add up."""

    def __init__(self, room: Stockroom, name: str) -> None:
        self.shop = BuyingFrom(room, name=name)
        self.parts = [room.part(), room.part()]
        self.order = room.order()

    def play(self, act: str, at: int, qty: int, fen: int) -> None:
        shop, part, other = self.shop, self.parts[at % 2], self.parts[1 - at % 2]
        acts: dict[str, Callable[[], object]] = {
            "deliver": lambda: shop.deliver((part, qty, fen), (other, 1, 100)),
            "reverse": lambda: goods_receipts.reverse_receipt(
                shop.by, self.pick(GoodsReceipt, at).id, "录错"
            ),
            "invoice": lambda: shop.invoice(
                fen or 1, self.pick(GoodsReceipt, at).no, no=f"{next(_counts)}", net_of_returns=qty > 6
            ),
            "void": lambda: supplier_invoices.void_invoice(
                shop.by, self.pick(SupplierInvoice, at).id, "开错"
            ),
            "return": lambda: shop.give_back((part, qty / 2, fen)),
            "undo": lambda: supplier_returns.reverse_return(
                shop.by, self.pick(SupplierReturn, at).no, "不收"
            ),
            "use": lambda: self.use(part, qty),
            "pay": lambda: shop.pay(fen or 1, in_advance=at > 2),
            "unpay": lambda: supplier_payments.void_payment(
                shop.by, self.pick(SupplierPayment, at).no, "转错"
            ),
            "wait": lambda: shop.later(qty * 7),
            "open": lambda: supplier_payments.open_account(shop.by, shop.id, fen - 2_500, reason="对账"),
        }
        acts[act]()

    def use(self, part: int, qty: int) -> None:
        room = self.shop.room
        room.issue(self.order, (room.line(self.order, part, qty), qty))

    def pick(self, model: Any, at: int) -> Any:
        rows = list(model.select().where(model.supplier == self.shop.id).order_by(model.id))
        if not rows:
            raise KeyError(at)
        return rows[at % len(rows)]


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@given(moves=MOVES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_the_account_and_the_shelf_agree(
    room: Stockroom, moves: list[tuple[str, int, int, int]]
) -> None:
    story = Story(room, f"供应商 {next(_counts)}")
    for move in moves:
        with suppress(RuleError, FieldError, KeyError):
            story.play(*move)
        shop = story.shop
        entries = shop.entries()
        assert sum(amount for _kind, amount, _balance in entries) == shop.owed
        assert (entries[-1][2] if entries else 0) == shop.owed
        ageing = shop.ageing()
        assert ageing.balance_fen == shop.owed
        assert min(ageing.fen.values()) >= 0
        period = supplier_statements.period(shop.id, date(2026, 1, 1), shop.by.today)
        assert period.closing_fen == period.ageing.balance_fen == shop.owed
        assert period.ageing == ageing
    assert faults() == []


class AtCost:
    """One part that nobody uses: it is delivered, invoiced, given back, and all of that is taken back again."""

    def __init__(self, room: Stockroom, seed: int) -> None:
        self.shop, self.chance = BuyingFrom(room, name=f"供应商 {next(_counts)}"), Random(seed)
        self.part = room.part()

    def play(self) -> None:
        """Anything that may happen; what is refused is refused in words."""
        acts = (
            self.deliver,
            self.deliver,
            self.give_back,
            self.give_back,
            self.undo,
            self.invoice,
            self.void,
        )
        with suppress(RuleError, FieldError, IndexError):
            self.chance.choice(acts)()

    def any(self, model: Any) -> Any:
        return self.chance.choice(list(model.select().order_by(model.id)))

    def deliver(self) -> None:
        self.shop.deliver((self.part, self.chance.randint(1, 9), self.chance.randint(100, 20_000)))

    def give_back(self) -> None:
        qty, credit = self.chance.randint(1, 3), self.chance.randint(0, 5_000)
        self.shop.give_back((self.part, qty, credit), receipt=self.any(GoodsReceipt).no)

    def undo(self) -> None:
        supplier_returns.reverse_return(self.shop.by, self.any(SupplierReturn).no, "不收")

    def invoice(self) -> None:
        amount, net = self.chance.randint(1, 30_000), self.chance.random() < 0.6
        self.shop.invoice(amount, self.any(GoodsReceipt).no, no=f"{next(_counts)}", net_of_returns=net)

    def void(self) -> None:
        supplier_invoices.void_invoice(self.shop.by, self.any(SupplierInvoice).id, "开错")

    def worth(self) -> int:
        """What the pieces on the shelf cost, line by line."""
        lines = [line.delivered for line in supplier_goods.deliveries_of(self.shop.id, [self.part])]
        return sum(line.worth(line.left_milli) for line in lines)


@pytest.mark.parametrize("seed", range(30, 42))
def test_as_long_as_nothing_is_used_the_shelf_is_worth_what_its_pieces_cost(
    room: Stockroom, seed: int
) -> None:
    """Whatever went back before or after the invoices; a fen or two a delivery for what cannot be shared."""
    story = AtCost(room, seed)
    for _move in range(25):
        story.play()
        assert abs(on_hand(story.part).value_fen - story.worth()) <= 2 * GoodsReceipt.select().count()
    assert faults() == []
