"""The summary on two or three pages with where each figure is made from; the satisfaction report; nothing typed is markup."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from garage import i18n
from garage.domain.documents_summaries import LowScore, SatisfactionReport, ScoreGroup, SummaryPaper
from garage.domain.month_of_year import Month
from garage.domain.month_tables import FIGURES
from garage.domain.summaries import (
    FigureValue,
    MeasureLine,
    MeasureState,
    SummaryPeriod,
    Tally,
    Texts,
    TopicFact,
    period_of,
    year_of,
)
from garage.reports.bars import bars
from garage.reports.month_workbook import TABLES
from garage.reports.papers import A4
from garage.reports.render import file_name, papers, render
from tests.reports.samples import BAD_NAME, GARAGE, IMPRINT, LONG_NAME

NOVEMBER, YEAR = period_of(Month(2026, 11)), year_of(2026)
AT = datetime(2026, 12, 2, 9, 30)
EVERY = tuple(FigureValue(key, 1_234_567 + place, 1_000_000, 900_000) for place, key in enumerate(FIGURES))


def summary(period: SummaryPeriod = NOVEMBER, **more: Any) -> SummaryPaper:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "SM-2026-00001",
        "period": period,
        "made_at": AT,
        "figures": EVERY,
        "bars": tuple(Tally(str(day), day, day * 10_000) for day in range(1, 31)),
        "texts": Texts("2026年11月进厂 128 台次。", "1. 返修 2 起。", "1. 备足刹车片。", "同意"),
        "measures": (
            MeasureLine("备足刹车片", "孙仓管", date(2026, 12, 20)),
            MeasureLine("试车两公里", "", None, MeasureState.DONE, "已列入出厂检验"),
        ),
        "filed_at": AT,
        "filed_by": "张三",
    }
    return SummaryPaper(**{**about, **more})


def report(**more: Any) -> SatisfactionReport:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "2026-11",
        "period": NOVEMBER,
        "calls": 36,
        "reached": 22,
        "topics": (TopicFact("QUALITY", 20, 90, 1), TopicFact("等候区", 3, 10, 1)),
        "rounds": (ScoreGroup("1", 20, 90, 1), ScoreGroup("2", 3, 10, 1)),
        "advisors": (ScoreGroup("刘晓丽", 23, 100, 2),),
        "mechanics": (ScoreGroup("李师傅", 23, 100, 2),),
        "low": (
            LowScore(
                date(2026, 11, 20),
                "WO-2026-00007",
                "王女士",
                "粤B·12345",
                "QUALITY",
                1,
                "<b>还是响</b> & 太慢",
            ),
        ),
    }
    return SatisfactionReport(**{**about, **more})


def pages(document: SummaryPaper | SatisfactionReport, language: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(render(document, language))).pages]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_CN", ("月度小结", "2026年11月", "环比", "去年同月", "主管意见", "业务主管", "老板", "未完成")),
        ("en", ("Monthly summary", "November 2026", "To last month", "Opinion of the manager", "Owner")),
    ],
)
def test_a_month_says_its_figures_words_and_measures_on_two_or_three_pages(
    language: str, words: tuple[str, ...]
) -> None:
    found = pages(summary(), language)
    assert len(found) in {2, 3}
    said = "\n".join(found)
    for word in (*words, "SM-2026-00001", "12,345.76", "备足刹车片", "已列入出厂检验", "同意"):
        assert word in said, word


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_figure_names_the_list_that_it_is_made_from(language: str) -> None:
    words = i18n.words(language)
    flat = "".join(pages(summary(), language)).replace("\n", "").replace(" ", "")
    names = {words(figure.name) for figure in FIGURES.values()}
    sources = {words(TABLES[figure.over[0][0]].title) for figure in FIGURES.values()}
    assert all(name.replace(" ", "") in flat for name in names | sources)


def test_a_year_compares_with_the_year_before_alone() -> None:
    months = tuple(Tally(str(month), 9, month * 100_000) for month in range(1, 13))
    said = "\n".join(pages(summary(YEAR, bars=months), "zh_CN"))
    assert "年度总结" in said
    assert "各月产值" in said
    assert "去年同月" not in said


def test_what_was_nothing_then_and_now_takes_no_room() -> None:
    quiet = summary(figures=(FigureValue("came", 3, 2, 1), FigureValue("tax", 0, 0, None)))
    said = "\n".join(pages(quiet, "en"))
    assert "Cars in" in said
    assert "VAT in it" not in said


def test_a_draft_says_that_it_is_one_and_leaves_room_for_the_opinion() -> None:
    texts = Texts("一", "", "", "")
    [first, *rest] = pages(summary(texts=texts, filed_at=None, filed_by="", measures=()), "en")
    assert "draft, not filed yet" in first
    assert "Measure" not in "".join(rest)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_names_nobody_should_have_and_texts_of_pages_are_printed_as_they_are(language: str) -> None:
    long = Texts(*(f"{BAD_NAME} <b>&\n{LONG_NAME}" * 12 for _name in range(4)))
    measures = tuple(MeasureLine(LONG_NAME, BAD_NAME[:20], date(2026, 12, 1)) for _nth in range(40))
    said = "".join(pages(summary(texts=long, measures=measures), language)).replace("\n", "")
    assert "<b>&" in said


def test_a_month_without_revenue_has_a_chart_without_bars() -> None:
    assert bars(A4, [("1", 0), ("2", -5)]).height(500) > 0
    pages(summary(bars=(Tally("1", 0, 0),)), "en")
    pages(summary(bars=()), "en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_CN", ("满意度报告", "质量", "第 1 轮", "按服务顾问", "1～2 分的评分")),
        ("en", ("Satisfaction Report", "Quality", "By adviser", "Scores of 1 or 2")),
    ],
)
def test_the_report_says_scores_by_whom_and_the_low_ones_with_what_was_said(
    language: str, words: tuple[str, ...]
) -> None:
    [said] = pages(report(), language)
    for word in (*words, "4.50", "3.33", "5%", "WO-2026-00007", "<b>还是响</b> & 太慢", "等候区", "李师傅"):
        assert word in said, word


def test_the_report_counts_one_customer_in_words_that_fit() -> None:
    [said] = pages(report(calls=1, reached=1), "en")
    assert "fell due: 1, customers reached: 1." in said


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_month_in_which_nobody_gave_a_score_is_one_page(language: str) -> None:
    empty = report(topics=(), rounds=(), advisors=(), mechanics=(), low=(), reached=0)
    assert len(pages(empty, language)) == 1
    many = report(low=report().low * 80)
    assert len(pages(many, language)) > 1
    assert len(pages(replace(report(), low=()), language)) == 1


def test_papers_have_names_and_sheets() -> None:
    assert papers(SummaryPaper) == papers(SatisfactionReport) == ("A4",)
    assert file_name(summary()) == "summary-SM-2026-00001.pdf"
    assert file_name(report()) == "satisfaction-2026-11.pdf"
