"""Reads of write-offs: the list and what each of them wrote off."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.pages import Page
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Part
from garage.models.staff import Staff
from garage.models.stocktakes import WriteOff, WriteOffLine
from garage.services import serials
from garage.services.part_rows import BINS


@dataclass(frozen=True)
class WriteOffRow:
    """A write-off in the list; `value_fen` is what the goods were worth."""

    id: int
    version: int
    no: str
    at: datetime
    reason: str
    note: str
    reversed_at: datetime | None
    reverse_reason: str
    approved_by: int | None
    who: str
    lines: int
    value_fen: int


@dataclass(frozen=True)
class WriteOffPart:
    """One part of a write-off."""

    id: int
    part_id: int
    code: str
    name: str
    spec: str
    unit: str
    bin: str
    qty_milli: int
    value_fen: int
    serials: tuple[str, ...] = ()


def page(cursor: Cursor | None = None, limit: int = 50) -> Page[WriteOffRow]:
    """Write-offs, newest first."""
    return keyset(_rows(), (WriteOff.id,), cursor, limit, lambda rows: [_row(row) for row in rows])


def one(write_off_id: int) -> WriteOffRow:
    """One write-off; raises KeyError when there is none."""
    rows = tuples(_rows().where(WriteOff.id == write_off_id))
    if not rows:
        raise KeyError(write_off_id)
    return _row(rows[0])


def by_number(no: str) -> int | None:
    """Id of the write-off with this number."""
    row = WriteOff.get_or_none(WriteOff.no == no)
    return row.id if row else None


def lines_of(write_off_id: int) -> list[WriteOffPart]:
    """What it wrote off; the numbers of a tracked part stand on its first line."""
    query = (
        WriteOffLine.select(
            WriteOffLine.id,
            Part.id,
            Part.code,
            Part.name,
            Part.spec,
            Part.unit,
            BINS,
            WriteOffLine.qty_milli,
            WriteOffLine.value_fen,
        )
        .join(Part, on=(Part.id == WriteOffLine.part))
        .where(WriteOffLine.write_off == write_off_id)
        .order_by(WriteOffLine.position)
    )
    rows = [WriteOffPart(*row) for row in tuples(query)]
    no = WriteOff.get_by_id(write_off_id).no if rows else ""
    noted = serials.of_paper(no, {row.part_id for row in rows})
    return [replace(row, serials=tuple(noted.pop(row.part_id, ()))) for row in rows]


def _row(columns: tuple[Any, ...]) -> WriteOffRow:
    values = [*columns[:-1], int(columns[-1])]
    return WriteOffRow(*values)


def _rows() -> Any:
    def figure(what: Any) -> Any:
        return WriteOffLine.select(what).where(WriteOffLine.write_off == WriteOff.id)

    return WriteOff.select(
        WriteOff.id,
        WriteOff.version,
        WriteOff.no,
        WriteOff.written_off_at,
        WriteOff.reason,
        WriteOff.note,
        WriteOff.reversed_at,
        WriteOff.reverse_reason,
        WriteOff.approved_by,
        fn.COALESCE(Staff.name, ""),
        figure(fn.COUNT(WriteOffLine.id)),
        figure(fn.COALESCE(fn.SUM(WriteOffLine.value_fen), 0)),
    ).left_outer_join(Staff, on=(Staff.id == WriteOff.created_by))
