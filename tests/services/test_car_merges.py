"""Two files of one car become one and part again: readings, owners, reminders and reworks stay right (A11)."""

from datetime import date

import pytest

from garage.domain.lines import PayType
from garage.domain.merges import Side
from garage.domain.vehicles import VehicleClass
from garage.errors import RuleError
from garage.models.photos import Photo
from garage.models.vehicles import OdometerReading, Vehicle
from garage.services import (
    books,
    customers,
    file_merges,
    orders,
    search,
    vehicles,
)
from tests.services.comeback import Comeback, labour
from tests.services.merging import car, fill, merge, merge_cars, picture, read, twin
from tests.services.road import Road, codes

VIN = "LSVAB4186E2184848"


def test_a_car_taken_in_twice_becomes_one(road: Road) -> None:
    vehicle = car(road, road.customer, "粤B临0815", vin=VIN)
    read(road, vehicle, 30)
    named = car(road, road.customer, insurance_until=date(2027, 11, 1))
    read(road, named, 1_200, days=20)
    fill(road, road.customer, vehicle)
    merge_cars(road, named, vehicle)
    row = Vehicle.get_by_id(named)
    assert (row.plate, row.vin, row.odometer_km) == ("粤B88888", VIN, 1_200)
    assert [reading.km for reading in vehicles.readings(named)] == [1_200, 30]
    assert [hit.vehicle_id for hit in vehicles.by_plate("粤B临0815")] == [named]
    assert [hit.vehicle_id for hit in vehicles.by_plate("粤B88888")] == [named]
    assert {hit.ref for hit in search.find(VIN, kinds=("vehicle",))} == {named}
    assert {hit.ref for hit in search.find("临0815", kinds=("vehicle",))} == {named}
    assert vehicles.open_vehicle(vehicle, road.boss.today).id == named
    assert "粤B临0815" in vehicles.open_vehicle(named, road.boss.today).old_plates
    assert vehicles.owner_of(vehicle) is None
    assert books.check() == []


def test_the_permanent_plate_stands_whichever_file_stays(road: Road) -> None:
    temporary = car(road, road.customer, "粤B临0815", vin=VIN)
    named = car(road, road.customer)
    merge_cars(road, temporary, named)
    row = Vehicle.get_by_id(temporary)
    assert (row.plate, row.plate_kind, row.vin) == ("粤B88888", "ordinary", VIN)


def test_undo_of_a_car_brings_everything_back_exactly(road: Road) -> None:
    temporary = car(road, road.customer, "粤B临0815", vin=VIN, insurance_until=date(2027, 5, 1))
    read(road, temporary, 30)
    named = car(road, twin(road), insurance_until=date(2027, 11, 1))
    read(road, named, 20, days=2)
    fill(road, road.customer, temporary)
    orders.open_order(road.boss, temporary)
    before = picture()
    ref = merge_cars(road, named, temporary)
    assert [row.reset_reason != "" for row in vehicles.readings(named)] == [True, False]
    assert books.check() == []
    file_merges.undo(road.boss, ref, "两辆车")
    after = picture()
    reminders = before.pop("reminder"), after.pop("reminder")
    assert {row[0] for row in reminders[0]} <= {row[0] for row in reminders[1]}
    assert after == before
    assert books.check() == []


def test_readings_in_between_run_backwards_with_a_reason_only(road: Road) -> None:
    other = car(road, road.customer)
    for vehicle, km in ((road.vehicle, 100), (other, 50), (road.vehicle, 120), (other, 60)):
        read(road, vehicle, km, days=1)
    ref = merge_cars(road, road.vehicle, other)
    seen = [(row.km, bool(row.reset_reason)) for row in reversed(vehicles.readings(road.vehicle))]
    assert seen == [(100, False), (50, True), (120, False), (60, True)]
    assert Vehicle.get_by_id(road.vehicle).odometer_km == 60
    read(road, road.vehicle, 70)
    assert books.check() == []
    file_merges.undo(road.boss, ref, "两辆车")
    seen = [(row.km, bool(row.reset_reason)) for row in reversed(vehicles.readings(road.vehicle))]
    assert seen == [(100, False), (120, False), (70, True)]
    assert (Vehicle.get_by_id(road.vehicle).odometer_km, Vehicle.get_by_id(other).odometer_km) == (70, 60)
    assert books.check() == []


