"""What one file takes over from another: whose word is proposed, what forbids it, how times and readings unite."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.merges import (
    Side,
    Span,
    Value,
    against_customers,
    against_vehicles,
    compare,
    decided,
    joined,
    proposed,
    set_back,
    united_phones,
)

READINGS = st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=12)


@pytest.mark.parametrize(
    ("field", "kept", "gone", "side"),
    [
        ("address", "创业路", "创业路", Side.KEPT),
        ("address", "创业路", "", Side.KEPT),
        ("address", "", "人民路", Side.GONE),
        ("address", "创业路", "人民路", Side.GONE),  # written last
        ("needs", "周末", "早上", Side.BOTH),
        ("needs", "", "早上", Side.GONE),
        ("marketing_ok", True, False, Side.GONE),
        ("marketing_ok", False, True, Side.KEPT),
        ("member_level", "银卡", "金卡", Side.KEPT),  # the better one is at the left
        ("insurance_until", date(2027, 5, 1), date(2026, 5, 1), Side.KEPT),
        ("insurance_until", date(2026, 5, 1), date(2027, 5, 1), Side.GONE),
        ("plate", "粤B12345", "粤B临0815", Side.KEPT),
        ("plate", "粤B临0815", "粤B12345", Side.GONE),
        ("plate", "粤B12345", "粤B88888", Side.GONE),
    ],
)
def test_who_says_something_goes_first_then_the_better_then_the_newer(
    field: str, kept: Value, gone: Value, side: Side
) -> None:
    assert proposed(field, kept, gone, Side.GONE, Side.KEPT) is side


def test_what_is_chosen_stands_and_the_rest_is_as_proposed() -> None:
    sides = {"name": "王女士", "needs": "周末"}, {"name": "王丽", "needs": "周末\n早上"}
    fields = compare(("name", "needs"), *sides, Side.GONE)
    assert decided(fields, {"name": Side.KEPT}) == {"name": "王女士", "needs": "周末\n早上"}
    assert [one.differs for one in fields] == [True, True]
    with pytest.raises(ValueError, match="colour"):
        decided(fields, {"colour": Side.KEPT})
    with pytest.raises(ValueError, match="name"):
        decided(fields, {"name": Side.BOTH})


def test_no_line_and_no_number_stands_twice() -> None:
    assert joined("周末\n早上", "早上\n晚上") == "周末\n早上\n晚上"
    assert united_phones(("1", "2"), ("2", "3")) == ("1", "2", "3")


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((date(2020, 1, 1), date(2020, 6, 30)), (date(2020, 7, 1), None), True),  # the next day
        ((date(2020, 1, 1), date(2020, 6, 30)), (date(2020, 7, 2), None), False),
        ((date(2020, 1, 1), None), (date(2022, 1, 1), date(2022, 2, 1)), True),
    ],
)
def test_times_of_ownership_touch_when_no_day_lies_between(
    one: tuple[date, date | None], other: tuple[date, date | None], together: bool
) -> None:
    first, second = Span(*one), Span(*other)
    assert first.touches(second) is second.touches(first) is together
    if together:
        whole = first.with_(second)
        assert whole == second.with_(first)
        assert whole.since == date(2020, 1, 1)
        assert whole.until is None


@given(readings=READINGS)
def test_with_a_reason_where_it_says_so_no_reading_runs_backwards_without_one(
    readings: list[tuple[int, bool]],
) -> None:
    wrong = set(set_back(readings))
    told = [(km, has or place in wrong) for place, (km, has) in enumerate(readings)]
    assert set_back(told) == []
    assert all(readings[place][0] < readings[place - 1][0] for place in wrong)


def test_what_is_one_file_or_two_things_cannot_be_merged() -> None:
    assert against_customers(same=False, gone_already=False) == []
    assert {one.code for one in against_customers(same=True, gone_already=True)} == {"same", "merged"}
    found = against_vehicles(
        same=False, gone_already=False, vins=("A", "B"), open_orders=("WO-1", "WO-2"), same_class=False
    )
    assert [one.code for one in found] == ["vin", "open_orders", "vehicle_class"]
    fine = against_vehicles(
        same=False, gone_already=False, vins=("A", ""), open_orders=("WO-1", ""), same_class=True
    )
    assert fine == []
