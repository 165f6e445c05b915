"""Figures of warranty returns, read from indexed ranges: their cost goes with the period, not with the table (E8)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import Case, fn

from garage.domain.claims import ClaimKind, ClaimState, PartRole, ReturnDuty
from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.domain.returns_board import Ageing, ageing
from garage.domain.returns_figures import (
    ASKED,
    WINDOW,
    FaultKind,
    FrequentFault,
    MonthFigures,
    Sighting,
    SupplierFigures,
    Tally,
    frequent,
    tally_month,
    tally_supplier,
    told_faults,
)
from garage.models.claims import Claim, ClaimLine
from garage.models.listing import tuples
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Supplier
from garage.models.rework import ReworkCase
from garage.models.warranty_terms import ClaimTerms
from garage.services import returns_due

_ASKED = sorted(state.value for state in ASKED)
_OFFERED = 24
"""Months back that figures are offered of."""


def by_supplier(first: str, last: str, today: date) -> list[SupplierFigures]:
    """Suppliers with claims of the months `first` to `last` ("2026-11"), or with money that waits; the largest first."""
    tallies: dict[int, list[Tally]] = {}
    for one in _tallies(first, last):
        tallies.setdefault(one.supplier_id, []).append(one)
    waiting = waiting_by_supplier(today)
    parts = _returned(first, last)
    names = _names({*tallies, *waiting})
    rows = [
        tally_supplier(ref, name, tallies.get(ref, ()), waiting.get(ref, Ageing()), *parts.get(ref, (0, 0)))
        for ref, name in names.items()
    ]
    return sorted(rows, key=lambda row: (-row.waiting.total_fen, -row.claimed_fen, row.supplier))


def by_month(first: str, last: str, supplier_id: int | None = None) -> list[MonthFigures]:
    """Months with claims, the newest first; of one supplier where it is named."""
    months: dict[str, list[Tally]] = {}
    for one in _tallies(first, last):
        if supplier_id in {None, one.supplier_id}:
            months.setdefault(one.period, []).append(one)
    return [tally_month(period, months[period]) for period in sorted(months, reverse=True)]


def waiting_by_supplier(today: date) -> dict[int, Ageing]:
    """Money that waits at each supplier, by age."""
    found: dict[int, list[tuple[date, int]]] = {}
    for ref, since, fen in returns_due.waiting_claims():
        found.setdefault(ref, []).append((since, fen))
    return {ref: ageing(rows, today) for ref, rows in found.items()}


def _tallies(first: str, last: str) -> list[Tally]:
    query = (
        Claim.select(
            Claim.supplier,
            Supplier.name,
            Claim.period,
            Claim.state,
            fn.COUNT(Claim.id),
            fn.SUM(Claim.claimed_fen),
            fn.SUM(Claim.approved_fen),
            fn.SUM(Case(None, [(Claim.approved_fen > 0, 1)], 0)),
        )
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .where(Claim.period.between(first, last))
        .group_by(Claim.supplier, Supplier.name, Claim.period, Claim.state)
        .order_by(Claim.supplier, Claim.period, Claim.state)
    )
    return [
        Tally(ref, name, period, ClaimState(state), *map(int, sums))
        for ref, name, period, state, *sums in tuples(query)
    ]


def _returned(first: str, last: str) -> dict[int, tuple[int, int]]:
    """{supplier: (old parts that had to go to it, those that went)} of claims that went out.

    Whoever always wants them is owed each; whoever asks for some is owed those that were sent.
    """
    sent = OldPart.shipment.is_null(False)
    wanted = (ClaimTerms.return_duty == ReturnDuty.ALWAYS.value) | sent
    # Not the bare state: its index would have the claims of every month read.
    asked = fn.COALESCE(Claim.state, "").in_(_ASKED)
    mine = Claim.select(Claim.id).where(Claim.period.between(first, last) & asked)
    query = (
        ClaimLine.select(
            Claim.supplier,
            fn.SUM(Case(None, [(wanted, 1)], 0)),
            fn.SUM(Case(None, [(sent, 1)], 0)),
        )
        .join(Claim, on=(Claim.id == ClaimLine.claim))
        .left_outer_join(OldPart, on=(OldPart.id == ClaimLine.old_part))
        .left_outer_join(ClaimTerms, on=(ClaimTerms.supplier == Claim.supplier))
        .where(ClaimLine.claim.in_(mine) & (ClaimLine.kind == ClaimKind.PART.value))
        .group_by(Claim.supplier)
    )
    return {ref: (int(demanded), int(gone)) for ref, demanded, gone in tuples(query)}


def _names(refs: set[int]) -> dict[int, str]:
    if not refs:
        return {}
    query = Supplier.select(Supplier.id, Supplier.name).where(Supplier.id.in_(sorted(refs)))
    return dict(tuples(query.order_by(Supplier.id)))


def months(today: date) -> list[str]:
    """Months that figures can be asked for, the newest first: the last two years."""
    found = []
    for back in range(_OFFERED):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        found.append(f"{year:04d}-{month + 1:02d}")
    return found


# Faults


def frequent_faults(today: date, least: int = 2) -> list[FrequentFault]:
    """Parts, work and words that came up on several jobs of the last 90 days: claims, old parts and reworks."""
    since = today - timedelta(days=WINDOW)
    return frequent([*_claimed(since), *_tagged(since), *_reworked(since)], least)


def _claimed(since: date) -> Iterator[Sighting]:
    """The part that failed first, and how the fault was told."""
    causal = (ClaimLine.claim == Claim.id) & (ClaimLine.role == PartRole.CAUSAL.value)
    query = (
        Claim.select(
            Claim.order, Claim.vehicle, Claim.fault_on, Claim.symptoms, Supplier.name, ClaimLine.name
        )
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .switch(Claim)
        .left_outer_join(ClaimLine, on=causal)
        # A claim that is heard again belongs to a later month than its fault: never to an earlier one.
        .where((Claim.period >= f"{since:%Y-%m}") & (Claim.fault_on >= since))
        .where(Claim.state != ClaimState.DROPPED.value)
    )
    for order, vehicle, on, told, supplier, part in tuples(query):
        yield from _seen(order, vehicle, on, told, FaultKind.PART, part or "", supplier)


def _tagged(since: date) -> Iterator[Sighting]:
    """What came off because it failed: not what wore out, which is for scrap or the customer's."""
    failed = (OldPartPurpose.CLAIM.value, OldPartPurpose.UNDECIDED.value)
    query = (
        OldPart.select(
            OldPart.order,
            WorkOrder.vehicle,
            OldPart.removed_at,
            OldPart.fault,
            fn.COALESCE(Supplier.name, ""),
            OldPart.name,
        )
        .join(WorkOrder, on=(WorkOrder.id == OldPart.order))
        .left_outer_join(Supplier, on=(Supplier.id == OldPart.supplier))
        .where((OldPart.removed_at >= datetime.combine(since, time())) & OldPart.purpose.in_(failed))
        .where(OldPart.state != OldPartState.VOIDED.value)
    )
    for order, vehicle, at, told, supplier, part in tuples(query):
        yield from _seen(order, vehicle, at.date(), told, FaultKind.PART, part, supplier)


