"""The fault-class clock as people say it."""

from datetime import datetime, timedelta

from garage.domain.fault_clock import Clock, ClockState, FaultRun
from garage.domain.labels import label
from garage.i18n import _
from garage.ui.forms.spoken_time import say_due, say_span

INKS = {ClockState.FINE: "text", ClockState.AMBER: "warn", ClockState.RED: "bad"}
"""Ink of each state; words and an icon say the same."""


def say_clock(clock: Clock, run: FaultRun, now: datetime) -> str:
    """How long is left, by how much it is over, or how long it took."""
    name = label(clock.fault_class) if clock.fault_class else _("Dispatch")
    return _("{name}: {time}").format(name=name, time=_time(clock, run, now))


def _time(clock: Clock, run: FaultRun, now: datetime) -> str:
    if run.ended is not None:
        return _("solved in {span}").format(span=say_span(clock.used))
    if clock.due_at is not None:
        return say_due(clock.due_at, now)
    if clock.left < timedelta():
        return _("clock stopped, {span} over").format(span=say_span(-clock.left))
    return _("clock stopped, {span} left").format(span=say_span(clock.left))


def clock_tip(clock: Clock) -> str:
    """The exact time, what was used of how much, and what did not count."""
    lines = [
        _("{used} of {limit} used").format(used=say_span(clock.used), limit=say_span(clock.limit)),
    ]
    if clock.due_at is not None:
        lines.insert(0, f"{clock.due_at:%Y-%m-%d %H:%M}")
    if clock.held:
        lines.append(held_words(clock))
    return "\n".join(lines)


def held_words(clock: Clock) -> str:
    """What does not count."""
    return _("waited {span}, not counted").format(span=say_span(clock.held))
