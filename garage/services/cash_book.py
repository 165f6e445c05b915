"""Cash that belongs to no bill: change put in, petty expenses, scrap money, money taken to the bank; void by reversal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.cash_ups import CashKind, signed
from garage.domain.money import format_yuan
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.domain.settlements import PayMethod
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.cash import CashEntry
from garage.models.listing import Cursor, keyset, tuples
from garage.models.old_parts import Disposal
from garage.models.staff import Staff
from garage.services import numbers
from garage.services.command import Area, By, command, create


@dataclass(frozen=True)
class EntryRow:
    """One entry: fen above zero came in; `voided_by` names the one that undoes it."""

    id: int
    no: str
    kind: CashKind
    method: PayMethod
    amount_fen: int
    at: datetime
    text: str
    document: str
    reason: str
    who: str
    reversal_of: str
    voided_by: str

    @property
    def stands(self) -> bool:
        """Neither void nor itself a reversal."""
        return not self.reversal_of and not self.voided_by


@command(Area.MONEY)
def enter(
    by: By,
    kind: CashKind,
    amount_fen: int,
    text: str,
    *,
    out: bool = False,
    method: PayMethod = PayMethod.CASH,
    document: str = "",
) -> str:
    """Book money that belongs to no bill; `out` where the kind goes either way. Returns the entry's number.

    FieldError("amount"), ("text") without what for, ("document") for scrap whose paper is void, says another sum or is
    booked already.
    """
    fen = signed(kind, amount_fen, out=out)
    what = one_line("text", text, 200)
    if not what:
        raise FieldError("text", _("Say what for."))
    paper = one_line("document", document, 40)
    if kind is CashKind.SCRAP and paper:
        _check_scrap(paper, fen)
    row = create(
        by,
        CashEntry,
        no=numbers.take(by, Series.CASH_ENTRY),
        kind=kind.value,
        method=method.value,
        amount_fen=fen,
        at=by.at,
        text=what,
        document=paper,
    )
    return str(row.no)


def _check_scrap(number: str, fen: int) -> None:
    paper = Disposal.get_or_none(Disposal.no == number)
    if paper is None or paper.voided_at is not None:
        raise FieldError("document", _("There is no such paper that stands."))
    if paper.amount_fen != fen:
        text = _("The paper says {amount}.").format(amount=format_yuan(paper.amount_fen))
        raise FieldError("document", text)
    if number in _booked_papers([number]):
        raise FieldError("document", _("Its money is booked already."))


@command(Area.MONEY)
def void(by: By, entry_no: str, reason: str) -> str:
    """Undo an entry by one of the opposite amount, whose number is returned. FieldError("reason") without one."""
    why = said_why(reason)
    first = CashEntry.get_or_none(CashEntry.no == entry_no)
    if first is None:
        raise KeyError(entry_no)
    undone = CashEntry.select().where(CashEntry.reversal_of == first.id).exists()
    if first.reversal_of_id is not None or undone:
        raise RuleError(Reason("void", _("This entry is void already.")))
    second = create(
        by,
        CashEntry,
        no=numbers.take(by, Series.CASH_ENTRY),
        kind=first.kind,
        method=first.method,
        amount_fen=-first.amount_fen,
        at=by.at,
        text=first.text,
        document=first.document,
        reversal_of=first.id,
        reason=why,
    )
    return str(second.no)


# Reads


def page(cursor: Cursor | None = None, limit: int = 50) -> Page[EntryRow]:
    """Entries, the last first."""
    return keyset(_rows(), (CashEntry.id,), cursor, limit, lambda rows: [_row(*row) for row in rows])


def within(since: datetime, until: datetime) -> list[EntryRow]:
    """Entries from `since` up to `until`, which is not in it any more."""
    mine = (CashEntry.at >= since) & (CashEntry.at < until)
    return [_row(*row) for row in tuples(_rows().where(mine).order_by(CashEntry.id))]


def find(entry_no: str) -> EntryRow:
    """One entry; raises KeyError."""
    rows = tuples(_rows().where(CashEntry.no == entry_no))
    if not rows:
        raise KeyError(entry_no)
    return _row(*rows[0])


def open_scrap() -> list[tuple[str, str, int]]:
    """(number, taker, fen) of scrap papers whose money is not in the book, the last first; a hundred at most."""
    stands = Disposal.voided_at.is_null() & (Disposal.amount_fen != 0)
    last = Disposal.select(Disposal.no, Disposal.taker, Disposal.amount_fen).where(stands)
    papers = tuples(last.order_by(Disposal.id.desc()).limit(100))
    known = _booked_papers([no for no, _taker, _fen in papers])
    return [(no, taker, int(fen)) for no, taker, fen in papers if no not in known]


def _booked_papers(numbers_: Sequence[str]) -> set[str]:
    undone = CashEntry.alias()
    query = (
        CashEntry.select(CashEntry.document)
        .left_outer_join(undone, on=(undone.reversal_of == CashEntry.id))
        .where(CashEntry.document.in_(list(numbers_)) & (CashEntry.kind == CashKind.SCRAP.value))
        .where(CashEntry.reversal_of.is_null() & undone.id.is_null())
    )
    return {no for (no,) in tuples(query)}


def _rows() -> Any:
    first, second = CashEntry.alias(), CashEntry.alias()
    return (
        CashEntry.select(
            CashEntry.id,
            CashEntry.no,
            CashEntry.kind,
            CashEntry.method,
            CashEntry.amount_fen,
            CashEntry.at,
            CashEntry.text,
            CashEntry.document,
            CashEntry.reason,
            Staff.name,
            first.no,
            second.no,
        )
        .left_outer_join(Staff, on=(Staff.id == CashEntry.created_by))
        .left_outer_join(first, on=(first.id == CashEntry.reversal_of))
        .left_outer_join(second, on=(second.reversal_of == CashEntry.id))
    )


def _row(ref: int, no: str, kind: str, method: str, *rest: Any) -> EntryRow:
    *plain, who, first, second = rest
    named = (who or "", first or "", second or "")
    return EntryRow(ref, no, CashKind(kind), PayMethod(method), *(*plain, *named))
