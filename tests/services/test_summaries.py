"""Summaries: drafted from the books, never over what a person wrote, filed once the period is over; measures go on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from garage.domain.complaints import ComplaintCategory, ComplaintLevel
from garage.domain.month_of_year import Month
from garage.domain.numbers import Series
from garage.domain.staff import Role
from garage.domain.summaries import (
    LENGTH,
    MeasureState,
    SummaryKind,
    SummaryState,
    Tally,
    Texts,
    figures_of,
    period_of,
    year_of,
)
from garage.domain.today import TodayKind
from garage.errors import FieldError, RuleError, StaleError
from garage.models.numbers import NumberSeries
from garage.models.summaries import Summary
from garage.services import (
    books,
    complaints,
    document_history,
    measures,
    month_figures,
    staff,
    summaries,
    summary_cards,
    summary_figures,
    summary_rows,
)
from garage.services.command import By
from garage.services.complaints import ComplaintData
from garage.services.document_history import Kind
from garage.services.measures import MeasureData
from garage.services.summary_rows import SummaryRow
from tests.services.road import Road, codes

NOVEMBER, DECEMBER = period_of(Month(2026, 11)), period_of(Month(2026, 12))


@pytest.fixture(autouse=True)
def sound(db: str) -> Iterator[None]:
    """Whatever a test does, the books are sound."""
    yield
    assert books.check() == []


def december(road: Road, day: int = 1) -> None:
    road.boss = By(road.boss.staff_id, datetime(2026, 12, day, 9))


def visited(road: Road) -> None:
    """One car came, was billed and left in November."""
    road.to_ready()
    road.settle()
    road.leave()


def drafted(road: Road, language: str = "zh_CN", *, over: bool = False) -> SummaryRow:
    return summary_rows.one(summaries.draft(road.boss, NOVEMBER, language, over=over))


def write(road: Road, row: SummaryRow, **texts: str) -> SummaryRow:
    summaries.change(road.boss, row.id, row.version, replace(row.texts, **texts))
    return summary_rows.one(row.id)


# Drafts


def test_a_draft_tells_the_figures_of_the_books(road: Road) -> None:
    visited(road)
    december(road)
    row = drafted(road)
    assert (row.no, row.state, str(row.period)) == ("SM-2026-00001", SummaryState.DRAFT, "2026-11")
    assert "2026年11月进厂 1 台次，出厂 1 台次，结算 1 单。" in row.texts.review
    assert "产值 1,680.32 元" in row.texts.review
    sums = month_figures.sums(Month(2026, 11), road.boss.at)
    told = {one.key: one.this for one in row.kept.figures}
    assert told == {key: figure.value(sums) for key, figure in figures_of(SummaryKind.MONTH).items()}
    assert row.kept.bars[20] == Tally("21", 1, 168_032)
    assert row.edited == ()


def test_an_english_garage_gets_english_words(road: Road) -> None:
    visited(road)
    assert drafted(road, "en").texts.review.startswith("In November 2026 cars in: 1; cars out: 1; bills: 1.")


def test_drafting_again_reads_the_figures_anew_and_keeps_what_a_person_wrote(road: Road) -> None:
    row = drafted(road)
    row = write(road, row, problems="张三：洗车机坏了三天", opinion="同意")
    assert row.edited == ("problems", "opinion")
    visited(road)
    again = drafted(road)
    assert again.id == row.id
    assert (again.texts.problems, again.texts.opinion) == ("张三：洗车机坏了三天", "同意")
    assert "进厂 1 台次" in again.texts.review


def test_drafting_over_asks_for_it_and_still_leaves_the_opinion(road: Road) -> None:
    row = write(road, drafted(road), problems="手写", opinion="同意")
    again = drafted(road, over=True)
    assert (again.texts.problems, again.texts.opinion) == ("", "同意")
    assert [entry.act for entry in document_history.of_document(Kind.SUMMARY, row.id)]


def test_a_summary_is_made_once_a_period(road: Road) -> None:
    assert drafted(road).id == drafted(road).id
    summaries.draft(road.boss, year_of(2026), "zh_CN")
    assert Summary.select().count() == NumberSeries.get(NumberSeries.series == Series.SUMMARY.value).last == 2


def test_what_has_not_begun_has_no_summary(road: Road) -> None:
    with pytest.raises(RuleError) as refused:
        summaries.draft(road.boss, DECEMBER, "zh_CN")
    assert codes(refused) == {"not_begun"}


def test_somebody_elses_text_is_not_written_over(road: Road) -> None:
    row = drafted(road)
    write(road, row, review="甲")
    with pytest.raises(StaleError):
        write(road, row, review="乙")
    assert summary_rows.one(row.id).texts.review == "甲"


def test_a_text_longer_than_two_pages_is_refused_at_its_field(road: Road) -> None:
    row = drafted(road)
    with pytest.raises(FieldError) as refused:
        write(road, row, plan="长" * (LENGTH + 1))
    assert refused.value.field == "plan"


def test_more_measures_than_a_text_takes_are_counted_at_its_end(road: Road) -> None:
    for place in range(40):
        measures.add(road.boss, MeasureData(f"{place:02d}" + "试" * 190))
    row = drafted(road)
    *whole, last = row.texts.plan.splitlines()
    assert len(row.texts.plan) <= LENGTH < len(row.texts.plan) + len(whole[-1])
    assert all(line.endswith("。") for line in whole)
    assert last == f"另有 {40 - len(whole)} 项"
    assert write(road, row, opinion="同意").texts.plan == row.texts.plan
    assert drafted(road, "en").texts.plan.splitlines()[-1].startswith("and ")


# Years


def test_a_year_is_the_sum_of_its_months(road: Road) -> None:
    visited(road)
    december(road, 20)
    year = summary_figures.sums(year_of(2026), road.boss.at)
    months = [month_figures.sums(Month(2026, number), road.boss.at) for number in range(1, 13)]
    for column, value in months[-1].items():
        flows = sum(month[column] for month in months)
        ends = {value, months[0][column]}
        assert year[column] == flows or year[column] in ends, column
    row = summary_rows.one(summaries.draft(road.boss, year_of(2026), "zh_CN"))
    assert row.texts.review.startswith("2026年进厂 1 台次，出厂 1 台次，结算 1 单。")
    assert row.kept.bars[10] == Tally("11", 1, 168_032)


# Filing


def test_a_month_is_filed_when_it_is_over_and_then_only_read(road: Road) -> None:
    visited(road)
    row = drafted(road)
    with pytest.raises(RuleError) as early:
        summaries.file(road.boss, row.id, row.version)
    assert codes(early) == {"not_over"}
    december(road)
    row = drafted(road)
    summaries.file(road.boss, row.id, row.version)
    filed = summary_rows.one(row.id)
    assert (filed.state, filed.filed_at, filed.filed_by) == (SummaryState.FILED, road.boss.at, "张三")
    for act in (
        lambda: write(road, filed, review="改"),
        lambda: drafted(road),
        lambda: summaries.file(road.boss, filed.id, filed.version),
        lambda: measures.add(road.boss, MeasureData("再加一条"), summary_id=filed.id),
    ):
        with pytest.raises(RuleError) as refused:
            act()
        assert codes(refused) == {"summary_filed"}


def test_figures_that_moved_since_the_draft_are_drafted_again_before_filing(road: Road) -> None:
    row = write(road, drafted(road), plan="我写的计划")
    visited(road)
    december(road)
    with pytest.raises(RuleError) as refused:
        summaries.file(road.boss, row.id, row.version)
    assert codes(refused) == {"figures_moved"}
    row = drafted(road)
    summaries.file(road.boss, row.id, row.version)
    assert summary_rows.one(row.id).texts.plan == "我写的计划"


def test_only_owners_and_foremen_file_and_open_again(road: Road) -> None:
    december(road)
    row = drafted(road)
    caller = By(staff.add(road.boss, name="周回访", roles={Role.CALLER}), road.boss.at)
    foreman = By(staff.add(road.boss, name="吴主管", roles={Role.FOREMAN}), road.boss.at)
    with pytest.raises(RuleError) as refused:
        summaries.file(caller, row.id, row.version)
    assert codes(refused) == {"not_manager"}
    summaries.file(foreman, row.id, row.version)
    filed = summary_rows.one(row.id)
    with pytest.raises(RuleError) as refused:
        summaries.reopen(caller, filed.id, filed.version, "看看")
    assert codes(refused) == {"not_manager"}
    with pytest.raises(FieldError):
        summaries.reopen(foreman, filed.id, filed.version, " ")
    summaries.reopen(foreman, filed.id, filed.version, "漏了一起投诉")
    again = summary_rows.one(row.id)
    assert (again.state, again.filed_at, again.filed_by) == (SummaryState.DRAFT, None, "")
    assert [one.reason for one in document_history.of_document(Kind.SUMMARY, row.id)][-1] == "漏了一起投诉"


def test_a_filed_summary_keeps_the_measures_as_they_stood(road: Road) -> None:
    december(road)
    row = drafted(road)
    ref = measures.add(road.boss, MeasureData("备足刹车片", 1, date(2026, 12, 20)), summary_id=row.id)
    summaries.file(road.boss, row.id, row.version)
    measures.done(road.boss, ref, 1, "已备 40 套")
    [kept] = summary_rows.one(row.id).kept.measures
    assert (kept.text, kept.who, kept.state) == ("备足刹车片", "张三", MeasureState.OPEN)
    assert measures.one(ref).state is MeasureState.DONE


# Measures


def test_open_measures_stand_in_the_next_draft_until_they_are_done(road: Road) -> None:
    row = drafted(road)
    ref = measures.add(road.boss, MeasureData("交车前试车", due_on=date(2026, 11, 30)), summary_id=row.id)
    december(road, 2)
    ahead = summary_rows.one(summaries.draft(road.boss, DECEMBER, "zh_CN"))
    assert "未完成：交车前试车（2026-11-30 前完成）。" in ahead.texts.plan
    assert "1 项措施已过期限" in ahead.texts.problems
    measures.done(road.boss, ref, 1, "已列入出厂检验")
    ahead = summary_rows.one(summaries.draft(road.boss, DECEMBER, "zh_CN"))
    assert "交车前试车" not in ahead.texts.plan + ahead.texts.problems
    [ended] = measures.of_period(DECEMBER, ahead.id)
    assert (ended.result, ended.origin) == ("已列入出厂检验", "SM-2026-00001")


def test_a_measure_is_ended_once_with_a_result_or_a_reason(road: Road) -> None:
    one = measures.add(road.boss, MeasureData("甲"))
    two = measures.add(road.boss, MeasureData("乙"))
    with pytest.raises(FieldError):
        measures.done(road.boss, one, 1, "")
    with pytest.raises(FieldError):
        measures.drop(road.boss, two, 1, " ")
    measures.done(road.boss, one, 1, "做了")
    measures.drop(road.boss, two, 1, "不需要了")
    assert [measures.one(ref).state for ref in (one, two)] == [MeasureState.DONE, MeasureState.DROPPED]
    with pytest.raises(RuleError):
        measures.done(road.boss, two, 2, "又做了")
    with pytest.raises(StaleError):
        measures.change(road.boss, one, 1, MeasureData("改"))
    assert measures.open_ones() == []


def test_a_measure_names_what_is_done_by_a_day_that_comes(road: Road) -> None:
    with pytest.raises(FieldError) as empty:
        measures.add(road.boss, MeasureData("  "))
    with pytest.raises(FieldError) as past:
        measures.add(road.boss, MeasureData("甲", due_on=road.boss.today - timedelta(days=1)))
    assert (empty.value.field, past.value.field) == ("text", "due_on")
    ref = measures.add(road.boss, MeasureData("甲", due_on=road.boss.today))
    road.forward(days=3)
    measures.change(
        road.boss, ref, 1, MeasureData("甲乙", road.mechanic, road.boss.today - timedelta(days=3))
    )
    assert measures.one(ref).who == "李师傅"
    assert measures.one(ref).late(road.boss.today)


def test_a_complaint_may_ask_for_a_measure(road: Road) -> None:
    ref = complaints.register(
        road.boss,
        ComplaintData("等太久", customer_id=road.customer, category=ComplaintCategory.SERVICE),
    )
    measure = measures.add(road.boss, MeasureData("加一张休息椅"), complaint_id=ref)
    assert measures.one(measure).origin == "CP-2026-00001"


# Facts


def test_complaints_are_told_by_what_they_are_about(road: Road) -> None:
    visited(road)
    for category in (ComplaintCategory.REPAIR, ComplaintCategory.REPAIR, ComplaintCategory.PRODUCT):
        data = ComplaintData(
            "异响", customer_id=road.customer, category=category, level=ComplaintLevel.NORMAL
        )
        complaints.register(road.boss, data)
    december(road, 3)
    facts = drafted(road).kept.facts
    assert facts.complaint_kinds == (Tally("REPAIR", 2), Tally("PRODUCT", 1))
    assert (facts.complaints, facts.verified_late) == (3, 3)


# The day


def test_in_the_first_days_of_a_month_the_summary_stands_on_the_day_until_it_is_filed(road: Road) -> None:
    visited(road)
    assert list(summary_cards.summaries(road.boss)) == []
    december(road, 2)
    [card] = summary_cards.summaries(road.boss)
    assert (card.kind, card.no, card.due) == (TodayKind.SUMMARY, "2026-11", date(2026, 12, 5))
    row = drafted(road)
    assert len(list(summary_cards.summaries(road.boss))) == 1
    summaries.file(road.boss, row.id, row.version)
    assert list(summary_cards.summaries(road.boss)) == []


def test_a_garage_that_was_not_open_then_has_nothing_to_file(road: Road) -> None:
    december(road, 2)
    assert list(summary_cards.summaries(road.boss)) == []
    visited(road)
    assert list(summary_cards.summaries(road.boss)) == []


def test_measures_stand_on_the_day_in_the_week_they_are_due(road: Road) -> None:
    soon, later = road.boss.today + timedelta(days=6), road.boss.today + timedelta(days=7)
    measures.add(road.boss, MeasureData("近", due_on=soon))
    measures.add(road.boss, MeasureData("远", due_on=later))
    measures.add(road.boss, MeasureData("无期限"))
    assert [(card.title, card.due) for card in summary_cards.due_measures(road.boss)] == [("近", soon)]


def test_every_month_and_year_since_the_first_order_is_offered(road: Road) -> None:
    visited(road)
    assert [str(row.period) for row in summary_rows.periods(date(2027, 1, 5))] == [
        "2027",
        "2027-01",
        "2026",
        "2026-12",
        "2026-11",
    ]
    row = drafted(road)
    assert summary_rows.by_number(row.no) == NOVEMBER
    assert summary_rows.periods(road.boss.today)[1].no == row.no


def test_texts_are_plain_words_of_a_summary() -> None:
    assert summaries.TEXTS == ("review", "problems", "plan", "opinion")
    assert Texts() == Texts("", "", "", "")
