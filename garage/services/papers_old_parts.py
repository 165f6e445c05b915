"""Reads that make the papers of old parts: tags, register, list to sign, disposal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from garage.domain.documents import Imprint
from garage.domain.documents_old_parts import (
    DisposalList,
    DisposedPart,
    OldPartEntry,
    OldPartList,
    OldPartTag,
    OldPartTags,
)
from garage.services import old_part_register, old_part_rows, shop
from garage.services.old_part_rows import OldPartRow


def tags(old_part_ids: Sequence[int]) -> OldPartTags:
    """旧件标签, one for each part; raises KeyError when there is none of them."""
    rows = old_part_rows.of_ids(old_part_ids)
    if not rows:
        raise KeyError(tuple(old_part_ids))
    return OldPartTags(rows[0].no, tuple(_tag(row) for row in rows))


def register(first: date, last: date, imprint: Imprint) -> OldPartList:
    """旧件登记表 of what came off from `first` to `last`."""
    return OldPartList(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{first:%Y%m%d}-{last:%Y%m%d}",
        first=first,
        last=last,
        entries=tuple(entry(row) for row in old_part_register.removed_between(first, last)),
    )


def handed_over(old_part_ids: Sequence[int], imprint: Imprint) -> OldPartList:
    """旧件交接单 of what a customer took; raises KeyError when there is none of them."""
    rows = old_part_rows.of_ids(old_part_ids)
    if not rows:
        raise KeyError(tuple(old_part_ids))
    first = rows[0]
    day = first.handed_at.date() if first.handed_at else imprint.printed_at.date()
    return OldPartList(
        garage=shop.letterhead(),
        imprint=imprint,
        number=first.order_no,
        first=day,
        last=day,
        entries=tuple(entry(row) for row in rows),
        taken_by=first.handed_to or first.customer,
        handed_at=first.handed_at or imprint.printed_at,
        order_no=first.order_no,
        car=" · ".join(word for word in (first.plate, first.model.strip()) if word),
    )


def disposal(disposal_id: int, imprint: Imprint) -> DisposalList:
    """旧件处置单; raises KeyError."""
    row = old_part_register.disposal(disposal_id)
    return DisposalList(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.voided_at is not None),
        number=row.no,
        kind=row.kind,
        at=row.at,
        taker=row.taker,
        licence_no=row.licence_no,
        manifest_no=row.manifest_no,
        weight_g=row.weight_g,
        amount_fen=row.amount_fen,
        note=row.note,
        keeper=row.who,
        parts=tuple(
            DisposedPart(_tag(part), part.scrap_reason, part.scrap_approver)
            for part in old_part_rows.of_disposal(disposal_id)
        ),
        void_reason=row.void_reason,
    )


def entry(row: OldPartRow) -> OldPartEntry:
    """An old part as a list shows it, with where it is or went."""
    where = row.disposal_no or row.handed_to or row.shipment_no or row.void_reason or row.shelf
    return OldPartEntry(_tag(row), row.state, where)


def _tag(row: OldPartRow) -> OldPartTag:
    return OldPartTag(
        number=row.no,
        order_no=row.order_no,
        plate=row.plate,
        vin=row.vin,
        code=row.code,
        name=row.name,
        qty_milli=row.qty_milli,
        unit=row.unit,
        serial=row.serial,
        fault=row.fault,
        odometer_km=row.odometer_km,
        removed_at=row.removed_at,
        removed_by=row.remover,
        shelf=row.shelf,
        purpose=row.purpose,
        hazard=row.hazard,
    )
