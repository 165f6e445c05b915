"""Labels of parts: read by a scanner, in their places, and nothing beyond their edges."""

from dataclasses import replace

import pytest

from garage.domain.documents_labels import LABELS_ON_SHEET, LabelSheet, PartLabel
from garage.reports.papers import PAPERS
from garage.reports.part_labels import has_bars
from tests.reports.samples import LONG_NAME, RARE
from tests.reports.test_papers import collisions, pages_of

LABEL = PartLabel("JL-1001", "机油滤清器", "马勒 OC593", "A-03-2", "个", 4_500)
SHEET = LabelSheet("20261121-0900", (LABEL,))
HOSTILE = PartLabel(
    "Y" * 40, f'<b>&"{RARE}</b>🚗\u200d' + LONG_NAME[:120], LONG_NAME[:80], "长" * 40, "桶", 10**11
)


@pytest.mark.parametrize("paper", ["60x40", "A4x24"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_label_says_what_it_is_on_and_a_scanner_reads_it(printed, paper: str, language: str) -> None:
    sheet = printed(SHEET, language, paper)
    words = sheet.flat()
    for fact in ("JL-1001", "机油滤清器", "马勒OC593", "A-03-2", "¥45.00/个"):
        assert fact in words
    assert sheet.barcodes() == ["JL-1001"]
    assert sheet.size_mm() == (PAPERS[paper].width_mm, PAPERS[paper].height_mm)


@pytest.mark.parametrize("paper", ["60x40", "A4x24"])
@pytest.mark.parametrize("code", ["机滤-01", "Y" * 40])
def test_a_code_that_cannot_be_bars_leaves_its_place_to_the_parts_own_barcode(
    printed, paper: str, code: str
) -> None:
    label = replace(LABEL, code=code, barcode="6901234567892")
    assert has_bars(label)
    sheet = printed(replace(SHEET, labels=(label,)), "en", paper)
    assert sheet.barcodes() == ["6901234567892"]
    bare = replace(label, barcode="")
    assert not has_bars(bare)
    assert printed(replace(SHEET, labels=(bare,)), "en", "60x40").barcodes() == []


def test_the_price_is_left_out_when_nobody_wants_it(printed) -> None:
    assert "¥" not in printed(replace(SHEET, labels=(replace(LABEL, price_fen=None),))).flat()


@pytest.mark.parametrize(("count", "paper", "pages"), [(3, "60x40", 3), (24, "A4x24", 1), (25, "A4x24", 2)])
def test_labels_come_one_by_one_or_twenty_four_to_a_sheet(
    printed, count: int, paper: str, pages: int
) -> None:
    sheet = printed(LabelSheet("1", (LABEL,) * count), "en", paper)
    assert sheet.pages() == pages
    assert sheet.flat().count("JL-1001") == count


@pytest.mark.parametrize(("start", "column", "row"), [(1, 0, 0), (3, 2, 0), (4, 0, 1), (24, 2, 7)])
def test_a_used_sheet_goes_on_at_its_first_free_place(printed, start: int, column: int, row: int) -> None:
    [(width, height, words)] = pages_of(printed(replace(SHEET, start=start), "en", "A4x24"))
    for word in words:
        assert int(word.left / (width / 3)) == int(word.right / (width / 3)) == column
        assert int(word.top / (height / 8)) == int(word.bottom / (height / 8)) == row


def test_after_the_last_place_a_new_sheet_begins(printed) -> None:
    pages = pages_of(printed(LabelSheet("1", (LABEL, LABEL), start=LABELS_ON_SHEET), "en", "A4x24"))
    assert len(pages) == 2
    _width, height, words = pages[1]
    assert all(word.bottom < height / 8 for word in words)


def test_a_roll_knows_no_places(printed) -> None:
    assert printed(replace(SHEET, start=7), "en", "60x40").pages() == 1


@pytest.mark.parametrize("paper", ["60x40", "A4x24"])
@pytest.mark.parametrize("label", [LABEL, HOSTILE, PartLabel("刹车片-1", "刹车片"), PartLabel("A", "B")])
def test_nothing_leaves_its_label_and_nothing_stands_on_another(
    printed, label: PartLabel, paper: str
) -> None:
    [(width, height, words)] = pages_of(printed(LabelSheet("1", (label,)), "en", paper))
    across, down = (3, 8) if paper == "A4x24" else (1, 1)
    for word in words:
        assert 0 <= word.left <= word.right <= width / across
        assert 0 <= word.top <= word.bottom <= height / down
    assert not collisions(words)


@pytest.mark.parametrize("code", ["刹车片-1", "Y" * 40])
def test_a_code_that_no_bars_can_hold_is_only_written(printed, code: str) -> None:
    sheet = printed(LabelSheet("1", (replace(LABEL, code=code),)))
    assert sheet.barcodes() == []
    assert code[:20] in sheet.flat()
