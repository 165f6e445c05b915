"""The paper of a person and that of a year: every course on them, whatever it is called."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.documents_trainings import TrainingCard, TrainingLine, TrainingYear
from garage.domain.lines import WorkType
from garage.domain.staff import Role
from garage.domain.trainings import TrainingResult, Validity
from garage.i18n import LANGUAGES
from tests.reports.samples import BAD_NAME, BAD_NAME_PRINTED, GARAGE, IMPRINT, LONG_NAME
from tests.reports.test_papers import collisions, pages_of

LINE = TrainingLine(
    "李强",
    date(2026, 10, 22),
    "新能源汽车高压安全",
    1_650,
    "厂家技术培训",
    TrainingResult.PASSED,
    "T4403-0731",
    date(2028, 10, 22),
    Validity.GOOD,
    "实操 92 分",
)
FAILED = replace(LINE, result=TrainingResult.FAILED, certificate_no="", valid_until=None, stands=None)
HOSTILE = replace(
    LINE,
    who=BAD_NAME,
    subject=LONG_NAME[:100],
    trainer=LONG_NAME[:100],
    certificate_no="9" * 60,
    note=LONG_NAME,
)
CARD = TrainingCard(
    GARAGE,
    IMPRINT,
    "003-20261121",
    date(2026, 11, 21),
    "李强",
    "13800138000",
    "机修班",
    (Role.MECHANIC,),
    (WorkType.MECHANICAL,),
    (LINE, FAILED),
)
YEAR = TrainingYear(GARAGE, IMPRINT, "2026", 2026, (LINE, FAILED))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("sheet", [CARD, YEAR], ids=["card", "year"])
def test_every_course_stands_on_the_paper(printed, sheet: TrainingCard | TrainingYear, language: str) -> None:
    words = printed(sheet, language).flat()
    for fact in (
        "李强",
        "2026-10-22",
        "新能源汽车高压安全",
        "16.5",
        "厂家技术培训",
        "T4403-0731",
        "2028-10-22",
    ):
        assert fact in words
    assert "33" in words  # the hours of both


def test_each_language_says_what_came_of_it(printed) -> None:
    assert "Exampassed" in printed(CARD, "en").flat()
    assert "考试不合格" in printed(CARD, "zh_CN").flat()
    assert "员工培训档案" in printed(CARD, "zh_CN").flat()
    assert "年度培训记录" in printed(YEAR, "zh_CN").flat()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("sheet", [CARD, YEAR], ids=["card", "year"])
def test_without_a_course_one_page_says_so(
    printed, sheet: TrainingCard | TrainingYear, language: str
) -> None:
    assert printed(replace(sheet, lines=()), language).pages() == 1


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("sheet", [CARD, YEAR], ids=["card", "year"])
def test_nothing_stands_on_another_whatever_was_typed(
    printed, sheet: TrainingCard | TrainingYear, language: str
) -> None:
    for lines in ((HOSTILE, LINE), (LINE,) * 60):
        made = printed(replace(sheet, lines=lines), language)
        for _width, _height, words in pages_of(made):
            assert not collisions(words)
    assert made.pages() > 1
    assert BAD_NAME_PRINTED[:12] in printed(replace(YEAR, lines=(HOSTILE,)), language).flat()
