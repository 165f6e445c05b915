"""The counter's verdict: which earlier work, part or system of a car is still covered, with the sum in words (A5)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from garage.domain.rework import TRIES
from garage.i18n import Words, _


class Source(StrEnum):
    """Who promised: this garage its work, the supplier its part, the maker the car."""

    REPAIR = "REPAIR"
    PART = "PART"
    FACTORY = "FACTORY"


class Light(StrEnum):
    """Covered; covered, but look twice; run out."""

    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"


class Verdict(StrEnum):
    """What the counter decided about one warranty at one visit."""

    REWORK = "REWORK"
    CLAIM = "CLAIM"
    NORMAL = "NORMAL"
    UNCLEAR = "UNCLEAR"


class Same(StrEnum):
    """What earlier work has in common with today's visit."""

    OPERATION = "OPERATION"
    PART = "PART"
    SYSTEM = "SYSTEM"
    COMPLAINT = "COMPLAINT"


SOON = {Source.REPAIR: (3, 200), Source.PART: (30, 1_000), Source.FACTORY: (30, 1_000)}
"""(days, km) that leave no room for another appointment: what is found today is claimed today.

A repair's period is counted in days, the others in months.
"""


_Legs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Driven:
    """Kilometres since a promise began, in legs (from, to): a new one begins where the odometer was replaced."""

    legs: _Legs

    @property
    def km(self) -> int:
        """All legs together."""
        return sum(end - start for start, end in self.legs)

    @property
    def replaced(self) -> bool:
        """Whether the odometer began anew."""
        return len(self.legs) > 1


class Readings:
    """The readings of one car in their order: the way from any of them is added up once, however often it is asked.

    A lower reading begins a new leg: what was driven between the last reading and the replacement nobody knows, and it
    does not count against the customer. A high one between two that fit together was a slip of the pen.
    """

    def __init__(self, kms: Sequence[int]) -> None:
        self._kms = kms
        self._ways: list[_Legs] = [()]
        """Legs from each place to the last one, the last place first."""
        for place in range(len(kms) - 1, 0, -1):
            self._ways.append(self._from(kms[place - 1], place))

    def since(self, start_km: int, first: int = 0) -> Driven:
        """What was driven since `start_km`, after which the reading at place `first` came."""
        return Driven(_further(start_km, self._from(start_km, first)))

    def _from(self, before: int, place: int) -> _Legs:
        """The legs that begin with the reading at a place, without it where it was a slip."""
        if place >= len(self._kms):
            return ()
        km, rest = self._kms[place], self._ways[len(self._kms) - 1 - place]
        slip = place + 1 < len(self._kms) and before <= self._kms[place + 1] < km
        return rest if slip else _further(km, rest)


def _further(km: int, legs: _Legs) -> _Legs:
    """Legs with a reading before them."""
    if legs and km <= legs[0][0]:
        return ((km, legs[0][1]), *legs[1:])
    return ((km, km), *legs)


def driven(start_km: int, readings: Iterable[int]) -> Driven:
    """What a car has driven since `start_km` by its readings, in their order."""
    return Readings(list(readings)).since(start_km)


@dataclass(frozen=True)
class Promise:
    """A period from `since` and `since_km`: `days` or `months`, and `km`; None where there is no such bound."""

    since: date | None
    last_day: date | None
    km: int | None = None
    since_km: int = 0
    days: int | None = None
    months: int | None = None

    @property
    def last_km(self) -> int | None:
        """What the odometer may show at most, while it is the one of the beginning."""
        return None if self.km is None else self.since_km + self.km


@dataclass(frozen=True)
class Subject:
    """What a verdict is about: an earlier line of this car, or a system by its name."""

    source: Source
    name: str
    line_id: int | None = None


@dataclass(frozen=True)
class Coverage:
    """One promise on a car, judged; negative numbers say by how much it is over, None what nobody knows.

    `order_no` and `order_id` name the visit of an earlier line; `runs_on_to` is the first working day after a last day
    on which nobody works (民法典 203): a hint, the last day stays.
    """

    subject: Subject
    promise: Promise
    light: Light
    days_left: int | None
    km_left: int | None
    driven: Driven | None = None
    runs_on_to: date | None = None
    order_no: str = ""
    order_id: int | None = None
    attempts: int = 0
    same: frozenset[Same] = frozenset()
    decided: Verdict | None = None
    note: str = ""
    version: int | None = None
    ends_soon: bool = False
    """Nothing about it is in doubt but that it has little left."""

    @property
    def open(self) -> bool:
        """Covered, or to be looked at."""
        return self.light is not Light.RED

    @property
    def refer(self) -> bool:
        """Done again twice: another garage has to do it."""
        return self.attempts >= TRIES

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """Order of reading: covered first, what today's visit is about, what ends first; of what has run out the newest."""
        if not self.open:
            return True, not self.same, self.order_id is None, -(self.order_id or 0)
        return False, not self.same, self.days_left is None, self.days_left or 0


