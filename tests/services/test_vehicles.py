from dataclasses import replace
from datetime import date, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.documents import OpenWarranty
from garage.domain.odometer import Reading
from garage.domain.orders import OrderState
from garage.domain.plates import PlateKind
from garage.domain.vehicles import Fuel, OdometerSource
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, StaleError
from garage.models.inspections import Recommendation
from garage.models.orders import OrderLine, WorkOrder
from garage.models.settlements import Settlement
from garage.models.vehicles import OdometerReading, Ownership
from garage.models.warranty import RepairWarranty
from garage.services import customers, vehicles
from garage.services.command import By, create
from garage.services.customers import CustomerData
from garage.services.vehicle_history import open_warranties
from garage.services.vehicles import VehicleData

FEW = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
VIN = "LSVAB4186E2184847"
CAR = VehicleData(
    plate="沪a·12345",
    vin=VIN.lower(),
    brand="大众",
    model="帕萨特",
    fuel=Fuel.HYBRID,
    registered_on=date(2020, 2, 29),
    service_days=180,
    service_km=10_000,
    insurance_until=date(2027, 1, 1),
    note="说明",
)
RECEPTION = OdometerSource.RECEPTION


def later(by: By, days: int) -> By:
    return By(by.staff_id, by.at + timedelta(days=days))


@pytest.fixture
def zhang(boss: By) -> int:
    return customers.add(boss, CustomerData(name="张三", phones=("13800138000",)))


@pytest.fixture
def wang(boss: By) -> int:
    return customers.add(boss, CustomerData(name="王五"))


@pytest.fixture
def car(boss: By, zhang: int) -> int:
    return vehicles.add(boss, CAR, owner_id=zhang)


def wrong_field(boss: By, data: VehicleData, owner: int, **options: date) -> str:
    with pytest.raises(FieldError) as caught:
        vehicles.add(boss, data, owner_id=owner, **options)
    assert caught.value.text
    return caught.value.field


def test_a_vehicle_is_kept_as_typed_in_normal_form(boss: By, car: int, zhang: int) -> None:
    page = vehicles.open_vehicle(car, boss.today)
    stored = replace(CAR, plate="沪A12345", vin=VIN)
    assert all(getattr(page, name) == getattr(stored, name) for name in VehicleData.__dataclass_fields__)
    assert page.plate_kind is PlateKind.ORDINARY
    assert page.owner == vehicles.OwnerRow(zhang, "张三", boss.today, None)
    assert page.owner_phones == ("13800138000",)
    assert (page.odometer_km, page.readings, page.visits, page.advice, page.warranties) == (
        None,
        (),
        (),
        (),
        (),
    )


def test_a_plate_alone_is_enough(boss: By, zhang: int) -> None:
    assert vehicles.owner_of(vehicles.add(boss, VehicleData(plate="沪A12345"), owner_id=zhang)) == zhang


@pytest.mark.parametrize("plate", ["", "  ", "临", "临沪A1234", "沪A1234临"])
def test_without_a_permanent_plate_the_vin_is_needed(boss: By, zhang: int, plate: str) -> None:
    assert wrong_field(boss, VehicleData(plate=plate), zhang) == "vin"
    assert vehicles.add(boss, VehicleData(plate=plate, vin=VIN), owner_id=zhang)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("vin", "LSVAB4186E218484"),
        ("plate", "沪" * 21),
        ("model", "长" * 61),
        ("registered_on", date(2026, 11, 22)),
        ("service_days", 0),
        ("service_km", -1),
        ("next_service_km", 3_000_001),
        ("factory_warranty_km", -1),
    ],
)
def test_a_wrong_input_is_named(boss: By, zhang: int, field: str, value: object) -> None:
    assert wrong_field(boss, replace(CAR, **{field: value}), zhang) == field


def test_the_owner_must_be_on_file_and_the_day_have_come(boss: By, zhang: int) -> None:
    assert wrong_field(boss, CAR, 999) == "owner"
    assert wrong_field(boss, CAR, zhang, since=boss.today + timedelta(days=1)) == "since"
    assert vehicles.by_plate("沪A12345") == []


