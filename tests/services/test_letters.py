"""Letters: written with what is known, sent together, answered, come back; what a campaign asks for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.complaints import ComplaintCategory
from garage.domain.letters import LetterChannel, LetterKind, LetterState
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.complaints import Complaint
from garage.models.letters import Letter
from garage.services import books, complaints, customers, document_history, letter_rows, letters, orders
from garage.services.command import By, create
from garage.services.letter_rows import LetterFilter
from garage.services.letters import LetterData
from tests.services.complaining import REPAIR
from tests.services.road import Road

NOTICE = LetterData(LetterKind.NOTICE, "搬迁通知", "{客户}，{门店}已搬迁，{车牌}的资料不变。")
DAY = date(2026, 11, 21)


def to(road: Road, **other: object) -> LetterData:
    return replace(NOTICE, customer_id=road.customer, **other)  # type: ignore[arg-type]


def campaign(by: By, *people: int, **other: object) -> int:
    """A campaign whose letter waits for everybody in `people`, all of them called today."""
    said = {
        "letter_kind": LetterKind.INVITATION.value,
        "letter_subject": "{活动}",
        "letter_text": "{客户}：{开始日期}至{结束日期}在{地点}，{车型}免费检查。",
    }
    columns = {
        "no": "CM-2026-00001",
        "state": "APPROVED",
        "kind": "GATHERING",
        "title": "冬季关怀",
        **said,
    } | other
    days = {"starts_on": date(2026, 12, 5), "ends_on": date(2026, 12, 6), "call_by": DAY}
    row = create(by, Campaign, **columns, **days)
    for person in people:
        create(
            by,
            CampaignTarget,
            campaign=row.id,
            customer=person,
            state="CALLED",
            called_at=by.at,
            letter_due_on=by.today + timedelta(days=2),
        )
    return int(row.id)


def test_a_letter_is_written_with_what_is_known(road: Road) -> None:
    ref = letters.write(road.boss, to(road))
    row = letter_rows.one(ref)
    assert (row.no, row.state) == ("LT-2026-00001", LetterState.WRITTEN)
    assert row.body.endswith("\n王女士，诚信汽修已搬迁，粤B·12345的资料不变。")
    assert row.body.startswith(("尊敬的王女士：", "Dear 王女士,"))
    assert (row.addressee, row.address, row.due_on) == ("王女士", "创业路 88 号", date(2026, 11, 23))
    assert row.written_by == "张三"


def test_the_last_visit_is_spelled_out(road: Road) -> None:
    ref = letters.write(road.boss, to(road, body="尊敬的{客户}：{上次来店}"))
    assert "2026" not in letter_rows.one(ref).body
    orders.open_order(road.boss, road.vehicle)
    ref = letters.write(road.boss, to(road, body="尊敬的{客户}：{上次来店}"))
    assert letter_rows.one(ref).body == "尊敬的王女士：2026年11月21日"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("subject", {"subject": " "}),
        ("subject", {"subject": "{颜色}"}),
        ("body", {"body": ""}),
        ("body", {"body": "{starts}"}),
        ("body", {"body": "a { b"}),
        ("due_on", {"due_on": date(2026, 11, 20)}),
        ("customer", {"customer_id": None}),
    ],
)
def test_what_cannot_be_written_is_named_and_takes_no_number(
    road: Road, field: str, wrong: dict[str, object]
) -> None:
    with pytest.raises(FieldError) as caught:
        letters.write(road.boss, to(road, **wrong) if "customer_id" not in wrong else replace(NOTICE))
    assert caught.value.field == field
    assert letter_rows.one(letters.write(road.boss, to(road))).no == "LT-2026-00001"


def test_an_organisation_is_named_with_who_reads_its_mail(road: Road) -> None:
    data = customers.CustomerData(
        name="通达物流", kind=customers.CustomerKind.ORGANISATION, contact="周经理", phones=("13700137000",)
    )
    firm = customers.add(road.boss, data)
    ref = letters.write(road.boss, replace(NOTICE, customer_id=firm, body="通知"))
    assert letter_rows.one(ref).addressee == "通达物流 周经理"
    with pytest.raises(FieldError, match="LT-2026-00001") as caught:
        letters.send(road.boss, {ref: None}, LetterChannel.POST)
    assert caught.value.field == "how"
    letters.send(road.boss, {ref: None}, LetterChannel.WECHAT)


def test_letters_go_out_together_or_not_at_all(road: Road) -> None:
    first, second = (letters.write(road.boss, to(road)) for _n in range(2))
    letters.void(road.boss, second, 1, "写错")
    with pytest.raises(RuleError):
        letters.send(road.boss, {first: 1, second: None}, LetterChannel.POST)
    assert letter_rows.one(first).state is LetterState.WRITTEN
    letters.send(road.boss, {first: 1}, LetterChannel.POST)
    row = letter_rows.one(first)
    assert (row.state, row.sent_on, row.sent_by, row.sent_how) == (
        LetterState.SENT,
        DAY,
        "张三",
        LetterChannel.POST,
    )
    assert books.check() == []


def test_a_letter_cannot_go_out_tomorrow_nor_before_it_was_written(road: Road) -> None:
    ref = letters.write(road.boss, to(road))
    for day in (date(2026, 11, 22), date(2026, 11, 20)):
        with pytest.raises(FieldError) as caught:
            letters.send(road.boss, {ref: None}, LetterChannel.POST, day)
        assert caught.value.field == "on"


def test_a_reply_is_kept_and_ends_the_waiting(road: Road) -> None:
    ref = letters.write(road.boss, to(road, kind=LetterKind.INVITATION))
    letters.send(road.boss, {ref: None}, LetterChannel.WECHAT)
    assert letter_rows.counts(DAY)[LetterFilter.WAITING] == 1
    with pytest.raises(FieldError):
        letters.reply(road.boss, ref, None, " ")
    letters.reply(road.boss, ref, 2, "两人参加")
    row = letter_rows.one(ref)
    assert (row.state, row.reply, row.reply_on) == (LetterState.ANSWERED, "两人参加", DAY)
    assert letter_rows.counts(DAY)[LetterFilter.WAITING] == 0
    with pytest.raises(RuleError):
        letters.void(road.boss, ref, None, "错")


def test_an_address_that_letters_come_back_from_is_doubtful_until_it_is_another(road: Road) -> None:
    ref = letters.write(road.boss, to(road))
    letters.send(road.boss, {ref: None}, LetterChannel.POST)
    assert letter_rows.came_back(road.customer, "创业路 88 号") is None
    road.forward(days=3)
    letters.returned(road.boss, ref, None, "查无此人")
    assert letter_rows.came_back(road.customer, "创业路 88 号") == date(2026, 11, 24)
    assert letter_rows.came_back(road.customer, "创业路 90 号") is None
    assert AuditEntry.select().where(AuditEntry.reason == "查无此人").count() == 1


def test_only_what_lies_here_can_be_changed(road: Road) -> None:
    ref = letters.write(road.boss, to(road))
    letters.change(
        road.boss, ref, 1, LetterData(LetterKind.NOTICE, "通知", "改于{门店}", address="新路 1 号")
    )
    row = letter_rows.one(ref)
    assert (row.subject, row.body, row.address, row.customer_id) == (
        "通知",
        "改于诚信汽修",
        "新路 1 号",
        road.customer,
    )
    with pytest.raises(StaleError):
        letters.change(road.boss, ref, 1, NOTICE)
    letters.send(road.boss, {ref: None}, LetterChannel.HANDED)
    with pytest.raises(RuleError):
        letters.change(road.boss, ref, None, NOTICE)


@pytest.mark.parametrize("name", ["张{三", "a{b}c", "x{客户}"])
def test_a_letter_to_a_name_with_braces_can_be_changed(boss: By, name: str) -> None:
    person = customers.add(boss, customers.CustomerData(name=name, phones=("13800138000",)))
    ref = letters.write(
        boss, replace(NOTICE, subject="致{客户}", body="{客户}：已搬迁。", customer_id=person)
    )
    row = letter_rows.one(ref)
    assert (row.subject, name in row.body) == (f"致{name}", True)
    letters.change(boss, ref, None, replace(NOTICE, subject=row.subject, body=row.body, address="新路 1 号"))
    kept = letter_rows.one(ref)
    assert (kept.subject, kept.body, kept.address) == (row.subject, row.body, "新路 1 号")
    letters.change(boss, ref, None, replace(NOTICE, subject="搬迁", body=f"{row.body}\n{{门店}}"))
    assert letter_rows.one(ref).body == f"{row.body}\n诚信汽修"
    with pytest.raises(FieldError) as caught:
        letters.change(boss, ref, None, replace(NOTICE, body=f"{row.body}\n{{门}}"))
    assert caught.value.field == "body"


def test_an_answer_names_the_complaint_and_goes_to_whoever_complained(road: Road) -> None:
    complaint = complaints.register(road.boss, replace(REPAIR, customer_id=road.customer))
    ref = letters.write(
        road.boss, LetterData(LetterKind.ANSWER, "关于您的投诉", "已处理。", complaint_id=complaint)
    )
    row = letter_rows.one(ref)
    assert (row.customer_id, row.complaint_no) == (road.customer, Complaint.get_by_id(complaint).no)
    assert letter_rows.of_complaint(complaint) == [row]
    with pytest.raises(FieldError) as caught:
        letters.write(road.boss, replace(NOTICE, complaint_id=complaint))
    assert caught.value.field == "kind"


def test_somebody_unknown_is_answered_by_name(road: Road) -> None:
    complaint = complaints.register(road.boss, replace(REPAIR, category=ComplaintCategory.SERVICE))
    said = LetterData(LetterKind.ANSWER, "答复", "{客户}", complaint_id=complaint, addressee="李先生")
    row = letter_rows.one(letters.write(road.boss, said))
    assert (row.customer_id, row.customer, row.body.splitlines()[-1]) == (None, "李先生", "李先生")


def test_a_campaign_writes_once_to_everybody_who_was_called(road: Road) -> None:
    second = customers.add(road.boss, customers.CustomerData(name="陈先生", phones=("13600136000",)))
    third = customers.add(road.boss, customers.CustomerData(name="吴先生", phones=("13500135000",)))
    ref = campaign(road.boss, road.customer, second, third)
    dropped = {"state": "REMOVED", "letter_due_on": None, "dropped_reason": "不想参加"}
    CampaignTarget.update(dropped).where(CampaignTarget.customer == third).execute()
    CampaignTarget.update(called_at=None, letter_due_on=None).where(
        CampaignTarget.customer == second
    ).execute()
    assert letters.write_for_campaign(road.boss, ref) == 1
    [row] = letters.of_campaign(ref)
    assert (row.subject, row.due_on, row.campaign_no) == ("冬季关怀", date(2026, 11, 23), "CM-2026-00001")
    assert "王女士：2026年12月5日至2026年12月6日在诚信汽修，大众 朗逸免费检查。" in row.body
    CampaignTarget.update(letter_due_on=date(2026, 11, 25)).where(CampaignTarget.customer == second).execute()
    assert letters.write_for_campaign(road.boss, ref, [row.target_id or 0]) == 0
    assert letters.write_for_campaign(road.boss, ref) == 1
    assert letters.write_for_campaign(road.boss, ref) == 0
    assert [one.customer for one in letters.of_campaign(ref)] == ["陈先生", "王女士"]
    assert letters.of_customer(road.customer) == [row]
    assert Letter.select().count() == 2


def test_a_void_letter_of_a_campaign_is_written_again(road: Road) -> None:
    ref = campaign(road.boss, road.customer)
    letters.write_for_campaign(road.boss, ref)
    letters.void(road.boss, letters.of_campaign(ref)[0].id, None, "日期错了")
    assert letters.write_for_campaign(road.boss, ref) == 1


def test_what_came_back_is_written_again_once_it_is_void(road: Road) -> None:
    ref = campaign(road.boss, road.customer)
    letters.write_for_campaign(road.boss, ref)
    [row] = letters.of_campaign(ref)
    letters.send(road.boss, {row.id: None}, LetterChannel.POST)
    letters.returned(road.boss, row.id, None)
    assert letters.write_for_campaign(road.boss, ref) == 0
    letters.void(road.boss, row.id, None, "换地址重寄")
    assert letter_rows.came_back(road.customer, "创业路 88 号") == DAY
    assert letters.write_for_campaign(road.boss, ref) == 1
    assert letters.check_books() == []


def test_a_campaign_with_a_blank_nobody_knows_writes_nothing(road: Road) -> None:
    ref = campaign(road.boss, road.customer, letter_text="{颜色}")
    with pytest.raises(FieldError) as caught:
        letters.write_for_campaign(road.boss, ref)
    assert caught.value.field == "letter_text"
    assert letters.of_campaign(ref) == []


def test_the_history_says_what_was_done(road: Road) -> None:
    ref = letters.write(road.boss, to(road))
    letters.send(road.boss, {ref: None}, LetterChannel.POST)
    letters.reply(road.boss, ref, None, "收到")
    rows = document_history.of_document(document_history.Kind.LETTER, ref)
    assert [(row.act, row.text) for row in rows] == [
        ("Letter written", "王女士 · 搬迁通知"),
        ("Letter went out", "By post"),
        ("Reply to the letter noted", "收到"),
    ]


def test_books_name_a_letter_that_went_out_without_a_day(road: Road) -> None:
    ref = letters.write(road.boss, to(road))
    Letter.update(state=LetterState.SENT.value).where(Letter.id == ref).execute()
    [fault] = books.check()
    assert "LT-2026-00001" in fault
