"""预约: when a car is expected, how long it takes, on which bay with whom, and how full the shop is (A1, invariant 22)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from garage.domain.orders import OrderState
from garage.domain.working_hours import CLOSES, OPENS
from garage.errors import FieldError, Reason
from garage.i18n import _

SHORTEST, LONGEST = 15, 10 * 24 * 60
"""Minutes that an appointment takes, at least and at most."""
MOST_HOURS_CENTI = LONGEST * 100 // 60
STEP = 15
"""Minutes to which the day's calendar moves one."""
FURTHEST = timedelta(days=366)


class AppointmentState(StrEnum):
    """What became of it; moving one to another time does not end it."""

    BOOKED = "BOOKED"
    CONFIRMED = "CONFIRMED"
    ARRIVED = "ARRIVED"
    NO_SHOW = "NO_SHOW"
    CANCELLED = "CANCELLED"


class AppointmentChannel(StrEnum):
    """How it was made."""

    PHONE = "PHONE"
    VISIT = "VISIT"
    MESSAGE = "MESSAGE"
    OUR_CALL = "OUR_CALL"


class AppointmentAnswer(StrEnum):
    """What a customer says who is reminded of it."""

    CONFIRMED = "CONFIRMED"
    MOVED = "MOVED"
    CANCELLED = "CANCELLED"


class AppointmentAct(StrEnum):
    """What can be done with one."""

    ARRIVE = "ARRIVE"
    CONFIRM = "CONFIRM"
    MOVE = "MOVE"
    CHANGE = "CHANGE"
    NO_SHOW = "NO_SHOW"
    CANCEL = "CANCEL"
    RESTORE = "RESTORE"


_S = AppointmentState
EXPECTED = frozenset({_S.BOOKED, _S.CONFIRMED})
"""The car is still to come."""
_O = OrderState
WORK_AHEAD = frozenset(
    {_O.RECEIVED, _O.ESTIMATED, _O.AUTHORISED, _O.DISPATCHED, _O.IN_WORK, _O.ON_HOLD},
)
"""Orders whose car is here to be worked on: what is not done of them counts in the load of the shop."""
IN_ITS_PLACE = WORK_AHEAD | {_O.SELF_CHECKED, _O.TEAM_CHECKED, _O.FINAL_PASSED}
"""Orders whose car still stands where it was booked: until it is washed, ready, or gone."""
_FROM = {
    AppointmentAct.ARRIVE: EXPECTED,
    AppointmentAct.CONFIRM: frozenset({_S.BOOKED}),
    AppointmentAct.MOVE: EXPECTED,
    AppointmentAct.CHANGE: EXPECTED,
    AppointmentAct.NO_SHOW: EXPECTED,
    AppointmentAct.CANCEL: EXPECTED,
    AppointmentAct.RESTORE: frozenset({_S.NO_SHOW, _S.CANCELLED}),
}


@dataclass(frozen=True)
class Slot:
    """A time from `start` until before `end`, with the bay and the mechanic that it takes."""

    start: datetime
    end: datetime
    bay_id: int | None = None
    mechanic_id: int | None = None


@dataclass(frozen=True)
class Load:
    """Hours of one day in hundredths: what mechanics can do, what is still to come, what the cars here still need."""

    day: date
    room_centi: int
    expected_centi: int
    here_centi: int = 0

    @property
    def booked_centi(self) -> int:
        """Everything that is to be done."""
        return self.expected_centi + self.here_centi

    @property
    def percent(self) -> int:
        """How full the day is; 0 when nobody works."""
        return self.booked_centi * 100 // self.room_centi if self.room_centi else 0

    @property
    def over(self) -> bool:
        """Whether more is booked than can be done."""
        return self.booked_centi > self.room_centi


