"""Changing many prices at once by a percentage: what would come of it, and the act (A9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from garage.domain.part_file import PriceBasis
from garage.domain.price_lists import Priced, PriceTerms, RoundPrice, changed_price, check_change
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import Cursor
from garage.services import price_lists, price_page
from garage.services.command import Area, By, command
from garage.services.price_page import PricedRow

_PAGE = 500
_OWN = {"starts_on", "reason"}


@dataclass(frozen=True)
class Change:
    """How prices change: by how much, rounded to what, of one group or trade or (None) of all."""

    kind: Priced
    percent_bp: int
    to: RoundPrice = RoundPrice.JIAO
    group: str | None = None


@dataclass(frozen=True)
class Proposed:
    """What one price becomes."""

    row: PricedRow
    terms: PriceTerms


@dataclass(frozen=True)
class Proposal:
    """What a change comes to; `left_out` have no price of their own, or one that waits for that day already."""

    lines: tuple[Proposed, ...]
    left_out: tuple[PricedRow, ...]


def check(change: Change) -> None:
    """FieldError("percent") for a change that is none, or a slip of the finger."""
    check_change(change.percent_bp)


def propose(today: date, change: Change, starts_on: date) -> Proposal:
    """What every price becomes; FieldError("percent") for a change that is none.

    Hours at the labour rate, cost + % and the sum of a package's lines follow by themselves: they are left out.
    """
    check(change)
    lines, left_out = [], []
    for row in _all(today, change):
        waits = row.coming is not None and row.coming.starts_on == starts_on
        terms = None if waits else _terms(row, change)
        if terms is None:
            left_out.append(row)
        elif terms != row.terms:
            lines.append(Proposed(row, terms))
    return Proposal(tuple(lines), tuple(left_out))


@command(Area.STOCK, Area.OPERATIONS)
def change_many(
    by: By,
    change: Change,
    lines: Sequence[Proposed],
    starts_on: date,
    *,
    reason: str = "",
    approved_by: int | None = None,
) -> int:
    """Set the proposed prices from a day on, all or none; returns how many.

    FieldError("starts_on", "approved_by") as for one price, FieldError("lines") when there is none; StaleError when one of them
    was changed since it was proposed.
    """
    if not lines:
        raise FieldError("lines", _("No price changes by this."))
    for line in lines:
        try:
            price_lists.set_price(
                by,
                change.kind,
                line.row.id,
                line.terms,
                starts_on,
                reason=reason,
                version=line.row.version,
                approved_by=approved_by,
            )
        except FieldError as error:
            if error.field == "approved_by" or (error.field in _OWN and len(lines) == 1):
                raise
            words = f"{line.row.code} {line.row.name}: {error.text}"
            raise FieldError(error.field if error.field in _OWN else "lines", words) from error
    return len(lines)


def _all(today: date, change: Change) -> list[PricedRow]:
    rows: list[PricedRow] = []
    cursor: Cursor | None = None
    while True:
        page = price_page.page(change.kind, today, cursor, _PAGE, group=change.group)
        rows += page.rows
        cursor = page.next_cursor
        if cursor is None:
            return rows


def _terms(row: PricedRow, change: Change) -> PriceTerms | None:
    """What the terms become; None for what follows something else."""
    terms = row.terms
    if not terms.price_fen or terms.basis is PriceBasis.COST_PLUS:
        return None
    price = changed_price(terms.price_fen, change.percent_bp, change.to)
    if row.kind is Priced.PACKAGE:
        price = min(price, row.list_fen)
    member = terms.member_price_fen
    if member is not None:
        member = min(price, changed_price(member, change.percent_bp, change.to))
    return replace(terms, price_fen=price, member_price_fen=member)
