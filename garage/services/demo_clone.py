"""Many cars that live through what a few were played to: whole years of work, told in the order of time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from garage.domain import snapshots
from garage.domain.search import name_terms
from garage.domain.stock import Balance, issue_value, return_value
from garage.models.audit import EPOCH
from garage.services.demo_agenda import Agenda
from garage.services.demo_identities import Identities
from garage.services.demo_story import Act, Move, Story
from garage.services.demo_writer import Writer, haste

_WEEK = 7
_NEARLY_DONE = 20
_EPOCH, _DAY = EPOCH.toordinal(), 86_400


@dataclass
class Car:
    """A car on its way through a story; `first` is the ordinal of its own first day."""

    story: Story
    first: int
    slots: list[Any]
    held: dict[int, Balance] = field(default_factory=dict)
    chapter: int = 0


class Chronicle:
    """Writes the stories of many cars in the order of time, so that numbers, ids and balances follow it."""

    def __init__(
        self,
        stories: Sequence[Story],
        random: Random,
        agenda: Agenda,
        fetch: Callable[[datetime, set[int]], None],
    ) -> None:
        """The errands of `agenda`, and `fetch(at, short)` that fills the shelf, are acts between two transactions."""
        self._stories = stories
        self._random = random
        self._agenda = agenda
        self._fetch = fetch
        self._errand = 0
        self._identities = Identities(random)
        self._starts: dict[int, list[Story]] = {}
        self._due: dict[int, list[Car]] = {}
        self._writer = Writer()

    def plan(self, visits: int, first: date, last: date) -> int:
        """Choose stories of `visits` in all and when each begins; every one ends before `last`.

        Returns how many visits are left over because no story is as short as that.
        """
        days = (last - first).days
        fitting = [story for story in self._stories if story.span <= days - _WEEK]
        while visits:
            if visits < _NEARLY_DONE:
                fitting = [story for story in fitting if story.visits <= visits]
            if not fitting:
                break
            story = self._random.choice(fitting)
            # Whole weeks later: what was a Monday stays one.
            weeks = self._random.randrange((days - story.span) // _WEEK)
            begin = first.toordinal() + (story.first - first.toordinal()) % _WEEK + weeks * _WEEK
            self._starts.setdefault(begin, []).append(story)
            visits -= story.visits
        return visits

    def write(self, first: date, last: date, told: Callable[[int], bool]) -> int:
        """Tell all stories; `told(visits)` says after every week whether others may begin. Returns the visits."""
        visits = 0
        with haste():
            for day in range(first.toordinal(), last.toordinal() + 1):
                today = date.fromordinal(day)
                if (day - first.toordinal()) % _WEEK == 0 and not told(visits):
                    self._starts.clear()
                visits += self._tell(today)
            self._writer.close()
        return visits

    def _between(self, act: Callable[..., None], *what: Any) -> None:
        """A real act between those of the cars."""
        self._writer.flush()
        act(*what)
        self._writer.reread()

    def _note_errand(self, today: date) -> None:
        """The second of the day from which on an errand is due."""
        due = self._agenda.next_at - datetime.combine(today, time())
        self._errand = max(0, due.days * _DAY + due.seconds)

    def _tell(self, today: date) -> int:
        """All acts of one day in the order of their time; returns how many visits began."""
        day = today.toordinal()
        cars = self._due.pop(day, [])
        cars += [self._car(story, day) for story in self._starts.pop(day, [])]
        acts = [
            (act.second, nth, step, act, car)
            for nth, car in enumerate(cars)
            for step, act in enumerate(car.story.days[car.chapter])
        ]
        acts.sort(key=lambda item: item[:3])
        self._note_errand(today)
        for *_place, act, car in acts:
            if act.second >= self._errand:
                self._between(self._agenda.run_until, _moment(today, act))
                self._note_errand(today)
            self._do(act, car, today)
        for car in cars:
            car.chapter += 1
            if car.chapter < len(car.story.days):
                self._due.setdefault(car.first + car.story.days[car.chapter][0].day, []).append(car)
        return sum(act.opens for *_place, act, _car in acts)

    def _car(self, story: Story, day: int) -> Car:
        slots: list[Any] = [None] * story.slots
        for slot, token in self._identities.tokens(story.who, (day - story.first) // 365):
            slots[slot] = token
        return Car(story, day, slots)

    def _do(self, act: Act, car: Car, today: date) -> None:
        """One act of one car: what it needs comes into the pool, then every row picks its own out of it."""
        moved = self._moved(act, car, today) if act.moves else []
        slots, writer = car.slots, self._writer
        for series, slot in act.numbers:
            slots[slot] = writer.number(series, today.year)
        fresh: list[int] = []
        for place, count in act.fresh:
            fresh += writer.fresh(place, count)
        for slot, nth in act.kept:
            slots[slot] = fresh[nth]
        pool = slots + [_iso(car.first + day) for day in act.days] + fresh
        pool += [form % pick(pool) for form, pick in act.texts]
        pool += [(car.first + day - _EPOCH) * _DAY + second for day, second in act.moments]
        pool += [snapshots.pack(form % pick(pool)) for form, pick in act.packed]
        pool += moved
        pool += act.same
        for place, picks in act.rows:
            writer.add(place, [pick(pool) for pick in picks])
        for table, column, slot, value in act.later:
            writer.change(table, column, pool[value], slots[slot])
        for kind, ref, specs in act.terms:
            for term in _terms(specs, slots):
                writer.find(kind, pool[ref], term)

    def _moved(self, act: Act, car: Car, today: date) -> list[int]:
        """The figures of the act's stock movements; buys first when the shelf has too little."""
        shelf = self._writer.shelf
        asked: dict[int, int] = {}
        for move in act.moves:
            asked[move.part] = asked.get(move.part, 0) - move.qty_milli
        short = [part for part, qty in asked.items() if qty > shelf[part].qty_milli]
        if short:
            self._between(self._fetch, _moment(today, act), set(short))
            shelf = self._writer.shelf
        self._writer.went.update({part: str(_moment(today, act)) for part, qty in asked.items() if qty > 0})
        return [figure for move in act.moves for figure in _move(move, shelf, car.held)]


def _moment(today: date, act: Act) -> datetime:
    return datetime.combine(today, time()) + timedelta(seconds=act.second)


def _move(move: Move, shelf: dict[int, Balance], held: dict[int, Balance]) -> tuple[int, int, int, int]:
    """Value, the balance after it, and the cost; what comes back does so at the cost at which its line drew it."""
    balance, drawn = shelf[move.part], held.get(move.line, Balance())
    if move.bought_fen is not None:
        balance = shelf[move.part] = balance.moved(move.qty_milli, move.bought_fen)
        return move.bought_fen, balance.qty_milli, balance.value_fen, -move.bought_fen
    value = (
        -issue_value(balance, -move.qty_milli) if move.qty_milli < 0 else return_value(drawn, move.qty_milli)
    )
    balance = shelf[move.part] = balance.moved(move.qty_milli, value)
    held[move.line] = drawn.moved(-move.qty_milli, -value)
    return value, balance.qty_milli, balance.value_fen, -value


def _terms(specs: Sequence[tuple[str, Any]], slots: Sequence[Any]) -> set[str]:
    """What finds a row of this car, folded; numbers, plates and VINs as stored lose nothing but their hyphens."""
    terms: set[str] = set()
    for how, what in specs:
        if how == "name":
            terms |= _names(slots[what])
        else:
            terms.add(slots[what].replace("-", "").lower() if how == "token" else what)
    return terms


_names = cache(name_terms)


@cache
def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