def check_time(start: datetime, minutes: int, now: datetime) -> datetime:
    """The end of an appointment; FieldError("planned_at", "minutes") for one that cannot be."""
    if not SHORTEST <= minutes <= LONGEST:
        text = _("From {least} minutes to {most} days.")
        raise FieldError("minutes", text.format(least=SHORTEST, most=LONGEST // (24 * 60)))
    if start.date() < now.date():
        raise FieldError("planned_at", _("This day has passed."))
    if start > now + FURTHEST:
        raise FieldError("planned_at", _("This is more than a year ahead."))
    return start.replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def hints(slot: Slot, *, is_working: bool, provisional: bool) -> list[str]:
    """What is unusual about a time, in words; nothing here forbids it."""
    found = []
    if not OPENS <= slot.start.hour < CLOSES or slot.end > _closing(slot.end):
        found.append(_("This is outside the hours {first}–{last}.").format(first=OPENS, last=CLOSES))
    if not is_working:
        text = _("This is no working day.") if not provisional else _("This is a weekend.")
        found.append(text)
    return found


def _closing(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(CLOSES))


def overlaps(one: Slot, other: Slot) -> bool:
    """Whether two times have a moment in common; one may begin when the other ends."""
    return one.start < other.end and other.start < one.end


def clashes(wanted: Slot, taken: Iterable[tuple[str, Slot]]) -> list[Reason]:
    """Why a time cannot be had: the bay or the mechanic belongs to another car then (invariant 22)."""
    found = []
    for name, slot in taken:
        if not overlaps(wanted, slot):
            continue
        until = f"{slot.start:%H:%M}–{slot.end:%H:%M}"
        if wanted.bay_id is not None and wanted.bay_id == slot.bay_id:
            text = _("The bay is taken {time}: {name}.").format(time=until, name=name)
            found.append(Reason("bay", text, "appointment"))
        if wanted.mechanic_id is not None and wanted.mechanic_id == slot.mechanic_id:
            text = _("The mechanic is taken {time}: {name}.").format(time=until, name=name)
            found.append(Reason("mechanic", text, "appointment"))
    return found


def refusals(act: AppointmentAct, state: AppointmentState, no: str) -> list[Reason]:
    """Why an act may not be done now; empty when it may."""
    if state in _FROM[act]:
        return []
    said = {
        _S.ARRIVED: _("{number}: the car has arrived."),
        _S.NO_SHOW: _("{number}: the car did not come."),
        _S.CANCELLED: _("{number} was cancelled."),
    }
    text = said.get(state, _("{number} is confirmed already."))
    return [Reason("state", text.format(number=no))]


def acts(state: AppointmentState) -> list[AppointmentAct]:
    """Everything that may be done now, what comes next first."""
    return [act for act in AppointmentAct if state in _FROM[act]]


def day_load(
    day: date, mechanics: int, booked: Iterable[tuple[datetime, datetime, int]], here_centi: int = 0
) -> Load:
    """The load of a day from (start, end, hours in hundredths) of what is expected; without hours its length counts.

    What reaches over midnight counts on the days it lies on, by its minutes of each. `here_centi` is the work on the
    cars that are here.
    """
    whole = 0
    first, last = datetime.combine(day, time()), datetime.combine(day + timedelta(days=1), time())
    for start, end, centi in booked:
        inside = (min(end, last) - max(start, first)).total_seconds() / 60
        length = (end - start).total_seconds() / 60
        if inside > 0 and length > 0:
            whole += round((centi or round(length * 100 / 60)) * inside / length)
    return Load(day, mechanics * (CLOSES - OPENS) * 100, whole, here_centi)


def spread(
    hours_centi: int, today: date, until: date | None, is_working: Callable[[date], bool]
) -> dict[date, int]:
    """What is left to do on a car, evenly on the working days from today to the day it is promised.

    What was promised before, for today, or not at all is today's; a rest that does not divide is the first day's.
    """
    ahead = (until - today).days if until is not None else 0
    days = [today + timedelta(days=nth) for nth in range(ahead + 1)]
    days = [day for day in days if is_working(day)] or [today]
    each = hours_centi // len(days)
    return dict.fromkeys(days, each) | {days[0]: hours_centi - each * (len(days) - 1)}
