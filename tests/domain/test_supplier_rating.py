"""Grades: the worst of what is known, none before there is enough to tell."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.supplier_rating import THRESHOLDS, Criterion, DeliveredFact, Grade, grade_of, rate

DAY = date(2026, 11, 2)
GOOD = DeliveredFact(1, 7, 10_000, 0, 0, 500, DAY, DAY)


@pytest.mark.parametrize("kind", [Criterion.ON_TIME, Criterion.ACCEPTED])
def test_a_share_that_should_be_high_falls_a_grade_below_each_threshold(kind: Criterion) -> None:
    for limit, here, below in zip(THRESHOLDS[kind], "ABC", "BCD", strict=True):
        assert (grade_of(kind, limit), grade_of(kind, limit - 1)) == (Grade(here), Grade(below))


@pytest.mark.parametrize("kind", [Criterion.RETURNED, Criterion.PRICE])
def test_a_share_that_should_be_low_falls_a_grade_above_each_threshold(kind: Criterion) -> None:
    for limit, here, above in zip(THRESHOLDS[kind], "ABC", "BCD", strict=True):
        assert (grade_of(kind, limit), grade_of(kind, limit + 1)) == (Grade(here), Grade(above))


def test_three_clean_lines_make_an_a() -> None:
    rating = rate([GOOD, GOOD, GOOD])
    assert (rating.grade, rating.lines, rating.deliveries) == (Grade.A, 3, 1)
    assert rating.bp == {
        Criterion.ON_TIME: 10_000,
        Criterion.ACCEPTED: 10_000,
        Criterion.RETURNED: 0,
        Criterion.PRICE: 0,
    }


def test_two_lines_are_too_few_for_a_grade() -> None:
    assert rate([GOOD, GOOD]).grade is None
    assert rate([]).bp == dict.fromkeys(Criterion)


def test_the_weakest_side_makes_the_grade() -> None:
    """One line of four sent back by a tenth: 2.5 % is a B, and so is the supplier."""
    rating = rate([GOOD, GOOD, GOOD, replace(GOOD, returned_milli=1_000)])
    assert (rating.bp[Criterion.RETURNED], rating.grade) == (250, Grade.B)


def test_a_delivery_is_late_once_however_many_lines_it_has() -> None:
    late = replace(GOOD, receipt_id=2, received_on=date(2026, 11, 3))
    rating = rate([GOOD, late, late, late])
    assert (rating.bp[Criterion.ON_TIME], rating.grades[Criterion.ON_TIME]) == (5_000, Grade.D)


def test_nobody_is_late_whom_nobody_expected() -> None:
    assert rate([replace(GOOD, expected_on=None)] * 3).bp[Criterion.ON_TIME] is None


def test_what_was_rejected_lowers_what_was_accepted_line_by_line() -> None:
    rating = rate([GOOD, GOOD, replace(GOOD, accepted_milli=0, rejected_milli=4_000)])
    assert rating.bp[Criterion.ACCEPTED] == 6_667


def test_prices_are_weighed_by_what_was_bought() -> None:
    """Ten at 5.00, then ten at 6.00: twenty at the first price are 100, 110 were paid."""
    assert rate([GOOD, replace(GOOD, price_fen=600)]).bp[Criterion.PRICE] == 1_000
    assert rate([GOOD, replace(GOOD, price_fen=400)]).bp[Criterion.PRICE] == -1_000


def test_what_cost_nothing_has_no_price_to_compare_with() -> None:
    """Free, or not billed yet: what was paid the next time is the first price, and not dearer by all of it."""
    free = replace(GOOD, price_fen=0)
    assert rate([free, GOOD, replace(GOOD, part_id=8), free]).bp[Criterion.PRICE] == 0
    assert rate([free]).bp[Criterion.PRICE] is None
