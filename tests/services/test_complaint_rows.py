"""Complaints as they are read, on both engines: by their clocks, in their rounds, on the sheet of a day."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from garage.domain.complaints import (
    ComplaintAct,
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
)
from garage.domain.contacts import Direction, Talk
from garage.domain.holiday_notices import CalendarEntry
from garage.domain.working_days import DayKind
from garage.models.complaints import Complaint
from garage.services import complaint_rounds, complaint_rows, complaints, contacts, working_days
from garage.services.command import By
from garage.services.complaint_rows import ComplaintFilter
from garage.services.complaints import ComplaintData
from garage.services.contacts import About
from tests.services.complaining import REPAIR, to_told
from tests.services.plans import scans
from tests.services.road import Road

F = ComplaintFilter
A = ComplaintAct


def later(by: By, **time: int) -> By:
    return By(by.staff_id, by.at + timedelta(**time))


def numbers(which: ComplaintFilter, now: datetime, limit: int = 50) -> list[str]:
    """Numbers of a chip, read page by page."""
    found, cursor = [], None
    while True:
        page = complaint_rows.page(which, now, cursor, limit)
        found += [row.no[-1] for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return found


def test_what_has_its_clock_soonest_stands_first_and_due_is_what_ends_today(road: Road) -> None:
    by = road.boss
    told = complaints.register(by, ComplaintData("噪音", complainant="甲", potential=True))
    to_told(by, told, road.leader)
    planned = complaints.register(later(by, minutes=1), REPAIR)
    complaints.verify(by, planned, None, "属实", our_fault=True)
    complaints.register(later(by, minutes=2), ComplaintData("慢", complainant="丙"))
    assert numbers(F.OPEN, by.at) == ["3", "1", "2"]
    assert numbers(F.OPEN, by.at, limit=1) == ["3", "1", "2"]
    assert numbers(F.DUE, by.at) == []
    assert numbers(F.DUE, by.at + timedelta(days=1)) == ["3"]
    assert numbers(F.DUE, by.at + timedelta(days=3)) == ["3", "1"], "asked again after three days"
    assert numbers(F.DUE, datetime(2026, 12, 1, 8, 0)) == ["3", "1", "2"], "the seventh working day"
    complaints.revisit(by, told, None, "", satisfied=True)
    assert numbers(F.DUE, by.at) == ["1"], "it only has to be closed"
    assert numbers(F.POTENTIAL, by.at) == ["1"]
    assert complaint_rows.counts(by.at) == {F.DUE: 1, F.OPEN: 3, F.POTENTIAL: 1, F.SERIOUS: 0}


def test_what_is_over_leaves_the_open_ones_and_is_found_among_the_closed(road: Road) -> None:
    by = road.boss
    serious = complaints.register(
        by, ComplaintData("制动失灵", complainant="甲", level=ComplaintLevel.SERIOUS)
    )
    assert numbers(F.SERIOUS, by.at) == ["1"]
    complaints.withdraw(by, serious, None, "看错了")
    complaints.register(by, REPAIR)
    assert numbers(F.SERIOUS, by.at) == []
    assert (numbers(F.CLOSED, by.at), numbers(F.ALL, by.at, 1)) == (["1"], ["2", "1"])


def test_a_row_knows_whom_what_and_what_comes_next(road: Road) -> None:
    road.receive()
    ref = complaints.register(road.boss, ComplaintData("刹车又响", order_id=road.order, demand="重修"))
    row = complaint_rows.one(ref)
    assert (row.customer, row.plate, row.model, row.order_no) == (
        "王女士",
        "粤B·12345",
        "大众 朗逸",
        "WO-2026-00001",
    )
    assert (row.received_by, row.category, row.next_act) == ("张三", None, A.CLASSIFY)
    assert row.clock is not None
    assert (row.clock.act, row.clock.due) == (A.VERIFY, road.boss.at + timedelta(hours=24))
    assert complaint_rows.by_number(row.no) == ref
    assert complaint_rows.of_order(road.order) == complaint_rows.of_customer(road.customer) == [row]
    assert [choice.id for choice in complaint_rows.orders_of(road.customer)] == [road.order]
    with pytest.raises(KeyError):
        complaint_rows.one(99)


def test_working_days_that_are_left_leave_out_weekends_and_a_year_not_entered_is_provisional(
    road: Road,
) -> None:
    ref = complaints.register(road.boss, REPAIR)  # Saturday; due on Tuesday, 1 December
    row = complaint_rows.one(ref)
    assert [row.days_left(date(2026, 11, day)) for day in (21, 23, 27, 28, 30)] == [7, 6, 2, 2, 1]
    assert (row.days_left(row.result_due_on), row.days_left(date(2026, 12, 9))) == (0, 0)
    assert not row.provisional
    late = complaints.register(later(road.boss, days=33), REPAIR)  # Christmas Eve
    assert complaint_rows.one(late).provisional
    working_days.set_day(road.boss, date(2027, 3, 3), DayKind.OFF, "店庆")
    assert complaint_rows.one(late).provisional
    notice = [CalendarEntry(date(2027, 1, 1), DayKind.OFF, "NEW_YEAR")]
    working_days.take_notice(road.boss, notice, "通知")
    assert not complaint_rows.one(late).provisional


def test_every_round_says_who_found_did_and_told_what(road: Road) -> None:
    by = road.boss
    ref = complaints.register(by, REPAIR)
    to_told(by, ref, road.leader)
    complaints.revisit(by, ref, None, "还是响\n更响了", satisfied=False, go_on=True)
    first, second = complaint_rounds.of_complaint(ref)
    assert (first.findings, first.our_fault, first.responsible) == ("制动片有杂质", True, "王班长")
    assert (first.verified_by, first.informed_how, first.satisfied) == ("张三", ComplaintChannel.PHONE, False)
    assert (second.reopen_reason, second.verified_at) == ("还是响 更响了", None)
    assert complaint_rows.one(ref).state is ComplaintState.REOPENED
    to_told(by, ref, road.leader)
    complaints.revisit(by, ref, None, "", satisfied=True, go_on=True)
    assert complaint_rows.one(ref).state is ComplaintState.CLOSED


def test_the_sheet_of_a_day_has_what_came_in_and_what_was_worked_on(road: Road) -> None:
    first, second = road.boss, later(road.boss, days=1)
    quiet = complaints.register(first, REPAIR)
    worked = complaints.register(first, REPAIR)
    complaints.verify(second, worked, None, "属实", our_fault=True)
    fresh = complaints.register(second, ComplaintData("有点贵", complainant="乙", potential=True))
    today = complaint_rounds.of_day(second.today)
    assert [(entry.row.id, entry.done) for entry in today] == [(worked, (A.VERIFY,)), (fresh, ())]
    assert [entry.row.id for entry in complaint_rounds.of_day(first.today)] == [quiet, worked]
    complaints.withdraw(later(second, days=400), fresh, None, "没事")
    assert [entry.done for entry in complaint_rounds.of_day(second.today + timedelta(days=400))] == []
    assert complaint_rounds.of_day(second.today - timedelta(days=9)) == []


def test_a_talk_and_the_complaint_that_came_of_it_know_each_other(road: Road) -> None:
    heard = contacts.log(road.boss, Talk(Direction.IN, spoke_with="王女士"), About(road.customer))
    ref = complaints.register(road.boss, ComplaintData("又响", customer_id=road.customer, contact_id=heard))
    assert contacts.one(heard).complaint_id == ref
    assert [talk.id for talk in contacts.of_complaint(ref)] == [heard]


READS: tuple[Callable[[datetime], object], ...] = (
    *(lambda now, which=which: complaint_rows.page(which, now) for which in F),
    complaint_rows.counts,
    lambda now: complaint_rounds.of_day(now.date()) is not None,
    lambda _now: complaint_rows.of_customer(1) is not None,
)


@pytest.mark.parametrize("place", range(len(READS)))
def test_no_list_reads_all_there_ever_was(road: Road, place: int) -> None:
    complaints.register(road.boss, REPAIR)
    found = scans(lambda: READS[place](road.boss.at), ("calendar_day", "staff"))
    keyset = [one for one in found if "LIMIT" not in one[1]]  # the newest first, by the table itself
    assert keyset == []


def test_an_open_one_counts_however_old(road: Road) -> None:
    ref = complaints.register(
        road.boss, ComplaintData("旧账", complainant="甲", category=ComplaintCategory.PARTS)
    )
    Complaint.update(received_at=road.boss.at - timedelta(days=900)).where(Complaint.id == ref).execute()
    assert [entry.row.id for entry in complaint_rounds.of_day(road.boss.today)] == [ref]
