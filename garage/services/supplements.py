"""Work found after the authorisation: proposed, told, changed or taken back until the customer answers (增项, B4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from garage.domain.dates import LONGEST_PROMISE
from garage.domain.documents import Imprint
from garage.domain.documents_consent import SupplementForm
from garage.domain.lines import CHARGED, LineKind, LineStatus, PayType
from garage.domain.numbers import supplement_number
from garage.domain.order_steps import not_now
from garage.domain.orders import (
    SUPPLEMENTED,
    WAITING_SUPPLEMENT,
    ConsentChannel,
    HoldReason,
    OrderState,
    SupplementState,
)
from garage.domain.text import said_why, several_lines
from garage.domain.working_hours import after_work
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.orders import OrderLine, Supplement, WorkOrder
from garage.models.statements import insert_many
from garage.services import claim_holds, frozen, holds, order_lines, package_lines, papers_consent
from garage.services.command import Area, By, command, create, update
from garage.services.order_lines import Line, LineData, all_lines_of, lines_of, order_totals
from garage.services.order_moves import elsewhere


@dataclass(frozen=True)
class SupplementData:
    """A supplement as it is typed; `promised_at` None when the promise stands."""

    reason: str
    lines: tuple[LineData, ...]
    promised_at: datetime | None = None
    safety: bool = False
    discount_reason: str = ""


@dataclass(frozen=True)
class SupplementRow:
    """One supplement of an order with its lines; `delta_fen` is what is proposed or was agreed to."""

    id: int
    version: int
    no: str
    state: SupplementState
    reason: str
    safety: bool
    delta_fen: int
    promised_at: datetime | None
    proposed_at: datetime
    contacted_at: datetime | None
    channel: ConsentChannel | None
    answered_by: str
    answered_at: datetime | None
    note: str
    lines: tuple[Line, ...]

    @property
    def waits(self) -> bool:
        """Whether the customer still has to answer."""
        return self.state in WAITING_SUPPLEMENT


def of_order(order_id: int) -> list[SupplementRow]:
    """Supplements of an order in their order."""
    lines: dict[int | None, list[Line]] = {}
    rows = list(Supplement.select().where(Supplement.order == order_id).order_by(Supplement.id))
    for line in all_lines_of(order_id) if rows else ():
        lines.setdefault(line.supplement_id, []).append(line)
    return [_row(row, tuple(lines.get(row.id, ()))) for row in rows]


def _row(row: Any, lines: tuple[Line, ...]) -> SupplementRow:
    return SupplementRow(
        id=row.id,
        version=row.version,
        no=row.no,
        state=SupplementState(row.state),
        reason=row.reason,
        safety=bool(row.safety),
        delta_fen=row.delta_fen,
        promised_at=row.promised_at,
        proposed_at=row.created_at,
        contacted_at=row.contacted_at,
        channel=ConsentChannel(row.channel) if row.channel else None,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        note=row.note,
        lines=lines,
    )


def form(supplement_id: int, imprint: Imprint) -> SupplementForm:
    """The paper: as it was answered, else as it stands now."""
    row = Supplement.get_by_id(supplement_id)
    if not row.snapshot:
        return papers_consent.supplement_form(supplement_id, imprint)
    kept = frozen.thaw(SupplementForm, row.snapshot)
    return replace(kept, imprint=imprint, taken_by=kept.imprint.operator)


@command(Area.ORDERS)
def propose(by: By, order_id: int, data: SupplementData, *, hold: bool = False) -> int:
    """Further work waits for the customer's answer; `hold` lets the job wait with it. Returns its id.

    Until the answer its lines can neither be started, drawn nor billed (invariant 10). FieldError on "reason",
    "promised_at", "lines…" or "discount_reason"; RuleError while the estimate can still be changed, or after the bill.
    """
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in SUPPLEMENTED:
        text = _("A supplement comes between the authorisation and the bill.")
        raise RuleError(Reason("state", text, "order"))
    clean = _clean(by, order, data)
    count = Supplement.select().where(Supplement.order == order_id).count()
    row = create(
        by,
        Supplement,
        no=supplement_number(order.no, count + 1),
        order=order_id,
        state=SupplementState.PROPOSED.value,
        reason=clean.reason,
        safety=clean.safety,
        delta_fen=order_totals(clean.lines).net_fen,
        promised_at=clean.promised_at,
    )
    _store(by, order, row.id, clean.lines)
    order_lines.audit_lines(by, order, (), clean.lines, clean.discount_reason)
    if hold:
        holds.hold(by, order_id, HoldReason.AUTHORISATION, row.no)
    return int(row.id)


@command(Area.ORDERS)
def change(by: By, supplement_id: int, version: int, data: SupplementData) -> int:
    """Put a supplement otherwise before it is answered; the customer has to be told anew. Returns its version.

    Errors as in `propose`; StaleError when someone changed it since `version`.
    """
    row, order = waiting(by, supplement_id)
    clean = _clean(by, order, data, replacing=row.id)
    before = lines_of_supplement(row)
    OrderLine.delete().where(OrderLine.supplement == row.id).execute()
    _store(by, order, row.id, clean.lines)
    order_lines.audit_lines(by, order, before, clean.lines, clean.discount_reason)
    order_lines.touch(by, row, version)
    update(
        by,
        row,
        row.version,
        {"reason": clean.reason},
        state=SupplementState.PROPOSED.value,
        safety=clean.safety,
        delta_fen=order_totals(clean.lines).net_fen,
        promised_at=clean.promised_at,
        contacted_at=None,
        channel="",
        answered_by="",
        note="",
    )
    return int(row.version)


@command(Area.ORDERS)
def withdraw(by: By, supplement_id: int, reason: str) -> None:
    """The supplement is taken back before an answer; FieldError("reason") without a reason."""
    row, _order = waiting(by, supplement_id)
    why = said_why(reason)
    set_status(by, lines_of_supplement(row), "withdraw", LineStatus.DROPPED)
    update(by, row, row.version, act="withdraw", reason=why, state=SupplementState.WITHDRAWN.value)


@command(Area.ORDERS)
def drop_line(by: By, line_id: int, reason: str) -> None:
    """The customer no longer wants an authorised line: it stays on the order and counts no more.

    RuleError when work on it has begun, parts are issued on it, it is claimed, or nothing else would be left to do;
    FieldError("reason") without a reason.
    """
    row = OrderLine.get_by_id(line_id)
    order = WorkOrder.get_by_id(row.order_id)
    why = said_why(reason)
    if OrderState(order.state) not in SUPPLEMENTED:
        raise elsewhere(by, order)
    reasons = droppable(OrderState(order.state), lines_of(order.id), line_id)
    if reasons:
        raise RuleError(reasons)
    claim_holds.refuse_claimed(line_id)
    update(by, row, row.version, act="drop", reason=why, status=LineStatus.DROPPED.value)
    order_lines.touch(by, order, order.version)


def droppable(state: OrderState, lines: Sequence[Line], line_id: int) -> list[Reason]:
    """What stands against taking a line off an order whose counting lines are `lines`; empty when it may go."""
    line = next((line for line in lines if line.id == line_id), None)
    if state not in SUPPLEMENTED or line is None:
        return [not_now(state)]
    if line.started_at is not None or line.status is not LineStatus.OPEN:
        return [Reason("started", _("Work on this line has begun: it is billed."), "lines")]
    if line.issued_milli:
        return [Reason("parts_out", _("Parts are issued: return them first."), "parts")]
    if len(lines) == 1:
        return [Reason("last_line", _("It is the last line: cancel the order instead."), "order")]
    return []


def promise_suggestion(by: By, promised_at: datetime | None, lines: Sequence[LineData]) -> datetime | None:
    """When the car is ready with these lines too: their labour after what was promised, or after now if that is later.

    None where they hold no labour: the promise stands.
    """
    hours_centi = sum(line.hours_centi for line in lines if line.kind is LineKind.LABOUR)
    begin = max(promised_at or by.at, by.at)
    return after_work(begin, -(-hours_centi * 60 // 100)) if hours_centi else None


def waiting(by: By, supplement_id: int) -> tuple[Any, WorkOrder]:
    """A supplement that still needs an answer, and its order; RuleError when it needs none."""
    row = Supplement.get_by_id(supplement_id)
    order = WorkOrder.get_by_id(row.order_id)
    if SupplementState(row.state) not in WAITING_SUPPLEMENT:
        raise RuleError(Reason("answered", _("This supplement is answered already."), "supplements"))
    if OrderState(order.state) not in SUPPLEMENTED:
        raise elsewhere(by, order)
    return row, order


def lines_of_supplement(row: Any) -> list[Line]:
    """The lines of a supplement in their order."""
    return [line for line in all_lines_of(row.order_id) if line.supplement_id == row.id]


def _clean(by: By, order: WorkOrder, data: SupplementData, replacing: int | None = None) -> SupplementData:
    """The data with clean texts, every line priced; FieldError on what is wrong."""
    why = several_lines("reason", data.reason, 300)
    if not why:
        raise FieldError("reason", _("Say what was found."))
    when = data.promised_at.replace(microsecond=0) if data.promised_at else None
    if when is not None and not by.at < when <= by.at + LONGEST_PROMISE:
        raise FieldError("promised_at", _("The new time lies after now and within a year."))
    if not data.lines:
        raise FieldError("lines", _("There is no line yet."))
    others = [line for line in all_lines_of(order.id) if replacing is None or line.supplement_id != replacing]
    if len(others) + len(data.lines) > order_lines.MAX_LINES:
        raise FieldError("lines", _("At most {n} lines fit on one order.").format(n=order_lines.MAX_LINES))
    typed = [_priced(index, line, order) for index, line in enumerate(data.lines)]
    known = all_lines_of(order.id)
    lines = tuple(package_lines.at_their_price(typed, known, by.today, order.customer_id))
    return SupplementData(why, lines, when, data.safety, data.discount_reason)


def _priced(index: int, typed: LineData, order: WorkOrder) -> LineData:
    line = order_lines.with_original(index, order_lines.check_line(index, typed), order)
    if line.pay_type is PayType.REWORK and line.original_line_id is None:
        text = _("A rework line does not name the earlier line it repeats.")
        raise FieldError(f"lines.{index}.pay_type", text)
    if line.pay_type in CHARGED and not line.gross_fen and not line.customer_supplied:
        raise FieldError(f"lines.{index}.price", _("A line has no price."))
    return line


def _store(by: By, order: WorkOrder, supplement_id: int, lines: Sequence[LineData]) -> None:
    last = max((line.position for line in all_lines_of(order.id)), default=0)
    insert_many(
        OrderLine,
        (
            order_lines.line_columns(order.id, last + n, line, by)
            | {"status": LineStatus.PROPOSED.value, "supplement": supplement_id}
            for n, line in enumerate(lines, 1)
        ),
    )


def set_status(by: By, lines: Sequence[Line], act: str, status: LineStatus) -> None:
    """Change what becomes of lines, each with its entry in the log."""
    for line in lines:
        row = OrderLine.get_by_id(line.id)
        update(by, row, row.version, act=act, status=status.value)
