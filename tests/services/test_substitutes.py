"""Parts that may be fitted instead of others."""

import pytest

from garage.errors import FieldError
from garage.models.audit import AuditEntry
from garage.models.part_file import PartSubstitute
from garage.services import parts, substitutes
from garage.services.command import By
from tests.services.stockroom import Stockroom


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def told(part: int) -> list[tuple[str, str, bool]]:
    return [(one.part.code, one.note, one.both_ways) for one in substitutes.substitutes(part)]


def test_each_may_be_fitted_instead_of_the_other(room: Stockroom) -> None:
    a, b = room.part(code="A"), room.part(code="B")
    substitutes.set_substitute(room.by, a, b, note="要换垫圈")
    assert told(a) == [("B", "要换垫圈", True)]
    assert told(b) == [("A", "要换垫圈", True)]


def test_one_way_is_not_the_other(room: Stockroom) -> None:
    a, b = room.part(code="A"), room.part(code="B")
    substitutes.set_substitute(room.by, a, b)
    substitutes.set_substitute(room.by, a, b, note="仅1.6L", both_ways=False)
    assert told(a) == [("B", "仅1.6L", False)]
    assert told(b) == []
    substitutes.set_substitute(room.by, b, a, both_ways=False)
    assert told(a) == []
    assert told(b) == [("A", "", False)]


def test_saying_it_again_changes_nothing(room: Stockroom) -> None:
    a, b = room.part(code="A"), room.part(code="B")
    for _ in range(2):
        substitutes.set_substitute(room.by, a, b, note="x")
    assert AuditEntry.select().where(AuditEntry.act == "substitute").count() == 1
    assert PartSubstitute.select().count() == 2


def test_what_is_on_the_shelf_is_offered_first(room: Stockroom) -> None:
    wanted = room.part(code="W")
    for code, qty in (("A", 0), ("B", 2), ("C", 1)):
        substitutes.set_substitute(room.by, wanted, room.part(qty, 100 * qty, code=code))
    room.line(room.order(), substitutes.substitutes(wanted)[1].part.id, 1)
    assert [code for code, _note, _both in told(wanted)] == ["B", "A", "C"]
    assert substitutes.substitutes(wanted) == parts.substitutes(wanted)


def test_a_part_out_of_use_is_offered_while_there_is_some(room: Stockroom) -> None:
    wanted = room.part(code="W")
    for code, qty in (("GONE", 0), ("REST", 2)):
        part = room.part(qty, 100 * qty, code=code, active=False)
        substitutes.set_substitute(room.by, wanted, part)
    assert [code for code, _note, _both in told(wanted)] == ["REST"]


def test_taken_back_it_holds_neither_way(room: Stockroom) -> None:
    a, b = room.part(code="A"), room.part(code="B")
    substitutes.set_substitute(room.by, a, b)
    substitutes.remove_substitute(room.by, b, a)
    assert told(a) == told(b) == []
    with pytest.raises(KeyError):
        substitutes.remove_substitute(room.by, a, b)


def test_a_part_is_no_substitute_of_itself(room: Stockroom) -> None:
    a = room.part()
    for other in (a, 999_999):
        with pytest.raises(FieldError) as refused:
            substitutes.set_substitute(room.by, a, other)
        assert refused.value.field == "substitute_id"
    assert substitutes.substitutes_of([]) == {}
