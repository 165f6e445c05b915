"""The customers of a month: calls that fell due, complaints, who is new or lost, and what cars fell due for."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from peewee import Case, fn

from garage.domain.complaints import ComplaintState
from garage.domain.followups import FollowUpState
from garage.domain.money import round_half_up
from garage.domain.month_care_rows import (
    LOST_MONTHS,
    CallRow,
    Change,
    ChangeRow,
    ComplaintRow,
    DueRow,
    TopicRow,
)
from garage.domain.month_of_year import Month
from garage.domain.month_tables import Sums, Table
from garage.domain.plates import display_plate
from garage.models.complaints import Complaint, ComplaintRound
from garage.models.contacts import ContactLog, ContactScore
from garage.models.customers import Customer, Phone
from garage.models.followups import FollowUp
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.reminders import Reminder
from garage.models.staff import Staff
from garage.models.vehicles import Ownership, Vehicle
from garage.services.month_orders import between

_WITHDRAWN = ComplaintState.WITHDRAWN.value
_DONE = FollowUpState.DONE.value
_CANCELLED = FollowUpState.CANCELLED.value
_ENDED = frozenset(state.value for state in FollowUpState) - {
    FollowUpState.PENDING.value,
    FollowUpState.DUE.value,
    FollowUpState.CANCELLED.value,
}


# Calls


def calls(month: Month) -> Iterator[CallRow]:
    """Follow-up calls that fell due, but for those that were called off in time; scores are those of every talk about it."""
    scores = _scores(month)
    query = (
        FollowUp.select(
            FollowUp.id,
            fn.COALESCE(WorkOrder.no, ""),
            fn.COALESCE(Vehicle.plate, ""),
            Customer.name,
            FollowUp.purpose,
            FollowUp.round,
            WorkOrder.exited_at,
            FollowUp.due_on,
            FollowUp.late_after,
            FollowUp.done_at,
            FollowUp.state,
            FollowUp.attempts,
            fn.COALESCE(Staff.name, ""),
            FollowUp.topic,
        )
        .join(Customer, on=(Customer.id == FollowUp.customer))
        .switch(FollowUp)
        .left_outer_join(WorkOrder, on=(WorkOrder.id == FollowUp.order))
        .switch(FollowUp)
        .left_outer_join(Vehicle, on=(Vehicle.id == FollowUp.vehicle))
        .switch(FollowUp)
        .left_outer_join(Staff, on=(Staff.id == FollowUp.caller))
        .where(due_calls(month.first, month.last))
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    for ref, no, plate, customer, purpose, turn, left, due, late, done, state, tries, who, topic in tuples(
        query
    ):
        points = scores.get(ref, ())
        yield CallRow(
            *(no, display_plate(plate), customer, purpose, turn, left, due, late),
            *(None if state == _CANCELLED else done, state, tries, who),
            due=1,
            in_time=int(state == _DONE and done is not None and done.date() <= late),
            ended=int(state in _ENDED),
            reached=int(state == _DONE),
            scores=len(points),
            points=sum(points),
            topic=topic,
        )


def due_calls(first: date, last: date) -> Any:
    """The condition of the calls whose day lies between two days, but for those that were called off in time."""
    states = [state.value for state in FollowUpState if state is not FollowUpState.CANCELLED]
    due = FollowUp.due_on.between(first, last)
    # What was called off after its last day was a duty that nobody did.
    duty = FollowUp.state.in_(states) | (fn.DATE(FollowUp.done_at) > FollowUp.late_after)
    # Once the first call was made the second has its day: until then it is nobody's duty.
    return duty & due & ~FollowUp.provisional


def _scores(month: Month) -> dict[int, list[int]]:
    query = (
        ContactScore.select(ContactLog.follow_up, ContactScore.score)
        .join(ContactLog, on=(ContactLog.id == ContactScore.contact))
        .join(FollowUp, on=(FollowUp.id == ContactLog.follow_up))
        .where(due_calls(month.first, month.last))
    )
    found: dict[int, list[int]] = {}
    for ref, score in tuples(query):
        found.setdefault(ref, []).append(score)
    return found


def topics(month: Month) -> Iterator[TopicRow]:
    """Satisfaction by topic, in the order of the topics' names."""
    mine = FollowUp.select(FollowUp.id).where(due_calls(month.first, month.last))
    talks = ContactLog.select(ContactLog.id).where(ContactLog.follow_up.in_(mine))
    query = (
        ContactScore.select(ContactScore.topic, fn.COUNT(ContactScore.id), fn.SUM(ContactScore.score))
        .where(ContactScore.contact.in_(talks))
        .group_by(ContactScore.topic)
        .order_by(ContactScore.topic)
    )
    for topic, scores, points in tuples(query):
        yield TopicRow(topic, int(scores), int(points), round_half_up(int(points) * 100, int(scores)))


# Complaints


