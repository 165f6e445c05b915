"""What the counter says of a car that comes back, and the line that follows (A5, C6, E9; invariants 12 to 14, 16)."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.factory_terms import Term
from garage.domain.lines import PayType
from garage.domain.vehicles import Fuel, OdometerSource
from garage.domain.verdicts import Coverage, Light, Same, Source, Subject, Verdict, say_sum
from garage.errors import FieldError, RuleError, StaleError
from garage.models.rework import WarrantyVerdict
from garage.models.warranty import RepairWarranty
from garage.services import (
    books,
    customers,
    exit_passes,
    factory_terms,
    order_lines,
    orders,
    parts,
    rework_cases,
    settlements,
    vehicles,
    verdicts,
)
from garage.services.order_lines import Line
from tests.services.road import Road, codes


def leave(road: Road, km: int = 86_414) -> None:
    """The whole visit."""
    road.to_ready()
    road.settle()
    exit_passes.leave(road.boss, road.order, km)


def come_back(
    road: Road, days: int = 4, km: int = 87_000, complaint: str = "刹车又响了", reason: str = ""
) -> None:
    """The car is received again, its odometer read."""
    road.forward(days=days)
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), complaint=complaint, odometer_km=km, odometer_reason=reason)
    orders.save_reception(road.boss, road.order, 1, sheet)


def judged(road: Road, source: Source = Source.REPAIR) -> list[Coverage]:
    found = verdicts.of_order(road.order, road.boss.today)
    return [one for one in found if one.subject.source is source]


def labour_of(road: Road) -> Coverage:
    """The verdict on the labour line of the first visit."""
    return next(one for one in judged(road) if one.subject.name == "更换前刹车片")


def lines(road: Road) -> list[Line]:
    return order_lines.lines_of(road.order)


def give_part_a_warranty(road: Road, months: int = 12, km: int | None = 20_000) -> None:
    card, terms = parts.open_part(road.part), {"warranty_months": months, "warranty_km": km}
    parts.change(road.boss, road.part, card.version, replace(card.data, **terms))


def test_a_comeback_in_time_says_the_sum_and_what_is_the_same(road: Road) -> None:
    leave(road)
    come_back(road)
    found = labour_of(road)
    assert say_sum(found) == ("left 2026-11-21 + 10 days = 2026-12-01; 87,000 − 86,414 = 586 of 2,000 km")
    assert (found.light, found.days_left, found.km_left, found.attempts) == (Light.GREEN, 6, 1_414, 0)
    assert found.same == {Same.COMPLAINT}
    assert found.order_no == "WO-2026-00001"


@pytest.mark.parametrize(("days", "km"), [(10, 88_414), (0, 86_414), (10, 86_414)])
def test_the_last_day_and_kilometre_are_covered(road: Road, days: int, km: int) -> None:
    leave(road)
    road.forward(days=days)
    assert all(one.open for one in verdicts.of_vehicle(road.vehicle, road.boss.today, km))


@pytest.mark.parametrize(("days", "km"), [(11, 86_500), (10, 88_415)])
def test_one_more_is_red_and_still_listed(road: Road, days: int, km: int) -> None:
    leave(road)
    road.forward(days=days)
    found = verdicts.of_vehicle(road.vehicle, road.boss.today, km)
    assert {one.light for one in found} == {Light.RED}
    assert len(found) == 2


def test_nothing_is_listed_of_a_car_without_a_past(road: Road) -> None:
    assert verdicts.of_vehicle(road.vehicle, road.boss.today, None) == ()
    with pytest.raises(KeyError):
        verdicts.of_vehicle(999, road.boss.today, None)


def test_an_odometer_that_nobody_read_is_looked_at_twice(road: Road) -> None:
    leave(road)
    road.forward(days=1)
    found = verdicts.of_vehicle(road.vehicle, road.boss.today, None)
    assert {(one.light, one.km_left) for one in found} == {(Light.AMBER, None)}


def test_history_follows_the_car_when_it_was_sold(road: Road) -> None:
    leave(road)
    road.forward(days=1)
    buyer = customers.add(road.boss, customers.CustomerData(name="买主", phones=("13900139000",)))
    vehicles.change_owner(road.boss, road.vehicle, buyer, road.boss.today)
    come_back(road, days=2)
    assert orders.open_page(road.order).customer_id == buyer
    verdicts.decide(road.boss, road.order, labour_of(road).subject, Verdict.REWORK)
    assert books.check() == []


def test_a_replaced_odometer_counts_what_was_driven(road: Road) -> None:
    leave(road)
    vehicles.record_reading(road.boss, road.vehicle, 87_000, OdometerSource.PHONE)
    come_back(road, km=40, reason="更换仪表")
    found = labour_of(road)
    assert (found.light, found.km_left) == (Light.AMBER, 1_414)
    assert "586 + 0 = 586 of 2,000 km, the odometer was replaced" in say_sum(found)


def test_a_last_day_on_a_sunday_is_hinted_at(road: Road) -> None:
    road.forward(days=1)
    leave(road)  # on a Sunday, ten days before 2 December
    road.forward(days=1)
    found = verdicts.of_vehicle(road.vehicle, road.boss.today, 86_500)
    assert {one.runs_on_to for one in found} == {None}
    RepairWarranty.update(expires_on=date(2026, 12, 6)).execute()
    late = verdicts.of_vehicle(road.vehicle, date(2026, 12, 7), 86_500)
    assert {(one.light, one.days_left, one.runs_on_to) for one in late} == {
        (Light.AMBER, -1, date(2026, 12, 7))
    }


# What parts and makers promise


def test_a_part_s_own_warranty_is_frozen_when_the_car_leaves(road: Road) -> None:
    give_part_a_warranty(road)
    leave(road)
    give_part_a_warranty(road, months=1, km=None)
    come_back(road, days=200, km=96_000)
    [part] = judged(road, Source.PART)
    assert part.promise.last_day == date(2027, 11, 21)
    assert say_sum(part) == (
        "fitted, left 2026-11-21 + 12 months = 2027-11-21; 96,000 − 86,414 = 9,586 of 20,000 km"
    )
    assert part.light is Light.GREEN
    assert {one.light for one in judged(road)} == {Light.RED}


def test_a_part_of_the_customer_s_own_carries_no_warranty(road: Road) -> None:
    give_part_a_warranty(road)
    labour, part = road.lines()
    road.to_ready(labour, replace(part, part_id=None, customer_supplied=True, unit_price_fen=0))
    road.settle()
    road.leave()
    come_back(road)
    assert [one.subject.name for one in judged(road)] == ["更换前刹车片"]
    assert judged(road, Source.PART) == []


def test_the_maker_s_terms_count_from_the_registration(road: Road) -> None:
    card = vehicles.open_vehicle(road.vehicle, road.boss.today)
    data = vehicles.VehicleData(
        **{name: getattr(card, name) for name in vehicles.VehicleData.__dataclass_fields__}
        | {"fuel": Fuel.ELECTRIC, "registered_on": date(2022, 2, 28)}
    )
    vehicles.change(road.boss, road.vehicle, card.version, data)
    assert factory_terms.add_usual(road.boss) == 6
    assert factory_terms.add_usual(road.boss) == 0
    found = {one.subject.name: one for one in verdicts.of_vehicle(road.vehicle, road.boss.today, 86_412)}
    assert set(found) == {"Traction battery", "Drive motor", "Motor controller"}
    battery = found["Traction battery"]
    assert say_sum(battery) == "registered 2022-02-28 + 60 months = 2027-02-28; 86,412 of 200,000 km"
    assert battery.light is Light.GREEN
    factory_terms.add(
        road.boss, Term("Battery, by local rule", 48, part_group="Traction battery", local_rule=True)
    )
    assert "Traction battery" not in {
        one.subject.name for one in verdicts.of_vehicle(road.vehicle, road.boss.today, 86_412)
    }


def test_the_car_s_own_file_says_its_warranty(road: Road) -> None:
    factory_terms.add(road.boss, Term("Whole vehicle", 12))
    card = vehicles.open_vehicle(road.vehicle, road.boss.today)
    data = vehicles.VehicleData(
        **{name: getattr(card, name) for name in vehicles.VehicleData.__dataclass_fields__}
        | {"factory_warranty_until": date(2027, 5, 1), "factory_warranty_km": 100_000}
    )
    vehicles.change(road.boss, road.vehicle, card.version, data)
    [found] = verdicts.of_vehicle(road.vehicle, road.boss.today, 86_412)
    assert say_sum(found) == "by the car's file until 2027-05-01; 86,412 of 100,000 km"


# What is decided


def test_rework_adds_a_free_line_that_repeats_the_first(road: Road) -> None:
    leave(road)
    come_back(road)
    verdicts.decide(road.boss, road.order, labour_of(road).subject, Verdict.REWORK)
    [line] = lines(road)
    assert (line.pay_type, line.name, line.hours_centi) == (PayType.REWORK, "更换前刹车片", 400)
    assert line.original_line_id == labour_of(road).subject.line_id
    assert settlements.preview(road.order, settlements.Terms()).payable_fen == 0
    assert labour_of(road).decided is Verdict.REWORK
    assert books.check() == []


def test_a_verdict_can_be_changed_and_takes_its_line_along(road: Road) -> None:
    leave(road)
    come_back(road)
    subject = labour_of(road).subject
    first = verdicts.decide(road.boss, road.order, subject, Verdict.REWORK)
    seen = labour_of(road).version
    assert verdicts.decide(road.boss, road.order, subject, Verdict.CLAIM, version=seen) == first
    assert [(line.pay_type, line.original_line_id) for line in lines(road)] == [(PayType.CLAIM, None)]
    with pytest.raises(StaleError):
        verdicts.decide(road.boss, road.order, subject, Verdict.NORMAL, version=seen)
    verdicts.decide(road.boss, road.order, subject, Verdict.NORMAL)
    assert [line.pay_type for line in lines(road)] == [PayType.CUSTOMER]
    row = WarrantyVerdict.get_by_id(first)
    assert (row.verdict, row.days_left, row.km_left, row.odometer_km) == ("NORMAL", 6, 1_414, 87_000)


def test_a_verdict_finds_its_line_after_the_estimate_was_typed_anew(road: Road) -> None:
    leave(road)
    come_back(road)
    subject = labour_of(road).subject
    verdicts.decide(road.boss, road.order, subject, Verdict.REWORK)
    page = orders.open_page(road.order)
    oil = replace(road.lines()[0], name="更换机油")
    order_lines.save_lines(road.boss, road.order, page.version, [oil, *page.lines])
    verdicts.decide(road.boss, road.order, subject, Verdict.NORMAL)
    assert [line.pay_type for line in lines(road)] == [PayType.CUSTOMER, PayType.CUSTOMER]


def test_a_line_of_the_order_is_set_instead_of_adding_one(road: Road) -> None:
    leave(road)
    come_back(road)
    order_lines.save_lines(road.boss, road.order, orders.open_page(road.order).version, road.lines())
    part = lines(road)[1]
    subject = next(one.subject for one in judged(road) if one.subject.name == "前刹车片")
    verdicts.decide(road.boss, road.order, subject, Verdict.REWORK, line_id=part.id)
    assert [line.pay_type for line in lines(road)] == [PayType.CUSTOMER, PayType.REWORK]


def test_claiming_a_system_adds_an_hour_of_labour(road: Road) -> None:
    leave(road)
    come_back(road)
    factory_terms.add(road.boss, Term("电池", 240))
    card = vehicles.open_vehicle(road.vehicle, road.boss.today)
    data = {name: getattr(card, name) for name in vehicles.VehicleData.__dataclass_fields__}
    registered = vehicles.VehicleData(**data | {"registered_on": date(2022, 2, 28)})
    vehicles.change(road.boss, road.vehicle, card.version, registered)
    [battery] = judged(road, Source.FACTORY)
    with pytest.raises(FieldError) as error:
        verdicts.decide(road.boss, road.order, battery.subject, Verdict.REWORK)
    assert error.value.field == "verdict"
    verdicts.decide(road.boss, road.order, battery.subject, Verdict.CLAIM)
    assert [(line.name, line.hours_centi, line.pay_type) for line in lines(road)] == [
        ("电池", 100, PayType.CLAIM)
    ]


def test_what_has_run_out_needs_a_word_of_why(road: Road) -> None:
    leave(road)
    come_back(road, days=20)
    subject = labour_of(road).subject
    with pytest.raises(FieldError) as error:
        verdicts.decide(road.boss, road.order, subject, Verdict.REWORK)
    assert error.value.field == "note"
    verdicts.decide(road.boss, road.order, subject, Verdict.NORMAL)
    verdicts.decide(road.boss, road.order, subject, Verdict.REWORK, note="老客户，只过了十天")
    assert [line.pay_type for line in lines(road)] == [PayType.REWORK]


def test_after_two_reworks_the_third_time_is_referred(road: Road) -> None:
    leave(road)
    for attempt in (1, 2):
        come_back(road, days=1, km=86_414 + 10 * attempt)
        verdicts.decide(road.boss, road.order, labour_of(road).subject, Verdict.REWORK)
        orders.finish_estimate(road.boss, road.order)
        road.authorise()
        road.dispatch()
        road.work()
        road.inspect()
        road.make_ready()
        road.settle()
        exit_passes.leave(road.boss, road.order, 86_414 + 10 * attempt + 1)
    come_back(road, days=1, km=86_500)
    found = labour_of(road)
    assert (found.attempts, found.refer) == (2, True)
    assert len([one for one in judged(road) if one.subject.name == "更换前刹车片"]) == 1
    with pytest.raises(FieldError) as error:
        verdicts.decide(road.boss, road.order, found.subject, Verdict.REWORK)
    assert error.value.field == "note"
    verdicts.decide(road.boss, road.order, found.subject, Verdict.REWORK, note="换人再试")
    [line] = lines(road)
    first = RepairWarranty.select().order_by(RepairWarranty.id).first()
    assert line.original_line_id == first.line_id


def test_unclear_opens_one_case_and_no_line(road: Road) -> None:
    leave(road)
    come_back(road)
    subject = labour_of(road).subject
    verdicts.decide(road.boss, road.order, subject, Verdict.UNCLEAR)
    verdicts.decide(road.boss, road.order, subject, Verdict.UNCLEAR)
    [case] = rework_cases.open_cases(road.vehicle)
    assert (case.fault, case.original_line_id) == ("刹车又响了", subject.line_id)
    assert lines(road) == []


def test_a_customer_s_own_part_is_not_claimed(road: Road) -> None:
    leave(road)
    come_back(road)
    own = replace(road.lines()[1], part_id=None, customer_supplied=True, unit_price_fen=0)
    order_lines.save_lines(road.boss, road.order, orders.open_page(road.order).version, [own])
    [line] = lines(road)
    with pytest.raises(FieldError) as error:
        verdicts.decide(road.boss, road.order, labour_of(road).subject, Verdict.CLAIM, line_id=line.id)
    assert error.value.field == "line"


def test_a_frozen_estimate_takes_no_new_line_but_its_lines_can_be_set_once_agreed(road: Road) -> None:
    leave(road)
    come_back(road)
    order_lines.save_lines(road.boss, road.order, orders.open_page(road.order).version, road.lines())
    orders.finish_estimate(road.boss, road.order)
    subject = labour_of(road).subject
    with pytest.raises(RuleError) as error:
        verdicts.decide(road.boss, road.order, subject, Verdict.REWORK)
    assert codes(error) == {"frozen"}
    road.authorise()
    with pytest.raises(RuleError) as error:
        verdicts.decide(road.boss, road.order, subject, Verdict.REWORK)
    assert codes(error) == {"line"}
    line = road.labour()[0]
    verdicts.decide(road.boss, road.order, subject, Verdict.REWORK, line_id=line.id)
    assert road.labour()[0].pay_type is PayType.REWORK


def test_a_car_that_has_left_is_judged_no_more(road: Road) -> None:
    leave(road)
    come_back(road)
    subject = labour_of(road).subject
    orders.cancel(road.boss, road.order, "客户不修了")
    with pytest.raises(RuleError):
        verdicts.decide(road.boss, road.order, subject, Verdict.NORMAL)


def test_a_warranty_of_another_car_is_refused(road: Road) -> None:
    leave(road)
    come_back(road)
    with pytest.raises(FieldError) as error:
        verdicts.decide(road.boss, road.order, Subject(Source.REPAIR, "别的", 999), Verdict.REWORK)
    assert error.value.field == "subject"


# The terms


def test_two_terms_of_one_group_for_the_same_cars_cannot_be(road: Road) -> None:
    factory_terms.add_usual(road.boss)
    with pytest.raises(FieldError) as error:
        factory_terms.add(road.boss, Term("Car", 24))
    assert error.value.field == "part_group"
    whole = next(row for row in factory_terms.rows() if row.term.name == "Whole vehicle")
    factory_terms.retire(road.boss, whole.id, whole.version)
    again = factory_terms.add(road.boss, Term("Car", 24))
    with pytest.raises(FieldError):
        factory_terms.retire(road.boss, whole.id, whole.version + 1, active=True)
    factory_terms.change(road.boss, again, 1, Term("Car", 36, brand="大众"))
    factory_terms.retire(road.boss, whole.id, whole.version + 1, active=True)
    assert {row.term.name for row in factory_terms.rows()} >= {"Car", "Whole vehicle"}


@pytest.mark.parametrize(
    ("term", "field"),
    [
        (Term(" ", 12), "name"),
        (Term("A", 0), "months"),
        (Term("A", 241), "months"),
        (Term("A", 12, 0), "km"),
        (Term("A", 12, vehicle_id=99), "vehicle_id"),
        (Term("A", 12, supplier_id=99), "supplier_id"),
    ],
)
def test_a_wrong_term_is_refused_at_its_field(road: Road, term: Term, field: str) -> None:
    with pytest.raises(FieldError) as error:
        factory_terms.add(road.boss, term)
    assert error.value.field == field