def _reworked(since: date) -> Iterator[Sighting]:
    """The earlier work that did not hold."""
    query = (
        ReworkCase.select(
            ReworkCase.order,
            ReworkCase.vehicle,
            ReworkCase.opened_at,
            ReworkCase.fault,
            OrderLine.kind,
            OrderLine.name,
        )
        .join(OrderLine, on=(OrderLine.id == ReworkCase.original_line))
        .where(ReworkCase.opened_at >= datetime.combine(since, time()))
    )
    for order, vehicle, at, told, kind, name in tuples(query):
        what = FaultKind.PART if kind == "PART" else FaultKind.OPERATION
        yield from _seen(order, vehicle, at.date(), told, what, name)


def _seen(
    order: int, vehicle: int, on: date, told: str, kind: FaultKind, name: str, supplier: str = ""
) -> Iterable[Sighting]:
    found = [Sighting(order, vehicle, on, kind, name, supplier)] if name else []
    return [*found, *(Sighting(order, vehicle, on, FaultKind.WORDS, words) for words in told_faults(told))]


def suppliers_with_claims() -> list[tuple[int, str]]:
    """(id, name) of the suppliers that anything was ever claimed from."""
    claimed: Any = fn.EXISTS(Claim.select(Claim.id).where(Claim.supplier == Supplier.id))
    query = Supplier.select(Supplier.id, Supplier.name).where(claimed)
    return [(ref, name) for ref, name in tuples(query.order_by(Supplier.name, Supplier.id))]