def complaints(month: Month, now: datetime) -> Iterator[ComplaintRow]:
    """Complaints received in the month by the clocks of their first round; what was taken back counts nothing."""
    query = (
        Complaint.select(
            Complaint.no,
            Complaint.received_at,
            Complaint.channel,
            Complaint.category,
            Complaint.level,
            Complaint.potential,
            fn.COALESCE(Customer.name, Complaint.complainant),
            fn.COALESCE(Vehicle.plate, ""),
            fn.COALESCE(WorkOrder.no, ""),
            Complaint.content,
            Complaint.state,
            ComplaintRound.verify_due_at,
            ComplaintRound.verified_at,
            ComplaintRound.result_due_on,
            ComplaintRound.informed_at,
            Complaint.round,
            _paid(),
            Complaint.closed_at,
        )
        .join(ComplaintRound, on=((ComplaintRound.complaint == Complaint.id) & (ComplaintRound.round == 1)))
        .switch(Complaint)
        .left_outer_join(Customer, on=(Customer.id == Complaint.customer))
        .switch(Complaint)
        .left_outer_join(Vehicle, on=(Vehicle.id == Complaint.vehicle))
        .switch(Complaint)
        .left_outer_join(WorkOrder, on=(WorkOrder.id == Complaint.order))
        .where(between(Complaint.received_at, month))
        .order_by(Complaint.id)
    )
    for row in tuples(query):
        no, at, *kinds, may_be, customer, plate, order, words, state = row[:11]
        verify, verified, due, told, turns, fen, closed = row[11:]
        counts = state != _WITHDRAWN
        checked = counts and (verified is not None or verify < now)
        answered = counts and (told is not None or due < now.date())
        yield ComplaintRow._make(
            (
                *(
                    no,
                    at,
                    int(counts),
                    *kinds,
                    int(may_be),
                    customer,
                    display_plate(plate),
                    order,
                    words,
                    state,
                ),
                *(
                    verify,
                    verified,
                    int(checked),
                    int(verified is not None and verified <= verify),
                    due,
                    told,
                ),
                *(
                    int(answered),
                    int(answered and told is not None and told.date() <= due),
                    turns,
                    int(fen),
                    closed,
                ),
            )
        )


def _paid() -> Any:
    rounds = ComplaintRound.alias()
    given = rounds.select(fn.COALESCE(fn.SUM(rounds.compensation_fen), 0))
    return given.where(rounds.complaint == Complaint.id)


# New and lost


def changes(month: Month) -> Iterator[ChangeRow]:
    """New customers by the day of their first contact, new cars by the day they were entered, then lost ones."""
    return (row for _ref, row in files(month))


def files(month: Month) -> Iterator[tuple[int, ChangeRow]]:
    """The same with the id of the customer or the car."""
    phones = dict(tuples(Phone.select(Phone.customer, Phone.number).where(Phone.position == 0)))
    found = Customer.select(Customer.id, Customer.name, Customer.first_contact_on)
    for ref, name, on in tuples(
        found.where(_first_seen(month)).order_by(Customer.first_contact_on, Customer.id)
    ):
        phone = phones.get(ref, "")
        yield ref, ChangeRow(Change.NEW_CUSTOMER.value, on, name, phone, "", "", None, 1, 0, 0)
    for kind, car_id, on, plate, brand, model, ref, name, last in (*_new_cars(month), *_lost_cars(month)):
        car = f"{brand} {model}".strip()
        new = int(kind is Change.NEW_VEHICLE)
        phone = phones.get(ref or 0, "")
        who = (kind.value, on, name or "", phone)
        yield car_id, ChangeRow(*who, display_plate(plate), car, last, 0, new, 1 - new)


def _first_seen(month: Month) -> Any:
    seen = Customer.first_contact_on.between(month.first, month.last)
    return seen & Customer.merged_into.is_null()


def _taken_in(month: Month) -> Any:
    return between(Vehicle.created_at, month) & Vehicle.merged_into.is_null()


def _cars(*columns: Any) -> Any:
    owned = (Ownership.vehicle == Vehicle.id) & Ownership.until.is_null()
    return (
        Vehicle.select(
            Vehicle.id, Vehicle.plate, Vehicle.brand, Vehicle.model, Customer.id, Customer.name, *columns
        )
        .left_outer_join(Ownership, on=owned)
        .left_outer_join(Customer, on=(Customer.id == Ownership.customer))
        .switch(Vehicle)
    )


def _new_cars(month: Month) -> Iterator[tuple[Any, ...]]:
    query = _cars(Vehicle.created_at).where(_taken_in(month)).order_by(Vehicle.id)
    for car, plate, brand, model, ref, name, at in tuples(query):
        yield Change.NEW_VEHICLE, car, at.date(), plate, brand, model, ref, name, None


def _lost_cars(month: Month) -> Iterator[tuple[Any, ...]]:
    """Cars that left for the last time in the month so long ago and have not come again by the end of this one."""
    last = _last_visits(month)
    query = _cars(last.c.left_at).join(last, on=(last.c.vehicle_id == Vehicle.id)).order_by(Vehicle.id)
    back = Month(month.year, month.number).back(LOST_MONTHS)
    for car, plate, brand, model, ref, name, at in tuples(query):
        left = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        on = month.first + (left.date() - back.first)
        yield Change.LOST_VEHICLE, car, min(on, month.last), plate, brand, model, ref, name, left.date()


