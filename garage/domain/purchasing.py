"""Buying: the life of a purchase order, what is worth ordering, and which job the goods on the way are for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from garage.errors import Reason, RuleError
from garage.i18n import _


class PurchaseState(StrEnum):
    """Life of a purchase order (F3)."""

    DRAFT = "DRAFT"
    ORDERED = "ORDERED"
    PARTLY = "PARTLY"
    RECEIVED = "RECEIVED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"


class PurchaseAct(StrEnum):
    """What a person does with a purchase order."""

    CHANGE = "CHANGE"
    PLACE = "PLACE"
    EXPECT = "EXPECT"
    RECEIVE = "RECEIVE"
    CANCEL = "CANCEL"
    CLOSE = "CLOSE"


_S = PurchaseState
COMING = frozenset({_S.ORDERED, _S.PARTLY})
"""States in which the supplier still owes goods: what is open on these orders is on order."""

PLANNED = COMING | {_S.DRAFT}
"""States whose open goods nobody needs to order again."""

STEPS: Mapping[PurchaseAct, frozenset[PurchaseState]] = {
    PurchaseAct.CHANGE: frozenset({_S.DRAFT}),
    PurchaseAct.PLACE: frozenset({_S.DRAFT}),
    PurchaseAct.EXPECT: COMING,
    PurchaseAct.RECEIVE: COMING,
    PurchaseAct.CANCEL: frozenset({_S.DRAFT, _S.ORDERED}),
    PurchaseAct.CLOSE: frozenset({_S.PARTLY}),
}
"""In which states each act may happen: the buttons, the refusals and the tests read this table."""


def refuse_unless(act: PurchaseAct, state: PurchaseState, words: str) -> None:
    """RuleError("state") when the act may not happen now; `words` name the state."""
    if state not in STEPS[act]:
        text = _("The purchase order is at “{state}” now: this is not possible any more.")
        raise RuleError(Reason("state", text.format(state=words), "purchasing"))


@dataclass(frozen=True)
class Ordered:
    """How far one line of a purchase order has come; in milli-units."""

    qty_milli: int
    received_milli: int = 0
    dropped_milli: int = 0

    @property
    def open_milli(self) -> int:
        """What the supplier still owes; nothing when more came than was ordered."""
        return max(0, self.qty_milli - self.received_milli - self.dropped_milli)


def state_after(lines: Iterable[Ordered]) -> PurchaseState:
    """Where a placed order stands by its lines: after a receipt, after one was reversed, after the rest was dropped."""
    known = tuple(lines)
    if any(line.open_milli for line in known):
        return _S.PARTLY if any(line.received_milli for line in known) else _S.ORDERED
    return _S.CLOSED if any(line.dropped_milli for line in known) else _S.RECEIVED


def wanted_milli(expected_milli: int, least_milli: int, most_milli: int) -> int:
    """What to order of a part, 0 when enough is expected: up to the most, or the least where no most is set (F4).

    `expected_milli` is what is on hand, not spoken for, and on the way; below zero when jobs lack it.
    """
    if expected_milli >= least_milli:
        return 0
    return max(least_milli, most_milli) - expected_milli


def expected_day(today: date, lead_days: int) -> date | None:
    """The day on which a supplier usually delivers what is ordered today; None when nobody knows how long it takes."""
    return today + timedelta(days=lead_days) if lead_days > 0 else None


# Which job gets what


@dataclass(frozen=True)
class Need:
    """What one line of an order has still to draw of a part."""

    line_id: int
    qty_milli: int


@dataclass(frozen=True)
class Delivery:
    """Goods on the way: how much, by when, and the line they were ordered for."""

    qty_milli: int
    expected_on: date | None = None
    line_id: int | None = None


@dataclass(frozen=True)
class Cover:
    """Where the parts of one line come from: the shelf, goods on the way, and what nobody has ordered."""

    qty_milli: int
    shelf_milli: int = 0
    coming_milli: int = 0
    expected_on: date | None = None

    @property
    def short_milli(self) -> int:
        """What is not on the shelf for this line."""
        return self.qty_milli - self.shelf_milli

    @property
    def missing_milli(self) -> int:
        """What is neither on the shelf nor on the way."""
        return self.short_milli - self.coming_milli


def cover(needs: Sequence[Need], on_hand_milli: int, deliveries: Iterable[Delivery]) -> dict[int, Cover]:
    """Share the shelf, then what is on the way, among the lines that need one part, the first first.

    What was ordered for a line is that line's; the rest, and what is ordered for nobody, goes by its day.
    """
    left = on_hand_milli
    covers: dict[int, Cover] = {}
    for need in needs:
        taken = min(left, need.qty_milli)
        covers[need.line_id] = Cover(need.qty_milli, taken)
        left -= taken
    coming = sorted(deliveries, key=lambda one: (one.expected_on is None, one.expected_on or date.max))
    free: list[tuple[int, date | None]] = []
    for one in coming:
        rest = one.qty_milli
        if one.line_id is not None and one.line_id in covers:
            rest -= _give(covers, one.line_id, rest, one.expected_on)
        free.append((rest, one.expected_on))
    for rest, day in free:
        for line_id in covers:
            rest -= _give(covers, line_id, rest, day)  # noqa: PLW2901 - what is left for the next
    return covers


def _give(covers: dict[int, Cover], line_id: int, qty_milli: int, day: date | None) -> int:
    """Give a line what it lacks of what comes on `day`; returns how much it took."""
    before = covers[line_id]
    taken = min(before.missing_milli, qty_milli)
    if taken:
        days = [one for one in (before.expected_on, day) if one is not None]
        coming = before.coming_milli + taken
        covers[line_id] = replace(before, coming_milli=coming, expected_on=max(days, default=None))
    return taken


_DOUBTFUL_TIMES = 3


def is_doubtful_cost(price_fen: int, known_fen: int) -> bool:
    """Whether a cost of one is so far from the known one that it looks like a slip of the finger.

    More than three times or less than a third of it; nothing at all was said on purpose (free, or not billed yet).
    """
    if not price_fen or not known_fen:
        return False
    return price_fen > known_fen * _DOUBTFUL_TIMES or price_fen * _DOUBTFUL_TIMES < known_fen
