"""Search as you type: every key of every fragment, in a full file and in a tenth of it."""

from pathlib import Path
from statistics import median
from time import perf_counter

from peewee import SQL

from benchmarks import bulk
from benchmarks.result import Result, against, below
from garage.domain.search import name_terms
from garage.models import database
from garage.models.customers import Customer, Phone
from garage.models.listing import tuples
from garage.models.vehicles import Vehicle
from garage.services import search

TYPED = 300
"""How many plates, phones and names are typed, from the first character to the last."""
LONGEST = 7
ROUNDS = 5


def run(folder: Path) -> list[Result]:
    """95 of 100 keys are answered in the time told, by the store and with hits described."""
    _fill(folder / "find-small.db", 10_000, 15_000)
    few = _keys()
    database.close()
    _fill(folder / "find-large.db", 100_000, 150_000)
    many = _keys()
    database.close()
    return [
        below("Search, a key, 100 000 customers and 150 000 vehicles, 95th of 100", many, "ms", 0.5),
        against("The same in a tenth of the data", many, few, "ms", 1.5),
    ]


def _fill(file: Path, people: int, cars: int) -> None:
    bulk.create(file)
    bulk.findable(people, cars)


def _fragments() -> list[str]:
    """What is typed key by key: inner fragments of plates and phones, beginnings of names."""
    every = f"id % {max(1, Vehicle.select().count() // TYPED)} = 1"
    plates = [plate for (plate,) in tuples(Vehicle.select(Vehicle.plate).where(SQL(every)))]
    phones = [number for (number,) in tuples(Phone.select(Phone.number).where(SQL(every)))]
    names = [name for (name,) in tuples(Customer.select(Customer.name).where(SQL(every)))]
    spelled = [name_terms(name) for name in names]
    words = [
        *(plate[1:] for plate in plates),
        *(plate[3:] for plate in plates),
        *(number[3:] for number in phones),
        *names,
        *(min(terms, key=len) for terms in spelled),
    ]
    return [word[:end] for word in words for end in range(1, min(len(word), LONGEST) + 1)]


def _keys() -> float:
    """The 95th of 100 keys, in milliseconds; each is typed in every round, and the middle of its answers counts."""
    fragments = _fragments()
    for fragment in fragments[:200]:
        search.find(fragment)
    rounds = [[_answer(fragment) for fragment in fragments] for _round in range(ROUNDS)]
    took = sorted(median(answers) for answers in zip(*rounds, strict=True))
    return took[len(took) * 95 // 100] * 1e3


def _answer(fragment: str) -> float:
    begun = perf_counter()
    search.find(fragment)
    return perf_counter() - begun
