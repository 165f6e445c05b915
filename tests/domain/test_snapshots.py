"""A frozen document comes back as it was written."""

from base64 import b64decode
from datetime import date, datetime

import pytest

from garage.domain import snapshots
from garage.domain.documents import (
    Advice,
    Car,
    DocumentLine,
    GatePass,
    Imprint,
    Letterhead,
    OrderHead,
    Party,
    SettlementSlip,
)
from garage.domain.lines import LineKind, PartGrade
from garage.domain.warranty import RepairCategory

GARAGE = Letterhead("诚信<汽修>&", logo=b"\x89PNG\x00\xff")
SLIP = SettlementSlip(
    garage=GARAGE,
    imprint=Imprint("张三", datetime(2026, 11, 21, 9, 0)),
    head=OrderHead(
        "WO-2026-00123",
        datetime(2026, 11, 21, 8, 0),
        Party("王女士 𠮷"),
        Car("粤B·12345"),
        86_412,
        "张三",
        category=RepairCategory.MINOR_REPAIR,
        promised_at=None,
    ),
    number="ST-2026-00001",
    settled_at=datetime(2026, 11, 21, 17, 0),
    odometer_out_km=None,
    lines=(DocumentLine(1, LineKind.PART, "前刹车片", grade=PartGrade.GENUINE, gross_fen=120_032),),
    labour_fen=0,
    parts_fen=120_032,
    other_fen=0,
    line_discount_fen=0,
    order_discount_fen=0,
    discount_reason="",
    rounding_off_fen=2,
    payable_fen=120_030,
    paid_fen=0,
    warranty=((RepairCategory.MINOR_REPAIR, 2_000, 10),),
    advice=(Advice("换轮胎", safety=True),),
    next_service_on=date(2027, 2, 28),
)


KEPT_IN_2026 = b64decode(
    "AXi7i1LY/6vG7O68WD/ryf6FNpB+tJ3aIOj9ZIY5+QeVu+jj7gU93bPgyY5OrH0hQ0NdI9TuCll9IUMjY+zdIaj5Fvi6Q8/7"
    "uiF9IYUPC9ZtRw1EcrpDwC6+06HtQCeZmMJ7RnTuGFmYmRgaIfeM4FFAy/4R2jg3tu4QotdjAM6UmB0fSIwhda/I6vigVsCg"
    "0RTY8AkZjXL61MRENb+NjQjVwVSvf1GrEJgjaF+PGKHXIyCbSahIQv1cXJ09XcCVJImVCXxgFtiJg4y+KeEe/iV/UBZHlQWs"
    "r4x0jSyGZpUFACCwMiQ="
)
"""SLIP as the first dictionary packed it: it stays readable for as long as papers are kept."""


def test_a_document_kept_in_2026_is_read_as_it_was_written() -> None:
    assert snapshots.thaw(SettlementSlip, KEPT_IN_2026) == SLIP


def test_a_document_of_schema_1_is_plain_text_and_still_read() -> None:
    assert snapshots.thaw(SettlementSlip, snapshots.dump(SLIP).encode()) == SLIP


def test_a_frozen_document_takes_a_quarter_of_its_text() -> None:
    kept = snapshots.freeze(SLIP)
    assert snapshots.thaw(SettlementSlip, kept) == SLIP
    assert len(kept) * 4 < len(snapshots.dump(SLIP).encode())


@pytest.mark.parametrize(
    "kept", [b"", b"\x00", b"\xff" + KEPT_IN_2026[1:], KEPT_IN_2026[:-1], KEPT_IN_2026[:-9] + bytes(9)]
)
def test_bytes_that_are_damaged_are_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        snapshots.thaw(SettlementSlip, kept)


def test_a_settlement_slip_survives_the_journey() -> None:
    assert snapshots.load(SettlementSlip, snapshots.dump(SLIP)) == SLIP


def test_a_document_written_before_a_field_was_added_still_loads() -> None:
    text = snapshots.dump(SLIP).replace('"work_done":"",', "")
    assert snapshots.load(SettlementSlip, text) == SLIP


@pytest.mark.parametrize("text", ["{}", '{"garage": 3}', "[]", '"x"', "not json"])
def test_a_text_that_is_no_such_document_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        snapshots.load(GatePass, text)
