"""The proof of the stock's books finds every kind of lie, and says in words where it stands."""

import pytest

from garage.domain.stock import MovementKind
from garage.models.orders import OrderLine
from garage.models.parts import Part
from garage.models.stock import GoodsIssue, GoodsReceipt, GoodsReceiptLine, StockMovement
from garage.models.stocktakes import WriteOff
from garage.services.command import By
from garage.services.stock import check_books, ledger
from garage.services.stock_books import differing_stocks
from garage.services.write_offs import WrittenLine, reverse, write_off
from tests.services.stockroom import Stockroom

FORGED = "GR-2026-00001"


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def forge(by: By, part: int, **columns: object) -> None:
    """A movement that no act wrote, with the stock that follows from it."""
    values = {
        "kind": MovementKind.RECEIPT.value,
        "document": FORGED,
        "moved_at": by.at,
        "moved_by": 1,
        **columns,
    }
    StockMovement.create(part=part, **values)
    kept = {"on_hand_milli": values["balance_milli"], "value_fen": values["balance_fen"]}
    Part.update(**kept).where(Part.id == part).execute()


def test_a_stock_that_is_not_its_ledgers(room: Stockroom) -> None:
    room.part(1, 100)
    part, idle = room.part(1, 100, code="AA"), room.part(code="BB")
    Part.update(on_hand_milli=2000).where(Part.id == part).execute()
    Part.update(on_hand_milli=1).where(Part.id == idle).execute()
    told = ["Part AA: its stock differs from its ledger.", "Part BB: its stock differs from its ledger."]
    assert differing_stocks() == told
    assert check_books() == told


def test_a_broken_chain(room: Stockroom) -> None:
    part = room.part(1, 100)
    forge(room.by, part, qty_milli=1000, value_fen=100, balance_milli=2000, balance_fen=201)
    assert f"Part {part}: the balance after {FORGED} does not follow from the one before." in check_books()


def test_a_chain_that_begins_with_something(room: Stockroom) -> None:
    part = room.part()
    forge(room.by, part, qty_milli=1000, value_fen=100, balance_milli=2000, balance_fen=100)
    assert f"Part {part}: the balance after {FORGED} does not follow from the one before." in check_books()


def test_nothing_that_is_worth_something(room: Stockroom) -> None:
    part = room.part(1, 100)
    forge(
        room.by,
        part,
        kind=MovementKind.ISSUE.value,
        qty_milli=-1000,
        value_fen=-90,
        balance_milli=0,
        balance_fen=10,
    )
    assert f"Part {part}: the balance after {FORGED} does not follow from the one before." in check_books()


@pytest.mark.parametrize(
    ("kind", "qty", "fen"),
    [
        (MovementKind.RECEIPT, -500, -50),
        (MovementKind.COUNT_GAIN, 0, 10),
        (MovementKind.ISSUE, 500, 50),
        (MovementKind.WRITE_OFF, 0, -10),
        (MovementKind.WRITE_OFF, -500, 10),
        (MovementKind.PRICE_DIFFERENCE, 500, 50),
        (MovementKind.REVERSAL, 500, 50),
    ],
)
def test_a_movement_that_goes_the_wrong_way(room: Stockroom, kind: MovementKind, qty: int, fen: int) -> None:
    part = room.part(1, 100)
    forge(
        room.by,
        part,
        kind=kind.value,
        qty_milli=qty,
        value_fen=fen,
        balance_milli=1000 + qty,
        balance_fen=100 + fen,
    )
    assert f"A movement on {FORGED} goes the wrong way." in check_books()


def test_a_difference_of_price_alone_moves_nothing(room: Stockroom) -> None:
    part = room.part(1, 100)
    forge(
        room.by,
        part,
        kind=MovementKind.PRICE_DIFFERENCE.value,
        qty_milli=0,
        value_fen=-10,
        balance_milli=1000,
        balance_fen=90,
    )
    assert check_books() == []


@pytest.mark.parametrize(("qty", "fen"), [(-500, -100), (-1000, -100)])
def test_a_reversal_of_something_else(room: Stockroom, qty: int, fen: int) -> None:
    part, other = room.part(1, 100), room.part(2, 200)
    reversed_ = ledger(other if qty == -1000 else part).rows[0]
    forge(
        room.by,
        part,
        kind=MovementKind.REVERSAL.value,
        qty_milli=qty,
        value_fen=fen,
        balance_milli=1000 + qty,
        balance_fen=100 + fen,
        reversal_of=reversed_.id,
    )
    assert f"A reversal on {FORGED} does not undo its movement." in check_books()


def test_goods_that_come_back_dearer_than_they_went(room: Stockroom) -> None:
    part = room.part(2, 200)
    number = write_off(room.by, [WrittenLine(part, 1000)], "摔坏")
    forge(
        room.by,
        part,
        kind=MovementKind.REVERSAL.value,
        document=number,
        qty_milli=1000,
        value_fen=101,
        balance_milli=2000,
        balance_fen=201,
        reversal_of=ledger(part).rows[0].id,
    )
    assert f"A reversal on {number} does not undo its movement." in check_books()


def test_a_line_that_was_not_issued_what_it_says(room: Stockroom) -> None:
    order = room.order()
    line = room.line(order, room.part(2, 100), 2)
    room.issue(order, (line, 1))
    OrderLine.update(issued_milli=1500).where(OrderLine.id == line).execute()
    [fault] = check_books()
    assert fault.endswith("line 1: 1.5 issued, but 1 in the ledger.")


def test_parts_that_left_without_a_slip(room: Stockroom) -> None:
    order = room.order()
    line = room.line(order, room.part(2, 100), 2)
    slip = room.issue(order, (line, 1))
    GoodsIssue.update(is_return=True).where(GoodsIssue.id == slip.id).execute()
    assert check_books() == [f"The ledger names {slip.number}, which is not there."]


def test_a_document_whose_lines_are_not_its_movements(room: Stockroom) -> None:
    part = room.part(2, 100, code="AA")
    GoodsReceiptLine.update(cost_fen=101).execute()
    assert check_books() == [f"{FORGED}, part AA: the ledger does not say what the document says."]
    GoodsReceiptLine.delete().where(GoodsReceiptLine.part == part).execute()
    assert check_books() == [f"{FORGED}, part AA: the ledger does not say what the document says."]


def test_a_document_that_never_moved_anything(room: Stockroom) -> None:
    part = room.part(2, 100, code="AA")
    receipt = GoodsReceipt.get()
    GoodsReceiptLine.create(receipt=receipt.id, position=2, part=part, qty_milli=1, cost_fen=0)
    assert check_books() == [f"{FORGED}, part AA: the ledger does not say what the document says."]


def test_a_document_taken_back_without_its_movements(room: Stockroom) -> None:
    part = room.part(2, 100)
    number = write_off(room.by, [WrittenLine(part, 1000)], "摔坏")
    GoodsReceipt.update(reversed_at=room.by.at).execute()
    told = "{} is taken back, or not, but the ledger says otherwise."
    assert check_books() == [told.format(FORGED)]
    GoodsReceipt.update(reversed_at=None).execute()
    assert check_books() == []
    reverse(room.by, 1, 1, "找到了")
    assert check_books() == []
    WriteOff.update(reversed_at=None).execute()
    assert check_books() == [told.format(number)]
