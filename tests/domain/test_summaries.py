"""Summaries: periods, years added up from months, and drafts that say what the figures say, in both languages."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage import i18n
from garage.domain import snapshots
from garage.domain.month_of_year import Month
from garage.domain.month_tables import FIGURES, Column, Table
from garage.domain.summaries import (
    Ahead,
    DebtFact,
    Facts,
    FigureValue,
    Kept,
    MeasureLine,
    SummaryKind,
    SummaryPeriod,
    Tally,
    Texts,
    TopicFact,
    add_up,
    figures_of,
    moved,
    period_of,
    values,
    wanted_now,
    year_of,
)
from garage.domain.summary_draft import draft
from garage.domain.summary_words import change, difference, say, say_share

NOVEMBER, YEAR = period_of(Month(2026, 11)), year_of(2026)
DAY = date(2026, 12, 2)


def sums(**orders: int) -> dict[Column, int]:
    return {(Table.ORDERS, name): value for name, value in orders.items()}


THIS = {
    **sums(came=128, left=120, billed=118, revenue_fen=16_803_200, revenue_of_orders_fen=16_803_200),
    **sums(labour_fen=4_800_000, parts_fen=12_003_200, margin_fen=5_040_960),
    **sums(promised=100, on_time=88, right_first=114, comeback=3, asked=8, agreed=6),
    (Table.MONEY, "total_fen"): 16_000_050,
    (Table.DEBTS, "owed_fen"): 900_000,
    (Table.DEBTS, "days_30_fen"): 250_000,
    (Table.COMPLAINTS, "complaints"): 3,
    (Table.CALLS, "due"): 100,
    (Table.CALLS, "in_time"): 80,
    (Table.CALLS, "ended"): 90,
    (Table.CALLS, "reached"): 81,
    (Table.CALLS, "points"): 430,
    (Table.CALLS, "scores"): 100,
}
LAST = {**sums(came=120, billed=110, revenue_fen=20_000_000, promised=100, on_time=90, left=100)}
FACTS = Facts(
    DAY,
    promised=100,
    late=12,
    late_waits=(Tally("PARTS", 7), Tally("CUSTOMER", 2)),
    reworks=2,
    rework_jobs=(Tally("更换前刹车片", 2),),
    rework_people=(Tally("李师傅", 2),),
    complaints=3,
    complaint_kinds=(Tally("REPAIR", 2), Tally("SERVICE", 1)),
    informed_late=1,
    topics=(TopicFact("PRICE", 20, 70, 4), TopicFact("QUALITY", 20, 90, 0)),
    calls_due=100,
    calls_missed=20,
    debtors=(DebtFact("顺达物流", 250_000, 14),),
    refused=1,
    refused_fen=12_000,
    refused_why=(Tally("无旧件", 1),),
    dead_parts=4,
    dead_fen=321_050,
    dead_days=365,
    ahead=Ahead(5, 17, 60_000),
)
MEASURES = (
    MeasureLine("常用刹车片备足两个月用量", "孙仓管", date(2026, 12, 20)),
    MeasureLine("交车前试车两公里", "", date(2026, 11, 30)),
)


@pytest.fixture
def chinese() -> Iterator[None]:
    with i18n.speaking("zh_CN"):
        yield


def drafted(period: SummaryPeriod = NOVEMBER) -> Texts:
    return draft(period, values(period.kind, THIS, LAST, {}), FACTS, MEASURES)


# Periods


def test_a_month_looks_back_at_the_month_before_and_the_same_month_a_year_ago() -> None:
    january = period_of(Month(2027, 1))
    assert str(january.back(1)) == "2026-12"
    assert str(january.year_ago) == "2026-01"
    assert (january.first, january.last) == (date(2027, 1, 1), date(2027, 1, 31))
    assert january.until == datetime(2027, 2, 1)


def test_a_year_has_twelve_months_and_looks_back_at_one_year() -> None:
    assert [str(month) for month in YEAR.months][::11] == ["2026-01", "2026-12"]
    assert (YEAR.last, str(YEAR.back(1)), YEAR.year_ago) == (date(2026, 12, 31), "2025", None)


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2026, 12, 1), ["2026-11"]),
        (date(2026, 12, 10), ["2026-11"]),
        (date(2026, 12, 11), []),
        (date(2027, 1, 3), ["2026-12", "2026"]),
    ],
)
def test_in_the_first_ten_days_the_summary_of_what_is_over_is_wanted(today: date, wanted: list[str]) -> None:
    found = list(wanted_now(today))
    assert [str(period) for period, _due in found] == wanted
    assert all(due == today.replace(day=5) for _period, due in found)


# Years


def test_a_year_adds_what_flows_and_takes_what_stands_from_its_ends() -> None:
    def month(opening: int, closing: int, owed: int) -> dict[Column, int]:
        return {
            (Table.ORDERS, "came"): 10,
            (Table.STOCK, "opening_fen"): opening,
            (Table.STOCK, "closing_fen"): closing,
            (Table.STOCK, "went_fen"): 500,
            (Table.SUPPLIERS, "closing_fen"): owed,
            (Table.DEBTS, "owed_fen"): owed,
        }

    year = add_up([month(100, 200, 7), month(200, 400, 9)])
    assert year[Table.ORDERS, "came"] == 20
    assert (year[Table.STOCK, "opening_fen"], year[Table.STOCK, "closing_fen"]) == (100, 400)
    assert (year[Table.SUPPLIERS, "closing_fen"], year[Table.DEBTS, "owed_fen"]) == (9, 9)
    turns = figures_of(SummaryKind.YEAR)["turns"].value(year)
    assert turns == round(1_000 * 24 / (100 + 200 + 200 + 400) * 100)


def test_shares_of_a_year_come_from_its_sums_and_not_from_shares_of_months() -> None:
    months = [sums(promised=10, on_time=10), sums(promised=90, on_time=45)]
    assert FIGURES["on_time"].value(add_up(months)) == 5_500


def test_turns_of_one_month_are_the_same_as_a_year_of_one_month() -> None:
    month = {
        (Table.STOCK, "opening_fen"): 300,
        (Table.STOCK, "closing_fen"): 500,
        (Table.STOCK, "went_fen"): 90,
    }
    assert figures_of(SummaryKind.YEAR)["turns"].value(add_up([month])) == FIGURES["turns"].value(month)


def test_a_period_before_the_garage_was_opened_is_not_compared() -> None:
    found = {one.key: one for one in values(SummaryKind.MONTH, THIS, {(Table.ORDERS, "came"): 0}, None)}
    assert found["came"] == FigureValue("came", 128, None, None)


# Words


def test_the_review_says_the_figures_in_chinese(chinese: None) -> None:
    lines = drafted().review.splitlines()
    assert lines[0] == "2026年11月进厂 128 台次（环比增长 6.7%），出厂 120 台次，结算 118 单。"
    assert lines[1] == (
        "产值 168,032 元（环比下降 16%），其中工时费 48,000 元，配件费 120,032 元，其他费用 0 元。"
        "客单价 1,424 元。毛利 50,409.60 元，占产值 30%。"
    )
    assert lines[2].startswith("准时交车率 88%（环比下降 2 个百分点）。一次修复率 95%")
    assert "期末应收 9,000 元，其中逾期 2,500 元。" in lines[3]
    assert "满意度（满分 5 分）4.30 分。" in lines[-1]


def test_the_review_says_the_figures_in_english() -> None:
    lines = drafted().review.splitlines()
    assert lines[0] == (
        "In November 2026 cars in: 128 (up 6.7% on the month before); cars out: 120; bills: 118."
    )
    assert lines[1].startswith(
        "Revenue ¥168,032 (down 16% on the month before): labour ¥48,000, parts ¥120,032, other fees ¥0."
    )


def test_problems_are_named_with_their_causes_in_chinese(chinese: None) -> None:
    assert drafted().problems.splitlines() == [
        "1. 投诉 3 起；涉及维修服务 2、售后服务 1；未按时答复 1 起。",
        "2. 返修 2 起；主要项目：更换前刹车片 2；原施工：李师傅 2。",
        "3. 承诺交车 100 台，12 台未按时完工；曾等待：待料 7、等客户（人或车未到） 2。",
        "4. 满意度低于 4 分（满分 5 分）：价格 3.50 分（20 个评分中 4 个为 1～2 分）。",
        "5. 100 个回访中 20 个未及时完成。",
        "6. 产值环比下降 16%，由 200,000 元降至 168,032 元。",
        "7. 客户逾期欠款 2,500 元；顺达物流 2,500 元（逾期 14 天）。",
        "8. 供应商对 1 笔索赔扣减 120 元；原因：无旧件 1。",
        "9. 4 种配件超过 365 天未动，占用 3,210.50 元（截至 2026-12-02）。",
        "10. 1 项措施已过期限；交车前试车两公里（2026-11-30 前完成）。",
    ]


def test_problems_are_named_with_their_causes_in_english() -> None:
    lines = drafted().problems.splitlines()
    assert lines[1] == "2. 2 rework cases; most often: 更换前刹车片 2; first work by: 李师傅 2."
    assert lines[5] == "6. Revenue fell by 16% on the month before, from ¥200,000 to ¥168,032."


def test_the_plan_carries_open_measures_over(chinese: None) -> None:
    assert drafted().plan.splitlines() == [
        "1. 未完成：常用刹车片备足两个月用量（孙仓管、2026-12-20 前完成）。",
        "2. 未完成：交车前试车两公里（2026-11-30 前完成）。",
        "3. 下月已有预约 5 个。",
        "4. 下月到期提醒 17 条。",
        "5. 下月到期的挂账 600 元。",
    ]


def test_a_month_without_one_before_says_so_and_compares_nothing(chinese: None) -> None:
    texts = draft(NOVEMBER, values(SummaryKind.MONTH, THIS), Facts(DAY), ())
    assert texts.review.splitlines()[-1] == "没有可比较的上月数据。"
    assert "环比" not in texts.review
    assert "同比" not in texts.review
    assert texts.plan == texts.opinion == ""


def test_nothing_is_said_of_a_month_in_which_nothing_was_done(chinese: None) -> None:
    texts = draft(NOVEMBER, values(SummaryKind.MONTH, {}), Facts(DAY), ())
    assert texts == Texts("2026年11月没有业务。")


def test_a_year_is_compared_with_the_year_before_alone() -> None:
    review = draft(YEAR, values(SummaryKind.YEAR, THIS, LAST), FACTS, ()).review
    assert "In 2026 cars in: 128 (up 6.7% on the year before)" in review
    assert "month" not in review


def test_a_promise_kept_nine_times_of_ten_is_no_problem() -> None:
    kept = values(SummaryKind.MONTH, {**THIS, **sums(on_time=90)}, LAST)
    assert "promised" not in draft(NOVEMBER, kept, replace(FACTS, late=10), ()).problems


def test_revenue_a_tenth_lower_is_a_problem_and_a_little_less_is_none() -> None:
    def told(fen: int) -> bool:
        figures = values(SummaryKind.MONTH, {**THIS, **sums(revenue_fen=fen)}, LAST)
        return "fell" in draft(NOVEMBER, figures, FACTS, ()).problems

    assert told(18_000_000)
    assert not told(18_010_100)


def test_a_period_that_still_runs_says_so_and_is_no_fall_on_a_whole_one() -> None:
    for period in (NOVEMBER, year_of(2026)):
        figures = values(period.kind, {**THIS, **sums(revenue_fen=18_000_000)}, LAST)
        over, runs = (
            draft(period, figures, replace(FACTS, as_of=day), ())
            for day in (period.last + timedelta(days=1), period.last)
        )
        assert "fell" in over.problems
        assert "is not over yet" not in over.review
        assert "fell" not in runs.problems
        assert runs.review.splitlines()[-1].startswith(f"As of {period.last.isoformat()}: ")


@pytest.mark.parametrize(
    ("key", "now", "before", "words"),
    [
        ("came", 128, 120, "up 6.7%"),
        ("came", 120, 120, "unchanged"),
        ("came", 120, 0, ""),
        ("margin", 500, -100, ""),
        ("on_time", 8_800, 9_000, "down 2 points"),
        ("satisfaction", 430, 455, "down by 0.25"),
        ("turns", None, 400, ""),
    ],
)
def test_changes_as_people_say_them(key: str, now: int | None, before: int | None, words: str) -> None:
    assert change(FIGURES[key], now, before) == words


# What always holds

_OVER = {column for figure in FIGURES.values() for column in figure.over}
_UNDER = {column for figure in FIGURES.values() for column in figure.under}


def _any_sums(seed: int) -> dict[Column, int]:
    """Sums of any size, many of them nothing; what is divided by is never below zero, as in the books."""
    chance = random.Random(seed)
    made = {}
    for column in sorted(_OVER | _UNDER):
        size = chance.choice([0, 1, 10, 1_000, 10**9])
        made[column] = chance.randint(0 if column in _UNDER else -size, size)
    return made


ANY_SUMS = st.integers(0, 2**32).map(_any_sums)
NUMBER = re.compile(r"[−-]?\d+(?:,\d{3})*(?:\.\d+)?")


@given(ANY_SUMS, ANY_SUMS | st.just({}), ANY_SUMS | st.just({}), st.sampled_from(i18n.LANGUAGES))
def test_every_number_of_a_review_is_one_of_the_figures(
    this: dict[Column, int], last: dict[Column, int], year: dict[Column, int], language: str
) -> None:
    with i18n.speaking(language):
        found = values(SummaryKind.MONTH, this, last, year)
        texts = draft(NOVEMBER, found, Facts(DAY), ())
        known = {"2026", "11", "5"}
        for one in found:
            figure = FIGURES[one.key]
            if one.this is not None:
                known |= set(NUMBER.findall(say(figure.unit, one.this)))
            for then in (one.last, one.year):
                gap = difference(figure, one.this, then)
                known |= set() if gap is None else set(NUMBER.findall(change(figure, one.this, then)))
    assert set(NUMBER.findall(texts.review)) <= known
    assert not {"nan", "None", "inf", "NaN"} & set(re.findall(r"\w+", texts.review + texts.problems))


@given(ANY_SUMS, ANY_SUMS, ANY_SUMS)
def test_turns_and_shares_of_a_year_never_divide_by_nothing(
    one: dict[Column, int], two: dict[Column, int], before: dict[Column, int]
) -> None:
    figures = values(SummaryKind.YEAR, add_up([one, two]), add_up([before]))
    assert {value.key for value in figures} == FIGURES.keys()
    draft(YEAR, figures, FACTS, MEASURES)


@given(ANY_SUMS)
def test_what_was_kept_comes_back_as_it_was(this: dict[Column, int]) -> None:
    kept = Kept(
        datetime(2026, 12, 1, 9),
        values(SummaryKind.MONTH, this),
        (Tally("1", 3, 9),),
        FACTS,
        Texts("一", "二"),
        MEASURES,
    )
    assert snapshots.thaw(Kept, snapshots.freeze(kept)) == kept
    assert moved(kept.figures, kept.figures) == []
    other = replace(kept.figures[0], this=10**12)
    assert moved(kept.figures, [other, *kept.figures[1:]]) == [other.key]


def test_shares_are_told_to_the_tenth() -> None:
    assert [say_share(bp) for bp in (9_254, 9_255, 10_000, -1_005, 5)] == [
        "92.5%",
        "92.6%",
        "100%",
        "−10.1%",
        "0.1%",
    ]
