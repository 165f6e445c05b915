"""A training record is good until its last day, spoken of a month before, and replaced by a newer one."""

from datetime import date

import pytest

from garage.domain.trainings import (
    TrainingResult,
    Validity,
    next_until,
    subject_key,
    validity,
    warn_from,
    year_days,
)

TODAY = date(2026, 11, 21)
PASSED = TrainingResult.PASSED


@pytest.mark.parametrize(
    ("until", "stands"),
    [
        (None, Validity.GOOD),
        (date(2026, 12, 22), Validity.GOOD),
        (date(2026, 12, 21), Validity.ENDING),
        (date(2026, 11, 21), Validity.ENDING),
        (date(2026, 11, 20), Validity.ENDED),
    ],
)
def test_thirty_days_before_its_last_day_a_record_runs_out_and_the_day_after_it_has(
    until: date | None, stands: Validity
) -> None:
    assert validity(PASSED, until, TODAY) is stands


def test_the_end_of_21_december_is_spoken_of_from_21_november_on() -> None:
    assert warn_from(date(2026, 12, 21)) == TODAY


def test_a_renewed_record_runs_out_no_more() -> None:
    assert validity(PASSED, date(2026, 1, 1), TODAY, renewed=True) is Validity.RENEWED


def test_who_failed_has_nothing_that_could_be_good() -> None:
    assert validity(TrainingResult.FAILED, None, TODAY) is None


@pytest.mark.parametrize("typed", ["新能源 高压电工", "新能源高压电工", " 新能源\u3000高压电工 "])
def test_blanks_and_width_make_no_other_subject(typed: str) -> None:
    assert subject_key(typed) == "新能源高压电工"


def test_capitals_make_no_other_subject_but_another_level_does() -> None:
    assert subject_key("ＡＢＳ Level 1") == subject_key("abs level 1") != subject_key("ABS level 2")


def test_a_year_has_its_first_and_its_last_day() -> None:
    assert year_days(2026) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("last_held", "last_until", "until"),
    [
        (date(2023, 11, 21), None, None),
        (date(2023, 11, 21), date(2026, 11, 21), date(2029, 11, 25)),
        (date(2023, 11, 21), date(2026, 11, 20), date(2029, 11, 24)),
        (date(2024, 2, 29), date(2026, 2, 28), date(2028, 11, 25)),
        (date(2026, 11, 1), date(2026, 11, 15), date(2026, 12, 9)),
    ],
    ids=["for ever", "to the day", "to the day before", "from a leap day", "two weeks"],
)
def test_the_next_course_is_good_for_as_long_as_the_last_one(
    last_held: date, last_until: date | None, until: date | None
) -> None:
    assert next_until(date(2026, 11, 25), last_held, last_until) == until