def judge(
    subject: Subject,
    promise: Promise,
    *,
    today: date,
    odometer: Driven | None,
    next_working_day: date | None = None,
    **about: Any,
) -> Coverage:
    """Days and kilometres left of a promise on `today`; both bounds are inclusive (S0 §1.2, invariant 12).

    `odometer` is what was driven since it began, None while nobody has read it. `next_working_day` is the last day
    itself, or the first one after it on which people work. `about` are further fields of the Coverage.
    """
    days_left = None if promise.last_day is None else (promise.last_day - today).days
    km_left = None if promise.km is None or odometer is None else promise.km - odometer.km
    runs_on_to = next_working_day if next_working_day != promise.last_day else None
    still = runs_on_to is not None and days_left is not None and days_left < 0 and today <= runs_on_to
    over = (days_left is not None and days_left < 0 and not still) or (km_left is not None and km_left < 0)
    few_days, few_km = SOON[subject.source]
    doubtful = (
        still
        or (days_left is None and promise.months is not None)
        or (km_left is None and promise.km is not None)
        or (km_left is not None and odometer is not None and odometer.replaced)
    )
    soon = (days_left is not None and days_left <= few_days) or (km_left is not None and km_left <= few_km)
    light = Light.RED if over else Light.AMBER if doubtful or soon else Light.GREEN
    ends_soon = light is Light.AMBER and not doubtful
    figures = (light, days_left, km_left, odometer, runs_on_to)
    return Coverage(subject, promise, *figures, ends_soon=ends_soon, **about)


# The sum in words: of the screen, or of a paper in its own language


def say_days(source: Source, promise: Promise, words: Words = _) -> str:
    """How the last day comes about: "left 2026-11-11 + 10 days = 2026-11-21"."""
    _ = words
    if promise.last_day is None:
        return _("the first registration is not on file: nobody knows the last day") if promise.months else ""
    last = promise.last_day.isoformat()
    if promise.since is None:
        return _("by the car's file until {day}").format(day=last)
    begun = {
        Source.REPAIR: _("left {day}"),
        Source.PART: _("fitted, left {day}"),
        Source.FACTORY: _("registered {day}"),
    }[source].format(day=promise.since.isoformat())
    months = promise.months or 0
    period = _("{number} months").format(number=months) if months else _days(promise.days or 0, words)
    return f"{begun} + {period} = {last}"


def _days(n: int, words: Words) -> str:
    _ = words
    return _("1 day") if n == 1 else _("{number} days").format(number=n)


def say_km(promise: Promise, odometer: Driven | None, words: Words = _) -> str:
    """How the kilometres come about: "86,412 − 85,100 = 1,312 of 2,000 km"; "" where only the days count."""
    _ = words
    if promise.km is None:
        return ""
    if odometer is None:
        return _("odometer not read; covered up to {km} km").format(km=f"{promise.last_km:,}")
    used, most = f"{odometer.km:,}", f"{promise.km:,}"
    if odometer.replaced:
        legs = " + ".join(f"{end - start:,}" for start, end in odometer.legs)
        text = _("{legs} = {used} of {most} km, the odometer was replaced")
        return text.format(legs=legs, used=used, most=most)
    start, end = odometer.legs[0]
    if not start:
        return _("{used} of {most} km").format(used=used, most=most)
    text = _("{end} − {start} = {used} of {most} km")
    return text.format(end=f"{end:,}", start=f"{start:,}", used=used, most=most)


def say_sum(coverage: Coverage, words: Words = _) -> str:
    """Both sums, as the counter reads them out."""
    _ = words
    days = say_days(coverage.subject.source, coverage.promise, words)
    return _("; ").join(filter(None, (days, say_km(coverage.promise, coverage.driven, words))))


