"""The calendar changes, and what runs in working days is counted anew in the same act, on both engines."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.complaints import ComplaintCategory, ComplaintChannel, ComplaintLevel
from garage.domain.holiday_notices import CalendarEntry
from garage.domain.working_days import DayKind
from garage.models.audit import AuditEntry
from garage.models.claims import Claim
from garage.models.complaints import Complaint, ComplaintRound
from garage.services import claim_edits, complaint_rows, complaints, staff, working_days
from garage.services.command import By
from garage.services.complaints import ComplaintData
from tests.services.claiming import Claiming
from tests.services.stockroom import Stockroom

EVE = datetime(2026, 12, 24, 10)
NEW_YEAR = date(2027, 1, 1)
FOURTH, FIFTH = date(2027, 1, 4), date(2027, 1, 5)


@pytest.fixture
def eve(boss: By) -> By:
    return By(boss.staff_id, EVE)


@pytest.fixture
def complaint(eve: By) -> int:
    return complaints.register(eve, ComplaintData("刹车又响了", complainant="王女士"))


def due(ref: int) -> tuple[date, date]:
    """Of the complaint and of its round."""
    turn = ComplaintRound.get(ComplaintRound.complaint == ref)
    return Complaint.get_by_id(ref).result_due_on, turn.result_due_on


def logged(noun: str) -> list[tuple[int, str]]:
    query = AuditEntry.select().where((AuditEntry.noun == noun) & (AuditEntry.act == "calendar"))
    return [(row.ref, row.reason) for row in query.order_by(AuditEntry.id)]


def test_a_holiday_that_is_entered_later_moves_the_answer_on_a_complaint(
    db: str, eve: By, complaint: int
) -> None:
    assert due(complaint) == (FOURTH, FOURTH)
    assert complaint_rows.one(complaint).provisional
    later = By(eve.staff_id, EVE + timedelta(days=1))
    day = working_days.set_day(later, NEW_YEAR, DayKind.OFF, "元旦")
    assert due(complaint) == (FIFTH, FIFTH)
    assert complaints.clocks_of(EVE)[1].on == FIFTH
    assert logged("complaint") == [(complaint, f"{FOURTH} → {FIFTH}")]
    working_days.set_day(later, NEW_YEAR, DayKind.OFF, "New year", day_id=day)
    assert len(logged("complaint")) == 1
    working_days.remove_day(later, day, 2)
    assert due(complaint) == (FOURTH, FOURTH)
    assert len(logged("complaint_round")) == 2


def test_a_notice_moves_them_all_at_once(db: str, eve: By, complaint: int) -> None:
    days = (NEW_YEAR, FOURTH, FIFTH)
    notice = [CalendarEntry(day, DayKind.OFF, "NEW_YEAR") for day in days]
    working_days.take_notice(eve, notice)
    assert due(complaint) == (date(2027, 1, 7), date(2027, 1, 7))
    assert logged("complaint") == [(complaint, f"{FOURTH} → 2027-01-07")]


def test_another_round_is_counted_from_its_own_beginning(db: str, eve: By, complaint: int) -> None:
    person = staff.owners()[0][0]
    complaints.classify(eve, complaint, None, ComplaintCategory.REPAIR, ComplaintLevel.NORMAL)
    complaints.assign(eve, complaint, None, person)
    complaints.verify(eve, complaint, None, "有杂质", our_fault=True, responsible=person)
    complaints.plan(eve, complaint, None, "来料未检", "换片")
    complaints.implement(eve, complaint, None)
    complaints.inform(eve, complaint, None, "王女士", ComplaintChannel.PHONE)
    working_days.set_day(eve, NEW_YEAR, DayKind.OFF)
    assert due(complaint) == (FOURTH, FOURTH)  # he was told: nothing runs
    complaints.reopen(By(eve.staff_id, EVE + timedelta(days=4)), complaint, None, "还是响")
    working_days.set_day(eve, date(2027, 1, 6), DayKind.OFF)
    turns = (
        ComplaintRound.select().where(ComplaintRound.complaint == complaint).order_by(ComplaintRound.round)
    )
    assert [turn.result_due_on for turn in turns] == [FOURTH, date(2027, 1, 8)]
    assert Complaint.get_by_id(complaint).result_due_on == date(2027, 1, 8)


def test_the_answer_of_a_supplier_keeps_the_working_days_it_was_given(boss: By, mechanic: int) -> None:
    shop = Claiming(Stockroom(By(boss.staff_id, datetime(2026, 12, 31, 10)), mechanic))
    shop.terms(approval_first=True, answer_days=2)
    claim = shop.draft(shop.job(shop.room.part(5, 90_000, name="水泵")))
    shop.fill_in(claim)
    claim_edits.ask_approval(shop.by, claim, shop.version(claim))
    assert shop.row(claim).answer_due_on == FOURTH
    shop.terms(approval_first=True, answer_days=9)
    working_days.set_day(shop.by, NEW_YEAR, DayKind.OFF)
    assert shop.row(claim).answer_due_on == FIFTH
    assert logged("claim") == [(claim, f"{FOURTH} → {FIFTH}")]
    claim_edits.answered(shop.by, claim, shop.version(claim))
    working_days.set_day(shop.by, FOURTH, DayKind.OFF)
    assert Claim.get_by_id(claim).answer_due_on == FIFTH
