"""Databases of any size for the timings, filled row by row without the acts."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from garage.domain.orders import OrderState
from garage.domain.search import name_terms
from garage.models import database
from garage.models.customers import Customer, Phone
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate
from garage.models.orders import WorkOrder
from garage.models.search import SearchTail
from garage.models.vehicles import Ownership, Vehicle
from garage.services import search

MORNING = datetime(2026, 11, 21, 9)
NAMES = "张王李赵曾单伟芳娜敏静强磊军洋勇艳杰"
STAMP: dict[str, Any] = {"created_at": MORNING, "created_by": 1}


def create(path: Path) -> None:
    """Make an empty database at `path` and leave it open."""
    database.connect(path)
    migrate(STEPS)


def put(model: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows of the same columns, with the model's defaults."""
    defaults = model._meta.get_default_dict() if model is not SearchTail else {}
    full = ({**defaults, **row} for row in rows)
    first = next(full)
    fields = [field for field in model._meta.sorted_fields if field.name in first]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    sql = f"INSERT INTO {model._meta.table_name} ({columns}) VALUES ({', '.join('?' * len(fields))})"
    places = [field.name for field in fields]

    def values() -> Iterator[list[Any]]:
        yield [first[name] for name in places]
        for row in full:
            yield [row[name] for name in places]

    with database.transaction():
        database.database.connection().executemany(sql, values())


def orders(count: int, advisor: int) -> None:
    """`count` orders of as many cars and half as many customers; the last twenty are still in the shop."""
    chance = random.Random(2026)
    people = max(1, count // 2)
    name = {"kind": "PERSON", "first_contact_on": MORNING.date(), "file_due_on": MORNING.date()}
    put(
        Customer,
        (
            {**STAMP, **name, "id": ref, "name": "".join(chance.choices(NAMES, k=3))}
            for ref in range(1, people + 1)
        ),
    )
    car = {"plate_kind": "STANDARD", "brand": "大众", "model": "朗逸 1.6L"}
    put(Vehicle, ({**STAMP, **car, "id": ref, "plate": f"粤B{ref:06}"} for ref in range(1, count + 1)))
    put(WorkOrder, (_order(ref, count, people, advisor) for ref in range(1, count + 1)))


def _order(ref: int, count: int, people: int, advisor: int) -> dict[str, Any]:
    received = MORNING - timedelta(minutes=10 * (count - ref))
    left = ref <= count - 20
    return {
        **STAMP,
        "id": ref,
        "no": f"WO-{received:%Y}-{ref:06}",
        "state": (OrderState.EXITED if left else OrderState.IN_WORK).value,
        "vehicle": ref,
        "customer": ref % people + 1,
        "advisor": advisor,
        "received_at": received,
        "complaint": "刹车时前轮异响，顺便做保养",
        "promised_at": received + timedelta(hours=5),
        "exited_at": received + timedelta(hours=6) if left else None,
    }


def findable(people: int, cars: int) -> None:
    """Customers with phones and cars with plates, with everything that a fragment of them finds."""
    chance = random.Random(2026)
    names = ["".join(chance.choices(NAMES, k=3)) for _ in range(2_000)]
    terms = {name: name_terms(name) for name in names}
    called = [(ref, chance.choice(names), f"13{chance.randrange(10**9):09}") for ref in range(1, people + 1)]
    day = {"kind": "PERSON", "first_contact_on": MORNING.date(), "file_due_on": MORNING.date()}
    put(Customer, ({**STAMP, **day, "id": ref, "name": name} for ref, name, _number in called))
    put(Phone, ({"customer": ref, "number": number, "position": 0} for ref, _name, number in called))
    plates = {ref: f"粤{chance.choice('ABCDE')}{chance.randrange(10**5):05}" for ref in range(1, cars + 1)}
    car = {"plate_kind": "STANDARD", "brand": "大众", "model": "朗逸"}
    put(Vehicle, ({**STAMP, **car, "id": ref, "plate": plate} for ref, plate in plates.items()))
    owned = {**STAMP, "since": date(2026, 1, 1)}
    put(Ownership, ({**owned, "vehicle": ref, "customer": ref % people + 1} for ref in range(1, cars + 1)))
    _index("customer", ((ref, {*terms[name], number}) for ref, name, number in called))
    _index("vehicle", ((ref, {plate.lower()}) for ref, plate in plates.items()))


def _index(kind: str, found_by: Iterable[tuple[int, set[str]]]) -> None:
    tails = sorted((tail, ref) for ref, terms in found_by for tail in search._tails(ref, terms))  # noqa: SLF001
    put(SearchTail, ({"kind": kind, "tail": tail, "ref": ref} for tail, ref in tails))
