"""The dispute pack: everything there is about one job, as it was signed, without what it cost the garage (H8)."""

from dataclasses import fields, is_dataclass
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from garage.domain.complaints import ComplaintCategory, ComplaintLevel
from garage.domain.documents import (
    AuthorisationForm,
    GatePass,
    IssueSlip,
    JobCard,
    PaymentReceipt,
    ReceptionSheet,
    SettlementSlip,
)
from garage.domain.documents_calls import CallRecord
from garage.domain.documents_complaints import ComplaintPaper
from garage.domain.documents_consent import DelayNotice, SupplementForm
from garage.domain.documents_dispute import DisputePack
from garage.domain.documents_letters import LetterBatch
from garage.domain.documents_old_parts import OldPartList
from garage.domain.documents_quality import InspectionSheet
from garage.domain.documents_rework import ReworkRecord
from garage.domain.documents_verdicts import VerdictSlip
from garage.domain.letters import LetterKind, LetterState
from garage.domain.lines import PayType
from garage.domain.money import format_plain, format_yuan
from garage.domain.orders import OrderState
from garage.domain.rework import ReworkCause
from garage.domain.staff import Role
from garage.domain.verdicts import Verdict
from garage.errors import RuleError
from garage.models.claims import Claim
from garage.models.orders import OrderLine
from garage.reports import render
from garage.services import (
    complaint_rows,
    complaints,
    dispute_packs,
    history,
    letters,
    orders,
    papers,
    rework_cases,
    staff,
    verdicts,
)
from garage.services.command import By
from garage.services.letters import LetterData
from tests.services.claiming import Claiming
from tests.services.comeback import Comeback, labour
from tests.services.disputed import disputed, pictured
from tests.services.road import Road, codes
from tests.services.stockroom import Stockroom


def pack(road: Road, language: str = "en") -> DisputePack:
    return dispute_packs.of_order(road.boss, road.order, language)


def kinds(made: DisputePack) -> list[type]:
    return [type(one.document) for one in made.papers]


def one(made: DisputePack, kind: type) -> Any:
    return next(one.document for one in made.papers if type(one.document) is kind)


def words(value: object) -> list[str]:
    """Every text anywhere in a document, and every number as it may be printed."""
    if is_dataclass(value):
        return [word for field in fields(value) for word in words(getattr(value, field.name))]
    if isinstance(value, (tuple, list)):
        return [word for item in value for word in words(item)]
    if isinstance(value, int) and not isinstance(value, bool):
        return [format_plain(value)]
    return [str(value)]


def test_every_paper_of_the_job_stands_in_the_order_of_events(road: Road) -> None:
    disputed(road)
    made = pack(road)
    moments = [paper.at for paper in made.papers]
    assert moments == sorted(moments)
    assert set(kinds(made)) == {
        ReceptionSheet,
        AuthorisationForm,
        JobCard,
        IssueSlip,
        SupplementForm,
        DelayNotice,
        InspectionSheet,
        OldPartList,
        SettlementSlip,
        PaymentReceipt,
        GatePass,
        CallRecord,
        ComplaintPaper,
    }
    assert kinds(made)[0] is ReceptionSheet
    assert kinds(made)[-1] is ComplaintPaper
    assert made.state is OrderState.EXITED


def test_what_was_voided_is_struck_out_and_reversals_are_there(road: Road) -> None:
    disputed(road)
    made = [paper.document for paper in pack(road).papers]
    bills = [paper for paper in made if isinstance(paper, SettlementSlip)]
    assert [bill.imprint.voided for bill in bills] == [True, False]
    paid = [paper for paper in made if isinstance(paper, PaymentReceipt)]
    assert [receipt.total_fen for receipt in paid][:2] == [50_000, -50_000]
    assert paid[0].imprint.voided


def test_an_authorisation_is_shown_as_it_was_signed_whatever_changed_since(road: Road) -> None:
    disputed(road)
    OrderLine.update(unit_price_fen=99_900, gross_fen=199_800, name="改名").where(
        OrderLine.order == road.order
    ).execute()
    form = one(pack(road), AuthorisationForm)
    assert [line.unit_price_fen for line in form.lines if line.unit_price_fen] == [60_016]
    assert form.total_fen == 168_032
    assert {line.name for line in form.lines} == {"更换前刹车片", "前刹车片"}


def test_the_sums_are_those_of_the_bill_that_stands(road: Road) -> None:
    disputed(road)
    sums = pack(road).sums
    assert (sums.authorised_fen, sums.supplements_fen) == (168_032, 18_000)
    assert (sums.billed_fen, sums.paid_fen, sums.owed_fen) == (186_032, 186_032, 0)


def test_nothing_that_the_parts_cost_is_in_it(road: Road) -> None:
    disputed(road)
    said = words(pack(road))
    assert not [word for word in said if "350.00" in word or "700.00" in word], "a set cost 350.00"
    slip = one(pack(road), IssueSlip)
    assert [part.cost_fen for part in slip.parts] == [None]


def test_what_another_garage_cost_is_left_out_of_rework_and_history(road: Road) -> None:
    car = Comeback(road)
    for _time in range(2):
        case = car.again()
        rework_cases.decide_ours(road.boss, case, None, ReworkCause.WORKMANSHIP)
        car.leave()
    case = car.again()
    rework_cases.decide_ours(road.boss, case, None, ReworkCause.WORKMANSHIP)
    car.authorise()
    rework_cases.refer(road.boss, case, None, "顺达汽修", 87_654, road.boss.today)
    assert any(format_yuan(87_654) in row.text for row in history.of_order(road.order)), "the house sees it"
    made = pack(road)
    assert one(made, ReworkRecord).referred_to == "顺达汽修"
    assert one(made, ReworkRecord).referral_cost_fen is None
    assert not [word for word in words((made.history, made.claims, made.talks)) if "876.54" in word]
    road.order = car.first
    assert kinds(pack(road)).count(ReworkRecord) == 3, "the first job carries every case about it"


