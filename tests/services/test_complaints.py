"""Complaints in their rounds, on both engines: nobody closes one that the customer has not heard the end of."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.complaints import (
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    result_due_on,
)
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError, StaleError
from garage.models.complaints import Complaint, ComplaintRound
from garage.services import books, complaints, staff, working_days
from garage.services.command import By
from garage.services.complaints import ComplaintData
from tests.services.road import Road, codes

S = ComplaintState
UNHAPPY = "刹车修好第二天又响了"


@pytest.fixture
def complaint(road: Road) -> int:
    road.receive()
    return complaints.register(road.boss, ComplaintData(UNHAPPY, order_id=road.order, demand="免费重修"))


def row(ref: int) -> Complaint:
    found: Complaint = Complaint.get_by_id(ref)
    return found


def last(ref: int) -> ComplaintRound:
    found: ComplaintRound = ComplaintRound.get(
        (ComplaintRound.complaint == ref) & (ComplaintRound.round == row(ref).round)
    )
    return found


def to_told(by: By, ref: int, person: int) -> None:
    """From wherever a round begins to the customer who hears of the result."""
    if row(ref).state == S.REGISTERED:
        complaints.classify(by, ref, None, ComplaintCategory.REPAIR, ComplaintLevel.NORMAL)
        complaints.assign(by, ref, None, person)
    complaints.verify(by, ref, None, "制动片有杂质", our_fault=True, responsible=person)
    complaints.plan(by, ref, None, "来料未检", "换片并抽检同批次", 5_000)
    complaints.implement(by, ref, None, "已换")
    complaints.inform(by, ref, None, "王女士", ComplaintChannel.PHONE)


@pytest.mark.parametrize(
    ("received", "due", "provisional"),
    [
        ("2025-01-20", "2025-02-05", False),
        ("2025-01-24", "2025-02-10", False),
        ("2025-09-26", "2025-10-13", False),
        ("2025-09-28", "2025-10-14", False),
        ("2025-12-29", "2026-01-08", False),
        ("2026-02-13", "2026-03-02", False),
        ("2026-04-28", "2026-05-11", False),
        ("2026-09-28", "2026-10-13", False),
        ("2026-12-21", "2026-12-30", False),
        ("2026-12-24", "2027-01-04", True),
    ],
)
def test_the_result_is_due_on_the_seventh_working_day(
    db: str, received: str, due: str, *, provisional: bool
) -> None:
    assert db
    deadline = result_due_on(datetime.fromisoformat(f"{received}T16:40"), 7, working_days.calendar())
    assert (deadline.on, deadline.provisional) == (date.fromisoformat(due), provisional)


def test_it_knows_its_car_its_customer_and_its_clocks(road: Road, complaint: int) -> None:
    found = row(complaint)
    assert (found.no, found.state) == ("CP-2026-00001", S.REGISTERED)
    assert (found.customer_id, found.vehicle_id) == (road.customer, road.vehicle)
    assert found.verify_due_at == road.boss.at + timedelta(hours=24)
    assert found.result_due_on == date(2026, 12, 1), "21 November 2026 is a Saturday"
    assert books.check() == []


def test_the_whole_loop_is_closed_with_who_and_when(road: Road, complaint: int) -> None:
    to_told(road.boss, complaint, road.leader)
    road.forward(days=2)
    complaints.revisit(road.boss, complaint, None, "", satisfied=True)
    complaints.close(road.boss, complaint, None)
    done, turn = row(complaint), last(complaint)
    assert (done.state, done.closed_at, done.closed_by) == (S.CLOSED, road.boss.at, road.boss.staff_id)
    assert (turn.our_fault, turn.compensation_fen, turn.informed_who) == (True, 5_000, "王女士")
    assert (turn.revisited_at, turn.satisfied) == (road.boss.at, True)
    assert books.check() == []


def test_it_is_not_closed_before_the_customer_heard_of_it(road: Road, complaint: int) -> None:
    with pytest.raises(RuleError) as refused:
        complaints.close(road.boss, complaint, None)
    assert codes(refused) == {"state"}
    to_told(road.boss, complaint, road.leader)
    with pytest.raises(RuleError):
        complaints.close(road.boss, complaint, None)


def test_an_unhappy_customer_opens_a_second_round_with_new_clocks_and_keeps_the_first(
    road: Road, complaint: int
) -> None:
    to_told(road.boss, complaint, road.leader)
    road.forward(days=3)
    with pytest.raises(FieldError) as missing:
        complaints.revisit(road.boss, complaint, None, " ", satisfied=False)
    assert missing.value.field == "note"
    complaints.revisit(road.boss, complaint, None, "还是有异响", satisfied=False)
    with pytest.raises(RuleError) as refused:
        complaints.close(road.boss, complaint, None)
    assert codes(refused) == {"unhappy"}
    complaints.reopen(road.boss, complaint, None, "还是有异响")
    again = row(complaint)
    assert (again.state, again.round) == (S.REOPENED, 2)
    assert again.verify_due_at == road.boss.at + timedelta(hours=24)
    assert again.result_due_on == date(2026, 12, 3), "24 November and seven working days"
    to_told(road.boss, complaint, road.leader)
    complaints.revisit(road.boss, complaint, None, "", satisfied=True)
    complaints.close(road.boss, complaint, None)
    first, second = ComplaintRound.select().order_by(ComplaintRound.round)
    assert (first.satisfied, first.revisit_note) == (False, "还是有异响")
    assert (second.satisfied, second.reopen_reason) == (True, "还是有异响")
    assert books.check() == []


def test_a_closed_one_may_be_opened_again(road: Road, complaint: int) -> None:
    to_told(road.boss, complaint, road.leader)
    complaints.revisit(road.boss, complaint, None, "", satisfied=True)
    complaints.close(road.boss, complaint, None)
    complaints.reopen(road.boss, complaint, None, "一周后又响")
    found = row(complaint)
    assert (found.state, found.closed_at, found.closed_by) == (S.REOPENED, None, None)


def test_a_serious_one_goes_to_an_owner_at_once(road: Road) -> None:
    phone_seat = By(staff.add(road.boss, name="小陈", roles={Role.CALLER}), road.boss.at)
    told = complaints.register(
        phone_seat, ComplaintData("制动失灵", complainant="路人", level=ComplaintLevel.SERIOUS)
    )
    assert (row(told).escalated_to_id, row(told).escalated_at) == (road.boss.staff_id, road.boss.at)
    mild = complaints.register(phone_seat, ComplaintData("等太久", phone="13800138000"))
    assert row(mild).escalated_at is None
    complaints.classify(phone_seat, mild, 1, ComplaintCategory.SERVICE, ComplaintLevel.SERIOUS)
    assert row(mild).escalated_to_id == road.boss.staff_id
    with pytest.raises(FieldError) as nobody:
        complaints.escalate(phone_seat, mild, None, road.mechanic, "要找媒体")
    assert nobody.value.field == "to"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (ComplaintData("  ", complainant="王"), "content"),
        (ComplaintData("贵"), "complainant"),
        (ComplaintData("贵", phone="12345"), "phone"),
        (ComplaintData("贵", complainant="王", assigned_to=1), "category"),
        (ComplaintData("贵" * 5_000, complainant="王"), "content"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_takes_no_number(
    boss: By, data: ComplaintData, field: str
) -> None:
    with pytest.raises(FieldError) as wrong:
        complaints.register(boss, data)
    assert wrong.value.field == field
    assert not Complaint.select().exists()
    assert row(complaints.register(boss, ComplaintData("贵", complainant="王"))).no == "CP-2026-00001"


def test_what_came_in_yesterday_has_its_clocks_from_yesterday(boss: By) -> None:
    with pytest.raises(FieldError) as wrong:
        complaints.register(
            boss, ComplaintData("贵", complainant="王", received_at=boss.at + timedelta(minutes=1))
        )
    assert wrong.value.field == "received_at"
    early = boss.at - timedelta(hours=20)
    ref = complaints.register(boss, ComplaintData("贵", complainant="王", received_at=early))
    assert row(ref).verify_due_at == boss.at + timedelta(hours=4)


def test_a_potential_one_that_was_only_a_question_is_taken_back_with_its_reason(boss: By) -> None:
    ref = complaints.register(boss, ComplaintData("有点贵吧", complainant="王", potential=True))
    with pytest.raises(FieldError):
        complaints.withdraw(boss, ref, None, "")
    complaints.withdraw(boss, ref, None, "解释后满意")
    assert (row(ref).state, row(ref).closed_reason) == (S.WITHDRAWN, "解释后满意")
    with pytest.raises(RuleError):
        complaints.escalate(boss, ref, None, boss.staff_id, "算了")
    assert books.check() == []


def test_who_saw_an_older_one_is_told(boss: By) -> None:
    ref = complaints.register(boss, ComplaintData("贵", complainant="王"))
    complaints.classify(boss, ref, 1, ComplaintCategory.SERVICE, ComplaintLevel.NORMAL)
    with pytest.raises(StaleError):
        complaints.classify(boss, ref, 1, ComplaintCategory.PARTS, ComplaintLevel.NORMAL)


def test_the_books_see_one_that_was_closed_before_its_time(road: Road, complaint: int) -> None:
    wrong = ["CP-2026-00001 was closed before its time."]
    Complaint.update(state=S.CLOSED.value).where(Complaint.id == complaint).execute()
    assert complaints.check_books() == wrong
    Complaint.update(state=S.REGISTERED.value).where(Complaint.id == complaint).execute()
    to_told(road.boss, complaint, road.leader)
    complaints.revisit(road.boss, complaint, None, "", satisfied=True)
    complaints.close(road.boss, complaint, None)
    assert complaints.check_books() == []
    for said in (None, False):
        ComplaintRound.update(satisfied=said).execute()
        assert complaints.check_books() == wrong
