"""Reads of settlement notices: the list by stage, the claims of one, and what a notice could be made of (E6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from peewee import fn

from garage.domain.claim_notices import GRANTED, OPEN, USUAL_DUE_DAYS, NoticeState
from garage.domain.claims import SettleMode
from garage.domain.documents_settling import SettlementNotice
from garage.domain.pages import Page
from garage.models.claims import Claim, ClaimNotice
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Supplier
from garage.models.purchasing import SupplierPayment
from garage.services import claim_pages, kept_papers
from garage.services.claim_pages import ClaimRow

NOUN = "claim_notice"
"""Table that the log names."""


class NoticeFilter(StrEnum):
    """Chips above the list."""

    OPEN = "OPEN"
    SETTLED = "SETTLED"
    ALL = "ALL"


_STATES = {
    NoticeFilter.OPEN: OPEN,
    NoticeFilter.SETTLED: frozenset({NoticeState.SETTLED}),
    NoticeFilter.ALL: frozenset(NoticeState),
}


@dataclass(frozen=True)
class NoticeRow:
    """A settlement notice; money in fen."""

    id: int
    version: int
    no: str
    supplier_id: int
    supplier: str
    state: NoticeState
    issued_at: datetime
    due_on: date
    claimed_fen: int
    approved_fen: int
    mode: SettleMode
    invoice_no: str
    invoiced_on: date | None
    settled_at: datetime | None
    payment_no: str
    note: str
    void_reason: str
    claims: int

    @property
    def deducted_fen(self) -> int:
        """排异扣除: what was asked and not given."""
        return self.claimed_fen - self.approved_fen

    def overdue(self, today: date) -> bool:
        """It should have been paid."""
        return self.state in OPEN and self.due_on < today


@dataclass(frozen=True)
class Grantor:
    """A supplier that granted claims of which no notice was made yet; money in fen."""

    supplier_id: int
    supplier: str
    claims: int
    approved_fen: int


def page(which: NoticeFilter, cursor: Cursor | None = None, limit: int = 50) -> Page[NoticeRow]:
    """Notices of a stage, newest first."""
    states = [state.value for state in _STATES[which]]
    return keyset(_rows().where(ClaimNotice.state.in_(states)), (ClaimNotice.id,), cursor, limit, _made)


def open_count() -> int:
    """Notices that wait for an invoice, money or credit."""
    return int(ClaimNotice.select().where(ClaimNotice.state.in_([state.value for state in OPEN])).count())


def one(notice_id: int) -> NoticeRow:
    """One notice; raises KeyError when there is none."""
    found = _made(tuples(_rows().where(ClaimNotice.id == notice_id)))
    if not found:
        raise KeyError(notice_id)
    return found[0]


def by_number(no: str) -> int | None:
    """Id of the notice with this number."""
    row = ClaimNotice.get_or_none(ClaimNotice.no == no)
    return row.id if row else None


def claims_of(notice_id: int) -> list[ClaimRow]:
    """Claims of a notice, in their order; of a voided one those that it named, as they are now."""
    paper = voided_paper(notice_id)
    named = Claim.no.in_([claim.number for claim in paper.claims]) if paper else Claim.notice == notice_id
    query = Claim.select(Claim.id).where(named).order_by(Claim.id)
    return claim_pages.of_ids([ref for (ref,) in tuples(query)])


def voided_paper(notice_id: int) -> SettlementNotice | None:
    """The paper of a notice as it was when it was voided, None of any other; what was voided before was not kept."""
    return kept_papers.kept(SettlementNotice, NOUN, [notice_id]).get(notice_id)


def granted(supplier_id: int) -> list[ClaimRow]:
    """Claims that a supplier granted, all or in part, and that are on no notice yet."""
    mine = (Claim.supplier == supplier_id) & Claim.state.in_([state.value for state in GRANTED])
    return claim_pages.of_ids([ref for (ref,) in tuples(Claim.select(Claim.id).where(mine))])


def grantors() -> list[Grantor]:
    """Suppliers of which a notice could be made, by name."""
    query = (
        Claim.select(Claim.supplier, Supplier.name, fn.COUNT(Claim.id), fn.SUM(Claim.approved_fen))
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .where(Claim.state.in_([state.value for state in GRANTED]))
        .group_by(Claim.supplier, Supplier.name)
        .order_by(Supplier.name, Claim.supplier)
    )
    return [Grantor(ref, name, int(count), int(fen)) for ref, name, count, fen in tuples(query)]


def usual_due_on(supplier_id: int, today: date) -> date:
    """When a supplier should pay: after as many days as it gives us, or thirty."""
    supplier = Supplier.get_by_id(supplier_id)
    return today + timedelta(days=supplier.payment_days or USUAL_DUE_DAYS)


def _rows() -> Any:
    held = Claim.select(fn.COUNT(Claim.id)).where(Claim.notice == ClaimNotice.id)
    return (
        ClaimNotice.select(
            ClaimNotice.id,
            ClaimNotice.version,
            ClaimNotice.no,
            ClaimNotice.supplier,
            Supplier.name,
            ClaimNotice.state,
            ClaimNotice.issued_at,
            ClaimNotice.due_on,
            ClaimNotice.claimed_fen,
            ClaimNotice.approved_fen,
            ClaimNotice.mode,
            ClaimNotice.invoice_no,
            ClaimNotice.invoiced_on,
            ClaimNotice.settled_at,
            fn.COALESCE(SupplierPayment.no, ""),
            ClaimNotice.note,
            ClaimNotice.void_reason,
            held,
        )
        .join(Supplier, on=(Supplier.id == ClaimNotice.supplier))
        .switch(ClaimNotice)
        .left_outer_join(SupplierPayment, on=(SupplierPayment.id == ClaimNotice.payment))
    )


def _made(rows: Sequence[tuple[Any, ...]]) -> list[NoticeRow]:
    found = []
    for row in rows:
        values = list(row)
        values[5], values[10] = NoticeState(row[5]), SettleMode(row[10])
        found.append(NoticeRow(*values))
    return found
