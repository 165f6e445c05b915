"""Number plates by form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.plates import PlateKind, display_plate, normalise_plate, plate_kind


@pytest.mark.parametrize(
    ("plate", "kind"),
    [
        *((plate, PlateKind.NEV_SMALL) for plate in ("沪AD12345", "粤BF12345", "沪ADA2345", "粤BDD1234")),
        *((plate, PlateKind.NEV_LARGE) for plate in ("粤B12345D", "苏E12345F")),
        ("京A0236警", PlateKind.POLICE),
        ("粤B1234学", PlateKind.TRAINING),
        ("鲁B1234挂", PlateKind.TRAILER),
        *((plate, PlateKind.HK_MACAO) for plate in ("粤Z1234港", "粤ZAB12澳")),
        *((plate, PlateKind.CONSULATE) for plate in ("沪A0023领", "沪22401领")),
        *((plate, PlateKind.EMBASSY) for plate in ("224578使", "使224578")),
        *((plate, PlateKind.EMERGENCY) for plate in ("京X1234应急", "川S0001应急")),
        *((plate, PlateKind.ARMED_POLICE) for plate in ("WJ京1234X", "WJ12345")),
        ("VA12345", PlateKind.MILITARY),
        *((plate, PlateKind.ORDINARY) for plate in ("京A12345", "浙A1B2C3", "川AAA123")),
        *((plate, PlateKind.TEMPORARY) for plate in ("临", "临A12345", "苏B12345临")),
    ],
)
def test_the_form_tells_the_kind(plate: str, kind: PlateKind) -> None:
    assert plate_kind(plate) is kind


@pytest.mark.parametrize(
    "plate",
    [
        *("沪AL12345", "粤BDA123X", "沪A123456", "粤B1234DD", "京AF0236警", "粤B1234港"),
        *("京O12345", "京AI2345", "台A12345", "沪A1234", "", "HELLO", "京A١٢٣٤٥", "京A12345\nX"),
    ],
)
def test_an_unknown_form_is_other_and_no_error(plate: str) -> None:
    assert plate_kind(plate) is PlateKind.OTHER
    assert display_plate(plate) == normalise_plate(plate)


def test_a_plate_is_known_however_it_is_typed() -> None:
    assert normalise_plate(" 京a・１２３４５ ") == "京A12345"
    assert plate_kind("沪a d·12345") is PlateKind.NEV_SMALL


@pytest.mark.parametrize(
    ("plate", "shown"),
    [
        ("京A12345", "京A·12345"),
        ("京A·12345", "京A·12345"),
        ("沪AD12345", "沪A·D12345"),
        ("粤Z1234港", "粤Z·1234港"),
        ("使224578", "使224578"),
        ("WJ京1234X", "WJ京1234X"),
        ("临A12345", "临A12345"),
    ],
)
def test_a_plate_is_shown_as_on_the_car(plate: str, shown: str) -> None:
    assert display_plate(plate) == shown


@given(st.text("京沪粤台ABDFIOZ0123456789警学挂港领使临·- ", max_size=10))
def test_showing_a_plate_loses_nothing(text: str) -> None:
    assert normalise_plate(display_plate(text)) == normalise_plate(text)
    assert plate_kind(display_plate(text)) is plate_kind(text)
