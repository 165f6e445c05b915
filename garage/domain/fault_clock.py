"""How long a fault may take by its class, how long it has taken, and what does not count (B7, S3 service limits)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from garage.domain.orders import OrderState
from garage.errors import FieldError
from garage.i18n import _

_AMBER = 4
"""The last quarter of the time is amber."""
MOST_MINUTES = 60 * 24 * 60
"""A limit beyond sixty days is a typing error."""


class FaultClass(StrEnum):
    """How hard a fault is; each class has its time."""

    SIMPLE = "SIMPLE"
    ORDINARY = "ORDINARY"
    MAJOR = "MAJOR"
    EXTRA_LARGE = "EXTRA_LARGE"
    DIFFICULT = "DIFFICULT"


BEFORE_WORK = frozenset({OrderState.RECEIVED, OrderState.ESTIMATED, OrderState.AUTHORISED})
"""States in which the customer waits for the first act."""

ASKED = BEFORE_WORK - {OrderState.RECEIVED}
"""States of them in which the customer was asked already."""

UNSOLVED = BEFORE_WORK | {
    OrderState.DISPATCHED,
    OrderState.IN_WORK,
    OrderState.ON_HOLD,
    OrderState.SELF_CHECKED,
    OrderState.TEAM_CHECKED,
}
"""States in which the clock runs: it ends when the final inspection is passed."""


class ClockState(StrEnum):
    """Whether there is time left."""

    FINE = "FINE"
    AMBER = "AMBER"
    RED = "RED"


Wait = tuple[datetime, datetime | None]
"""From when to when a job waited; open while it still does."""


@dataclass(frozen=True)
class Limits:
    """Minutes: until the first act, by class, and until somebody above is told (0 for never)."""

    wait: int = 30
    by_class: tuple[tuple[FaultClass, int], ...] = (
        (FaultClass.SIMPLE, 2 * 60),
        (FaultClass.ORDINARY, 6 * 60),
        (FaultClass.MAJOR, 24 * 60),
        (FaultClass.EXTRA_LARGE, 2 * 24 * 60),
        (FaultClass.DIFFICULT, 7 * 24 * 60),
    )
    escalate: int = 4 * 60

    def of(self, fault_class: FaultClass) -> int:
        """Minutes that a fault of this class may take."""
        return dict(self.by_class)[fault_class]


def check_limits(limits: Limits) -> None:
    """Refuse what is no limit, or a harder class with less time: FieldError on "wait", "escalate" or the class."""
    named = [("wait", limits.wait), *((one.value, minutes) for one, minutes in limits.by_class)]
    for name, minutes in named:
        if minutes < 1:
            raise FieldError(name, _("At least one minute."))
    for name, minutes in [*named, ("escalate", limits.escalate)]:
        if minutes > MOST_MINUTES:
            raise FieldError(name, _("At most {days} days.").format(days=MOST_MINUTES // (24 * 60)))
    for (_easier, least), (harder, minutes) in zip(limits.by_class, limits.by_class[1:], strict=False):
        if minutes < least:
            raise FieldError(harder.value, _("A harder fault cannot have less time than an easier one."))


def suggested_class(hours_centi: int, limits: Limits) -> FaultClass:
    """The first class whose time holds the flat-rate hours of the job."""
    fitting = (one for one, minutes in limits.by_class if hours_centi * 60 <= minutes * 100)
    return next(fitting, FaultClass.DIFFICULT)


@dataclass(frozen=True)
class FaultRun:
    """What the clock of one order is read from.

    `fault_class` None: nobody has begun yet, and the customer waits for the first act. `ended` when the final
    inspection was passed.
    """

    started: datetime
    fault_class: FaultClass | None = None
    waits: tuple[Wait, ...] = ()
    ended: datetime | None = None


@dataclass(frozen=True)
class Clock:
    """A clock as it stands at a moment; `due_at` is None while it stands still."""

    state: ClockState
    limit: timedelta
    used: timedelta
    held: timedelta
    stopped: bool
    due_at: datetime | None
    fault_class: FaultClass | None = field(default=None)

    @property
    def left(self) -> timedelta:
        """Time left; negative when it is over."""
        return self.limit - self.used


class Timed(Protocol):
    """What is stored of an order's times."""

    @property
    def state(self) -> str:
        """Where the order stands."""

    @property
    def received_at(self) -> datetime:
        """When the clock began."""

    @property
    def fault_class(self) -> str:
        """Empty while nobody has said."""

    @property
    def estimated_at(self) -> datetime | None:
        """When the customer was asked."""

    @property
    def authorised_at(self) -> datetime | None:
        """When the customer agreed."""


def run_of(order: Timed, waits: Iterable[Wait], ended: datetime | None = None) -> FaultRun | None:
    """The clock of an order, None where none runs; `ended` keeps that of a solved one.

    The customer's time to answer the estimate counts as little as the holds. Where nobody noted when the customer was
    asked (orders of schema 1), only the time of a class runs, none before somebody has said the class.
    """
    unnoted = order.state in ASKED and order.estimated_at is None
    before = order.state in BEFORE_WORK and not unnoted
    if not (before or order.fault_class) or (order.state not in UNSOLVED and ended is None):
        return None
    held = list(waits)
    if order.estimated_at is not None and order.authorised_at is not None:
        held.append((order.estimated_at, order.authorised_at))
    elif order.estimated_at is not None and order.state == OrderState.ESTIMATED:
        held.append((order.estimated_at, None))
    return FaultRun(order.received_at, None if before else FaultClass(order.fault_class), tuple(held), ended)


def held_time(start: datetime, end: datetime, waits: Iterable[Wait]) -> timedelta:
    """How much of `start`…`end` lies within the waits; where waits overlap, time counts once."""
    total, counted = timedelta(), start
    for begun, over in sorted((begun, min(over or end, end)) for begun, over in waits):
        since = max(begun, counted)
        if over > since:
            total += over - since
            counted = over
    return total


def read_clock(run: FaultRun, limits: Limits, now: datetime) -> Clock:
    """The clock at `now`: red only after the whole time, amber from three quarters of it on.

    Time in which the job is held does not count; it is told apart.
    """
    minutes = limits.wait if run.fault_class is None else limits.of(run.fault_class)
    limit, end = timedelta(minutes=minutes), max(run.ended or now, run.started)
    held = held_time(run.started, end, run.waits)
    used = end - run.started - held
    stopped = run.ended is not None or any(over is None for _begun, over in run.waits)
    state = ClockState.FINE
    if used > limit:
        state = ClockState.RED
    elif used * _AMBER >= limit * (_AMBER - 1):
        state = ClockState.AMBER
    due_at = None if stopped else end + limit - used
    return Clock(state, limit, used, held, stopped, due_at, run.fault_class)


def must_escalate(clock: Clock, limits: Limits) -> bool:
    """Whether somebody above has to hear of it: unsolved for longer than the limit."""
    return bool(limits.escalate) and clock.used > timedelta(minutes=limits.escalate)
