"""The public price list on paper: every price readable, on every page, with names nobody should have."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from garage.domain.documents import Imprint, Letterhead
from garage.domain.documents_prices import GoodsPrice, PackagePrice, PublicPrices, WorkPrice
from garage.domain.lines import PartGrade, WorkType
from garage.i18n import LANGUAGES
from garage.reports.papers import PAPERS
from garage.reports.render import file_name, papers
from tests.reports.samples import GARAGE, IMPRINT, LONG_NAME, NOW, RARE
from tests.reports.test_papers import collisions, outside, pages_of

NAME = f'<b>&"王</b>{RARE}🚗\u200d\ufe0f\t\x07　某某'
WORK = (
    WorkPrice("BY01", "更换机油和机油滤清器", WorkType.MECHANICAL, 50, 6_000),
    WorkPrice("DP01", "更换前制动片", WorkType.MECHANICAL, 150, 18_000, 16_000),
    WorkPrice("PQ01", "单件喷漆", WorkType.PAINT, 400, 48_000),
)
PACKAGES = (
    PackagePrice("TC05", "5000公里保养", "更换机油、机油、机油滤清器", 45_800, 42_800),
    PackagePrice("TC10", "10000公里保养", "更换机油、空气滤清器", 18_000, from_price=True),
)
GOODS = (GoodsPrice("BP-001", "前刹车片", "菲罗多", "陶瓷", "套", PartGrade.GENUINE, 60_016, 56_000),)


def prices(**more: Any) -> PublicPrices:
    about: dict[str, Any] = {
        "garage": GARAGE,
        "imprint": IMPRINT,
        "number": "PL-20261121",
        "day": date(2026, 11, 21),
        "labour_rate_fen": 12_000,
        "work": WORK,
        "packages": PACKAGES,
        "goods": (("制动", GOODS), ("", GOODS)),
    }
    return PublicPrices(**{**about, **more})


CASES: dict[str, PublicPrices] = {
    "usual": prices(),
    "members": prices(members=True),
    "hostile": prices(
        members=True,
        work=tuple(
            replace(one, code="W" * 40, name=LONG_NAME[:120] + NAME, price_fen=10**11) for one in WORK
        ),
        packages=tuple(
            replace(one, code="W" * 40, name=LONG_NAME[:120], contents=LONG_NAME[:400], price_fen=10**11)
            for one in PACKAGES
        ),
        goods=((LONG_NAME[:40], tuple(replace(one, name=NAME, spec=LONG_NAME[:80]) for one in GOODS)),),
    ),
    "empty": prices(garage=Letterhead("诚信汽修"), imprint=Imprint("", NOW), work=(), packages=(), goods=()),
}
FACTS = {
    "en": ["Price List", "valid from 2026-11-21", "120.00 yuan an hour", "Paint", "180.00 *", "No group"],
    "zh_CN": ["价目公示", "维修项目编码", "工时单价", "120.00 元/工时", "喷漆", "180.00 *", "菲罗多", "原厂"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_what_has_to_be_public(printed, language: str) -> None:
    words = printed(prices(), language).flat()
    assert [fact for fact in FACTS[language] if "".join(fact.split()) not in words] == []
    assert GARAGE.name in words
    assert "428.00" not in words, "prices for members only where they are wanted"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_nothing_is_cut_off_and_nothing_stands_on_another(printed, case: str, language: str) -> None:
    [paper] = papers(PublicPrices)
    sheet = printed(CASES[case], language, paper)
    for width, height, words in pages_of(sheet):
        assert words
        assert not outside(PAPERS[paper], width, height, words)
        assert not collisions(words)
    if case == "hostile":
        assert '<b>&"王</b>□□某某' in sheet.flat()


def test_who_has_no_price_for_members_pays_the_other(printed) -> None:
    words = printed(prices(members=True, goods=(), packages=()), "en").flat()
    assert words.count("480.00") == 2
    assert "180.00160.00" in words


def test_a_long_list_repeats_its_headings(printed) -> None:
    sheet = printed(prices(work=WORK * 40), "en")
    assert sheet.pages() > 2
    assert "Hours" in sheet.text(2)


def test_its_barcode_and_its_file_are_called_after_the_day(printed) -> None:
    assert printed(prices()).barcodes() == ["PL-20261121"]
    assert file_name(prices()) == "price-list-PL-20261121.pdf"
