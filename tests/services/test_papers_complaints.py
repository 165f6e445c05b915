"""The complaint form, the daily sheet and the history say what was done, on both engines."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.complaints import ComplaintAct, ComplaintState
from garage.domain.documents import Imprint
from garage.services import complaints, papers_complaints
from garage.services.complaints import ComplaintData
from garage.services.document_history import Kind, of_document
from tests.services.complaining import REPAIR, to_told
from tests.services.road import Road

pytestmark = pytest.mark.usefixtures("db")

PRINTED = Imprint("张三", datetime(2026, 11, 30, 9, 0))


def test_the_form_says_every_round_with_who_and_when(road: Road) -> None:
    road.receive()
    ref = complaints.register(road.boss, ComplaintData("又响", order_id=road.order, complainant="王先生"))
    to_told(road.boss, ref, road.leader)
    complaints.revisit(road.boss, ref, None, "还是响", satisfied=False, go_on=True)
    sheet = papers_complaints.form(ref, PRINTED)
    assert (sheet.number, sheet.customer.name, sheet.customer.phone) == (
        "CP-2026-00001",
        "王女士",
        "13800138000",
    )
    assert (sheet.complainant, sheet.plate, sheet.order_no) == ("王先生", "粤B·12345", "WO-2026-00001")
    assert (sheet.state, sheet.assigned_to) == (ComplaintState.REOPENED, "王班长")
    first, second = sheet.rounds
    assert (first.compensation_fen, first.responsible, first.satisfied) == (5_000, "王班长", False)
    assert (first.informed.who, first.informed.at) == ("张三", road.boss.at)
    assert (second.reopen_reason, second.verified.at) == ("还是响", None)


def test_a_stranger_stands_on_the_form_with_his_number_alone(road: Road) -> None:
    ref = complaints.register(road.boss, ComplaintData("太吵", phone="13900139000"))
    sheet = papers_complaints.form(ref, PRINTED)
    assert (sheet.customer.name, sheet.customer.phone, sheet.complainant) == ("", "13900139000", "")


def test_the_daily_sheet_lists_the_work_of_its_day(road: Road) -> None:
    ref = complaints.register(road.boss, REPAIR)
    road.forward(days=1)
    complaints.verify(road.boss, ref, None, "属实", our_fault=True)
    complaints.plan(road.boss, ref, None, "来料未检", "换片")
    sheet = papers_complaints.day_sheet(date(2026, 11, 22), PRINTED)
    [line] = sheet.complaints
    assert (line.number, line.customer, line.measures) == ("CP-2026-00001", "李先生", "换片")
    assert line.done == (ComplaintAct.VERIFY, ComplaintAct.PLAN)
    assert papers_complaints.day_sheet(date(2026, 11, 21) - timedelta(days=1), PRINTED).complaints == ()


def test_the_history_tells_every_step_in_words(road: Road) -> None:
    ref = complaints.register(road.boss, REPAIR)
    to_told(road.boss, ref, road.leader)
    complaints.escalate(road.boss, ref, None, road.boss.staff_id, "要找媒体")
    told = [(row.act, row.text, row.reason) for row in of_document(Kind.COMPLAINT, ref)]
    assert told[0][0] == "Complaint registered"
    assert ("Complaint assigned", "张三", "") in told
    assert ("Written down", "王班长 · 制动片有杂质", "") in told
    assert ("Written down", "来料未检 · 换片并抽检同批次 · ¥50.00", "") in told
    assert told[-1] == ("Complaint handed to the owner", "张三", "要找媒体")