def test_two_vins_two_visits_or_two_classes_are_two_cars(road: Road) -> None:
    other = car(road, road.customer, vin=VIN, vehicle_class=VehicleClass.MOTORCYCLE)
    orders.open_order(road.boss, road.vehicle)
    orders.open_order(road.boss, other)
    with pytest.raises(RuleError) as refused:
        merge_cars(road, road.vehicle, other)
    assert codes(refused) == {"vin", "open_orders", "vehicle_class"}


def test_the_chosen_owner_has_the_car_to_this_day(road: Road) -> None:
    husband = customers.add(road.boss, customers.CustomerData(name="王先生"))
    other = car(road, husband)
    ref = merge_cars(road, road.vehicle, other, owner=Side.GONE)
    assert vehicles.owner_of(road.vehicle) == husband
    assert {row.name for row in vehicles.owners(road.vehicle)} == {"王先生", "王女士"}
    file_merges.undo(road.boss, ref, "两辆车")
    assert (vehicles.owner_of(road.vehicle), vehicles.owner_of(other)) == (road.customer, husband)


def test_both_cars_have_an_owner_after_the_undo_though_one_was_sold_since(road: Road) -> None:
    husband = customers.add(road.boss, customers.CustomerData(name="王先生"))
    other = car(road, husband)
    ref = merge_cars(road, road.vehicle, other, owner=Side.GONE)
    buyer = customers.add(road.boss, customers.CustomerData(name="赵先生"))
    road.forward(days=3)
    vehicles.change_owner(road.boss, road.vehicle, buyer, road.boss.today)
    file_merges.undo(road.boss, ref, "两辆车")
    assert (vehicles.owner_of(road.vehicle), vehicles.owner_of(other)) == (buyer, husband)
    assert books.check() == []


def test_both_cars_have_an_owner_though_their_owners_became_one_between(road: Road) -> None:
    husband = twin(road)
    other = car(road, husband)
    cars = merge_cars(road, road.vehicle, other, owner=Side.KEPT)
    people = merge(road, road.customer, husband)
    file_merges.undo(road.boss, cars, "两辆车")
    assert {vehicles.owner_of(road.vehicle), vehicles.owner_of(other)} == {road.customer}
    file_merges.undo(road.boss, people, "两个人")
    assert None not in (vehicles.owner_of(road.vehicle), vehicles.owner_of(other))
    assert books.check() == []


def test_a_car_reminds_once_of_one_thing(road: Road) -> None:
    other = car(road, road.customer, insurance_until=date(2027, 5, 1))
    page = vehicles.open_vehicle(road.vehicle, road.boss.today)
    data = {name: getattr(page, name) for name in vehicles.VehicleData.__dataclass_fields__}
    vehicles.change(
        road.boss,
        road.vehicle,
        page.version,
        vehicles.VehicleData(**data | {"insurance_until": date(2027, 11, 1)}),
    )
    merge_cars(road, road.vehicle, other)
    rows = [row for row in Vehicle.get_by_id(road.vehicle).reminders if row.state == "SCHEDULED"]
    assert [(row.kind, row.due_on) for row in rows] == [("INSURANCE", date(2027, 11, 1))]


def test_work_that_goes_on_with_work_of_the_other_file_ties_them(road: Road) -> None:
    visit = Comeback(road)
    other = car(road, road.customer)
    ref = merge_cars(road, other, road.vehicle)
    road.vehicle = other
    visit.come(labour(pay=PayType.REWORK, original_line_id=visit.line))
    with pytest.raises(RuleError) as refused:
        file_merges.undo(road.boss, ref, "两辆车")
    assert codes(refused) == {"tied"}
    assert Vehicle.get_by_id(road.vehicle).merged_into_id is None
    assert OdometerReading.select().where(OdometerReading.vehicle == other).exists()


# What hangs on by other threads


def test_a_photo_of_a_car_goes_with_it(road: Road) -> None:
    other = car(road, road.customer)
    about = {"noun": "vehicle", "position": 1, "caption": "", "picture": b"x", "thumbnail": b"x"}
    photo = Photo.create(ref=other, **about, **road.boss.stamp())
    stranger = Photo.create(ref=other, **about | {"noun": "part"}, **road.boss.stamp())
    merge_cars(road, road.vehicle, other)
    assert (Photo.get_by_id(photo.id).ref, Photo.get_by_id(stranger.id).ref) == (road.vehicle, other)
