"""Where advice stands, when it is due, and what may follow when it is not done."""

from datetime import date

import pytest

from garage.domain.advice import CONSEQUENCES, GENERAL, AdviceState, advice_state, due, suggested_consequence

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("closed", "declined", "planned", "state"),
    [
        (False, False, False, AdviceState.OPEN),
        (False, True, False, AdviceState.DECLINED),
        (False, True, True, AdviceState.PLANNED),
        (True, True, True, AdviceState.CLOSED),
    ],
)
def test_what_is_closed_stays_closed_and_what_is_planned_is_wanted_after_all(
    closed: bool, declined: bool, planned: bool, state: AdviceState
) -> None:
    assert advice_state(closed=closed, declined=declined, planned=planned) is state


@pytest.mark.parametrize(
    ("due_on", "due_km", "km", "is_due"),
    [
        (None, None, 90_000, False),
        (DAY, None, None, True),
        (date(2026, 11, 22), None, None, False),
        (None, 90_000, 90_000, True),
        (None, 90_000, 89_999, False),
        (None, 90_000, None, False),
        (date(2026, 11, 22), 90_000, 90_001, True),
    ],
)
def test_work_is_due_on_its_day_or_at_its_kilometres_whichever_comes_first(
    due_on: date | None, due_km: int | None, km: int | None, is_due: bool
) -> None:
    assert due(due_on, due_km, today=DAY, odometer_km=km) is is_due


def test_every_kind_of_work_is_known_by_each_of_its_words() -> None:
    first = {mark: words for _kind, marks, words in reversed(CONSEQUENCES) for mark in marks}
    for mark, words in first.items():
        assert suggested_consequence(f"右前 {mark.upper()} 异常") == words


def test_work_of_no_known_kind_is_said_to_be_dangerous_in_general() -> None:
    assert suggested_consequence("四轮定位") == GENERAL


def test_brakes_that_leak_are_brakes_first() -> None:
    assert suggested_consequence("制动分泵漏油") == CONSEQUENCES[0][2]
