"""Two people at one supplier's account: exactly one wins, the other is told, and all books agree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from garage.models.stock import GoodsReceipt
from garage.services import books
from garage.services.command import By
from tests.seat import seat
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom, on_hand

RACES: dict[str, tuple[Callable[[BuyingFrom, int], int], str]] = {
    "pay_supplier": (lambda shop, _part: shop.owed, "field in_advance"),
    "give_back": (lambda _shop, part: part, "field lines.0.qty"),
    "supplier_invoice": (lambda _shop, _part: int(GoodsReceipt.get().id), "field invoice_no"),
    "void_voucher": (lambda shop, _part: int(bool(shop.pay(500))), "refused void"),
}
"""What each act needs beside the supplier, and what the second one is told."""


@pytest.mark.parametrize("act", RACES)
def test_what_two_seats_do_at_once_happens_once(
    act: str, db: str, boss: By, mechanic: int, tmp_path: Path
) -> None:
    shop = BuyingFrom(Stockroom(boss, mechanic))
    part = shop.room.part()
    shop.deliver((part, 10, 1_000))
    prepare, told = RACES[act]
    other, start = prepare(shop, part), tmp_path / "start"
    with (
        seat(db, start, act, shop.id, other) as one,
        seat(db, start, act, shop.id, other) as two,
    ):
        start.touch()
        said = sorted(process.communicate(timeout=60)[0].strip() for process in (one, two))
    assert said == ["done", told]
    assert books.check() == []
    assert (
        shop.owed
        == {"pay_supplier": 0, "give_back": 400, "supplier_invoice": 1_100, "void_voucher": 1_000}[act]
    )
    assert on_hand(part).qty_milli == (4_000 if act == "give_back" else 10_000)
