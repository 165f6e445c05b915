"""How good a supplier is (F9): on time, accepted at inspection, not sent back, at a steady price; A to D."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from garage.domain.money import round_half_up


class Grade(StrEnum):
    """What the figures of a period come to; A is best."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Criterion(StrEnum):
    """What a grade looks at."""

    ON_TIME = "ON_TIME"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    PRICE = "PRICE"


LEAST_LINES = 3
"""Delivered lines below which there is no grade: one bad day is not a bad supplier."""

THRESHOLDS: dict[Criterion, tuple[int, int, int]] = {
    Criterion.ON_TIME: (9_500, 8_500, 7_000),
    Criterion.ACCEPTED: (9_900, 9_700, 9_300),
    Criterion.RETURNED: (100, 300, 700),
    Criterion.PRICE: (300, 800, 1_500),
}
"""Basis points that still make an A, a B, a C; beyond them D. The first two at least, the last two at most."""

_AT_LEAST = frozenset({Criterion.ON_TIME, Criterion.ACCEPTED})


@dataclass(frozen=True)
class DeliveredFact:
    """One delivered line: what was accepted, rejected and sent back later, its price, and when it came.

    `expected_on` is the day that was promised first, None when nobody said anything.
    """

    receipt_id: int
    part_id: int
    accepted_milli: int
    rejected_milli: int
    returned_milli: int
    price_fen: int
    received_on: date
    expected_on: date | None = None


@dataclass(frozen=True)
class Rating:
    """The figures of a period in basis points, None where there is nothing to tell; and the grade they make."""

    lines: int
    deliveries: int
    bp: dict[Criterion, int | None]

    @property
    def grades(self) -> dict[Criterion, Grade]:
        """The grade of each criterion that is known."""
        return {kind: grade_of(kind, bp) for kind, bp in self.bp.items() if bp is not None}

    @property
    def grade(self) -> Grade | None:
        """The worst of them: a supplier is as good as its weakest side; None below `LEAST_LINES`."""
        grades = self.grades.values()
        return max(grades) if grades and self.lines >= LEAST_LINES else None


def grade_of(kind: Criterion, bp: int) -> Grade:
    """The grade that a figure makes."""
    fits = (bp >= limit if kind in _AT_LEAST else bp <= limit for limit in THRESHOLDS[kind])
    return next((grade for grade, fit in zip(Grade, fits, strict=False) if fit), Grade.D)


def rate(facts: Iterable[DeliveredFact], *, overdue: int = 0) -> Rating:
    """The rating of what was delivered in a period, in the order in which it came.

    On time: deliveries by the day expected, of those that had one and of the `overdue` orders, which are late until
    they come. Accepted and sent back: the mean over the lines, so
    that litres and pieces weigh alike. Price: what was bought at the prices paid, against the first price of each
    part in the period; what became cheaper is below zero, and what cost nothing (free, or not billed yet) has no price.
    """
    lines = list(facts)
    deliveries = {line.receipt_id: line for line in lines}
    expected = [line for line in deliveries.values() if line.expected_on is not None]
    due = len(expected) + overdue
    on_time = sum(line.received_on <= (line.expected_on or line.received_on) for line in expected)
    inspected = [line for line in lines if line.accepted_milli + line.rejected_milli]
    kept = [line for line in lines if line.accepted_milli]
    accepted = [
        round_half_up(10_000 * line.accepted_milli, line.accepted_milli + line.rejected_milli)
        for line in inspected
    ]
    returned = [round_half_up(10_000 * line.returned_milli, line.accepted_milli) for line in kept]
    return Rating(
        len(lines),
        len(deliveries),
        {
            Criterion.ON_TIME: round_half_up(10_000 * on_time, due) if due else None,
            Criterion.ACCEPTED: _mean(accepted),
            Criterion.RETURNED: _mean(returned),
            Criterion.PRICE: _price_change(kept),
        },
    )


def _mean(figures: list[int]) -> int | None:
    return round_half_up(sum(figures), len(figures)) if figures else None


def _price_change(lines: list[DeliveredFact]) -> int | None:
    first: dict[int, int] = {}
    paid = base = 0
    for line in lines:
        if not line.price_fen:
            continue
        price = first.setdefault(line.part_id, line.price_fen)
        paid += line.price_fen * line.accepted_milli
        base += price * line.accepted_milli
    return round_half_up(10_000 * (paid - base), base) if base else None
