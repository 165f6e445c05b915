"""Rows of the month's workbook about customers: calls, complaints, who is new or lost, and what falls due.

Columns that count are 1 or 0; an empty one means that it does not apply.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Change(StrEnum):
    """Who came to the garage, and which car has not been back for a year."""

    NEW_CUSTOMER = "NEW_CUSTOMER"
    NEW_VEHICLE = "NEW_VEHICLE"
    LOST_VEHICLE = "LOST_VEHICLE"


LOST_MONTHS = 12
"""A car that has not been here for so long counts as lost in the month in which that time is over."""


class CallRow(NamedTuple):
    """A follow-up call that fell due in the month; `points` of `scores` topics make the satisfaction."""

    order_no: str
    plate: str
    customer: str
    purpose: str
    round: int
    left_at: datetime | None
    due_on: date
    late_after: date
    done_at: datetime | None
    state: str
    attempts: int
    caller: str
    due: int
    in_time: int
    ended: int
    reached: int
    scores: int
    points: int
    topic: str


class TopicRow(NamedTuple):
    """What customers thought of one topic in the talks of the month's calls; points are 1 to 5 each."""

    topic: str
    scores: int
    points: int
    average_centi: int


class ComplaintRow(NamedTuple):
    """A complaint received in the month, by its first round; `asked_…` counts those whose clock has run out or stopped."""

    no: str
    received_at: datetime
    complaints: int
    channel: str
    category: str
    level: str
    potential: int
    customer: str
    plate: str
    order_no: str
    content: str
    state: str
    verify_due_at: datetime
    verified_at: datetime | None
    asked_verified: int
    verified_in_time: int
    result_due_on: date
    informed_at: datetime | None
    asked_informed: int
    informed_in_time: int
    rounds: int
    compensation_fen: int
    closed_at: datetime | None


class ChangeRow(NamedTuple):
    """A customer or car that is new, or a car that is lost."""

    kind: str
    on: date
    customer: str
    phone: str
    plate: str
    model: str
    last_visit: date | None
    new_customer: int
    new_vehicle: int
    lost_vehicle: int


class DueRow(NamedTuple):
    """A reminder whose day lies in the month."""

    kind: str
    subject: str
    plate: str
    model: str
    customer: str
    phone: str
    due_on: date | None
    due_km: int | None
    predicted_on: date | None
    remind_on: date | None
    state: str
    attempts: int
    contacted_at: datetime | None
    due: int
    contacted: int
