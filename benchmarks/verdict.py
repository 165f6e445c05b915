"""The counter's verdict on a car with 200 earlier orders, among 500 000 orders and among 1 000.

Nothing but the car's own rows may cost: the two files are read in turns, and the middle of all rounds counts.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import bulk
from benchmarks.result import Result, against, below
from garage.domain.lines import LineKind, LineStatus, PayType
from garage.domain.orders import OrderState
from garage.domain.vehicles import OdometerSource
from garage.domain.warranty import RepairCategory
from garage.models import database
from garage.models.orders import OrderLine, WorkOrder
from garage.models.vehicles import OdometerReading
from garage.models.warranty import RepairWarranty
from garage.services import coverages, factory_terms, shop
from garage.services.command import By

MANY, FEW = 500_000, 1_000
VISITS = 200
"""Earlier orders of the car; as many in both files."""
CAR = 1
ROUNDS = 400
TODAY = bulk.MORNING.date()


def run(folder: Path) -> list[Result]:
    """The whole verdict: every promise judged, what is the same as today flagged."""
    small, large = _filled(folder / "verdict-small.db", FEW), _filled(folder / "verdict-large.db", MANY)
    times: dict[Path, list[float]] = {small: [], large: []}
    for _turn in range(6):
        for file, found in times.items():
            database.connect(file)
            found.append(_judge())
            database.close()
    few, many = (median(found) for found in times.values())
    return [
        against("Verdict on a car with 200 earlier orders, 500 000 orders", many, few, "ms", 1.3),
        below("The same, all rows read and judged", many, "ms", 20),
    ]


def _judge() -> float:
    """Median milliseconds of one verdict."""
    order = WorkOrder.select(WorkOrder.id).order_by(WorkOrder.id.desc()).first().id
    took = []
    for _round in range(ROUNDS // 6 + 5):
        begun = perf_counter()
        found = coverages.of_vehicle(CAR, TODAY, 99_000, order)
        took.append(perf_counter() - begun)
    assert len(found) >= VISITS - 1  # every earlier line, also what has run out
    return median(took[5:]) * 1e3


def _filled(file: Path, count: int) -> Path:
    bulk.create(file)
    shop.set_up(bulk.MORNING, shop_name="诚信汽修", owner_name="张三")
    factory_terms.add_usual(By(1, bulk.MORNING))
    bulk.orders(count, 1)
    bulk.put(WorkOrder, _visits(count))
    orders = range(1, count + VISITS + 1)
    line = {
        "kind": LineKind.LABOUR.value,
        "pay_type": PayType.CUSTOMER.value,
        "status": LineStatus.DONE.value,
    }
    names = ("更换前刹车片", "更换机油机滤", "四轮定位", "更换蓄电池")
    bulk.put(
        OrderLine,
        (
            {**bulk.STAMP, **line, "id": ref, "order": ref, "position": 1, "name": names[ref % len(names)]}
            for ref in orders
        ),
    )
    bulk.put(RepairWarranty, (_promise(ref, count) for ref in orders if ref != count + VISITS))
    bulk.put(OdometerReading, (_reading(ref, count) for ref in orders))
    database.checkpoint(everything=True)
    database.close()
    return file


def _visits(count: int) -> Iterator[dict[str, Any]]:
    """The car's earlier orders, and the one of today."""
    for number in range(1, VISITS + 1):
        last = number == VISITS
        received = bulk.MORNING - timedelta(days=3 * (VISITS - number))
        yield {
            **bulk.STAMP,
            "id": count + number,
            "no": f"WO-{received:%Y}-{900_000 + number:06}",
            "state": (OrderState.RECEIVED if last else OrderState.EXITED).value,
            "vehicle": CAR,
            "customer": 1,
            "advisor": 1,
            "received_at": received,
            "complaint": "刹车时前轮异响",
            "exited_at": None if last else received + timedelta(hours=6),
        }


def _where(ref: int, count: int) -> tuple[int, date, int]:
    """(car, day, km) of an order."""
    if ref <= count:
        return ref, (bulk.MORNING - timedelta(minutes=10 * (count - ref))).date(), 80_000
    number = ref - count
    return CAR, TODAY - timedelta(days=3 * (VISITS - number)), 80_000 + 90 * number


def _promise(ref: int, count: int) -> dict[str, Any]:
    car, day, km = _where(ref, count)
    return {
        **bulk.STAMP,
        "line": ref,
        "order": ref,
        "vehicle": car,
        "category": RepairCategory.MINOR_REPAIR.value,
        "start_on": day,
        "start_km": km,
        "days": 10,
        "km": 2_000,
        "expires_on": day + timedelta(days=10),
        "expires_km": km + 2_000,
    }


def _reading(ref: int, count: int) -> dict[str, Any]:
    car, day, km = _where(ref, count)
    read_at = bulk.MORNING.replace(year=day.year, month=day.month, day=day.day)
    return {**bulk.STAMP, "vehicle": car, "km": km, "read_at": read_at, "source": OdometerSource.EXIT.value}