def _last_visits(month: Month) -> Any:
    """(vehicle, left_at) of the last visits."""
    ago = month.back(LOST_MONTHS)
    later = WorkOrder.alias()
    again: Any = fn.EXISTS(
        later.select(later.id).where(
            (later.vehicle == WorkOrder.vehicle)
            & (later.id > WorkOrder.id)
            & (later.received_at < month.until)
        )
    )
    return (
        WorkOrder.select(WorkOrder.vehicle.alias("vehicle_id"), fn.MAX(WorkOrder.exited_at).alias("left_at"))
        .where(between(WorkOrder.exited_at, ago) & ~again)
        .group_by(WorkOrder.vehicle)
        .alias("last_visit")
    )


# Reminders


def due(month: Month) -> Iterator[DueRow]:
    """Reminders whose day lies in the month: the due day, or the one on which the kilometres are expected."""
    query = (
        Reminder.select(
            Reminder.kind,
            Reminder.subject,
            Vehicle.plate,
            Vehicle.brand,
            Vehicle.model,
            Customer.name,
            fn.COALESCE(Phone.number, ""),
            Reminder.due_on,
            Reminder.due_km,
            Reminder.predicted_on,
            Reminder.remind_on,
            Reminder.state,
            Reminder.attempts,
            Reminder.contacted_at,
        )
        .join(Vehicle, on=(Vehicle.id == Reminder.vehicle))
        .switch(Reminder)
        .join(Customer, on=(Customer.id == Reminder.customer))
        .left_outer_join(Phone, on=((Phone.customer == Customer.id) & (Phone.position == 0)))
        .where(_falls_due(month))
        .order_by(Reminder.id)
    )
    for kind, subject, plate, brand, model, name, phone, on, km, guess, from_, state, tries, told in tuples(
        query
    ):
        yield DueRow(
            *(kind, subject, display_plate(plate), f"{brand} {model}".strip(), name, phone, on, km, guess),
            *(from_, state, tries, told, 1, int(told is not None)),
        )


def _falls_due(month: Month) -> Any:
    known = Reminder.due_on.between(month.first, month.last)
    guessed = Reminder.due_on.is_null() & Reminder.predicted_on.between(month.first, month.last)
    return known | guessed


# The same from the books


def sums(month: Month, now: datetime) -> Sums:
    """Totals of calls, complaints, changes and reminders; satisfaction straight from the scores."""
    found = {**_call_sums(month), **_complaint_sums(month, now)}
    new = Customer.select().where(_first_seen(month)).count()
    cars = Vehicle.select().where(_taken_in(month)).count()
    lost = _last_visits(month)
    reminders = Reminder.select(fn.COUNT(Reminder.id), _count(Reminder.contacted_at.is_null(False)))
    [(falls, told)] = tuples(reminders.where(_falls_due(month)))
    found |= {
        (Table.CHANGES, "new_customer"): new,
        (Table.CHANGES, "new_vehicle"): cars,
        (Table.CHANGES, "lost_vehicle"): WorkOrder.select(lost.c.vehicle_id).from_(lost).count(),
        (Table.DUE, "due"): int(falls or 0),
        (Table.DUE, "contacted"): int(told or 0),
    }
    return found


def _call_sums(month: Month) -> dict[tuple[Table, str], int]:
    query = FollowUp.select(FollowUp.state, FollowUp.done_at, FollowUp.late_after)
    counts: Counter[str] = Counter()
    for state, done, late in tuples(query.where(due_calls(month.first, month.last))):
        counts["due"] += 1
        counts["ended"] += state in _ENDED
        counts["reached"] += state == _DONE
        counts["in_time"] += state == _DONE and done is not None and done < _after(late)
    mine = FollowUp.select(FollowUp.id).where(due_calls(month.first, month.last))
    talks = ContactLog.select(ContactLog.id).where(ContactLog.follow_up.in_(mine))
    scored = ContactScore.select(fn.COUNT(ContactScore.id), fn.SUM(ContactScore.score))
    [(scores, points)] = tuples(scored.where(ContactScore.contact.in_(talks)))
    names = ("due", "in_time", "ended", "reached")
    return {
        **{(Table.CALLS, name): counts[name] for name in names},
        **{(table, "scores"): int(scores or 0) for table in (Table.CALLS, Table.TOPICS)},
        **{(table, "points"): int(points or 0) for table in (Table.CALLS, Table.TOPICS)},
    }


def _after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time())


def _complaint_sums(month: Month, now: datetime) -> dict[tuple[Table, str], int]:
    rows = list(complaints(month, now))
    real = Complaint.select().where(between(Complaint.received_at, month) & (Complaint.state != _WITHDRAWN))
    names = ("asked_verified", "verified_in_time", "asked_informed", "informed_in_time")
    return {
        (Table.COMPLAINTS, "complaints"): real.count(),
        **{(Table.COMPLAINTS, name): sum(getattr(row, name) for row in rows) for name in names},
    }


def _count(which: Any) -> Any:
    return fn.SUM(Case(None, [(which, 1)], 0))
