"""Any run of deliveries, invoices, returns and payments: the chain holds, the ages make the balance, all books agree."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.errors import FieldError, RuleError
from garage.models.purchasing import SupplierInvoice, SupplierPayment, SupplierReturn
from garage.models.stock import GoodsReceipt
from garage.services import (
    goods_receipts,
    supplier_invoices,
    supplier_payments,
    supplier_returns,
    supplier_statements,
)
from garage.services.command import By
from tests.services.buying_from import BuyingFrom, faults
from tests.services.stockroom import Stockroom

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
