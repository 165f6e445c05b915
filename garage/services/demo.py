"""A year of a small garage, filled through the services: fixed seed, so that it is the same everywhere."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random

from garage.services.demo_garage import DemoGarage
from garage.services.demo_visit import Visit

SEED = 20_261_121
ORDERS = 240
IN_THE_SHOP = 9
STAGES = ("received", "estimated", "authorised", "dispatched", "work", "work", "checked", "ready", "settled")

Progress = Callable[[int, int], bool]
"""Called with (done, all); False stops the filling after the order at hand."""


def fill(
    orders_wanted: int | None = None,
    *,
    now: datetime,
    seed: int = SEED,
    progress: Progress = lambda _done, _all: True,
) -> int:
    """Fill the open, empty database with a year before `now`; returns how many orders were made.

    The last few cars are still in the shop, each at another step of the road.
    """
    random = Random(seed)  # noqa: S311 - a demo that is the same everywhere, no secret
    wanted = ORDERS if orders_wanted is None else max(1, orders_wanted)
    garage = DemoGarage(now, random)
    here = min(IN_THE_SHOP, wanted)
    gone = wanted - here
    for number in range(gone):
        day = now.date() - timedelta(days=364 - number * 364 // max(1, gone))
        at = datetime.combine(day, time(8, random.randint(0, 59))) + timedelta(hours=random.randint(0, 4))
        garage.buy_what_is_low(at - timedelta(hours=2))
        Visit(garage, min(at, now - timedelta(hours=30)), "left").run()
        if not progress(number + 1, wanted):
            return number + 1
    garage.buy_what_is_low(now - timedelta(hours=9))
    for number in range(here):
        at = now - timedelta(hours=8, minutes=random.randint(0, 50))
        Visit(garage, at, STAGES[number % len(STAGES)]).run()
        progress(gone + number + 1, wanted)
    return wanted
