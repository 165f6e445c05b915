"""Which labels are printed, and what stands on them."""

import pytest

from garage.errors import FieldError
from garage.services import part_labels
from garage.services.command import By
from tests.services.stockroom import Stockroom


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def test_a_label_is_the_part_as_it_stands(room: Stockroom) -> None:
    part = room.part(code="A", name="机滤", brand="马勒", spec="OC593", bin="A-1", unit="个", price_fen=4_500)
    [label] = part_labels.sheet(room.by, {part: 1}, with_price=True).labels
    told = (label.code, label.name, label.spec, label.bin, label.unit, label.price_fen)
    assert told == ("A", "机滤", "马勒 OC593", "A-1", "个", 4_500)
    assert part_labels.sheet(room.by, {part: 1}, with_price=False).labels[0].price_fen is None


def test_labels_come_in_the_order_and_number_wanted(room: Stockroom) -> None:
    a, b = room.part(code="A"), room.part(code="B")
    sheet = part_labels.sheet(room.by, {b: 2, a: 1}, with_price=False, start=5)
    assert [label.code for label in sheet.labels] == ["B", "B", "A"]
    assert (sheet.number, sheet.start) == ("20261121-090000", 5)


def test_what_came_in_gets_a_label_for_each_piece(room: Stockroom) -> None:
    a, b, oil = room.part(code="A"), room.part(code="B"), room.part(code="OIL")
    number = room.receive((b, 3, 100), (a, 0.5, 100), (oil, 200, 100))
    wishes = part_labels.of_receipt(f" {number.lower()} ")
    assert [(wish.part.code, wish.copies) for wish in wishes] == [("B", 3), ("A", 1), ("OIL", 50)]
    assert part_labels.of_receipt("GR-2026-99999") == []


def test_a_part_chosen_gets_one_label(room: Stockroom) -> None:
    a, b = room.part(code="A"), room.part(code="B")
    assert [(wish.part.code, wish.copies) for wish in part_labels.of_parts([b, a, 999])] == [
        ("B", 1),
        ("A", 1),
    ]


@pytest.mark.parametrize(
    ("copies", "start", "field"),
    [(0, 1, "lines"), (501, 1, "lines"), (-1, 1, "lines"), (1, 0, "start"), (1, 25, "start")],
)
def test_what_cannot_be_printed_is_refused(room: Stockroom, copies: int, start: int, field: str) -> None:
    part = room.part()
    with pytest.raises(FieldError) as refused:
        part_labels.sheet(room.by, {part: copies}, with_price=False, start=start)
    assert refused.value.field == field
