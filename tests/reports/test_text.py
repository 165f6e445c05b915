import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.reports.fonts import BOX, REGULAR, TICKED, missing_glyphs, printable, register
from garage.reports.text import Style, break_lines, text_width

BODY = Style(10)
EM = 10


def test_chinese_breaks_between_any_two_characters() -> None:
    assert break_lines("更换前制动片", BODY, 3 * EM) == ["更换前", "制动片"]


def test_no_line_begins_with_a_closing_sign() -> None:
    assert break_lines("更换机油，清洗", BODY, 4 * EM) == ["更换机", "油，清洗"]


def test_no_line_ends_with_an_opening_sign() -> None:
    assert break_lines("制动片（陶瓷）", BODY, 4 * EM) == ["制动片", "（陶瓷）"]


def test_latin_breaks_at_spaces() -> None:
    assert break_lines("front brake pads", BODY, text_width("front brake", BODY)) == ["front brake", "pads"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    lines = break_lines("W" * 40, BODY, 100)
    assert "".join(lines) == "W" * 40
    assert len(lines) > 1


def test_a_typed_line_end_is_kept_and_empty_text_is_one_line() -> None:
    assert break_lines("a\n\nb", BODY, 100) == ["a", "", "b"]
    assert break_lines("", BODY, 100) == [""]


def test_a_check_box_stays_with_its_words() -> None:
    assert break_lines(f"{BOX}Cash {TICKED}Card", BODY, 40) == [f"{BOX}Cash", f"{TICKED}Card"]


def test_full_width_spaces_are_kept() -> None:
    assert break_lines("王　某", BODY, 100) == ["王　某"]


@given(st.text(alphabet="更换，。（）ab W-1/ 　\n", max_size=80), st.integers(8, 200))
def test_breaking_loses_nothing_but_spaces(text: str, room: int) -> None:
    lines = break_lines(text, BODY, room)
    assert "".join("".join(lines).split(" ")) == "".join(text.replace("\n", "").split(" "))
    assert all(text_width(line, BODY) <= room + 0.1 or len(line) == 1 for line in lines)


def test_what_the_fonts_lack_is_named_once() -> None:
    assert missing_glyphs("𠮷野家🚗🚗") == "𠮷🚗"
    assert missing_glyphs("诚信汽修 5W-30 ¥1,680.32（含税）①□ Ω ") == ""


def test_the_common_characters_are_really_in_both_fonts() -> None:
    wanted = {*range(0x20, 0x7F), *range(0x4E00, 0x9FA6)}
    for face in register().values():
        assert wanted <= set(face.charToGlyph)


@pytest.mark.parametrize(
    ("typed", "prints"),
    [
        ("a\tb", "a b"),
        ("王\u200d\ufeff\x07某", "王某"),
        ("吉𠮷", "吉□"),
        ("✓\ufe0f", "✓"),
        ("一\r\n二", "一\n二"),
        ("\ue000", ""),
        ("\ud800", ""),
        ("cafe\u0301", "café"),
    ],
)
def test_only_what_can_be_printed_remains(typed: str, prints: str) -> None:
    assert printable(typed) == prints


def test_the_regular_font_has_the_width_of_an_em_for_chinese() -> None:
    assert text_width("车", Style(10)) == pytest.approx(10)
    assert Style(10).font == REGULAR
