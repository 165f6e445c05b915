"""Years of a small garage for `make demo`: played through the services, and told of many cars when there are more."""

import heapq
from collections.abc import Callable, Coroutine, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from garage.models.database import database, transaction
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.vehicles import Vehicle
from garage.services import demo_calls, demo_members, demo_reminders, demo_returns, staff
from garage.services.demo_care import Care
from garage.services.demo_clone import Chronicle
from garage.services.demo_garage import Car, DemoGarage, unmarked
from garage.services.demo_office import Office
from garage.services.demo_story import Story
from garage.services.demo_tape import Tape
from garage.services.demo_teller import StoryTeller
from garage.services.demo_visit import GONE, STAGES, Visit

SEED = 20_261_121
ORDERS = 240
IN_THE_SHOP = 9

PLAYED_AT_MOST = 300
"""A larger garage is told instead of played."""
SEASON = 182
SEASON_VISITS = 120
LAST_DAYS = 3
LAST_VISITS = 20
STILL_HERE = 36
_ACTS_AT_ONCE = 200
_PRICES_ROSE = timedelta(days=60)
_A_DAY_OF_WORK = timedelta(hours=8)
A_SEASON_OF_CLAIMS = 40
"""Days in which claims are made that are not paid yet, or just were."""
A_YEAR = 36_500
"""More orders than this a year would be no garage any more: the books then begin earlier."""

Progress = Callable[[int, int], bool]
"""Called with (done, all); False stops the filling after what has been begun."""


def fill(
    orders_wanted: int | None = None,
    *,
    now: datetime,
    seed: int = SEED,
    progress: Progress = lambda _done, _all: True,
) -> int:
    """Fill the open, empty database with the work before `now`; returns how many orders were made.

    The last few cars are still in the shop, at every step of the road. Up to some hundred orders are played
    through the services; of more, the services play a season, whose cars then lend their stories to others.
    """
    wanted = ORDERS if orders_wanted is None else max(1, orders_wanted)
    random = Random(seed)  # noqa: S311 - a demo that is the same everywhere, no secret
    filling = _Filling(wanted, now, random, progress)
    return filling.played() if wanted <= PLAYED_AT_MOST else filling.told()


_Walk = tuple[datetime, int, Visit, Coroutine[None, None, None]]


