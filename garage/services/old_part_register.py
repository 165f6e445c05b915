"""The register of old parts: chips with their counts, pages, finding one, and the disposals that took them (E1, E7)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from peewee import Case, fn

from garage.domain.numbers import Series, document_number, read_number
from garage.domain.old_parts import HERE, KEPT, DisposalKind, OldPartPurpose, OldPartState
from garage.domain.pages import Page
from garage.domain.text import clean_line, half_width, normalise
from garage.models.listing import Cursor, keyset, tuples
from garage.models.old_parts import Disposal, OldPart
from garage.models.orders import WorkOrder
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle
from garage.services.old_part_rows import OldPartRow, made, rows, select

_STATE = OldPartState
_STILL = HERE | {_STATE.SENT_SUPPLIER}
SHORTEST_NAME = 2
"""Characters from which a name is looked for among the parts that are here."""


class OldPartFilter(StrEnum):
    """Chips of the register; the suspense accounts and the disposals have lists of their own."""

    TO_COUNT = "to_count"
    SHELVED = "shelved"
    CUSTOMER = "customer"
    CLAIM = "claim"
    SCRAP = "scrap"
    SENT = "sent"
    GONE = "gone"
    ALL = "all"


@dataclass(frozen=True)
class DisposalRow:
    """A disposal in the list; weight in g, money received in fen; a voided one took nothing."""

    id: int
    version: int
    no: str
    kind: DisposalKind
    at: datetime
    taker: str
    licence_no: str
    manifest_no: str
    weight_g: int | None
    amount_fen: int
    note: str
    voided_at: datetime | None
    void_reason: str
    who: str
    parts: int


def page(which: OldPartFilter, cursor: Cursor | None = None, limit: int = 50) -> Page[OldPartRow]:
    """Old parts of a chip, newest first."""
    return keyset(
        select().where(_wanted(which)),
        (OldPart.id,),
        cursor,
        limit,
        lambda found: [made(row) for row in found],
    )


def counts() -> dict[OldPartFilter, int]:
    """How many there are under each chip; what is gone, and all, nobody counts."""
    counted = [one for one in OldPartFilter if one not in {OldPartFilter.GONE, OldPartFilter.ALL}]
    sums = [fn.COALESCE(fn.SUM(Case(None, [(_wanted(one), 1)], 0)), 0) for one in counted]
    there = [state.value for state in _STILL]
    [found] = tuples(OldPart.select(*sums).where(OldPart.state.in_(there)))
    return dict(zip(counted, map(int, found), strict=True))


def _wanted(which: OldPartFilter) -> Any:
    """The condition of a chip."""

    def stands(*states: OldPartState) -> Any:
        return OldPart.state.in_([state.value for state in states])

    def meant(purpose: OldPartPurpose) -> Any:
        return OldPart.purpose == purpose.value

    undone = stands(*KEPT, _STATE.TAGGED)
    return {
        OldPartFilter.TO_COUNT: stands(_STATE.TAGGED),
        OldPartFilter.SHELVED: stands(*KEPT),
        OldPartFilter.CUSTOMER: undone & meant(OldPartPurpose.CUSTOMER),
        OldPartFilter.CLAIM: undone & meant(OldPartPurpose.CLAIM),
        OldPartFilter.SCRAP: stands(_STATE.SCRAP_APPROVED) | (stands(*KEPT) & meant(OldPartPurpose.SCRAP)),
        OldPartFilter.SENT: stands(_STATE.SENT_SUPPLIER),
        OldPartFilter.GONE: OldPart.state.not_in([state.value for state in _STILL]),  # nearly all: by id
        OldPartFilter.ALL: OldPart.id > 0,
    }[which]


def find(text: str, today: date, limit: int = 8) -> list[OldPartRow]:
    """Tags by number ("12" is the twelfth of this year), serial, plate or order; by name among those that are here."""
    typed = half_width(clean_line(text[:80], 80))
    if not typed:
        return []
    if typed.isascii() and typed.isdigit() and len(typed) <= len("00000"):
        typed = document_number(Series.OLD_PART, today.year, int(typed))
    read = read_number(typed)
    if read is not None and read[0] is Series.OLD_PART:
        return rows(OldPart.no == read[1])
    if read is not None and read[0] is Series.ORDER:
        return rows(OldPart.order == _order(read[1]))
    found = _newest(OldPart.serial == typed.upper(), limit)
    cars = Vehicle.select(Vehicle.id).where(Vehicle.plate.startswith(normalise(typed))).limit(limit)
    orders = WorkOrder.select(WorkOrder.id).where(WorkOrder.vehicle.in_([ref for (ref,) in tuples(cars)]))
    found += _newest(OldPart.order.in_(orders), limit) if normalise(typed) else []
    if len(typed) >= SHORTEST_NAME:
        here = OldPart.state.in_([state.value for state in HERE])
        found += _newest(here & (OldPart.name.contains(typed) | OldPart.code.startswith(typed)), limit)
    return list({row.id: row for row in found}.values())[:limit]


def _order(no: str) -> int:
    row = WorkOrder.get_or_none(WorkOrder.no == no)
    return row.id if row else 0


def _newest(which: Any, limit: int) -> list[OldPartRow]:
    query = select().where(which).order_by(OldPart.id.desc()).limit(limit)
    return [made(row) for row in tuples(query)]


def shelves(limit: int = 40) -> list[str]:
    """Shelves on which something lies now, for who puts something there."""
    here = OldPart.state.in_([state.value for state in HERE]) & (OldPart.shelf != "")
    query = OldPart.select(OldPart.shelf).where(here).distinct().order_by(OldPart.shelf).limit(limit)
    return [shelf for (shelf,) in tuples(query)]


def removed_between(first: date, last: date) -> list[OldPartRow]:
    """The register of a period, in the order in which things came off; voided tags with their reason."""
    since, until = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    return rows((OldPart.removed_at >= since) & (OldPart.removed_at < until))


# Disposals


def disposals(cursor: Cursor | None = None, limit: int = 50) -> Page[DisposalRow]:
    """Disposals, newest first."""
    return keyset(
        _disposals(), (Disposal.id,), cursor, limit, lambda found: [_disposal(row) for row in found]
    )


def disposal(disposal_id: int) -> DisposalRow:
    """One disposal; raises KeyError when there is none."""
    found = tuples(_disposals().where(Disposal.id == disposal_id))
    if not found:
        raise KeyError(disposal_id)
    return _disposal(found[0])


def disposal_by_number(no: str) -> int | None:
    """Id of the disposal with this number."""
    row = Disposal.get_or_none(Disposal.no == no)
    return row.id if row else None


def last_takers(kind: DisposalKind, limit: int = 10) -> list[tuple[str, str]]:
    """(taker, licence) of a kind of disposal, the last first."""
    query = Disposal.select(Disposal.taker, Disposal.licence_no).where(Disposal.kind == kind.value)
    found = tuples(query.group_by(Disposal.taker, Disposal.licence_no).order_by(fn.MAX(Disposal.id).desc()))
    return [(taker, licence) for taker, licence in found[:limit]]


def _disposals() -> Any:
    took = OldPart.select(fn.COUNT(OldPart.id)).where(OldPart.disposal == Disposal.id)
    return Disposal.select(
        Disposal.id,
        Disposal.version,
        Disposal.no,
        Disposal.kind,
        Disposal.disposed_at,
        Disposal.taker,
        Disposal.licence_no,
        Disposal.manifest_no,
        Disposal.weight_g,
        Disposal.amount_fen,
        Disposal.note,
        Disposal.voided_at,
        Disposal.void_reason,
        fn.COALESCE(Staff.name, ""),
        took,
    ).left_outer_join(Staff, on=(Staff.id == Disposal.created_by))


def _disposal(row: tuple[Any, ...]) -> DisposalRow:
    ref, version, no, kind, *rest = row
    return DisposalRow(ref, version, no, DisposalKind(kind), *rest)
