"""A log line keeps the words of the program and loses those of a customer."""

import pytest

from garage.domain.redaction import redact

SECRETS = (
    "王女士",
    "王",
    "粤B12345",
    "粤B·12345",
    "13800138000",
    "138 0013 8000",
    "LSVAB4186E2184847",
    "创业路 88 号",
)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(
    "sentence", ["{}", "'{}'", "cannot read {} here", 'no row "{}"', "Key (name)=({}) already exists."]
)
def test_names_phones_plates_and_addresses_are_left_out(secret: str, sentence: str) -> None:
    assert secret not in redact(sentence.format(secret))


@pytest.mark.parametrize("name", ["Wang Wei", "wangwei"])
def test_quoted_words_are_left_out_unless_they_are_names_in_the_code(name: str) -> None:
    assert name not in redact(f"KeyError: '{name}'")
    assert redact("'NoneType' object has no attribute 'text'", frozenset({"text"})) == (
        "'NoneType' object has no attribute 'text'"
    )


@pytest.mark.parametrize(
    "said",
    [
        "database disk image is malformed",
        "UNIQUE constraint failed: vehicle.vin",
        "list index out of range",
        "connection refused, port 5432",
        "unsupported operand type(s) for +: 'int' and 'str'",
    ],
)
def test_what_the_machine_says_stays(said: str) -> None:
    assert redact(said) == said


def test_the_values_of_a_violated_key_are_left_out_and_its_columns_stay() -> None:
    said = "duplicate key DETAIL: Key (plate, name)=(A 1, Wang Wei) already exists."
    assert redact(said) == "duplicate key DETAIL: Key (plate, name)=(…) already exists."
