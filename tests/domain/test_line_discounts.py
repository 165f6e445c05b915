"""Which discounts of lines are new."""

from dataclasses import dataclass

import pytest

from garage.domain.line_discounts import Change, changes, need_reason


@dataclass(frozen=True)
class Line:
    """What is asked of a line."""

    name: str
    discount_fen: int
    package_id: int | None = None


OIL, PADS = Line("机油", 500), Line("前刹车片", 0)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [PADS], []),
        ([], [OIL], [Change("机油", 0, 500)]),
        ([OIL, PADS], [PADS, OIL], []),
        ([OIL], [Line("机油", 700)], [Change("机油", 500, 700)]),
        ([OIL], [Line("机油", 0)], [Change("机油", 500, 0)]),
        ([OIL], [Line("全合成机油", 500)], [Change("全合成机油", 0, 500)]),
        ([OIL], [], []),
    ],
)
def test_a_discount_is_new_where_no_line_of_that_name_had_it(
    before: list[Line], after: list[Line], expected: list[Change]
) -> None:
    assert changes(before, after) == expected


def test_two_lines_of_one_name_keep_a_discount_each() -> None:
    other = Line("机油", 300)
    assert changes([OIL, other], [other, OIL]) == []
    assert changes([OIL, other], [OIL, OIL]) == [Change("机油", 300, 500)]
    assert changes([OIL], [OIL, OIL]) == [Change("机油", 0, 500)]


def test_what_a_package_costs_less_is_no_discount() -> None:
    assert changes([], [Line("机油", 500, package_id=1)]) == []


def test_only_more_off_needs_a_reason() -> None:
    assert need_reason([Change("机油", 500, 0), Change("前刹车片", 0, 1)])
    assert not need_reason([Change("机油", 500, 499)])
    assert not need_reason([])
