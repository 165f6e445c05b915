"""Everything that follows a customer, kind by kind, for the customer's page: the newest first, what is coming first due."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from peewee import fn

from garage.domain.appointments import AppointmentState
from garage.domain.customer_page import FileEntry, FileTab
from garage.domain.followups import FollowUpState
from garage.domain.labels import label
from garage.domain.letters import LetterState
from garage.domain.money import format_yuan
from garage.domain.orders import UNSETTLED, OrderState
from garage.domain.plates import display_plate
from garage.domain.reminders import LIVE
from garage.domain.settlements import SettlementState
from garage.domain.text import excerpt
from garage.i18n import _
from garage.models.appointments import Appointment
from garage.models.cash import AccountPayment
from garage.models.complaints import Complaint
from garage.models.contacts import ContactLog
from garage.models.counter_sales import CounterSale
from garage.models.followups import FollowUp
from garage.models.inspections import Recommendation
from garage.models.letters import Letter
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.payments import Receipt
from garage.models.reminders import Reminder
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.models.vehicles import Ownership, Vehicle
from garage.services import (
    complaint_rows,
    contacts,
    credit,
    follow_up_rows,
    letter_rows,
    members,
    questions,
    reminder_rows,
    vehicle_history,
)

MOST = 200
"""Lines of a list: what is older is found where it belongs."""
_EXPECTED = [AppointmentState.BOOKED.value, AppointmentState.CONFIRMED.value]
_DUE = [state.value for state in LIVE]
_ENDED = frozenset({OrderState.EXITED, OrderState.CANCELLED})


def of_customer(customer_id: int, tab: FileTab, today: date) -> list[FileEntry]:
    """The lines of one list."""
    return list(_LISTS[tab](customer_id, today))


def counts(customer_id: int) -> dict[FileTab, int]:
    """How many lines each list has, of the member card none."""
    coming = sum(_count.value(customer_id, what=model) for model in (Appointment, FollowUp, Reminder))
    return {
        FileTab.ORDERS: _count.value(customer_id, what=WorkOrder),
        FileTab.MONEY: len(credit.claims(customer_id)),
        FileTab.TALKS: _count.value(customer_id, what=ContactLog),
        FileTab.COMPLAINTS: _count.value(customer_id, what=Complaint),
        FileTab.LETTERS: _count.value(customer_id, what=Letter),
        FileTab.PLANNED: coming + len(questions.of_customer(customer_id)),
        FileTab.ADVICE: _open_advice.value(customer_id),
    }


@statement
def _count(customer_id: Any, *, what: Any) -> Any:
    """Rows of a customer in a table, of plans those that are still to come."""
    own = what.select(fn.COUNT(what.id)).where(what.customer == customer_id)
    return own.where(what.state.in_(_COMING[what])) if what in _COMING else own


_COMING: dict[Any, list[str]] = {
    Appointment: _EXPECTED,
    FollowUp: [FollowUpState.PENDING.value],
    Reminder: _DUE,
}


@statement
def _open_advice(customer_id: Any) -> Any:
    mine = (Ownership.customer == customer_id) & Ownership.until.is_null()
    cars = Recommendation.vehicle.in_(Ownership.select(Ownership.vehicle).where(mine))
    return Recommendation.select(fn.COUNT(Recommendation.id)).where(cars & Recommendation.closed_at.is_null())


def _line(text: str) -> str:
    return excerpt(text, 160)


def _called(plate: str | None, vin: str | None = "") -> str:
    return display_plate(plate or "") or vin or ""


def _orders(customer_id: int, _today: date) -> Iterator[FileEntry]:
    live = (Settlement.order == WorkOrder.id) & (Settlement.state != SettlementState.VOIDED.value)
    query = (
        WorkOrder.select(
            WorkOrder.id,
            WorkOrder.no,
            WorkOrder.received_at,
            WorkOrder.state,
            WorkOrder.complaint,
            Vehicle.plate,
            Vehicle.vin,
            Settlement.payable_fen,
        )
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .left_outer_join(Settlement, on=live)
        .where(WorkOrder.customer == customer_id)
        .order_by(WorkOrder.id.desc())
        .limit(MOST)
    )
    for ref, no, at, state, complaint, plate, vin, payable in tuples(query):
        amount = "" if payable is None else format_yuan(payable)
        tone = "muted" if state == OrderState.CANCELLED.value else ""
        words = label(OrderState(state))
        yield FileEntry(
            ("order", ref), at.date(), _called(plate, vin), no, _line(complaint), words, amount, ref, tone
        )


def _money(customer_id: int, today: date) -> Iterator[FileEntry]:
    lines = [*_bills(customer_id, today), *_deposits(customer_id), *_sales(customer_id, today)]
    lines += _payments(customer_id)
    lines.sort(key=lambda line: (line.day or today, line.key), reverse=True)
    yield from lines[:MOST]


def _owed(fen: int, due_on: date | None, today: date) -> tuple[str, str]:
    """What is still open of it, with its tone."""
    if fen <= 0:
        return _("paid"), "muted"
    if due_on is None:
        return format_yuan(fen), "warn"
    return f"{format_yuan(fen)} · {due_on.isoformat()}", "bad" if due_on < today else "warn"


def _bills(customer_id: int, today: date) -> Iterator[FileEntry]:
    paid = Receipt.select(fn.SUM(Receipt.total_fen)).where(Receipt.order == WorkOrder.id)
    query = (
        Settlement.select(
            Settlement.id,
            Settlement.no,
            Settlement.created_at,
            Settlement.payable_fen - Settlement.allowance_fen,
            Settlement.credit_due_on,
            WorkOrder.id,
            WorkOrder.no,
            paid,
        )
        .join(WorkOrder, on=(WorkOrder.id == Settlement.order))
        .where((WorkOrder.customer == customer_id) & (Settlement.state != SettlementState.VOIDED.value))
        .order_by(Settlement.id.desc())
        .limit(MOST)
    )
    for ref, no, at, due_fen, due_on, order_id, order_no, got in tuples(query):
        state, tone = _owed(due_fen - int(got or 0), due_on, today)
        amount = format_yuan(due_fen)
        yield FileEntry(
            ("bill", ref), at.date(), _("Final bill"), no, order_no, state, amount, order_id, tone
        )


def _deposits(customer_id: int) -> Iterator[FileEntry]:
    held = fn.SUM(Receipt.total_fen)
    query = (
        Receipt.select(WorkOrder.id, WorkOrder.no, fn.MAX(Receipt.created_at), held)
        .join(WorkOrder, on=(WorkOrder.id == Receipt.order))
        .where((WorkOrder.customer == customer_id) & WorkOrder.state.in_([one.value for one in UNSETTLED]))
        .group_by(WorkOrder.id, WorkOrder.no)
        .having(held != 0)
    )
    for ref, no, at, fen in tuples(query):
        day = datetime.fromisoformat(at).date() if isinstance(at, str) else at.date()
        words = _("paid before the bill")
        yield FileEntry(("deposit", ref), day, _("Deposit"), no, "", words, format_yuan(int(fen)), ref)


def _sales(customer_id: int, today: date) -> Iterator[FileEntry]:
    query = CounterSale.select().where(CounterSale.customer == customer_id)
    for row in query.order_by(CounterSale.id.desc()).limit(MOST):
        what = _("Return") if row.return_of_id is not None else _("Counter sale")
        state, tone = _owed(row.owed_fen, row.due_on, today)
        if row.voided_at is not None:
            state, tone = _("void"), "muted"
        amount = format_yuan(row.payable_fen)
        yield FileEntry(
            ("sale", row.id), row.sold_at.date(), what, row.no, row.note, state, amount, tone=tone
        )


def _payments(customer_id: int) -> Iterator[FileEntry]:
    query = AccountPayment.select().where(AccountPayment.customer == customer_id)
    for row in query.order_by(AccountPayment.id.desc()).limit(MOST):
        day, what = row.paid_at.date(), _("Payment on several bills")
        yield FileEntry(("payment", row.id), day, what, row.no, row.note, "", format_yuan(row.total_fen))


def _talks(customer_id: int, _today: date) -> Iterator[FileEntry]:
    for row in contacts.of_customer(customer_id, limit=MOST).rows:
        what = f"{label(row.direction)} · {label(row.channel)}"
        yield FileEntry(
            ("talk", row.id),
            row.at.date(),
            what,
            row.order_no,
            _line(row.said),
            label(row.outcome),
            row.staff,
            row.order_id,
        )


def _complaints(customer_id: int, _today: date) -> Iterator[FileEntry]:
    for row in complaint_rows.of_customer(customer_id)[:MOST]:
        what = label(row.category) if row.category is not None else label(row.channel)
        tone = "muted" if row.closed_at is not None else "warn"
        day = row.received_at.date()
        yield FileEntry(
            ("complaint", row.id), day, what, row.no, _line(row.content), label(row.state), tone=tone
        )


def _letters(customer_id: int, _today: date) -> Iterator[FileEntry]:
    for row in letter_rows.of_customer(customer_id)[:MOST]:
        tone = "muted" if row.state is LetterState.VOID else ""
        words = label(row.state)
        yield FileEntry(
            ("letter", row.id), row.written_on, label(row.kind), row.no, row.subject, words, tone=tone
        )


def _planned(customer_id: int, today: date) -> Iterator[FileEntry]:
    lines = [
        *_appointments(customer_id),
        *_calls(customer_id, today),
        *_reminders(customer_id),
        *_asked(customer_id),
    ]
    lines.sort(key=lambda line: (line.day or date.max, line.key))
    for line in lines:
        late = line.day is not None and line.day < today
        yield FileEntry(**vars(line) | {"tone": "bad" if late else ""})


def _appointments(customer_id: int) -> Iterator[FileEntry]:
    query = (
        Appointment.select(Appointment, Vehicle.plate.alias("its_plate"))
        .left_outer_join(Vehicle, on=(Vehicle.id == Appointment.vehicle))
        .where((Appointment.customer == customer_id) & Appointment.state.in_(_EXPECTED))
        .order_by(Appointment.planned_at)
        .objects()
    )
    for row in query:
        clock = "" if row.planned_at.time() == time.min else f"{row.planned_at:%H:%M}"
        about = " · ".join(filter(None, (clock, _called(row.plate or row.its_plate), _line(row.request))))
        state = label(AppointmentState(row.state))
        day = row.planned_at.date()
        yield FileEntry(("appointment", row.id), day, _("Appointment"), row.no, about, state)


def _calls(customer_id: int, today: date) -> Iterator[FileEntry]:
    for row in follow_up_rows.of_customer(customer_id):
        about = " · ".join(filter(None, (_called(row.plate), label(row.purpose), _line(row.topic))))
        yield FileEntry(
            ("call", row.id),
            row.due_on,
            _("Call"),
            row.order_no,
            about,
            label(row.when(today)),
            order_id=row.order_id,
        )


def _reminders(customer_id: int) -> Iterator[FileEntry]:
    cars = Reminder.select(Reminder.vehicle).where(
        (Reminder.customer == customer_id) & Reminder.state.in_(_DUE)
    )
    for vehicle in sorted({vehicle for (vehicle,) in tuples(cars)}):
        for row in reminder_rows.of_vehicle(vehicle):
            if row.live and row.customer_id == customer_id:
                what = row.subject or label(row.kind)
                about = " · ".join(filter(None, (_called(row.plate), what)))
                day = row.due_day
                yield FileEntry(("reminder", row.id), day, _("Reminder"), "", about, label(row.state))


def _asked(customer_id: int) -> Iterator[FileEntry]:
    for row in questions.of_customer(customer_id):
        state, about = label(row.state), _line(row.text)
        yield FileEntry(("question", row.id), row.due_on, _("Question"), row.order_no, about, state)


def _advice(customer_id: int, _today: date) -> Iterator[FileEntry]:
    mine = (
        Ownership.select(Vehicle.id, Vehicle.plate, Vehicle.vin)
        .join(Vehicle, on=(Vehicle.id == Ownership.vehicle))
        .where((Ownership.customer == customer_id) & Ownership.until.is_null())
        .order_by(Ownership.id)
    )
    for vehicle, plate, vin in tuples(mine):
        for row in vehicle_history.advice(vehicle):
            state = " · ".join(filter(None, (_("Safety") if row.safety else "", label(row.state))))
            due = row.due_on.isoformat() if row.due_on else ""
            tone = "bad" if row.safety else ""
            what, key = _called(plate, vin), ("advice", row.id)
            yield FileEntry(key, row.visited_on, what, "", row.text, state, due, row.order_id, tone)


def _member(customer_id: int, today: date) -> Iterator[FileEntry]:
    card = members.of_customer(customer_id, today)
    for one in card.coupons:
        until = _("until {day}").format(day=one.data.valid_until.isoformat())
        yield FileEntry(
            ("coupon", one.id),
            one.data.valid_from,
            _("Coupon"),
            one.no,
            one.data.title,
            label(one.state),
            until,
        )
    for row in card.entries[:MOST]:
        points = f"{row.points:+,}"
        balance = _("balance {points}").format(points=f"{row.balance:,}")
        yield FileEntry(
            ("points", row.id), row.at.date(), label(row.kind), row.settlement_no, row.reason, balance, points
        )


_LISTS: dict[FileTab, Callable[[int, date], Iterator[FileEntry]]] = {
    FileTab.ORDERS: _orders,
    FileTab.MONEY: _money,
    FileTab.TALKS: _talks,
    FileTab.COMPLAINTS: _complaints,
    FileTab.LETTERS: _letters,
    FileTab.PLANNED: _planned,
    FileTab.ADVICE: _advice,
    FileTab.MEMBER: _member,
}
