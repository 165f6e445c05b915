"""Training of the staff: what came of a course, and until when it is good (H3, S3 "training records kept")."""

import unicodedata
from datetime import date, timedelta
from enum import StrEnum

from garage.domain.dates import months_after

WARN_DAYS = 30
"""So many days before its last day a certificate is spoken of: a course has to be found first."""


class TrainingResult(StrEnum):
    """What came of it for the person."""

    PASSED = "PASSED"
    TOOK_PART = "TOOK_PART"
    FAILED = "FAILED"


class Validity(StrEnum):
    """How a record stands on a day."""

    GOOD = "GOOD"
    ENDING = "ENDING"
    ENDED = "ENDED"
    RENEWED = "RENEWED"


DUE = frozenset({Validity.ENDING, Validity.ENDED})
"""Somebody is to be sent to a course again."""


def validity(
    result: TrainingResult, valid_until: date | None, today: date, *, renewed: bool = False
) -> Validity | None:
    """How a record stands; `renewed` where a newer one of the same person and subject counts instead.

    Whoever failed has nothing that could be good. Without a last day it is good for ever; the last day counts.
    """
    if result is TrainingResult.FAILED:
        return None
    if renewed:
        return Validity.RENEWED
    if valid_until is None or warn_from(valid_until) > today:
        return Validity.GOOD
    return Validity.ENDING if today <= valid_until else Validity.ENDED


def warn_from(valid_until: date) -> date:
    """The first day on which its end is spoken of."""
    return valid_until - timedelta(days=WARN_DAYS)


def next_until(held_on: date, last_held: date, last_until: date | None) -> date | None:
    """Until when the next course is good when it is good for as long as the last one was, in whole months and days."""
    if last_until is None:
        return None
    months = (last_until.year - last_held.year) * 12 + last_until.month - last_held.month
    return months_after(held_on, months) + (last_until - months_after(last_held, months))


def subject_key(subject: str) -> str:
    """What two spellings of one subject share: width, case and blanks make no other course."""
    return "".join(unicodedata.normalize("NFKC", subject).casefold().split())


def year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)