def test_a_vin_on_two_vehicles_is_refused_with_the_plate(boss: By, car: int, wang: int) -> None:
    with pytest.raises(FieldError, match=r"沪A·12345.*张三") as caught:
        vehicles.add(boss, VehicleData(plate="沪B99999", vin=VIN), owner_id=wang)
    assert caught.value.field == "vin"
    other = vehicles.add(boss, VehicleData(plate="沪B99999"), owner_id=wang)
    with pytest.raises(FieldError, match="沪A·12345"):
        vehicles.change(boss, other, 1, VehicleData(plate="沪B99999", vin=VIN))


def test_the_same_plate_is_a_notice_and_not_a_block(boss: By, car: int, wang: int) -> None:
    other = vehicles.add(boss, VehicleData(plate="沪A 12345"), owner_id=wang)
    found = vehicles.duplicates(plate="沪a12345", vin="", exclude=other)
    assert [(hit.vehicle_id, hit.owner, hit.reason) for hit in found] == [(car, "张三", "The same plate")]
    assert [hit.vehicle_id for hit in vehicles.by_plate("沪A·12345")] == [other, car]


def test_the_vin_is_the_stronger_reason(boss: By, car: int) -> None:
    (hit,) = vehicles.duplicates(plate="沪A12345", vin=f"*{VIN}*")
    assert (hit.vehicle_id, hit.reason) == (car, "The same VIN")
    assert vehicles.duplicates(plate="", vin="") == []
    assert vehicles.duplicates(plate="沪A1234", vin=VIN[:-1]) == []


def test_a_blank_plate_matches_no_vehicle(boss: By, zhang: int) -> None:
    vehicles.add(boss, VehicleData(vin=VIN), owner_id=zhang)
    assert vehicles.by_plate(" ") == []


def test_warnings_never_block(boss: By, zhang: int) -> None:
    strange = VehicleData(
        plate="台A12345", vin="LFV3A23C8B3012345", engine_no="!", insurance_until=date(2026, 1, 1)
    )
    assert len(vehicles.warnings(strange, boss.today)) == 4
    assert vehicles.add(boss, strange, owner_id=zhang)
    assert vehicles.warnings(CAR, boss.today) == []
    assert vehicles.warnings(VehicleData(vin="LSV"), boss.today) == []


def test_a_page_saved_back_unchanged_changes_nothing(boss: By, car: int) -> None:
    vehicles.change(boss, car, 1, vehicles.open_vehicle(car, boss.today))
    assert vehicles.open_vehicle(car, boss.today).version == 1


def test_an_older_form_is_stale(boss: By, car: int) -> None:
    vehicles.change(boss, car, 1, replace(CAR, colour="白"))
    with pytest.raises(StaleError, match="张三"):
        vehicles.change(boss, car, 1, replace(CAR, colour="黑"))
    assert vehicles.open_vehicle(car, boss.today).colour == "白"


def test_former_plates_are_remembered_and_a_plate_taken_back_is_present(boss: By, car: int) -> None:
    for version, plate in enumerate(("沪B22222", "沪C33333", "沪A12345"), start=1):
        vehicles.change(boss, car, version, replace(CAR, plate=plate))
    assert vehicles.old_plates(car) == ("沪B22222", "沪C33333")


# Owners


def test_the_former_owner_ends_the_day_before(boss: By, car: int, zhang: int, wang: int) -> None:
    day = boss.today + timedelta(days=10)
    vehicles.change_owner(later(boss, 20), car, wang, day)
    assert vehicles.owner_of(car) == wang
    assert [(row.name, row.since, row.until) for row in vehicles.owners(car)] == [
        ("王五", day, None),
        ("张三", boss.today, day - timedelta(days=1)),
    ]


@pytest.mark.parametrize(("days", "field"), [(-1, "on"), (6, "on")])
def test_a_sale_lies_between_the_purchase_and_today(
    boss: By, car: int, wang: int, days: int, field: str
) -> None:
    with pytest.raises(FieldError) as caught:
        vehicles.change_owner(later(boss, 5), car, wang, boss.today + timedelta(days=days))
    assert caught.value.field == field
    assert len(vehicles.owners(car)) == 1


def test_a_car_is_not_sold_to_its_owner_or_to_nobody(boss: By, car: int, zhang: int) -> None:
    for buyer in (zhang, 999):
        with pytest.raises(FieldError) as caught:
            vehicles.change_owner(boss, car, buyer, boss.today)
        assert caught.value.field == "owner"
    assert vehicles.owner_of(car) == zhang


