"""Identifiers and lines of text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.text import clean_line, clean_text, half_width, normalise

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("京a·12345", "京A12345"),
        (" 京A•123 45 ", "京A12345"),
        ("京A-12.345", "京A12345"),
        ("京A—123－45", "京A12345"),
        ("京Ａ１２３４５", "京A12345"),
        ("京A\u300012345\ufeff\x00\u200b", "京A12345"),
        ("", ""),
    ],
)
def test_identifiers_have_one_form(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


@given(ANY_TEXT)
def test_a_normal_identifier_has_no_space_and_nothing_invisible(text: str) -> None:
    assert not any(
        char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in normalise(text)
    )


@given(st.text("京沪AbzZ019·•.- ０ａ－\u3000\u200b", max_size=30))
def test_normalising_an_identifier_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_half_width_folds_a_chinese_keyboard_but_invents_no_digits() -> None:
    assert half_width(" ￥１，６８０．３\u3000") == "¥1,680.3"
    assert half_width("5²①") == "5²①"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  更换\t机油\r\n机滤  ", "更换 机油 机滤"),
        ("张\x00三\ufeff", "张三"),
        ("李\u200b四\u200d\u00ad", "李四"),
        ("王\u3000\u3000五", "王 五"),
        ("cafe\u0301", "café"),
        ("bad\ud800surrogate", "badsurrogate"),
        ("a\u2028b\x85c\x1fd", "a b c d"),
        ("刹车（前）异响，Ａ级", "刹车（前）异响，Ａ级"),
    ],
)
def test_a_line_keeps_only_what_can_be_printed(typed: str, stored: str) -> None:
    assert clean_line(typed) == stored


@given(ANY_TEXT)
def test_cleaning_a_line_twice_changes_nothing(text: str) -> None:
    once = clean_line(text)
    assert clean_line(once) == once
    assert once.encode().decode() == once
    assert once == once.strip()
    assert "\x00" not in once
    assert "\n" not in once


def test_a_line_that_is_too_long_is_refused_not_cut() -> None:
    assert clean_line("修" * 200) == "修" * 200
    assert clean_line(" " * 300) == ""
    with pytest.raises(ValueError, match="at most 200"):
        clean_line("修" * 201)
    with pytest.raises(ValueError, match="by 2 characters: at most 3"):
        clean_line("12345", limit=3)


def test_text_keeps_its_lines() -> None:
    assert clean_text("\r\n 发动机  抖动\r\n\r\n冷车\t严重 \r\n\n") == "发动机 抖动\n\n冷车 严重"
    assert clean_text("a\rb\u2028c") == "a\nb\nc"
    with pytest.raises(ValueError, match="at most 5"):
        clean_text("一\n二\n三\n四", limit=5)


@given(ANY_TEXT)
def test_cleaning_text_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
