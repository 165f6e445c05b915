"""The dispute pack as a file: its contents lead to the right pages, small papers share a sheet, nothing is lost."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from garage import i18n
from garage.domain.claims import ClaimState
from garage.domain.contacts import ContactChannel, Direction, Outcome
from garage.domain.documents import Party
from garage.domain.documents_dispute import (
    ClaimFact,
    DisputePack,
    Happening,
    PackedDates,
    PackedPaper,
    PackedPhoto,
    PackedSums,
    SaidTalk,
)
from garage.domain.orders import OrderState
from garage.reports import render
from tests.reports.samples import GARAGE, HEAD, IMPRINT, LONG_NAME, NOW
from tests.reports.sets import hostile, long, usual
from tests.services.disputed import jpeg

A4 = (595, 842)
LYING = (842, 595)


def pack(**changed: object) -> DisputePack:
    """Every usual paper, thirty acts, a claim, a talk and seven photos."""
    happened = tuple(Happening(NOW, "张三", f"act {n}", f"changed {n}", "因为") for n in range(30))
    made = DisputePack(
        garage=GARAGE,
        imprint=IMPRINT,
        head=HEAD,
        number=HEAD.order_no,
        state=OrderState.EXITED,
        cancel_reason="",
        odometer_out_km=86_414,
        dates=PackedDates(NOW, NOW, NOW, NOW),
        sums=PackedSums(168_032, 18_000, 186_032, 186_032, 0),
        history=happened,
        papers=tuple(PackedPaper(paper, NOW) for paper in usual().values()),
        claims=(ClaimFact("CL-2026-00001", ClaimState.SUBMITTED, ("水泵",), "渗漏", NOW, NOW, None),),
        talks=(
            SaidTalk(
                NOW,
                "张三",
                Direction.OUT,
                ContactChannel.PHONE,
                Outcome.REACHED,
                "王女士",
                "刹车还是响",
                (("质量", 2),),
            ),
        ),
        photos=tuple(PackedPhoto(jpeg(n, 64), f"照片 {n}", HEAD.order_no, NOW) for n in range(7)),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def read(made: DisputePack, language: str = "en") -> PdfReader:
    return PdfReader(io.BytesIO(render.render(made, language)))


def texts(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def contents(reader: PdfReader) -> list[tuple[str, int]]:
    """(title, page) of the bookmarks but the first, which is the pack itself."""
    outline = [(str(one.title), reader.get_destination_page_number(one) + 1) for one in reader.outline]
    return outline[1:]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_contents_say_on_which_page_each_paper_begins(language: str) -> None:
    reader = read(pack(), language)
    pages = texts(reader)
    listed = contents(reader)
    ahead = min(page for _title, page in listed) - 1
    front = "".join(pages[:ahead])
    for place, (title, page) in enumerate(listed, start=1):
        named = r"\s+".join(map(re.escape, title.split()))
        row = rf"(?m)^{place}\n{named}\n{NOW:%Y-%m-%d}\n{page}$"
        assert re.search(row, front), (place, title, page)
        assert all(word in pages[page - 1] for word in title.split())


def test_every_page_carries_its_number_of_all() -> None:
    found = texts(read(pack()))
    for number, words in enumerate(found, start=1):
        assert f"Dispute Pack {HEAD.order_no}   {number}/{len(found)}" in words


def test_every_paper_is_there_and_small_ones_share_a_sheet() -> None:
    reader = read(pack())
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
    assert sizes == {A4, LYING}
    listed = contents(reader)
    assert len(listed) == len(usual()) + 4
    pages = [page for _title, page in listed]
    assert pages == sorted(pages)
    assert len(set(pages)) < len(pages)


def test_a_paper_keeps_its_own_page_numbers_and_pack_its_own() -> None:
    papers = (PackedPaper(long()["settlement"], NOW),)
    reader = read(pack(papers=papers, history=(), claims=(), talks=(), photos=()))
    inner = len(reader.pages) - 1
    assert inner > 2
    last = reader.pages[-1].extract_text()
    assert f"Page {inner} of {inner}" in last
    assert f"{inner + 1}/{inner + 1}" in last


@pytest.mark.parametrize(("language", "void"), [("zh_CN", "作废"), ("en", "VOID")])
def test_what_is_void_is_marked_in_the_contents_and_across_its_page(language: str, void: str) -> None:
    bill = usual()["settlement"]
    struck = replace(bill, imprint=replace(IMPRINT, voided=True))
    papers = (PackedPaper(struck, NOW), PackedPaper(bill, NOW))
    reader = read(pack(papers=papers, history=(), claims=(), talks=(), photos=()), language)
    pages = texts(reader)
    (_title, first), (_again, second) = contents(reader)
    assert "".join(pages[: first - 1]).count(void) == 1
    assert all(void in page for page in pages[first - 1 : second - 1])
    assert not any(void in page for page in pages[second - 1 :])


def test_a_pack_of_an_empty_order_is_a_cover_and_its_sheet() -> None:
    made = pack(
        papers=(PackedPaper(usual()["reception"], NOW),),
        history=(),
        claims=(),
        talks=(),
        photos=(),
        sums=PackedSums(),
        dates=PackedDates(),
        odometer_out_km=None,
    )
    assert len(read(made).pages) == 2
    assert len(read(replace(made, papers=())).pages) == 1


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_names_nobody_should_have_stay_whole_and_within_the_page(language: str) -> None:
    name = LONG_NAME[:300]
    head = replace(HEAD, customer=Party(f"<b>&{name}"), complaint=name)
    said = SaidTalk(NOW, name, Direction.IN, ContactChannel.VISIT, Outcome.REACHED, name, name, ((name, 1),))
    made = pack(
        head=head,
        papers=tuple(PackedPaper(paper, NOW) for paper in hostile().values()),
        history=(Happening(NOW, name, name, f"<b>&{name}", name),) * 3,
        claims=(ClaimFact("CL-1", ClaimState.SETTLED, (name, "<b>&"), name, NOW, None, None),),
        talks=(said,),
        photos=(PackedPhoto(jpeg(1, 64), f"<b>&{name}", name, NOW), PackedPhoto(b"broken", "", "", NOW)),
        cancel_reason=name,
    )
    words = "".join("".join(text.split()) for text in texts(read(made, language)))
    assert "<b>&" in words
    assert words.count("".join(name.split())[:20]) >= 8


def test_photos_stand_six_on_a_page_and_are_not_made_smaller() -> None:
    reader = read(pack(papers=(), history=(), claims=(), talks=()))
    counts = [len(page.images) for page in reader.pages]
    assert counts[-2:] == [6, 1]
    assert reader.pages[-1].images[0].image.size == (64, 48)


class StoppedError(Exception):
    """Raised by whoever stops it."""


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    render.bind(pack(), "en", lambda done, all_: told.append((done, all_)))
    assert [done for done, _all in told] == sorted(done for done, _all in told)
    assert len({all_ for _done, all_ in told}) == 1
    assert all(0 <= done <= all_ for done, all_ in told)
    assert len(told) > 20

    def stop(done: int, _all: int) -> None:
        if done > 5:
            raise StoppedError

    with pytest.raises(StoppedError):
        render.bind(pack(), "en", stop)
    assert render.render(usual()["receipt"], "en"), "a paper alone is printed as before"


def test_sentences_may_be_made_in_another_language_for_a_moment() -> None:
    before = i18n.current()
    with i18n.speaking("zh_CN"):
        assert i18n._("Order opened") != "Order opened"
        assert i18n.current() == before
    with i18n.speaking("en"):
        assert i18n._("Order opened") == "Order opened"


def test_the_file_is_named_after_the_order() -> None:
    assert render.file_name(pack()) == f"dispute-pack-{HEAD.order_no}.pdf"
