"""Unified social credit codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from garage.domain.uscc import check_uscc
from garage.errors import FieldError

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "91110000802100433B", "91440300708461136T", "92440300MA5F12345Y"]
)
def test_a_right_code_is_taken(code: str) -> None:
    assert check_uscc(code) == code


def test_a_code_is_read_however_it_is_typed() -> None:
    assert check_uscc(" 91350100-m000100y-43 ") == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("91350100M000100Y44", "last character"),
        ("9135O100M000100Y43", "check O"),
        ("913501A0M000100Y43", "3 to 8"),
        ("91350100M000100Y4", "this one has 17"),
        ("", "this one has 0"),
    ],
)
def test_a_wrong_code_is_refused_with_a_hint(typed: str, words: str) -> None:
    with pytest.raises(FieldError) as refused:
        check_uscc(typed)
    assert refused.value.field == "uscc"
    assert words in refused.value.text


@given(st.from_regex(rf"[0-9]{{8}}[{ALPHABET}]{{9}}", fullmatch=True), st.sampled_from(ALPHABET))
def test_the_check_character_is_the_one_python_stdnum_computes(body: str, last: str) -> None:
    right = body + oracle.calc_check_digit(body)
    assert check_uscc(right) == right
    if body + last != right:
        with pytest.raises(FieldError):
            check_uscc(body + last)
