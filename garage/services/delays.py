"""The car will be ready later than promised: the customer is told, and that is kept (B5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from garage.domain.consents import reached_note
from garage.domain.dates import LONGEST_PROMISE, said_moment
from garage.domain.lines import LineKind, LineStatus
from garage.domain.numbers import delay_number
from garage.domain.orders import UNSETTLED, ConsentChannel, OrderState
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.orders import DelayNotice, WorkOrder
from garage.models.statements import statement
from garage.services import staff
from garage.services.command import Area, By, command, create, update
from garage.services.order_lines import Line
from garage.services.order_moves import elsewhere, refuse_changed

TELLING = UNSETTLED - {OrderState.RECEIVED, OrderState.READY}
"""States in which a delay is told; before them the promise is simply changed, after them it is kept."""


class Outlook(StrEnum):
    """Whether a promised time will be kept."""

    FINE = "FINE"
    IN_DANGER = "IN_DANGER"
    LATE = "LATE"


def outlook(state: OrderState, promised_at: datetime | None, lines: Sequence[Line], now: datetime) -> Outlook:
    """Late once the promise has passed; in danger when the hours that are left reach beyond it."""
    if promised_at is None or state not in TELLING:
        return Outlook.FINE
    if promised_at < now:
        return Outlook.LATE
    ready = now + timedelta(minutes=rest_centi(lines) * 60 // 100)
    return Outlook.IN_DANGER if ready > promised_at else Outlook.FINE


def rest_centi(lines: Sequence[Line]) -> int:
    """Centi-hours of labour that nobody has finished."""
    labour = (line for line in lines if line.kind is LineKind.LABOUR and line.status is not LineStatus.DONE)
    return sum(line.hours_centi for line in labour)


@dataclass(frozen=True)
class DelayData:
    """What the customer was told, when, how; `note` holds the number that was called or the message."""

    reason: str
    promised_at: datetime
    told_who: str
    told_at: datetime
    channel: ConsentChannel = ConsentChannel.PHONE
    note: str = ""


@dataclass(frozen=True)
class DelayRow:
    """One delay notice of an order."""

    id: int
    no: str
    reason: str
    promised_before: datetime | None
    promised_at: datetime
    told_at: datetime
    told_who: str
    channel: ConsentChannel
    note: str
    by: str


def of_order(order_id: int) -> list[DelayRow]:
    """Delay notices of an order in their order."""
    rows = list(DelayNotice.select().where(DelayNotice.order == order_id).order_by(DelayNotice.id))
    who = staff.names({row.created_by for row in rows})
    return [
        DelayRow(
            row.id,
            row.no,
            row.reason,
            row.promised_before,
            row.promised_at,
            row.told_at,
            row.told_who,
            ConsentChannel(row.channel),
            row.note,
            who.get(row.created_by, ""),
        )
        for row in rows
    ]


def told_at(order_id: int, promised_at: datetime) -> datetime | None:
    """When the customer was told that the car will be ready by `promised_at`; None when they were not."""
    found: datetime | None = _told.value(order_id, promised_at)
    return found


@statement
def _told(order_id: Any, promised_at: Any) -> Any:
    notices = DelayNotice.select(DelayNotice.told_at).order_by(DelayNotice.id.desc()).limit(1)
    return notices.where((DelayNotice.order == order_id) & (DelayNotice.promised_at == promised_at))


@command(Area.ORDERS)
def tell_delay(by: By, order_id: int, data: DelayData, *, version: int | None = None) -> str:
    """The customer knows the new promised time; returns the notice's number.

    FieldError on "reason", "promised_at", "told_who", "told_at" or "note"; RuleError when the promise can
    still be changed or is kept already; StaleError when the order was changed since `version`.
    """
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in TELLING:
        raise elsewhere(by, order)
    refuse_changed(order, version)
    clean = _clean(by, order, data)
    count = DelayNotice.select().where(DelayNotice.order == order_id).count()
    number = delay_number(order.no, count + 1)
    create(
        by,
        DelayNotice,
        no=number,
        order=order_id,
        reason=clean.reason,
        promised_before=order.promised_at,
        promised_at=clean.promised_at,
        told_at=clean.told_at,
        told_who=clean.told_who,
        channel=clean.channel.value,
        note=clean.note,
    )
    update(by, order, order.version, act="promise", reason=clean.reason, promised_at=clean.promised_at)
    return number


def _clean(by: By, order: WorkOrder, data: DelayData) -> DelayData:
    reason = one_line("reason", data.reason, 200)
    if not reason:
        raise FieldError("reason", _("Say why it takes longer."))
    promised_at = data.promised_at.replace(microsecond=0)
    if not by.at < promised_at <= by.at + LONGEST_PROMISE:
        raise FieldError("promised_at", _("The new time lies after now and within a year."))
    if order.promised_at is not None and promised_at <= order.promised_at:
        raise FieldError("promised_at", _("That is no later than the time that was promised."))
    who = one_line("told_who", data.told_who, 60)
    if not who:
        raise FieldError("told_who", _("Who was spoken with?"))
    told_at = said_moment(data.told_at, order.received_at, by.at)
    if told_at is None:
        raise FieldError("told_at", _("The customer was told between the car's arrival and now."))
    note = reached_note(data.channel, data.note)
    return DelayData(reason, promised_at, who, told_at, data.channel, note)
