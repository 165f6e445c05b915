"""Reminders: what a vehicle falls due for."""

from enum import StrEnum


class ReminderKind(StrEnum):
    """What falls due (G6)."""

    SERVICE = "SERVICE"


class ReminderState(StrEnum):
    """Life of a reminder."""

    SCHEDULED = "SCHEDULED"
    DONE = "DONE"
