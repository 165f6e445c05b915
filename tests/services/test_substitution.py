"""A part that is short is replaced by its substitute on the line, within what the customer agreed to."""

import pytest

from garage.domain.lines import PartGrade
from garage.domain.orders import OrderState
from garage.errors import RuleError
from garage.models.orders import OrderLine
from garage.services import substitutes, substitution
from garage.services.command import By
from tests.services.road import codes
from tests.services.stockroom import Stockroom, on_hand


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def short_line(room: Stockroom, **columns: object) -> tuple[int, int, int, int]:
    """An order whose part is not there, and a substitute that is: (order, line, part, substitute)."""
    part, other = room.part(code="MANN-1"), room.part(2, 4_000, code="BOSCH-1", brand="博世", spec="76 mm")
    substitutes.set_substitute(room.by, part, other)
    order = room.order(OrderState.IN_WORK)
    return order, room.line(order, part, name="机滤", unit_price_fen=3_000, **columns), part, other


def test_the_line_draws_the_substitute_at_the_price_that_was_agreed(room: Stockroom) -> None:
    order, line, _part, other = short_line(room)
    substitution.fit_instead(room.by, line, other)
    row = OrderLine.get_by_id(line)
    assert (row.part_id, row.code, row.brand, row.spec) == (other, "BOSCH-1", "博世", "76 mm")
    assert (row.name, row.qty_milli, row.unit_price_fen) == ("机滤", 1000, 3_000)
    room.issue(order, (line, 1))
    assert on_hand(other).qty_milli == 1000


def test_another_grade_needs_the_customer(room: Stockroom) -> None:
    _order, line, _part, other = short_line(room, grade=PartGrade.REMANUFACTURED.value)
    with pytest.raises(RuleError) as refused:
        substitution.fit_instead(room.by, line, other)
    assert codes(refused) == {"grade"}
    assert refused.value.reasons[0].goto == "supplements"


def test_only_a_substitute_on_file_takes_the_place_of_a_part_that_is_not_out_yet(room: Stockroom) -> None:
    order, line, part, other = short_line(room)
    with pytest.raises(RuleError) as refused:
        substitution.fit_instead(room.by, line, room.part(1, 100))
    assert codes(refused) == {"no_substitute"}
    room.receive((part, 1, 100))
    room.issue(order, (line, 1))
    with pytest.raises(RuleError) as refused:
        substitution.fit_instead(room.by, line, other)
    assert codes(refused) == {"issued"}


def test_nothing_changes_before_consent_or_after_the_bill(room: Stockroom) -> None:
    _order, _line, part, other = short_line(room)
    for state in (OrderState.ESTIMATED, OrderState.SETTLED):
        line = room.line(room.order(state), part)
        with pytest.raises(RuleError):
            substitution.fit_instead(room.by, line, other)
        assert OrderLine.get_by_id(line).part_id == part


def test_substitutes_are_offered_while_some_are_free(room: Stockroom) -> None:
    _order, _line, part, other = short_line(room)
    assert [one.part.id for one in substitution.for_parts([part, other])[part]] == [other]
    taken = room.order(OrderState.IN_WORK)
    room.line(taken, other, 2)
    assert substitution.for_parts([part]) == {}