def test_claims_are_told_without_money(boss: By, mechanic: int) -> None:
    room = Stockroom(boss, mechanic)
    shop = Claiming(room)
    order = shop.job(room.part(3, 54_000, name="泵"))
    claim = shop.draft(order)
    Claim.update(claimed_fen=76_543, symptoms="渗漏").where(Claim.id == claim).execute()
    made = dispute_packs.of_order(room.by, order, "en")
    [fact] = made.claims
    assert (fact.number, fact.parts, fact.symptoms) == (Claim.get_by_id(claim).no, ("机滤",), "渗漏")
    assert "765.43" not in "".join(words(made))
    assert "Claim drafted" not in [happening.act for happening in made.history]


def test_a_verdict_given_at_the_visit_has_its_slip(road: Road) -> None:
    car = Comeback(road)
    road.forward(days=1)
    order = car.come(labour(pay=PayType.REWORK, original_line_id=car.line))
    assert VerdictSlip not in kinds(pack(road))
    coverage = verdicts.of_order(order, road.boss.today)[0]
    verdicts.decide(road.boss, order, coverage.subject, Verdict.UNCLEAR, note="先拆检")
    assert VerdictSlip in kinds(pack(road))


def test_the_history_speaks_the_language_of_the_paper(road: Road) -> None:
    road.receive()
    assert pack(road, "en").history[0].act == "Order opened"
    assert pack(road, "zh_CN").history[0].act != "Order opened"


def test_an_open_order_and_a_cancelled_one_have_their_pack(road: Road) -> None:
    road.receive()
    made = pack(road)
    assert kinds(made) == [ReceptionSheet, AuthorisationForm]
    assert one(made, AuthorisationForm).number == "", "nobody has signed: it is an estimate"
    orders.cancel(road.boss, road.order, "客户不修了")
    cancelled = pack(road)
    assert (cancelled.state, cancelled.cancel_reason) == (OrderState.CANCELLED, "客户不修了")
    assert kinds(cancelled) == [ReceptionSheet, AuthorisationForm]


def test_a_plate_alone_makes_a_pack(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    assert kinds(pack(road)) == [ReceptionSheet]


def test_photos_come_with_what_they_belong_to(road: Road) -> None:
    disputed(road)
    pictured(road, 3)
    pictured(road, 1, "old_part", 1)
    made = pack(road).photos
    assert [photo.caption for photo in made] == ["照片 1 <b>&", "照片 2 <b>&", "照片 3 <b>&", "照片 1 <b>&"]
    assert made[0].of == pack(road).number
    assert made[-1].of.endswith("前刹车片")


def test_talks_say_who_said_what_and_how_satisfied(road: Road) -> None:
    disputed(road)
    [talk] = pack(road).talks
    assert (talk.spoke_with, talk.said, talk.scores) == ("王女士", "刹车还是响", (("Quality", 2),))


def test_whose_fault_the_garage_thinks_it_was_stays_inside(road: Road) -> None:
    disputed(road)
    complaint = complaint_rows.of_order(road.order)[0]
    complaints.classify(road.boss, complaint.id, None, ComplaintCategory.REPAIR, ComplaintLevel.NORMAL)
    complaints.assign(road.boss, complaint.id, None, road.boss.staff_id)
    complaints.verify(
        road.boss, complaint.id, None, "Not tightened", our_fault=True, responsible=road.boss.staff_id
    )
    paper = one(pack(road), ComplaintPaper)
    [turn] = paper.rounds
    assert (turn.findings, turn.our_fault, turn.responsible) == ("Not tightened", None, "")
    assert not paper.inside


def test_what_was_answered_in_writing_is_in_it_and_other_letters_are_not(road: Road) -> None:
    disputed(road)
    complaint = complaint_rows.of_order(road.order)[0]
    assert LetterBatch not in kinds(pack(road))
    answer = LetterData(LetterKind.ANSWER, "关于刹车异响", "我们已查明原因。", complaint_id=complaint.id)
    letter = letters.write(road.boss, answer)
    letters.write(
        road.boss,
        LetterData(LetterKind.NOTICE, "年检", "您的车该年检了。", customer_id=complaint.customer_id),
    )
    made = pack(road)
    assert kinds(made)[-2:] == [ComplaintPaper, LetterBatch]
    [paper] = one(made, LetterBatch).letters
    assert (paper.subject, paper.complaint_no, paper.state) == (
        "关于刹车异响",
        complaint.no,
        LetterState.WRITTEN,
    )
    letters.void(road.boss, letter, None, "写错了")
    assert one(pack(road), LetterBatch).letters[0].state is LetterState.VOID
    text = PdfReader(BytesIO(render.render(pack(road), "zh_CN")))
    assert "关于刹车异响" in "".join(page.extract_text() for page in text.pages).replace("\n", "")
    assert paper.number in text.pages[0].extract_text()


def test_a_mechanic_does_not_get_the_pack(road: Road) -> None:
    road.receive()
    alone = staff.add(road.boss, name="学徒", roles={Role.MECHANIC})
    with pytest.raises(RuleError) as refused:
        dispute_packs.of_order(By(alone, road.boss.at), road.order, "en")
    assert codes(refused) == {"role"}


def test_who_prints_it_again_gets_a_marked_one(road: Road) -> None:
    road.receive()
    assert pack(road).imprint.copy == 0
    papers.printed(road.boss, dispute_packs.KIND, pack(road).number)
    assert pack(road).imprint.copy == 1
    assert one(pack(road), ReceptionSheet).imprint.copy == 0, "the sheet itself was not printed"
