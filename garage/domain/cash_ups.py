"""The till: cash that belongs to no bill, and what was counted against what was booked (日结, C3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from garage.domain.money import MAX_FEN, format_yuan
from garage.domain.settlements import PayMethod
from garage.errors import FieldError
from garage.i18n import _

NOTES_FEN = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)
"""Notes and coins of the till, the largest first."""
MOST_PIECES = 9_999
"""More of one note is a slip of the finger."""


class CashKind(StrEnum):
    """Why money came into the till or left it without a bill."""

    FLOAT = "FLOAT"
    EXPENSE = "EXPENSE"
    SCRAP = "SCRAP"
    BANK = "BANK"
    OTHER = "OTHER"


class MoneySource(StrEnum):
    """Where the money of a cash-up was booked."""

    RECEIPT = "RECEIPT"
    REFUND = "REFUND"
    SUPPLIER = "SUPPLIER"
    ENTRY = "ENTRY"


INWARD = frozenset({CashKind.FLOAT})
OUTWARD = frozenset({CashKind.EXPENSE, CashKind.BANK})
"""Kinds whose direction is known; the others go either way."""


def signed(kind: CashKind, amount_fen: int, *, out: bool) -> int:
    """Fen as they are booked: above zero came in. FieldError("amount") for none or too much."""
    if not 0 < amount_fen <= MAX_FEN:
        raise FieldError("amount", _("An amount is needed."))
    goes_out = kind in OUTWARD or (kind not in INWARD and out)
    return -amount_fen if goes_out else amount_fen


@dataclass(frozen=True)
class MethodSum:
    """One method of payment at a cash-up, in fen: carried over (cash alone), moved since, and what the books say."""

    method: PayMethod
    carried_fen: int
    by_source: Mapping[MoneySource, int]

    @property
    def booked_fen(self) -> int:
        """What should be there."""
        return self.carried_fen + sum(self.by_source.values())


@dataclass(frozen=True)
class Count:
    """What was counted: fen by method, why one differs, what stays in the till, how many of each note."""

    counted: Mapping[PayMethod, int]
    reasons: Mapping[PayMethod, str]
    left_fen: int
    taken_to: str = ""
    notes: Mapping[int, int] | None = None
    note: str = ""
    approved_by: int | None = None


@dataclass(frozen=True)
class CashUpLine:
    """One method as it was counted."""

    method: PayMethod
    booked_fen: int
    counted_fen: int
    reason: str

    @property
    def difference_fen(self) -> int:
        """Above zero there was more than the books say."""
        return self.counted_fen - self.booked_fen


@dataclass(frozen=True)
class CashUpRow:
    """A cash-up with its lines."""

    id: int
    version: int
    no: str
    from_at: datetime
    until_at: datetime
    who: str
    approved_by: str
    left_fen: int
    taken_fen: int
    taken_to: str
    notes: tuple[tuple[int, int], ...]
    note: str
    voided_at: datetime | None
    void_reason: str
    lines: tuple[CashUpLine, ...]

    @property
    def counted_fen(self) -> int:
        """All that was counted."""
        return sum(line.counted_fen for line in self.lines)

    @property
    def difference_fen(self) -> int:
        """What the methods differ by, together."""
        return sum(line.difference_fen for line in self.lines)


def notes_sum(notes: Mapping[int, int]) -> int:
    """What the notes counted are worth, in fen."""
    return sum(note * pieces for note, pieces in notes.items())


def write_notes(notes: Mapping[int, int] | None) -> str:
    """Notes as they are stored: `10000x3 5000x1`; FieldError("notes") for none that there is."""
    for note, pieces in (notes or {}).items():
        if note not in NOTES_FEN or not 0 <= pieces <= MOST_PIECES:
            raise FieldError("notes", _("This cannot be so many."))
    return " ".join(
        f"{note}x{pieces}" for note, pieces in sorted((notes or {}).items(), reverse=True) if pieces
    )


def read_notes(text: str) -> tuple[tuple[int, int], ...]:
    """The same read back, the largest first."""
    return tuple((int(note), int(pieces)) for note, pieces in (one.split("x") for one in text.split()))


def check_count(count: Count, booked: Mapping[PayMethod, int]) -> dict[PayMethod, str]:
    """The reason of each method that differs.

    FieldError("counted.CASH"), ("reason.CASH") without one, ("left") beyond what was counted in cash, ("notes") when
    the notes make another sum.
    """
    for method in PayMethod:
        if abs(count.counted.get(method, 0)) > MAX_FEN:
            raise FieldError(f"counted.{method.value}", _("This amount is too large."))
    cash = count.counted.get(PayMethod.CASH, 0)
    if cash < 0:
        raise FieldError("counted.CASH", _("There cannot be less than nothing."))
    if count.notes and (worth := notes_sum(count.notes)) != cash:
        text = _("The notes make {amount}.").format(amount=format_yuan(worth))
        raise FieldError("notes", text)
    reasons: dict[PayMethod, str] = {}
    for method in PayMethod:
        difference = count.counted.get(method, 0) - booked.get(method, 0)
        why = count.reasons.get(method, "").strip()
        if difference and not why:
            text = _("{amount} more than the books say: say why.") if difference > 0 else ""
            text = text or _("{amount} less than the books say: say why.")
            raise FieldError(f"reason.{method.value}", text.format(amount=format_yuan(abs(difference))))
        reasons[method] = why if difference else ""
    if not 0 <= count.left_fen <= cash:
        text = _("Between 0 and the {amount} that were counted.").format(amount=format_yuan(cash))
        raise FieldError("left", text)
    return reasons
