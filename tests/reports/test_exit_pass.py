"""Every kind of pass says what the gate must know, on each of its papers."""

from dataclasses import replace
from datetime import datetime

import pytest

from garage.domain.documents import Advice, GatePass
from garage.domain.exit_passes import TRIPS, PassKind
from garage.domain.labels import label
from garage.reports.render import papers, render
from tests.reports.samples import authorisation, gate_pass, reception

BACK = datetime(2026, 11, 21, 18, 30)
REFUSED = Advice("后制动片剩 3 mm", True, True, "制动可能失灵", "王女士", datetime(2026, 11, 11, 17, 5))


def of(kind: PassKind) -> GatePass:
    plain = replace(gate_pass(), kind=kind.value, settlement_no="")
    more = {
        PassKind.SETTLED: {"settlement_no": "ST-2026-00001"},
        PassKind.FREE: {"settlement_no": "ST-2026-00001"},
        PassKind.ON_ACCOUNT: {"settlement_no": "ST-2026-00001", "approved_by": "张三"},
        PassKind.UNREPAIRED: {"purpose": "客户嫌报价高"},
        PassKind.ROAD_TEST: {"driver": "李师傅", "purpose": "异响复测", "return_at": BACK},
        PassKind.SUBLET: {"vendor": "永固轮毂", "purpose": "轮毂修复", "return_at": BACK},
    }
    return replace(plain, **more[kind])


@pytest.mark.parametrize("kind", PassKind)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_pass_of_any_kind_says_what_it_is_for_on_one_page_of_each_paper(
    printed, kind: PassKind, language: str
) -> None:
    one = of(kind)
    for paper in papers(GatePass):
        sheet = printed(one, language, paper)
        assert sheet.pages() == 1
        words = sheet.flat()
        for fact in (one.approved_by, one.vendor, one.purpose, one.driver, one.settlement_no):
            assert "".join(fact.split()) in words
    if language == "en":
        assert "".join(label(kind).split()) in words
        assert ("Back:time/km" in words) is (kind in TRIPS)


def test_a_voided_pass_is_struck_out() -> None:
    one = of(PassKind.ROAD_TEST)
    void = replace(one, imprint=replace(one.imprint, voided=True))
    assert render(void, "en") != render(one, "en")


def test_declined_safety_work_is_named_with_its_danger_on_every_paper_of_the_next_visit(printed) -> None:
    sheet = printed(replace(reception(), advice=(REFUSED,)), "en").flat()
    assert "Ifitisnotdone:制动可能失灵" in sheet
    assert "declined2026-11-11王女士" in sheet
    form = printed(replace(authorisation(), advice=(REFUSED,)), "en").flat()
    assert "Ifitisnotdone:制动可能失灵" in form
    assert form.count("Customer'ssignature") == 2
    assert "王女士" in form