class _Filling:
    garage: DemoGarage
    care: Care
    office: Office

    def __init__(self, wanted: int, now: datetime, random: Random, progress: Progress) -> None:
        self.wanted = wanted
        self.now = now.replace(second=0, microsecond=0, tzinfo=None)
        self.random = random
        self.progress = progress
        self.done = 0
        self.counting = True
        self.going = True

    def played(self) -> int:
        """A year, one car after the other."""
        garage = self.garage = DemoGarage(self.now - timedelta(days=365), self.now, self.random)
        here = min(IN_THE_SHOP, self.wanted)
        gone = self.wanted - here
        day = [self.now.date() - timedelta(days=364 - nth * 364 // max(1, gone)) for nth in range(gone)]
        visits = [Visit(garage, min(self._morning(one), self.now - timedelta(hours=30))) for one in day]
        visits += self._still_here(garage, here)
        visits = self._with_returns(garage, visits, gone * 2 // 3, A_SEASON_OF_CLAIMS)
        garage.open_shop(self.wanted / 365, self.now - _PRICES_ROSE)
        self.care, self.office = Care(garage.agenda, self.now), Office(garage.agenda, self.now)
        self._play(visits)
        return self._evening()

    def told(self) -> int:
        """Years of many cars, and the last days played."""
        years = -(-self.wanted // A_YEAR)
        first = (self.now - timedelta(days=365 * years)).replace(hour=6, minute=0)
        often = max(1, self.wanted // years // ORDERS)
        garage = self.garage = DemoGarage(first, self.now, self.random, often)
        stories = self._season(garage, first)
        if not self.going:
            return 0
        begin = first.date() + timedelta(days=1)
        last = self.now.date() - timedelta(days=LAST_DAYS + 1)
        # Only what is played, not what is told, knows the new prices.
        garage.open_shop(self.wanted / years / 365, datetime.combine(last, time(22)))
        self.care, self.office = Care(garage.agenda, self.now), Office(garage.agenda, self.now)
        chronicle = Chronicle(stories, self.random, garage.agenda, garage.fetch)
        rest = chronicle.plan(self.wanted - LAST_VISITS - STILL_HERE, begin, last)
        self.done = chronicle.write(begin, last, self._told)
        if self.going:
            self._last_days(garage, LAST_VISITS + rest)
        return self._evening()

    def _evening(self) -> int:
        """What is due besides the cars is done up to now, unless it was enough before; returns the visits."""
        if self.going:
            with transaction():
                self.garage.agenda.run_until(self.now)
                demo_calls.catch_up(self.now, self.random)
                demo_reminders.catch_up(self.now, Random(SEED))  # noqa: S311 - its own dice: the rest stays as it is
                self.care.evening()
                demo_members.fill(self.garage.by("owner", self.now))
                self.office.evening()
        return self.done

    def _told(self, visits: int) -> bool:
        self.going = self.progress(visits, self.wanted) and self.going
        return self.going

    def _season(self, garage: DemoGarage, first: datetime) -> list[Story]:
        """Half a year is played, taken down, and undone: what it wrote are the stories."""
        tape = Tape()
        garage.mark = tape.mark
        self.counting = False
        with database.atomic() as undone:
            days = [1 + nth * SEASON // SEASON_VISITS for nth in range(SEASON_VISITS)]
            self._play([Visit(garage, self._morning(first.date() + timedelta(days=day))) for day in days])
            scenes = tape.stop()
            undone.rollback()
        self.counting = True
        garage.mark = unmarked
        garage.cars.clear()
        names = "".join(person.name for person in staff.people())
        stories = [StoryTeller(tape, acts).tell() for acts in scenes.values()]
        return [story for story in stories if not any(one.token in names for one in story.who)]

    def _last_days(self, garage: DemoGarage, count: int) -> None:
        """The days before now with `count` visits, and the cars that are in the shop."""
        garage.cars = self._old_customers()
        garage.strangers = 0.15
        today = self.now.date()
        days = [today - timedelta(days=LAST_DAYS - nth * (LAST_DAYS + 1) // count) for nth in range(count)]
        visits = [
            Visit(garage, self._open(min(self._morning(day), self.now - _A_DAY_OF_WORK))) for day in days
        ]
        visits += self._still_here(garage, STILL_HERE)
        self._play(self._with_returns(garage, visits, count // 3, LAST_DAYS))

    def _with_returns(self, garage: DemoGarage, played: list[Visit], most: int, days: int) -> list[Visit]:
        """Some of the visits that go the whole road are of cars whose parts or repairs did not hold."""
        with_claims = demo_returns.visits(garage, days, most, self._days_ago)
        kept = [visit for visit in played if visit.stage == GONE][len(with_claims) :]
        return [*kept, *with_claims, *(visit for visit in played if visit.stage != GONE)]

    def _days_ago(self, days: int) -> datetime:
        """A morning so many days ago; today's is before that of the cars that are in the shop."""
        at = self._morning(self.now.date() - timedelta(days=days))
        return self._open(min(at, self.now - _A_DAY_OF_WORK - timedelta(hours=1)))

    def _still_here(self, garage: DemoGarage, cars: int) -> list[Visit]:
        """Cars that came this morning, each at another step of the road."""
        stages = list(STAGES)
        came = [
            self.now - _A_DAY_OF_WORK - timedelta(minutes=self.random.randint(0, 50)) for _car in range(cars)
        ]
        return [Visit(garage, self._open(at), stages[nth % len(stages)]) for nth, at in enumerate(came)]

    def _open(self, at: datetime) -> datetime:
        """Before eight nobody is there: the car came the day before."""
        return at if at.hour >= 8 else self._morning(at.date() - timedelta(days=1))

    def _play(self, visits: Sequence[Visit]) -> None:
        """Walk visits side by side, always on with the one whose clock is behind, so that numbers follow time."""
        waiting = [(visit.at, nth, visit, visit.road()) for nth, visit in enumerate(visits)]
        heapq.heapify(waiting)
        while waiting:
            with transaction():
                for _act in range(_ACTS_AT_ONCE):
                    if waiting:
                        self._walk(waiting)

    def _walk(self, waiting: list[_Walk]) -> None:
        """One act of the visit whose clock is behind; one that has not begun when it is enough never does."""
        at, nth, visit, road = heapq.heappop(waiting)
        if visit.place < 0 and not self.going:
            road.close()
            return
        self.garage.agenda.run_until(at)
        try:
            road.send(None)
        except StopIteration:
            self.done += self.counting
            self.going = self.progress(self.done, self.wanted) and self.going
        else:
            heapq.heappush(waiting, (visit.at, nth, visit, road))

    def _morning(self, day: date) -> datetime:
        return datetime.combine(day, time(8 + self.random.randint(0, 4), self.random.randint(0, 59)))

    def _old_customers(self) -> list[Car]:
        """Some cars that have been here before."""
        newest = WorkOrder.select(WorkOrder.vehicle).order_by(WorkOrder.id.desc()).limit(2_000)
        known = {vehicle for (vehicle,) in tuples(newest)}
        some = self.random.sample(sorted(known), min(200, len(known)))
        rows = Vehicle.select(Vehicle.id, Vehicle.odometer_km).where(Vehicle.id.in_(some))
        return [Car(*row) for row in tuples(rows.order_by(Vehicle.id))]
