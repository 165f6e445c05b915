"""Search as you type over ten thousand and a hundred thousand customers: the cost must not grow.

Run: python -m pytest benchmarks/bench_search.py --benchmark-enable
"""

import random
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from garage.domain.search import name_terms
from garage.models import database
from garage.models.customers import Customer, Phone
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate
from garage.services import search

FRAGMENTS = ["1", "8000", "13812345678", "z", "zw", "zhangwei", "张", "张伟", "没有"]
CHUNK = 5_000
PEOPLE = (
    Customer.id,
    Customer.created_at,
    Customer.created_by,
    Customer.kind,
    Customer.name,
    Customer.first_contact_on,
    Customer.file_due_on,
)


def _fill(size: int) -> None:
    chance = random.Random(2026)
    names = ["".join(chance.choices("张王李赵曾单伟芳娜敏静强磊军洋勇艳杰", k=3)) for _ in range(2_000)]
    terms = {name: name_terms(name) for name in names}
    moment, day = datetime(2026, 11, 21, 9), date(2026, 11, 21)
    insert = "INSERT INTO search_tail (kind, tail, ref) VALUES ('customer', ?, ?)"
    for start in range(1, size + 1, CHUNK):
        people, phones, tails = [], [], set()
        for ref in range(start, start + CHUNK):
            name, phone = chance.choice(names), f"13{chance.randrange(10**9):09}"
            people.append((ref, moment, 1, "PERSON", name, day, day))
            phones.append((ref, phone, 0))
            rows = search._tails(ref, {*terms[name], phone})  # noqa: SLF001 - the very rows, put in by the million
            tails |= {(tail, ref) for tail in rows}
        with database.transaction():
            Customer.insert_many(people, fields=PEOPLE).execute()
            Phone.insert_many(phones, fields=(Phone.customer, Phone.number, Phone.position)).execute()
            database.database.connection().executemany(insert, sorted(tails))


@pytest.fixture(scope="module", params=[10_000, 100_000])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    path: Path = tmp_path_factory.mktemp("bench") / "garage.db"
    database.connect(path)
    migrate(STEPS)
    _fill(request.param)
    yield request.param
    database.close()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_find(benchmark: BenchmarkFixture, fragment: str) -> None:
    hits = benchmark(search.find, fragment)
    assert bool(hits) == (fragment not in {"没有", "13812345678"})


@pytest.mark.usefixtures("filled")
def test_index_a_renamed_customer(benchmark: BenchmarkFixture) -> None:
    names = iter(range(10**9))

    def rename() -> None:
        with database.transaction():
            search.index("customer", 1, name_terms("张伟曾单"[next(names) % 4] + "伟芳"))

    benchmark(rename)
