"""Amounts in Chinese capitals."""

import re

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.capitals import rmb_capitals
from garage.domain.money import MAX_FEN


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (5, "伍分"),
        (50, "伍角整"),
        (56, "伍角陆分"),
        (1000, "壹拾元整"),
        (1005, "壹拾元零伍分"),
        (2030, "贰拾元零叁角整"),
        (10100, "壹佰零壹元整"),
        (11000, "壹佰壹拾元整"),
        (32504, "叁佰贰拾伍元零肆分"),
        (100100, "壹仟零壹元整"),
        (101010, "壹仟零壹拾元零壹角整"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (168032, "壹仟陆佰捌拾元零叁角贰分"),
        (600714, "陆仟零柒元壹角肆分"),
        (1000000, "壹万元整"),
        (1001000, "壹万零壹拾元整"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (10000000, "壹拾万元整"),
        (10700053, "壹拾万柒仟元零伍角叁分"),
        (10010000, "壹拾万零壹佰元整"),
        (100001000, "壹佰万零壹拾元整"),
        (1000100000, "壹仟万壹仟元整"),
        (2000000500, "贰仟万零伍元整"),
        (10000000000, "壹亿元整"),
        (10000000101, "壹亿零壹元零壹分"),
        (10000100000, "壹亿零壹仟元整"),
        (10001000000, "壹亿零壹万元整"),
        (10203040506, "壹亿零贰佰零叁万零肆佰零伍元零陆分"),
        (MAX_FEN, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        (-8880, "负捌拾捌元捌角整"),
    ],
)
def test_capitals(fen: int, words: str) -> None:
    assert rmb_capitals(fen) == f"人民币{words}"


@pytest.mark.parametrize("fen", [MAX_FEN + 1, -MAX_FEN - 1])
def test_beyond_a_trillion_yuan_there_are_no_capitals(fen: int) -> None:
    with pytest.raises(ValueError, match=str(fen)):
        rmb_capitals(fen)


@given(st.integers(0, MAX_FEN) | st.integers(0, 10**7))
def test_capitals_read_back_to_the_amount(fen: int) -> None:
    assert _read(rmb_capitals(fen).removeprefix("人民币")) == fen


@given(st.integers(0, MAX_FEN) | st.integers(0, 10**7))
def test_capitals_are_those_of_cn2an_but_for_legal_variants(fen: int) -> None:
    """cn2an leaves out 整 after 角, 零 between 元 and 角, and 零 between 亿 and 仟."""
    theirs = cn2an.an2cn(f"{fen // 100}.{fen % 100:02d}", "rmb")
    assert _bare(rmb_capitals(fen).removeprefix("人民币")) == _bare(theirs)


@given(st.integers(1, MAX_FEN))
def test_a_red_slip_differs_only_by_its_sign(fen: int) -> None:
    assert rmb_capitals(-fen) == rmb_capitals(fen).replace("人民币", "人民币负", 1)


def test_gaps_of_zeros_are_one_zero_and_never_stand_at_the_end() -> None:
    for fen in range(0, 10**7, 997):
        words = rmb_capitals(fen * 1009)
        assert "零零" not in words
        assert not any(f"零{unit}" in words for unit in "拾佰仟万亿角分整")


def _bare(words: str) -> str:
    return re.sub("(元|亿)零(.角|.仟)", r"\1\2", words.removesuffix("整"))


def _read(words: str) -> int:
    """The amount in fen, read the plain way: digits, units below 万, then groups."""
    digits = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    groups = {"万": 10**6, "亿": 10**10, "元": 100, "角": 10, "分": 1}
    total = group = digit = 0
    for char in words.removesuffix("整"):
        if char in digits:
            digit = digits[char]
        elif char in units:
            group, digit = group + digit * units[char], 0
        else:
            total, group, digit = total + (group + digit) * groups[char], 0, 0
    return total
