"""What each supplier or maker asks of a claim and what it pays (E4, E5)."""

from dataclasses import dataclass
from typing import Any

from garage.domain.claims import ClaimBasis, ReturnDuty, SettleMode, Terms
from garage.domain.money import MAX_PRICE_FEN
from garage.domain.text import one_line, several_lines
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Supplier
from garage.models.statements import statement
from garage.models.warranty_terms import ClaimTerms
from garage.services.command import Area, By, command, create, stale, update

MOST_MONTHS = 240
MOST_KM = 2_000_000
MOST_DAYS = 3_660
MOST_DUE_DAY = 28
"""Every month has it."""
MOST_BP = 100_000


@dataclass(frozen=True)
class TermsRow:
    """A supplier and its terms; `version` 0 when nobody has entered any, so that the defaults hold."""

    supplier_id: int
    supplier: str
    active: bool
    version: int
    terms: Terms


@command(Area.RETURNS)
def save(by: By, supplier_id: int, terms: Terms, version: int = 0) -> None:
    """Enter or change the terms of a supplier, read at `version`, 0 when there were none.

    FieldError on the name of the term; StaleError when somebody saved them since; KeyError without that supplier.
    """
    if Supplier.find(supplier_id) is None:
        raise KeyError(supplier_id)
    values = _clean(terms)
    row = ClaimTerms.get_or_none(ClaimTerms.supplier == supplier_id)
    if row is None:
        create(by, ClaimTerms, supplier=supplier_id, **values)
    elif not version:
        raise stale(row)
    else:
        update(by, row, version, **values)


def _clean(terms: Terms) -> dict[str, Any]:
    return {
        "months": _within("months", terms.months, 0, MOST_MONTHS),
        "km": None if terms.km is None else _within("km", terms.km, 1, MOST_KM),
        "claim_days": _within("claim_days", terms.claim_days, 0, MOST_DAYS),
        "return_duty": terms.return_duty.value,
        "price_basis": terms.price_basis.value,
        "price_bp": _within("price_bp", terms.price_bp, -10_000, MOST_BP),
        "labour_rate_fen": _rate(terms.labour_rate_fen),
        "approval_first": terms.approval_first,
        "reinspects": terms.reinspects,
        "due_day": _within("due_day", terms.due_day, 1, MOST_DUE_DAY),
        "answer_days": _within("answer_days", terms.answer_days, 1, 60),
        "settle_mode": terms.settle_mode.value,
        "contact": one_line("contact", terms.contact, 40),
        "phone": one_line("phone", terms.phone, 40),
        "email": one_line("email", terms.email, 80),
        "note": several_lines("note", terms.note, 500),
    }


def _within(field: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise FieldError(field, _("Between {least:,} and {most:,}.").format(least=least, most=most))
    return value


def _rate(rate_fen: int | None) -> int | None:
    if rate_fen is not None and not 0 <= rate_fen <= MAX_PRICE_FEN:
        raise FieldError("labour_rate_fen", _("The rate cannot be less than zero or that large."))
    return rate_fen


def of(supplier_id: int) -> Terms:
    """The terms that hold for a supplier."""
    row = _of.object(supplier_id)
    return Terms() if row is None else _terms(row)


def one(supplier_id: int) -> TermsRow:
    """A supplier with its terms; KeyError when there is none."""
    supplier = Supplier.find(supplier_id)
    if supplier is None:
        raise KeyError(supplier_id)
    row = _of.object(supplier_id)
    held = Terms() if row is None else _terms(row)
    version = 0 if row is None else row.version
    return TermsRow(supplier_id, supplier.name, bool(supplier.active), version, held)


def rows() -> list[TermsRow]:
    """Every supplier in use and those that have terms, by name."""
    entered = {row.supplier_id: row for row in ClaimTerms.select()}
    suppliers = tuples(
        Supplier.select(Supplier.id, Supplier.name, Supplier.active).order_by(Supplier.name, Supplier.id)
    )
    return [
        TermsRow(ref, name, bool(active), row.version if row else 0, _terms(row) if row else Terms())
        for ref, name, active in suppliers
        if (row := entered.get(ref)) is not None or active
    ]


def _terms(row: ClaimTerms) -> Terms:
    return Terms(
        months=row.months,
        km=row.km,
        claim_days=row.claim_days,
        return_duty=ReturnDuty(row.return_duty),
        price_basis=ClaimBasis(row.price_basis),
        price_bp=row.price_bp,
        labour_rate_fen=row.labour_rate_fen,
        approval_first=bool(row.approval_first),
        reinspects=bool(row.reinspects),
        due_day=row.due_day,
        answer_days=row.answer_days,
        settle_mode=SettleMode(row.settle_mode),
        contact=row.contact,
        phone=row.phone,
        email=row.email,
        note=row.note,
    )


@statement
def _of(supplier_id: Any) -> Any:
    return ClaimTerms.select().where(ClaimTerms.supplier == supplier_id)
