"""The countdown to the day on which a month's claims are due (S4: 次月10日前)."""

import itertools
from datetime import date

import pytest

from garage.domain.claim_notices import CLAIMS_BY_NOTICE, OPEN, NoticeState, countdown
from garage.domain.claims import MOVES, NOTICED
from garage.domain.shipments import SOURCES, ShipmentAct, ShipmentState
from garage.domain.working_days import Calendar, DayKind

DUE = date(2026, 12, 10)
CALENDAR = Calendar(
    {date(2026, 10, 9): DayKind.OFF, date(2026, 10, 10): DayKind.WORK}, years=frozenset({2026})
)


@pytest.mark.parametrize(
    ("today", "left", "overdue"),
    [(date(2026, 11, 30), 10, False), (DUE, 0, False), (date(2026, 12, 11), -1, True)],
)
def test_the_day_itself_is_in_time(today: date, left: int, overdue: bool) -> None:
    counted = countdown(DUE, today, CALENDAR)
    assert (counted.days_left, counted.overdue, counted.provisional) == (left, overdue, False)


@pytest.mark.parametrize(
    ("due", "send_by"),
    [
        (DUE, DUE),  # a Thursday
        (date(2026, 10, 10), date(2026, 10, 10)),  # a Saturday that is worked
        (date(2026, 5, 10), date(2026, 5, 8)),  # a Sunday
        (date(2026, 10, 9), date(2026, 10, 8)),  # a Friday off
    ],
)
def test_the_last_working_day_before_it_is_named(due: date, send_by: date) -> None:
    assert countdown(due, date(2026, 5, 1), CALENDAR).send_by == send_by


def test_a_year_nobody_entered_is_provisional() -> None:
    assert countdown(date(2027, 1, 10), DUE, CALENDAR).provisional


def test_each_step_of_a_notice_is_a_legal_move_of_its_claims() -> None:
    assert set(CLAIMS_BY_NOTICE.values()) == NOTICED
    steps = [
        CLAIMS_BY_NOTICE[state] for state in (NoticeState.ISSUED, NoticeState.INVOICED, NoticeState.SETTLED)
    ]
    for before, after in itertools.pairwise(steps):
        assert after in MOVES[before]
        assert before in MOVES[after]
    assert set(CLAIMS_BY_NOTICE) - {NoticeState.SETTLED} == OPEN


def test_what_the_supplier_has_is_neither_sent_nor_voided() -> None:
    for act in (ShipmentAct.PACK, ShipmentAct.SEND, ShipmentAct.RECEIVE, ShipmentAct.VOID):
        assert ShipmentState.RECEIVED not in SOURCES[act]
    assert all(ShipmentState.VOIDED not in sources for sources in SOURCES.values())
