"""Scrapping: an owner approves it, and a document says who took the parts and on what licence (E7)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from garage.domain.money import MAX_FEN
from garage.domain.numbers import Series
from garage.domain.old_parts import LICENSED, DisposalKind, OldPartAct, OldPartState
from garage.domain.text import half_width, one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.old_parts import Disposal, OldPart
from garage.services import numbers, staff
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.old_parts import Seen, all_may

MAX_WEIGHT_G = 99_999_999
"""A hundred tonnes: more is a slip of the finger."""


@dataclass(frozen=True)
class DisposalData:
    """Who took the parts and what for; weight in g, money in fen: above zero they paid us, below it we paid them."""

    kind: DisposalKind
    taker: str
    licence_no: str = ""
    manifest_no: str = ""
    weight_g: int | None = None
    amount_fen: int = 0
    note: str = ""


@command(Area.RETURNS)
def approve(by: By, old_part_ids: Seen, reason: str, approved_by: int | None = None) -> None:
    """An owner approves that parts are scrapped, for themself or for who acts (invariant 18).

    FieldError("parts", "reason", "approved_by"); RuleError names each part that is not the garage's to scrap.
    """
    why = said_why(reason)
    if not old_part_ids:
        raise FieldError("parts", _("Choose at least one part."))
    own = approved_by is None and staff.is_owner(by.staff_id)
    approver = staff.check_owner("approved_by", by.staff_id if own else approved_by)
    for row in all_may(OldPartAct.APPROVE_SCRAP, old_part_ids):
        update(
            by,
            row,
            row.version,
            act="approve scrap",
            reason=why,
            state=OldPartState.SCRAP_APPROVED.value,
            scrap_reason=why,
            scrap_approved_by=approver,
            scrap_approved_at=by.at,
        )


@command(Area.RETURNS)
def keep(by: By, old_part_ids: Seen, reason: str) -> None:
    """What was approved is kept after all: it lies on its shelf again. FieldError("reason")."""
    why = said_why(reason)
    nothing = {"scrap_reason": "", "scrap_approved_by": None, "scrap_approved_at": None}
    for row in all_may(OldPartAct.KEEP, old_part_ids):
        state = OldPartState.SHELVED.value
        update(by, row, row.version, act="keep", reason=why, state=state, **nothing)


@command(Area.RETURNS)
def dispose(by: By, old_part_ids: Seen, data: DisposalData) -> int:
    """Approved parts leave for good: thrown away, recycled, or with a licensed taker. Returns the document's id.

    FieldError("parts", "taker", "licence_no", "manifest_no", "weight", "amount", "note"); RuleError for each part
    that is not approved, or is dangerous and goes to somebody without a licence.
    """
    if not old_part_ids:
        raise FieldError("parts", _("Choose at least one part."))
    values = _checked(data)
    rows = all_may(OldPartAct.DISPOSE, old_part_ids)
    _refuse_mixed(data.kind, rows)
    number = numbers.take(by, Series.DISPOSAL)
    document = create(by, Disposal, no=number, kind=data.kind.value, disposed_at=by.at, **values)
    for row in rows:
        state = OldPartState.SCRAPPED.value
        update(by, row, row.version, act="dispose", state=state, disposal=document.id, shelf="")
    return int(document.id)


def _checked(data: DisposalData) -> dict[str, Any]:
    values: dict[str, Any] = {
        "taker": one_line("taker", data.taker, 100),
        "licence_no": one_line("licence_no", half_width(data.licence_no), 60),
        "manifest_no": one_line("manifest_no", half_width(data.manifest_no), 60),
        "note": one_line("note", data.note, 200),
    }
    needed = {"taker": _("Say who took them.")}
    if data.kind is DisposalKind.HAZARDOUS:
        needed["licence_no"] = _("Whoever takes dangerous waste has a licence: write its number.")
        needed["manifest_no"] = _("Dangerous waste leaves with a manifest: write its number.")
    for field, text in needed.items():
        if not values[field]:
            raise FieldError(field, text)
    if data.weight_g is not None and not 0 < data.weight_g <= MAX_WEIGHT_G:
        raise FieldError("weight", _("It cannot be zero or that large."))
    if abs(data.amount_fen) > MAX_FEN:
        raise FieldError("amount", _("It cannot be that large."))
    return values | {"weight_g": data.weight_g, "amount_fen": data.amount_fen}


def _refuse_mixed(kind: DisposalKind, rows: list[Any]) -> None:
    """Dangerous parts go to a licensed taker, and only they are on such a paper (危险废物转移联单)."""
    dangerous = kind is DisposalKind.HAZARDOUS
    words = {
        False: _("{number} is dangerous: it goes to a licensed taker."),
        True: _("{number} is not dangerous: it goes with another paper."),
    }
    wrong = [row for row in rows if (row.hazard in _LICENSED) is not dangerous]
    if wrong:
        text = words[dangerous]
        raise RuleError([Reason("hazard", text.format(number=row.no), "old_parts") for row in wrong])


@dataclass(frozen=True)
class Money:
    """What disposals brought in and what they cost in some days; fen, both from zero up."""

    received_fen: int
    paid_fen: int


def money(first: date, last: date) -> Money:
    """What takers paid and were paid from `first` to `last`, both included; what was voided moved no money."""
    begin, end = (datetime.combine(day, time()) for day in (first, last + timedelta(days=1)))
    amounts = Disposal.select(Disposal.amount_fen).where(
        (Disposal.disposed_at >= begin) & (Disposal.disposed_at < end) & Disposal.voided_at.is_null()
    )
    told = [int(fen) for (fen,) in tuples(amounts)]
    return Money(sum(fen for fen in told if fen > 0), -sum(fen for fen in told if fen < 0))


_LICENSED = frozenset(hazard.value for hazard in LICENSED)


@command(Area.RETURNS)
def void(by: By, disposal_id: int, version: int, reason: str) -> None:
    """The parts did not leave: they are approved and here again, the number stays. FieldError("reason")."""
    document = Disposal.find(disposal_id)
    if document is None:
        raise KeyError(disposal_id)
    refuse_stale(document, version)
    if document.voided_at is not None:
        raise RuleError(Reason("voided", _("It is voided already."), "old_parts"))
    why = said_why(reason)
    for row in OldPart.select().where(OldPart.disposal == disposal_id).order_by(OldPart.id):
        state = OldPartState.SCRAP_APPROVED.value
        update(by, row, row.version, act="not disposed", reason=why, state=state, disposal=None)
    update(by, document, version, act="void", reason=why, voided_at=by.at, void_reason=why)
