"""Files that are merged, worked on and parted in any order: the books always add up."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.contacts import Talk
from garage.domain.merges import FileKind, MergeState, Side
from garage.domain.vehicles import OdometerSource
from garage.errors import FieldError, RuleError, StaleError
from garage.models.customers import Customer
from garage.models.vehicles import Ownership, Vehicle
from garage.services import (
    books,
    contacts,
    customers,
    duplicates,
    file_compare,
    file_merges,
    orders,
    points,
    vehicles,
)
from garage.services.contacts import About
from tests.services.comeback import Comeback, labour
from tests.services.road import Road

_plates = count(30_000)
ACTS = (
    "merge",
    "merge",
    "merge cars",
    "merge cars",
    "undo",
    "undo",
    "sell",
    "read",
    "talk",
    "points",
    "visit",
    "edit",
)
MOVES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 5)), min_size=6, max_size=16
)


class Town:
    """Three customers with four cars, some of them the same."""

    def __init__(self, road: Road) -> None:
        self.road = road
        self.people = [self._person(n) for n in range(3)]
        self.cars = [self._car(n) for n in range(4)]

    def _person(self, n: int) -> int:
        phones = ("13800138001", f"1390013{next(_plates) % 10_000:04d}")
        data = customers.CustomerData(name=f"周{next(_plates)}", phones=phones, address=f"创业路 {n} 号")
        return customers.add(self.road.boss, data)

    def _car(self, n: int) -> int:
        car = replace(
            vehicles.VehicleData(),
            plate=f"粤B{next(_plates)}",
            vin=f"LSVAB4186E21{next(_plates)}" if n % 2 else "",
            brand="大众",
            model="朗逸",
        )
        return vehicles.add(self.road.boss, car, owner_id=self.people[n % 3])

    def play(self, act: str, one: int, other: int) -> None:
        self.road.forward(minutes=7)
        by, car, person = self.road.boss, self.cars[one % 4], self.people[one % 3]
        acts: dict[str, Callable[[], object]] = {
            "merge": lambda: self._merge(FileKind.CUSTOMER, person, self.people[other % 3]),
            "merge cars": lambda: self._merge(FileKind.VEHICLE, car, self.cars[other % 4]),
            "undo": lambda: self._undo(one),
            "sell": lambda: self._sell(car, self.people[other % 3], one),
            "read": lambda: vehicles.record_reading(
                by, car, 1_000 * other, OdometerSource.PHONE, confirmed=True, reset_reason="换表"
            ),
            "talk": lambda: contacts.log(
                by, Talk(opinion="满意", call_back_at=by.at + timedelta(hours=other)), About(person, car)
            ),
            "points": lambda: points.correct(by, person, 10 * (other - 2) or 5, "核对"),
            "edit": lambda: self._edit(person, other),
            "visit": lambda: self._visit(car, other),
        }
        acts[act]()

    def _undo(self, n: int) -> None:
        done = [row for row in duplicates.history() if row.state is MergeState.MERGED]
        if done:
            file_merges.undo(self.road.boss, done[n % len(done)].id, "看错了")

    def _sell(self, vehicle: int, buyer: int, days: int) -> None:
        self.road.forward(days=days)
        vehicles.change_owner(self.road.boss, vehicle, buyer, self.road.boss.today)

    def _edit(self, person: int, n: int) -> None:
        page = customers.open_customer(person)
        data = {name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
        changed = customers.CustomerData(**data | {"address": f"新街 {n} 号"})
        customers.change(self.road.boss, page.id, page.version, changed)

    def _visit(self, vehicle: int, n: int) -> None:
        visit = orders.open_order(self.road.boss, vehicle)
        if n % 2:
            orders.cancel(self.road.boss, visit, "不修了")

    def _merge(self, kind: FileKind, kept: int, gone: int) -> None:
        found = file_compare.of(kind, kept, gone)
        act = file_merges.merge_customers if kind is FileKind.CUSTOMER else file_merges.merge_vehicles
        side = Side.GONE if kept % 2 else Side.KEPT
        chosen = {one.field: side for one in found.fields if one.field in {"name", "plate", "owner"}}
        act(self.road.boss, kept, gone, found.kept.version, found.gone.version, chosen)

    def check(self) -> None:
        assert books.check() == []
        for vehicle in self.cars:
            here = Ownership.select().where((Ownership.vehicle == vehicle) & Ownership.until.is_null())
            gone = Vehicle.get_by_id(vehicle).merged_into_id is not None
            assert here.count() == (0 if gone else 1)
        hidden = {ref for ref in self.people if Customer.get_by_id(ref).merged_into_id is not None}
        shown = {row.id for row in customers.page(limit=10_000).rows}
        assert shown.isdisjoint(hidden)
        assert shown >= set(self.people) - hidden


@given(moves=MOVES)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_of_merges_the_books_add_up(road: Road, moves: list[tuple[str, int, int]]) -> None:
    town = Town(road)
    for act, one, other in moves:
        with suppress(FieldError, RuleError, StaleError, KeyError):
            town.play(act, one, other)
    town.check()


def test_a_whole_visit_moves_and_comes_back(road: Road) -> None:
    town = Town(road)
    road.vehicle, road.customer = town.cars[0], town.people[0]
    visit = Comeback(road)
    merge = len(duplicates.history())
    town._merge(FileKind.VEHICLE, town.cars[1], town.cars[0])
    town._merge(FileKind.CUSTOMER, town.people[1], town.people[0])
    road.vehicle = town.cars[1]
    visit.come(labour("保养"))
    visit.leave()
    town.check()
    for row in duplicates.history()[: 2 + merge]:
        file_merges.undo(road.boss, row.id, "看错了")
    assert orders.open_page(visit.first).vehicle_id == town.cars[0]
    town.check()
