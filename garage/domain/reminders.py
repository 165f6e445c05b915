"""What a car falls due for, when that is foreseen, and from when its owner is told (G6; S1, S2 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from garage.errors import FieldError, Reason
from garage.i18n import _

MOST_LEAD = 366
MOST_LEAD_KM = 20_000
YEARLY_KM = 1_000, 200_000
"""What a car may be thought to run in a year, from and to."""
DAYS_A_YEAR = 365
FORESEEN = timedelta(days=3_650)
"""No drive is foreseen further than that."""


class ReminderKind(StrEnum):
    """What falls due (G6)."""

    SERVICE = "SERVICE"
    INSURANCE = "INSURANCE"
    INSPECTION = "INSPECTION"
    PART = "PART"


class ReminderState(StrEnum):
    """Life of a reminder; whether one is due is seen from the day, never written by a clock."""

    SCHEDULED = "SCHEDULED"
    CONTACTED = "CONTACTED"
    BOOKED = "BOOKED"
    DECLINED = "DECLINED"
    DONE = "DONE"
    EXPIRED = "EXPIRED"


class ReminderResult(StrEnum):
    """What came of telling the customer; the order is that of the keys."""

    TOLD = "TOLD"
    BOOKED = "BOOKED"
    DECLINED = "DECLINED"
    ELSEWHERE = "ELSEWHERE"


_S = ReminderState
LIVE = frozenset({_S.SCHEDULED, _S.CONTACTED, _S.BOOKED})
"""What it is about has not happened yet."""
AFTER = {
    ReminderResult.TOLD: _S.CONTACTED,
    ReminderResult.BOOKED: _S.BOOKED,
    ReminderResult.DECLINED: _S.DECLINED,
    ReminderResult.ELSEWHERE: _S.DONE,
}


@dataclass(frozen=True)
class Leads:
    """How long before something falls due, or a car is expected, its owner is told; days, and kilometres for a service.

    What nobody came for is dropped from the list `expire` days after its day. A car of which nobody knows how it is
    driven is thought to run `yearly_km`: our own figure, near what a private car does in a year.
    """

    service: int = 15
    service_km: int = 500
    insurance: int = 30
    inspection: int = 60
    part: int = 15
    appointment: int = 1
    expire: int = 60
    yearly_km: int = 15_000

    def days(self, kind: ReminderKind) -> int:
        """The lead of a kind."""
        return int(getattr(self, kind.value.lower()))


@dataclass(frozen=True)
class Foreseen:
    """When the kilometres are reached as the car is driven, and from when its owner is told."""

    predicted_on: date | None
    remind_on: date | None


def check_leads(leads: Leads) -> None:
    """FieldError on the name of a lead that cannot be."""
    for name in ("service", "insurance", "inspection", "part", "appointment", "expire"):
        if not 0 <= getattr(leads, name) <= MOST_LEAD:
            raise FieldError(name, _("From 0 to {most} days.").format(most=MOST_LEAD))
    if not 0 <= leads.service_km <= MOST_LEAD_KM:
        raise FieldError("service_km", _("From 0 to {most} km.").format(most=MOST_LEAD_KM))
    least, most = YEARLY_KM
    if not least <= leads.yearly_km <= most:
        raise FieldError("yearly_km", _("From {least} to {most} km.").format(least=least, most=most))


def reached_on(km: int, readings: Sequence[tuple[date, int]], yearly_km: int = 0) -> date | None:
    """The day on which a car stands at `km` as it was driven between its last two readings, (day, km) in their order.

    Without two readings of different days, and for a car that stands, it is thought to run `yearly_km`. None without a
    reading or that figure, and beyond all foresight.
    """
    if not readings:
        return None
    (before, first), (last, second) = readings[-2:][0], readings[-1]
    if second >= km:
        return last
    days, driven = (last - before).days, second - first
    if days <= 0 or driven <= 0:
        days, driven = DAYS_A_YEAR, yearly_km
    if not driven:
        return None
    wait = -(-(km - second) * days // driven)
    return last + timedelta(days=wait) if wait <= FORESEEN.days else None


def foresee(
    kind: ReminderKind,
    due_on: date | None,
    due_km: int | None,
    readings: Sequence[tuple[date, int]],
    leads: Leads,
) -> Foreseen:
    """Date and kilometres each for itself: whichever comes first says when the owner is told.

    Beside a date, kilometres count only for a car of which it is known how it is driven.
    """
    lead = timedelta(days=leads.days(kind))
    told = [due_on - lead] if due_on is not None else []
    predicted = None
    if due_km is not None:
        usual = leads.yearly_km if due_on is None else 0
        predicted = reached_on(due_km, readings, usual)
        soon = reached_on(due_km - leads.service_km, readings, usual)
        told += [soon] if soon is not None else []
    return Foreseen(predicted, min(told, default=None))


def due_day(due_on: date | None, predicted_on: date | None) -> date | None:
    """The day by which it should have happened: the earlier of the date and of what is foreseen."""
    return min((day for day in (due_on, predicted_on) if day is not None), default=None)


def refusals(state: ReminderState) -> list[Reason]:
    """Why nothing more can be done with a reminder; empty when something can."""
    if state in LIVE:
        return []
    return [Reason("state", _("This reminder is closed already."))]
