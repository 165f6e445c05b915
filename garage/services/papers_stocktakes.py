"""Reads that make the papers of counting: count sheet, list of differences, write-off slip."""

from dataclasses import replace

from garage.domain.documents import Imprint
from garage.domain.documents_stocktakes import (
    CountSheet,
    DifferenceEntry,
    DifferenceList,
    SheetEntry,
    WriteOffSlip,
    WrittenOffGoods,
)
from garage.domain.stocktakes import StocktakeState, unknown_words
from garage.models.stocktakes import Stocktake
from garage.services import count_scans, shop, staff, stocktake_list, write_off_list
from garage.services.stocktake_list import SheetLine


def count_sheet(stocktake_id: int, imprint: Imprint) -> CountSheet:
    """盘点表, blind when the count is; what was counted so far stands in it. Raises KeyError."""
    row = stocktake_list.one(stocktake_id)
    return CountSheet(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.state is StocktakeState.CANCELLED),
        number=row.no,
        scope=row.scope,
        scope_text=row.scope_text,
        snapshot_at=row.snapshot_at,
        blind=row.blind,
        begun_by=row.who,
        note=row.note,
        lines=tuple(
            SheetEntry(
                line.bin,
                line.code,
                line.name,
                line.spec,
                line.unit,
                None if row.blind else line.books_milli,
                line.counted_milli,
            )
            for line in stocktake_list.lines_of(stocktake_id)
        ),
    )


def difference_list(stocktake_id: int, imprint: Imprint, *, with_cost: bool) -> DifferenceList:
    """盘点差异表: as posted, before that as it would be posted now. Raises KeyError."""
    row = stocktake_list.one(stocktake_id)
    stored = Stocktake.get_by_id(stocktake_id)
    lines = [line for line in stocktake_list.lines_of(stocktake_id) if line.counted_milli is not None]
    differing = [line for line in lines if line.difference_milli]
    who = staff.names({ref for ref in (stored.reviewed_by, stored.approved_by) if ref})
    worth = [line.worth_fen or 0 for line in differing]
    return DifferenceList(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.state is StocktakeState.CANCELLED),
        number=row.no,
        scope=row.scope,
        scope_text=row.scope_text,
        state=row.state,
        snapshot_at=row.snapshot_at,
        posted_at=row.posted_at,
        parts=row.lines,
        counted=row.counted,
        lines=tuple(_difference(line, with_cost=with_cost) for line in differing),
        gain_fen=sum(fen for fen in worth if fen > 0) if with_cost else None,
        loss_fen=sum(fen for fen in worth if fen < 0) if with_cost else None,
        counters=tuple(dict.fromkeys(line.counted_by for line in lines if line.counted_by)),
        reviewed_by=who.get(stored.reviewed_by or 0, ""),
        approved_by=who.get(stored.approved_by or 0, ""),
        note=row.note,
        unknown=tuple(unknown_words(count_scans.unknown_scans(stocktake_id))),
    )


def _difference(line: SheetLine, *, with_cost: bool) -> DifferenceEntry:
    return DifferenceEntry(
        line.bin,
        line.code,
        line.name,
        line.spec,
        line.unit,
        line.expected_milli or 0,
        line.counted_milli or 0,
        line.worth_fen if with_cost else None,
        line.reason,
        line.counted_by,
    )


def write_off(write_off_id: int, imprint: Imprint, *, with_cost: bool) -> WriteOffSlip:
    """报损单. Raises KeyError."""
    row = write_off_list.one(write_off_id)
    approver = row.approved_by or 0
    return WriteOffSlip(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.reversed_at is not None),
        number=row.no,
        at=row.at,
        reason=row.reason,
        note=row.note,
        lines=tuple(
            WrittenOffGoods(
                line.bin,
                line.code,
                line.name,
                line.spec,
                line.unit,
                line.qty_milli,
                line.value_fen if with_cost else None,
                line.serials,
            )
            for line in write_off_list.lines_of(write_off_id)
        ),
        value_fen=row.value_fen if with_cost else None,
        keeper=row.who,
        approved_by=staff.names([approver]).get(approver, "") if approver else "",
        reverse_reason=row.reverse_reason,
    )