def say_left(coverage: Coverage, words: Words = _) -> str:
    """What is left, or by how much it is over."""
    _ = words
    days, km = coverage.days_left, coverage.km_left
    over = [
        _days(-days, words) if days is not None and days < 0 else "",
        _("{km} km").format(km=f"{-km:,}") if km is not None and km < 0 else "",
    ]
    if much := " / ".join(filter(None, over)):
        return _("run out by {much}").format(much=much)
    left = [
        "" if days is None else _days(days, words),
        "" if km is None else _("{km} km").format(km=f"{km:,}"),
    ]
    much = " / ".join(filter(None, left))
    if much and km is None and coverage.promise.last_km is not None:
        return _("{much} left, up to {km} km").format(much=much, km=f"{coverage.promise.last_km:,}")
    if much:
        return _("{much} left").format(much=much)
    return _("not known")


HINT_DAYS = 14
"""A holiday at the end of a warranty that runs for months concerns nobody yet, and none after it any more."""


def say_hints(coverage: Coverage, words: Words = _) -> list[str]:
    """What the counter has to know besides the sum."""
    _ = words
    hints = []
    days, last, following = coverage.days_left, coverage.promise.last_day, coverage.runs_on_to
    if following and last and days is not None and (last - following).days <= days <= HINT_DAYS:
        text = _("The last day, {day}, is no working day: it may run on to {next}.")
        hints.append(text.format(day=last.isoformat(), next=following.isoformat()))
    if coverage.refer:
        text = _("Done again {n} times already: refer it to another garage at our cost.")
        hints.append(text.format(n=coverage.attempts))
    elif coverage.attempts:
        hints.append(_("Done again once already."))
    return hints


# What earlier work has in common with today's


@dataclass(frozen=True)
class Work:
    """What a line is about, as far as it can be compared."""

    name: str
    operation_id: int | None = None
    part_id: int | None = None
    group: str = ""
    trade: str = ""


_TELLING_TRADES = frozenset({"ELECTRICAL", "BODYWORK", "PAINT", "TYRE"})
"""Nearly everything is mechanical: that alone says nothing."""
_GENERAL = re.compile(
    "更换|维修|检查|检修|拆装|调整|保养|清洗|添加|修理|异响|故障|总成|系统|汽车|车辆|重新|处理|安装|左|右|前|后|时|的|有|了|和"
)
"""Words of the trade that stand in any complaint and in any line."""
_LATIN = re.compile(r"[a-z]{2,}")
"""Also ABS, EGR, AC, oil, fan: what a trade calls its things is short."""
_ORDER = re.compile(r"wo-\d{4}-\d{5,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_PLACES = frozenset({"front", "rear", "left", "right", "system", "from", "with", "when", "this", "that"})
_DOINGS = frozenset(
    {"check", "repair", "repaired", "replace", "replaced", "noise", "again", "still", "after"}
)
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by can do does for get got had has have he her his if in is it its me my no not of"
        " off ok on or our out own she so than the their then they to too up us was we were will you your"
        " all any big car few fix lot low new now old one set two use km kg ml mm cm pc pcs qty",
    )
)
"""Words that stand in any English sentence, and measures."""


@lru_cache(maxsize=2_000)
def telling(text: str) -> frozenset[str]:
    """What a text is about: orders, pairs of Chinese characters and Latin words, without those that say nothing."""
    plain = _GENERAL.sub(" ", text.casefold().replace("制动", "刹车"))
    pairs = {run[n : n + 2] for run in _CHINESE.findall(plain) for n in range(len(run) - 1)}
    orders = set(_ORDER.findall(plain))
    latin = set(_LATIN.findall(_ORDER.sub(" ", plain)))
    return frozenset(pairs | orders | (latin - _PLACES - _DOINGS - _SMALL))


def same_as(
    earlier: Work, complained: frozenset[str], today: Sequence[Work], order_no: str = ""
) -> frozenset[Same]:
    """What earlier work shares with the lines of today, and with a complaint by its `telling` words (DOMAIN 4.3).

    A complaint that names the order `order_no` of the earlier work is about all of it.
    """
    found = set()
    for work in today:
        named = work.name.casefold() == earlier.name.casefold()
        if (earlier.operation_id is not None and earlier.operation_id == work.operation_id) or (
            named and earlier.part_id is None and work.part_id is None
        ):
            found.add(Same.OPERATION)
        if earlier.part_id is not None and earlier.part_id == work.part_id:
            found.add(Same.PART)
        elif (earlier.group and earlier.group.casefold() == work.group.casefold()) or (
            earlier.trade == work.trade and earlier.trade in _TELLING_TRADES
        ):
            found.add(Same.SYSTEM)
    if complained and complained & telling(f"{earlier.name} {earlier.group} {order_no}"):
        found.add(Same.COMPLAINT)
    return frozenset(found)
