"""What two files say about one thing, made one saying: times of ownership, odometer readings, calls planned twice."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from garage.domain.followups import FollowUpState
from garage.domain.merges import Span, set_back
from garage.domain.reminders import LIVE, ReminderState
from garage.models.followups import FollowUp
from garage.models.reminders import Reminder
from garage.models.vehicles import OdometerReading, Ownership, Vehicle
from garage.services import merged_files, reminder_plans, vehicles
from garage.services.command import By, create
from garage.services.file_rows import Change, change, stored

Owned = dict[str, list[Any]]
"""Ids of the times of ownership that moved, and those that became one with another, column by column."""

_OWNERSHIP = ("id", "vehicle", "customer", "since", "until", "created_at", "created_by", "version")


def choose_owner(log: list[Change], kept_id: int, gone_id: int, owner_id: int | None) -> None:
    """Of two present owners of one car `owner_id` has it to this day, the other one had it before (invariant 15)."""
    rows = [row for row in (_present(kept_id), _present(gone_id)) if row is not None]
    if len(rows) == 2 and rows[0].customer_id != rows[1].customer_id:
        other, stays = sorted(rows, key=lambda row: row.customer_id == owner_id)
        change(log, other, until=max(other.since, stays.since - timedelta(days=1)))


def unite_ownerships(log: list[Change], side: Any, gone_id: int, kept_id: int) -> Owned:
    """Times of ownership move by `side`, a reference of Ownership; those of one car and one owner that touch become one."""
    other = Ownership.customer if side is Ownership.vehicle else Ownership.vehicle
    owned: Owned = {"moved": [], "dropped": [], "owner": []}
    for row in list(Ownership.select().where(side == gone_id).order_by(Ownership.id)):
        same = (side == kept_id) & (other == row.__data__[other.name])
        span = Span(row.since, row.until)
        owned["owner"] = [row.customer_id]
        theirs = list(Ownership.select().where(same).order_by(Ownership.id))
        partner = next((one for one in theirs if span.touches(Span(one.since, one.until))), None)
        if partner is None:
            Ownership.update({side: kept_id}).where(Ownership.id == row.id).execute()
            owned["moved"].append(row.id)
            continue
        owned["dropped"].append([row.__data__[name] for name in _OWNERSHIP])
        Ownership.delete().where(Ownership.id == row.id).execute()
        whole = span.with_(Span(partner.since, partner.until))
        change(log, partner, since=whole.since, until=whole.until)
    return owned


def part_ownerships(
    log: Sequence[Sequence[Any]], owned: Mapping[str, Sequence[Any]], side: Any, kept_id: int, gone_id: int
) -> set[int]:
    """The way back of both, but that nobody who bought the car since loses it; returns the cars it is about."""
    moved = Ownership.id.in_(list(owned["moved"]))
    Ownership.update({side: gone_id}).where(moved & (side == kept_id)).execute()
    written = [entry for entry in log if entry[0] == Ownership._meta.table_name]
    for _table, ref, name, was, now in written:
        row = Ownership.find(ref)  # None: it became one with another since
        if row is not None and row.__data__[name] == stored(getattr(Ownership, name), now):
            taken = name == "until" and was is None and _present(row.vehicle_id) is not None
            if not taken:
                change([], row, **{name: stored(getattr(Ownership, name), was)})
    for values in owned["dropped"]:
        _insert(
            {
                name: stored(getattr(Ownership, name), value)
                for name, value in zip(_OWNERSHIP, values, strict=True)
            }
        )
    refs = [*owned["moved"], *(values[0] for values in owned["dropped"]), *(entry[1] for entry in written)]
    return {row.vehicle_id for row in Ownership.select().where(Ownership.id.in_(refs))}


def _insert(values: dict[str, Any]) -> None:
    values = merged_files.led(values)
    present = _present(values["vehicle"])
    if present is not None and values["until"] is None:
        values = {**values, "until": max(values["since"], present.since - timedelta(days=1))}
    Ownership.insert(**values).execute()


def _present(vehicle_id: int) -> Any:
    return Ownership.get_or_none((Ownership.vehicle == vehicle_id) & Ownership.until.is_null())


def have_owner(by: By, vehicle_id: int, owner_id: int | None = None) -> None:
    """A car that would be left without an owner belongs to whoever had it last, else to `owner_id` (invariant 15).

    Nobody had it where its only time of ownership became one with that of another file, which went since.
    """
    rows = Ownership.select().where(Ownership.vehicle == vehicle_id)
    last = rows.order_by(Ownership.since.desc(), Ownership.id.desc()).first()
    if last is None and owner_id is not None:
        create(by, Ownership, vehicle=vehicle_id, customer=owner_id, since=by.today)
    elif last is not None and _present(vehicle_id) is None:
        change([], last, until=None)


def unite_readings(log: list[Change], vehicle_id: int, reason: str) -> None:
    """Readings in the order in which they were written; where they run backwards now, `reason` says why (14)."""
    rows = list(
        OdometerReading.select().where(OdometerReading.vehicle == vehicle_id).order_by(OdometerReading.id)
    )
    for place in set_back([(row.km, bool(row.reset_reason)) for row in rows]):
        change(log, rows[place], reset_reason=reason)
    last = rows[-1] if rows else None
    now = {"odometer_km": last.km, "odometer_on": last.read_at.date()} if last else {}
    Vehicle.update({"odometer_km": None, "odometer_on": None} | now).where(Vehicle.id == vehicle_id).execute()


def remind_once(by: By, log: list[Change], vehicle_id: int, reason: str) -> None:
    """What a car falls due for stands once, as its file says; whatever the customer was told about already stays."""
    live = Reminder.state.in_([state.value for state in LIVE])
    rows = Reminder.select().where((Reminder.vehicle == vehicle_id) & live)
    scheduled = ReminderState.SCHEDULED.value
    seen: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda row: (row.state == scheduled, -row.id)):
        if (row.kind, row.subject) in seen:
            done = {"closed_at": by.at, "closed_reason": reason}
            change(log, row, state=ReminderState.DONE.value, **done)
        seen.add((row.kind, row.subject))
    vehicle = Vehicle.get_by_id(vehicle_id)
    reminder_plans.follow_file(by, vehicle, vehicles.owner_of(vehicle_id))


def call_once(by: By, log: list[Change], customer_id: int, reason: str) -> None:
    """A call that belongs to no visit and is planned for the same purpose is made once, the first of them."""
    pending = (FollowUp.state == FollowUpState.PENDING.value) & FollowUp.order.is_null()
    rows = FollowUp.select().where((FollowUp.customer == customer_id) & pending)
    seen: set[tuple[str, int, int | None]] = set()
    for row in sorted(rows, key=lambda row: (row.due_on, row.id)):
        about = (row.purpose, row.round, row.vehicle_id)
        if about in seen:
            done = {"done_at": by.at, "closed_reason": reason}
            change(log, row, state=FollowUpState.CANCELLED.value, **done)
        seen.add(about)
