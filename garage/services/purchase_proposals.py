"""What is worth ordering: parts below their least stock, and what agreed jobs lack, by supplier (F4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.money import line_amount_fen
from garage.domain.purchasing import PLANNED, expected_day, wanted_milli
from garage.models.listing import tuples
from garage.models.parts import Part, Supplier
from garage.services import part_rows, purchasing, supply
from garage.services.command import Area, By, command
from garage.services.purchasing import OrderedPart


@dataclass(frozen=True)
class JobShare:
    """What of a proposal a job waits for."""

    order_line_id: int
    order_id: int
    order_no: str
    plate: str
    qty_milli: int


@dataclass(frozen=True)
class Proposal:
    """A part to order; `price_fen` is what one cost last, `qty_milli` includes what the jobs lack."""

    part_id: int
    code: str
    name: str
    brand: str
    spec: str
    unit: str
    available_milli: int
    coming_milli: int
    least_milli: int
    most_milli: int
    qty_milli: int
    price_fen: int
    jobs: tuple[JobShare, ...] = ()

    @property
    def amount_fen(self) -> int:
        """What it comes to."""
        return line_amount_fen(self.price_fen, self.qty_milli)


@dataclass(frozen=True)
class SupplierProposal:
    """What to order from one supplier, None where the parts name none; `expected_on` when it would come."""

    supplier_id: int | None
    supplier: str
    lead_days: int
    expected_on: date | None
    lines: tuple[Proposal, ...]

    @property
    def total_fen(self) -> int:
        """What it comes to."""
        return sum(line.amount_fen for line in self.lines)


@dataclass(frozen=True)
class Chosen:
    """One line of a proposal as a person left it."""

    line: Proposal
    qty_milli: int
    price_fen: int


def propose(today: date) -> list[SupplierProposal]:
    """All that is worth ordering today, by supplier; parts that name none come last.

    What drafts of purchase orders hold already is not proposed again.
    """
    rows = tuples(_below())
    jobs = _jobs(row[0] for row in rows)
    prices = purchasing.last_prices([row[0] for row in rows])
    groups: dict[int | None, list[Proposal]] = {}
    for row in rows:
        *_columns, supplier_id, last_cost, _available, _coming = row
        line = _proposal(row, prices.get(row[0], last_cost or 0), jobs.get(row[0], ()))
        if line.qty_milli > 0:
            groups.setdefault(supplier_id, []).append(line)
    query = Supplier.select(Supplier.id, Supplier.name, Supplier.lead_days, Supplier.active)
    known = {ref: (name, days) for ref, name, days, active in tuples(query.order_by(Supplier.name)) if active}
    found = [
        SupplierProposal(ref, *known[ref], expected_day(today, known[ref][1]), tuple(groups.pop(ref)))
        for ref in known
        if ref in groups
    ]
    rest = sorted((line for lines in groups.values() for line in lines), key=lambda line: line.code)
    return [*found, SupplierProposal(None, "", 0, None, tuple(rest))] if rest else found


def _proposal(row: tuple[Any, ...], price_fen: int, jobs: Sequence[JobShare]) -> Proposal:
    ref, code, name, brand, spec, unit, active, least, most, _supplier, _cost, available, coming = row
    available, coming = int(available), int(coming)
    expected = available + coming
    wanted = wanted_milli(expected, least, most) if active else max(0, -expected)
    return Proposal(
        part_id=ref,
        code=code,
        name=name,
        brand=brand,
        spec=spec,
        unit=unit,
        available_milli=available,
        coming_milli=coming,
        least_milli=least,
        most_milli=most,
        qty_milli=wanted,
        price_fen=price_fen,
        jobs=tuple(jobs),
    )


def _jobs(part_ids: Iterable[int]) -> dict[int, list[JobShare]]:
    """{part id: the lines of jobs that nobody has ordered it for}."""
    found: dict[int, list[JobShare]] = {}
    for need in supply.needs(list(part_ids), states=PLANNED):
        if missing := need.cover.missing_milli:
            share = JobShare(need.line_id, need.order_id, need.order_no, need.plate, missing)
            found.setdefault(need.part_id, []).append(share)
    return found


def _below() -> Any:
    """Parts of which less is expected than there should be, by code."""
    reserved, coming = part_rows.reserved(), supply.open_milli(PLANNED)
    available = Part.on_hand_milli - fn.COALESCE(reserved.c.qty_milli, 0)
    on_the_way = fn.COALESCE(coming.c.qty_milli, 0)
    expected = available + on_the_way
    return (
        Part.select(
            Part.id,
            Part.code,
            Part.name,
            Part.brand,
            Part.spec,
            Part.unit,
            Part.active,
            Part.min_qty_milli,
            Part.max_qty_milli,
            Part.supplier,
            Part.last_cost_fen,
            available,
            on_the_way,
        )
        .left_outer_join(reserved, on=(reserved.c.part == Part.id))
        .left_outer_join(coming, on=(coming.c.part == Part.id))
        .where((expected < 0) | (Part.active & (expected < Part.min_qty_milli)))
        .order_by(Part.code)
    )


@command(Area.STOCK)
def order_proposals(
    by: By, supplier_id: int | None, chosen: Sequence[Chosen], *, expected_on: date | None = None
) -> int:
    """Draft the purchase order of a supplier from what a person left of a proposal; returns its id.

    What jobs wait for becomes lines of their own, the rest is for the shelf. FieldErrors as in
    `purchasing.create_order`, whose lines are those of `chosen`.
    """
    lines: list[OrderedPart] = []
    for one in chosen:
        lines += _split(one)
    return purchasing.create_order(by, supplier_id, lines, expected_on=expected_on)


def _split(chosen: Chosen) -> list[OrderedPart]:
    left, part_id = chosen.qty_milli, chosen.line.part_id
    lines = []
    for job in chosen.line.jobs:
        qty = min(left, job.qty_milli)
        if qty > 0:
            lines.append(OrderedPart(part_id, qty, chosen.price_fen, job.order_line_id))
        left -= qty
    return [*lines, OrderedPart(part_id, left, chosen.price_fen)] if left else lines
