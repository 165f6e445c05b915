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
from garage.domain.old_parts import OldPartPurpose
from garage.services import old_part_owners, old_part_register, old_part_rows, shop
from garage.services.old_part_owners import Left
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
    """旧件交接单 of what a customer took and what they left; raises KeyError when there is none of them."""
    rows = old_part_rows.of_ids(old_part_ids)
    if not rows:
        raise KeyError(tuple(old_part_ids))
    first, words = rows[0], _left(rows)
    taken = [
        replace(entry(row), who=row.handed_to or row.customer, at=row.handed_at)
        for row in rows
        if row.id not in words
    ]
    stays = [
        replace(entry(row), who=words[row.id].said, at=words[row.id].at) for row in rows if row.id in words
    ]
    moments = [one.at for one in taken or stays if one.at is not None]
    at = max(moments, default=imprint.printed_at)
    return OldPartList(
        garage=shop.letterhead(),
        imprint=imprint,
        number=first.order_no,
        first=at.date(),
        last=at.date(),
        entries=tuple(taken),
        taken_by=_names(taken),
        handed_at=at,
        left=tuple(stays),
        left_by=_names(stays),
        order_no=first.order_no,
        car=" · ".join(word for word in (first.plate, first.model.strip()) if word),
    )


def _names(entries: Sequence[OldPartEntry]) -> str:
    return ", ".join(dict.fromkeys(one.who for one in entries))


def to_sign(order_id: int) -> list[int]:
    """Ids of the old parts of an order that the customer took or left: what the list to sign names."""
    rows = old_part_rows.of_order(order_id)
    words = _left(rows)
    return [row.id for row in rows if row.handed_at is not None or row.id in words]


def _left(rows: Sequence[OldPartRow]) -> dict[int, Left]:
    """What the customer left and neither took nor claimed back since."""
    stays = (row for row in rows if row.handed_at is None and row.purpose is not OldPartPurpose.CUSTOMER)
    return old_part_owners.left([row.id for row in stays])


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
    return OldPartEntry(_tag(row), row.state, row.place)


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
