"""Phone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.phones import PhoneKind, display_phone, normalise_phone, phone_kind
from garage.errors import FieldError


@pytest.mark.parametrize(
    ("typed", "stored", "kind", "shown"),
    [
        ("13800138000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("+86 138 0013 8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("0086-138-0013-8000", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("１３８００１３８０００", "13800138000", PhoneKind.MOBILE, "138 0013 8000"),
        ("0510-86512345", "051086512345", PhoneKind.LANDLINE, "0510-86512345"),
        ("（0510）86512345", "051086512345", PhoneKind.LANDLINE, "0510-86512345"),
        ("+86 510 8651 2345", "051086512345", PhoneKind.LANDLINE, "0510-86512345"),
        ("029-86512500", "02986512500", PhoneKind.LANDLINE, "029-86512500"),
        ("010-62345678-801", "01062345678-801", PhoneKind.LANDLINE, "010-62345678-801"),
        ("010-62345678转801", "01062345678-801", PhoneKind.LANDLINE, "010-62345678-801"),
        ("0837-7212345", "08377212345", PhoneKind.LANDLINE, "0837-7212345"),
        ("400-800-1234", "4008001234", PhoneKind.SERVICE, "400-800-1234"),
        ("8008201234", "8008201234", PhoneKind.SERVICE, "800-820-1234"),
    ],
)
def test_a_phone_number_has_one_stored_and_one_printed_form(
    typed: str, stored: str, kind: PhoneKind, shown: str
) -> None:
    assert normalise_phone(typed) == stored
    assert phone_kind(stored) is kind
    assert display_phone(stored) == shown
    assert normalise_phone(shown) == stored


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12800138000", "11 digits"),
        ("1380013800", "11 digits"),
        ("138001380000", "11 digits"),
        ("010-12345678", "area code"),
        ("0510-1234567", "area code"),
        ("86512345", "area code"),
        ("51086512345转801", "area code"),
        ("no phone", "Chinese phone number"),
        ("1380013800٠", "Chinese phone number"),
        ("-", "Chinese phone number"),
        ("", "Enter a phone number"),
    ],
)
def test_another_number_is_refused_with_a_hint(typed: str, words: str) -> None:
    with pytest.raises(FieldError) as refused:
        normalise_phone(typed)
    assert refused.value.field == "phone"
    assert words in refused.value.text


def test_an_old_odd_number_is_still_shown() -> None:
    assert display_phone("call his wife") == "call his wife"


@given(
    st.from_regex(r"1[3-9][0-9]{9}|0(10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}(-[0-9]{1,6})?", fullmatch=True)
)
def test_showing_a_number_loses_nothing(number: str) -> None:
    assert normalise_phone(number) == number
    assert normalise_phone(display_phone(number)) == number
