"""The verdict slip says what is covered, until when, by which sum, and what was decided, in both languages."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from garage.domain.documents import Imprint, Letterhead
from garage.domain.documents_verdicts import VerdictSlip
from garage.domain.verdicts import (
    Coverage,
    Light,
    Promise,
    Source,
    Subject,
    Verdict,
    driven,
    judge,
)
from garage.i18n import LANGUAGES
from garage.reports.papers import PAPERS
from garage.reports.render import file_name
from tests.reports.samples import BAD_NAME, GARAGE, HEAD, IMPRINT, LONG_NAME, NOW
from tests.reports.test_papers import collisions, outside, pages_of

TODAY = date(2026, 11, 17)
LEFT = date(2026, 11, 11)


def judged(
    name: str = "更换前刹车片", source: Source = Source.REPAIR, last: date = date(2026, 11, 21), **more: Any
) -> Coverage:
    promise = Promise(LEFT, last, 2_000, 85_100, days=(last - LEFT).days)
    found = judge(Subject(source, name, 7), promise, today=TODAY, odometer=driven(85_100, [86_412]))
    return replace(found, order_no="WO-2026-00101", **more)


def slip(**more: Any) -> VerdictSlip:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "WO-2026-00123",
        "car": HEAD.car,
        "complaint": HEAD.complaint,
        "judged_on": TODAY,
        "odometer_km": 86_412,
        "covered": (judged(decided=Verdict.REWORK), judged("刹车盘", Source.PART, date(2027, 11, 11))),
        "run_out": (judged("更换机油", last=date(2026, 11, 14)),),
    }
    return VerdictSlip(**{**about, **more})


WORST = judged(
    BAD_NAME + LONG_NAME[:100], attempts=99, runs_on_to=date(2026, 11, 23), decided=Verdict.UNCLEAR
)
UNKNOWN = judge(
    Subject(Source.FACTORY, "动力电池"), Promise(None, None, 200_000, months=60), today=TODAY, odometer=None
)
CASES = {
    "usual": slip(),
    "nothing": slip(
        garage=Letterhead("诚信汽修"), imprint=Imprint("", NOW), covered=(), run_out=(), odometer_km=None
    ),
    "worst": slip(covered=(WORST, UNKNOWN, *(judged(),) * 30), run_out=(WORST,) * 3),
    "long": slip(complaint=LONG_NAME[:500]),
    "not received": slip(number="", complaint=""),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", ["A5", "80mm"])
@pytest.mark.parametrize("case", CASES)
def test_nothing_is_cut_off_and_nothing_stands_on_another(
    printed, case: str, paper: str, language: str
) -> None:
    for width, height, words in pages_of(printed(CASES[case], language, paper)):
        assert words
        assert not outside(PAPERS[paper], width, height, words)
        assert not collisions(words)


FACTS = {
    "en": [
        "WarrantyVerdict",
        "86,412−85,100=1,312of2,000km",
        "+10days=2026-11-21",
        "4days/688kmleft",
        "Rework",
    ],
    "zh_CN": ["质保判定单", "86,412−85,100=1,312公里", "+10天=2026-11-21", "返修", "供应商", "已超3天"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", ["A5", "80mm"])
def test_the_sum_and_the_decision_stand_in_the_language_of_the_paper(
    printed, paper: str, language: str
) -> None:
    words = printed(CASES["usual"], language, paper).flat()
    assert [fact for fact in FACTS[language] if fact not in words] == []


def test_an_empty_verdict_says_so(printed) -> None:
    assert "Nothingonthiscarisunderwarrantytoday" in printed(CASES["nothing"], "en").flat()


def test_the_light_of_the_sample_is_what_the_rule_says() -> None:
    assert [one.light for one in CASES["usual"].covered] == [Light.GREEN, Light.AMBER]
    assert [one.light for one in CASES["usual"].run_out] == [Light.RED]
    assert file_name(CASES["usual"]) == "warranty-verdict-WO-2026-00123.pdf"