_plates = count(10_000)


@FEW
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-2, 40)), max_size=8))
def test_a_vehicle_has_one_open_owner_after_any_changes(boss: By, changes: list[tuple[int, int]]) -> None:
    people = [customers.add(boss, CustomerData(name=f"客{number}")) for number in range(3)]
    car = vehicles.add(boss, VehicleData(plate=f"沪A{next(_plates)}"), owner_id=people[0])
    expected = people[0]
    for person, days in changes:
        try:
            vehicles.change_owner(later(boss, 30), car, people[person], boss.today + timedelta(days=days))
        except FieldError:
            continue
        expected = people[person]
    rows = list(Ownership.select().where(Ownership.vehicle == car).order_by(Ownership.id))
    assert [row.until is None for row in rows] == [False] * (len(rows) - 1) + [True]
    assert vehicles.owner_of(car) == expected
    for before, after in pairwise(rows):
        assert before.since <= before.until <= after.since


# Odometer


def test_a_reading_becomes_the_odometer_of_the_vehicle(boss: By, car: int) -> None:
    vehicles.record_reading(boss, car, 52_000, RECEPTION)
    page = vehicles.open_vehicle(car, boss.today)
    assert (page.odometer_km, page.odometer_on) == (52_000, boss.today)
    assert vehicles.last_reading(car) == Reading(52_000, boss.today)
    assert page.readings == (vehicles.ReadingRow(52_000, boss.at, RECEPTION, None, ""),)


def test_the_odometer_does_not_run_backwards_without_a_reason(boss: By, car: int) -> None:
    vehicles.record_reading(boss, car, 52_000, RECEPTION)
    with pytest.raises(FieldError) as caught:
        vehicles.record_reading(later(boss, 9), car, 51_999, RECEPTION, reset_reason="  ")
    assert caught.value.field == "odo"
    vehicles.record_reading(later(boss, 9), car, 12, RECEPTION, reset_reason="换表")
    assert vehicles.open_vehicle(car, boss.today).odometer_km == 12
    assert vehicles.readings(car)[0].reset_reason == "换表"


def test_a_jump_is_questioned(boss: By, car: int) -> None:
    vehicles.record_reading(boss, car, 52_000, RECEPTION)
    with pytest.raises(FieldError) as caught:
        vehicles.record_reading(later(boss, 1), car, 520_000, RECEPTION)
    assert caught.value.field == "odo_confirmed"
    vehicles.record_reading(later(boss, 1), car, 520_000, RECEPTION, confirmed=True)


@FEW
@given(
    st.lists(st.tuples(st.integers(0, 3_000_000), st.sampled_from(["", "换表"]), st.booleans()), max_size=8)
)
def test_readings_never_fall_without_a_reason(boss: By, typed: list[tuple[int, str, bool]]) -> None:
    owner = customers.add(boss, CustomerData(name="客"))
    car = vehicles.add(boss, VehicleData(plate=f"沪B{next(_plates)}"), owner_id=owner)
    for day, (km, reason, confirmed) in enumerate(typed):
        try:
            vehicles.record_reading(
                later(boss, day), car, km, RECEPTION, reset_reason=reason, confirmed=confirmed
            )
        except FieldError:
            continue
    rows = list(OdometerReading.select().where(OdometerReading.vehicle == car).order_by(OdometerReading.id))
    for before, after in pairwise(rows):
        assert (after.km < before.km) == bool(after.reset_reason)
    last = rows[-1].km if rows else None
    assert vehicles.open_vehicle(car, boss.today).odometer_km == last


# What the car brings along


def _order(boss: By, car: int, owner: int, no: str, names: list[str]) -> tuple[int, list[int]]:
    order = create(
        boss,
        WorkOrder,
        no=no,
        state=OrderState.EXITED.value,
        vehicle=car,
        customer=owner,
        advisor=boss.staff_id,
        received_at=boss.at,
        odo_in=52_000,
    )
    lines = [
        create(boss, OrderLine, order=order.id, position=at, kind="LABOUR", pay_type="CUSTOMER", name=name).id
        for at, name in enumerate(names)
    ]
    return order.id, lines


