"""The demo told whoever was to be told; what is left is a morning's work."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from garage.domain.reminders import LIVE, ReminderState
from garage.models.contacts import ContactLog
from garage.models.customers import Customer
from garage.models.reminders import Reminder
from garage.services import books, demo_reminders, reminder_rows, reminders
from garage.services.reminder_rows import ReminderFilter
from tests.services.road import Road

S = ReminderState


@pytest.fixture
def waiting(road: Road) -> datetime:
    """Sixty parts fall due, one every four days; the day after the last of them was to be told."""
    first = road.boss.today + timedelta(days=20)
    for nth in range(60):
        reminders.add(road.boss, road.vehicle, f"配件 {nth}", first + timedelta(days=4 * nth), None)
    return road.boss.at + timedelta(days=242)


@pytest.mark.parametrize("seed", range(3))
def test_most_were_told_and_the_last_days_wait(waiting: datetime, seed: int) -> None:
    demo_reminders.catch_up(waiting, Random(seed))
    due = reminder_rows.counts(waiting.date())[ReminderFilter.DUE]
    assert 0 < due < 8
    rows = {row.id: row for row in Reminder.select()}
    assert {S.CONTACTED, S.DONE, S.EXPIRED} <= {S(row.state) for row in rows.values()}
    for row in rows.values():
        live = S(row.state) in LIVE
        assert (row.closed_at is None) is live
        assert (row.contacted_at is None) is (row.state == S.SCHEDULED.value)
    talks = list(ContactLog.select().order_by(ContactLog.id))
    assert len(talks) == sum(row.attempts for row in rows.values())
    for talk in talks:
        row = rows[talk.reminder_id]
        assert row.remind_on <= talk.at.date() <= waiting.date()
        assert row.created_at < talk.at < waiting
    assert books.check() == []


def test_who_wants_no_calls_was_not_called(road: Road, waiting: datetime) -> None:
    Customer.update(no_calls=True).where(Customer.id == road.customer).execute()
    demo_reminders.catch_up(waiting, Random(1))
    assert ContactLog.select().count() == 0


def test_what_was_told_long_ago_is_dropped_by_its_day(waiting: datetime) -> None:
    demo_reminders.catch_up(waiting, Random(1))
    for row in Reminder.select().where(Reminder.state == S.EXPIRED.value):
        assert row.due_on < waiting.date() - timedelta(days=60)
        assert date(2026, 11, 21) < row.closed_at.date() <= waiting.date()
    told = Reminder.select().where(Reminder.state == S.CONTACTED.value)
    assert all(row.due_on >= waiting.date() - timedelta(days=60) for row in told)
