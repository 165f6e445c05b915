"""收发存: what there was, came, went and is left over any days, in pieces and in money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from garage.domain.stock import COMES_IN, MovementKind
from garage.errors import FieldError
from garage.i18n import _


@dataclass(frozen=True)
class Period:
    """Whole days, the first and the last of them included. FieldError("last") when they are the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise FieldError("last", _("The last day cannot be before the first."))

    @property
    def since(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time.min)

    @property
    def until(self) -> datetime:
        """The first moment that is not in it any more."""
        return datetime.combine(self.last + timedelta(days=1), time.min)


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


class Flow(NamedTuple):
    """Opening + came - went = closing, in milli-units and in fen; what was taken back counts against its side."""

    opening_milli: int
    opening_fen: int
    came_milli: int
    came_fen: int
    went_milli: int
    went_fen: int
    closing_milli: int
    closing_fen: int


NOTHING = Flow(0, 0, 0, 0, 0, 0, 0, 0)


def total(flows: Iterable[Flow]) -> Flow:
    """All of them together; the quantities add up litres and pieces and mean something in one unit only."""
    return Flow(*map(sum, zip(NOTHING, *flows, strict=True)))


class PartFlow(NamedTuple):
    """The flow of one part."""

    part_id: int
    code: str
    name: str
    spec: str
    unit: str
    group: str
    bin: str
    flow: Flow


@dataclass(frozen=True)
class GroupFlow:
    """The flow of all parts of a group, "" for those of none; `unit` is what all of them are counted in, or ""."""

    group: str
    parts: int
    flow: Flow
    unit: str = ""


@dataclass(frozen=True)
class KindFlow:
    """What came or went by one kind, below zero when more of it was taken back; came first, as papers list it."""

    kind: MovementKind
    came: bool
    movements: int
    milli: int
    fen: int


IN_KINDS = tuple(kind for kind in MovementKind if kind in COMES_IN or kind is MovementKind.PRICE_DIFFERENCE)
"""Kinds of the side "came": a reversal counts against the kind that it reverses."""

OUT_KINDS = tuple(kind for kind in MovementKind if kind not in {*IN_KINDS, MovementKind.REVERSAL})


def by_group(parts: Iterable[PartFlow]) -> list[GroupFlow]:
    """The parts by group, those of none last."""
    groups: dict[str, list[PartFlow]] = {}
    for part in parts:
        groups.setdefault(part.group, []).append(part)
    order = sorted(groups, key=lambda group: (not group, group))
    return [
        GroupFlow(group, len(mine), total(part.flow for part in mine), _one_unit(part.unit for part in mine))
        for group in order
        for mine in (groups[group],)
    ]


def _one_unit(units: Iterable[str]) -> str:
    known = set(units)
    return known.pop() if len(known) == 1 else ""