def _settlement(boss: By, order: int, no: str, state: str, payable_fen: int) -> None:
    money = dict.fromkeys(
        (
            "labour_fen",
            "parts_fen",
            "other_fen",
            "line_discount_fen",
            "order_discount_fen",
            "rounding_off_fen",
        ),
        0,
    )
    create(
        boss,
        Settlement,
        no=no,
        order=order,
        state=state,
        settled_at=boss.at,
        payable_fen=payable_fen,
        snapshot="{}",
        **money,
    )


def test_the_history_shows_each_visit_once_with_what_was_billed(boss: By, car: int, zhang: int) -> None:
    first, _lines = _order(boss, car, zhang, "WO-2026-00001", ["更换机油", "更换机滤"])
    _settlement(boss, first, "ST-2026-00001", "VOIDED", 1)
    _settlement(boss, first, "ST-2026-00002", "CONFIRMED", 12_345)
    second, _lines = _order(boss, car, zhang, "WO-2026-00002", ["很长的维修项目名称" * 10] * 5)
    newest, oldest = vehicles.open_vehicle(car, boss.today).visits
    assert (oldest.order_id, oldest.summary, oldest.payable_fen) == (first, "更换机油; 更换机滤", 12_345)
    assert (oldest.no, oldest.received_on, oldest.state) == ("WO-2026-00001", boss.today, OrderState.EXITED)
    assert (newest.order_id, len(newest.summary), newest.payable_fen) == (second, 200, None)


def test_open_advice_is_shown_safety_first(boss: By, car: int, zhang: int) -> None:
    order, _lines = _order(boss, car, zhang, "WO-2026-00001", [])
    create(boss, Recommendation, vehicle=car, order=order, text="换雨刮")
    create(boss, Recommendation, vehicle=car, order=order, text="换刹车片", safety=True)
    create(boss, Recommendation, vehicle=car, order=order, text="已做", closed_at=boss.at)
    assert [row.text for row in vehicles.open_vehicle(car, boss.today).advice] == ["换刹车片", "换雨刮"]


def _warranty(boss: By, car: int, order: int, line: int) -> None:
    create(
        boss,
        RepairWarranty,
        line=line,
        order=order,
        vehicle=car,
        category=RepairCategory.MINOR_REPAIR.value,
        start_on=boss.today,
        start_km=52_000,
        days=10,
        km=2_000,
        expires_on=boss.today + timedelta(days=10),
        expires_km=54_000,
    )


@pytest.mark.parametrize(
    ("days", "km", "is_open"),
    [(0, 52_000, True), (10, 54_000, True), (11, 52_000, False), (0, 54_001, False), (10, None, True)],
)
def test_a_line_is_covered_until_day_or_kilometre_whichever_comes_first(
    boss: By, car: int, zhang: int, days: int, km: int | None, is_open: bool
) -> None:
    order, (line,) = _order(boss, car, zhang, "WO-2026-00001", ["更换水泵"])
    _warranty(boss, car, order, line)
    found = open_warranties(car, boss.today + timedelta(days=days), km)
    assert len(found) == is_open
    for row in found:
        assert isinstance(row, OpenWarranty)
        assert (row.order_no, row.line, row.line_id) == ("WO-2026-00001", "更换水泵", line)
        assert (row.days_left, row.km_left) == (10 - days, 54_000 - (km or 52_000))


def test_the_page_uses_the_last_known_odometer(boss: By, car: int, zhang: int) -> None:
    order, (line,) = _order(boss, car, zhang, "WO-2026-00001", ["更换水泵"])
    _warranty(boss, car, order, line)
    vehicles.record_reading(boss, car, 53_000, RECEPTION)
    (row,) = vehicles.open_vehicle(car, boss.today).warranties
    assert row.km_left == 1_000


def test_an_unknown_vehicle_is_a_key_error(boss: By) -> None:
    for act in (
        lambda: vehicles.open_vehicle(1, boss.today),
        lambda: vehicles.change(boss, 1, 1, CAR),
        lambda: vehicles.change_owner(boss, 1, 1, boss.today),
        lambda: vehicles.record_reading(boss, 1, 1, RECEPTION),
    ):
        with pytest.raises(KeyError):
            act()
