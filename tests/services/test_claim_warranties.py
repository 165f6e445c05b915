"""A claim is in range by the warranty that the counter's verdict showed, and goes to whom that names (A5, E4, E9)."""

from dataclasses import replace
from datetime import date

import pytest

from garage import i18n
from garage.domain.claim_checks import Check, check_list
from garage.domain.claims import Terms
from garage.domain.factory_terms import Term
from garage.domain.lines import LineKind
from garage.domain.vehicles import OdometerSource
from garage.domain.verdicts import Coverage, Light, Source, Verdict
from garage.models.claims import Claim
from garage.models.orders import OrderLine
from garage.models.rework import WarrantyVerdict
from garage.models.vehicles import Vehicle
from garage.services import (
    claim_drafts,
    claim_facts,
    claim_terms,
    factory_terms,
    orders,
    parts,
    suppliers,
    vehicles,
    verdicts,
)
from tests.services.road import Road
from tests.services.test_verdicts import come_back, give_part_a_warranty, judged, leave


@pytest.fixture
def supplier(road: Road) -> int:
    """Who gives twelve months on everything."""
    ref = suppliers.add(road.boss, name="深圳众诚汽配")
    claim_terms.save(road.boss, ref, Terms(months=12, km=10_000))
    return ref


def claim_for(road: Road, row: Coverage, supplier: int) -> Claim:
    """Claim is pressed on a warranty, the customer agrees, and the claim is drafted."""
    verdicts.decide(road.boss, road.order, row.subject, Verdict.CLAIM)
    orders.finish_estimate(road.boss, road.order)
    road.authorise()
    lines = [line.id for line in claim_drafts.claimable(road.order)]
    return Claim.get_by_id(claim_drafts.draft(road.boss, lines, supplier))


def in_range(road: Road, claim: Claim) -> Check:
    facts = claim_facts.read(claim, road.boss.today)
    return next(item for item in check_list(facts) if item.code == "range")


def change_car(road: Road, **values: object) -> None:
    card = vehicles.open_vehicle(road.vehicle, road.boss.today)
    known = {name: getattr(card, name) for name in vehicles.VehicleData.__dataclass_fields__}
    vehicles.change(road.boss, road.vehicle, card.version, vehicles.VehicleData(**known | values))


def test_a_part_s_own_longer_warranty_is_that_of_its_claim(road: Road, supplier: int) -> None:
    """24 months from 21 November 2026 against twelve of the supplier: 500 days later 230 are left."""
    give_part_a_warranty(road, months=24, km=40_000)
    leave(road)
    come_back(road, days=500, km=120_000)
    [part] = judged(road, Source.PART)
    assert (part.light, part.days_left, part.km_left) == (Light.GREEN, 231, 6_414)
    claim = claim_for(road, part, supplier)
    assert claim.bought_on == date(2026, 11, 21)
    assert in_range(road, claim).ok
    late = in_range(road, replace_fault(claim, date(2028, 11, 22)))
    assert (late.ok, late.detail) == (False, "It ended on 2028-11-21, 1 day before")
    far = in_range(road, read_at(claim, 126_415))
    assert (far.ok, far.detail) == (False, "1 km beyond 40,000 km")


def replace_fault(claim: Claim, day: date) -> Claim:
    Claim.update(fault_on=day).where(Claim.id == claim.id).execute()
    return Claim.get_by_id(claim.id)


def read_at(claim: Claim, km: int) -> Claim:
    Claim.update(fault_on=date(2028, 4, 4), odometer_km=km).where(Claim.id == claim.id).execute()
    return Claim.get_by_id(claim.id)


def test_a_part_s_own_shorter_warranty_is_not_stretched_by_the_supplier_s(road: Road, supplier: int) -> None:
    give_part_a_warranty(road, months=3, km=None)
    leave(road)
    come_back(road, days=92, km=88_000)
    [part] = judged(road, Source.PART)
    assert part.days_left == 0
    claim = claim_for(road, part, supplier)
    assert in_range(road, claim).ok
    assert not in_range(road, replace_fault(claim, date(2027, 2, 22))).ok


def test_the_maker_s_term_is_that_of_its_claim_and_names_whom_to_claim_from(
    road: Road, supplier: int
) -> None:
    maker = suppliers.add(road.boss, name="厂家售后")
    change_car(road, registered_on=date(2022, 2, 28))
    factory_terms.add(road.boss, Term("整车", 60, 200_000, supplier_id=maker))
    come_back(road, km=86_412)
    [car] = judged(road, Source.FACTORY)
    assert car.light is Light.GREEN
    verdicts.decide(road.boss, road.order, car.subject, Verdict.CLAIM)
    assert [line.supplier_id for line in claim_drafts.claimable(road.order)] == [maker]
    claim = claim_for(road, judged(road, Source.FACTORY)[0], supplier)
    assert claim.bought_on == date(2022, 2, 28)
    assert in_range(road, claim).ok  # the supplier's twelve months and 10,000 km are not asked
    late = in_range(road, replace_fault(claim, date(2027, 3, 1)))
    assert late.detail == "It ended on 2027-02-28, 1 day before"
    far = in_range(road, read_at(claim, 200_001))
    assert "1 km beyond 200,000 km" in far.detail


def test_the_start_is_that_of_the_line_judged_whatever_part_is_fitted_today(
    road: Road, supplier: int
) -> None:
    give_part_a_warranty(road, months=24, km=None)
    leave(road)
    come_back(road, days=400, km=99_000)
    other = parts.add(road.boss, replace(parts.open_part(road.part).data, code="BP-OTHER", name="别的刹车片"))
    [part] = judged(road, Source.PART)
    verdicts.decide(road.boss, road.order, part.subject, Verdict.CLAIM)
    OrderLine.update(part=other, name="别的刹车片").where(
        (OrderLine.order == road.order) & (OrderLine.kind == LineKind.PART.value)
    ).execute()
    claim = claim_for(road, judged(road, Source.PART)[0], supplier)
    assert claim.bought_on == date(2026, 11, 21)
    assert in_range(road, claim).ok


def test_without_a_word_of_the_part_the_supplier_s_terms_count(road: Road, supplier: int) -> None:
    leave(road)
    Vehicle.update(registered_on=date(2020, 1, 1)).execute()
    come_back(road, days=400, km=99_000)
    ours = next(one for one in judged(road) if one.subject.name == "前刹车片")
    verdicts.decide(road.boss, road.order, ours.subject, Verdict.CLAIM, note="供应商认")
    orders.finish_estimate(road.boss, road.order)
    road.authorise()
    lines = [line.id for line in claim_drafts.claimable(road.order)]
    claim = Claim.get_by_id(claim_drafts.draft(road.boss, lines, supplier))
    assert claim.bought_on == date(2026, 11, 21)
    assert in_range(road, claim).detail.startswith("It ended on 2027-11-21, 35 days before")


def test_a_replaced_odometer_counts_what_was_driven_in_the_claim_too(road: Road, supplier: int) -> None:
    give_part_a_warranty(road, months=24, km=2_000)
    leave(road)
    vehicles.record_reading(road.boss, road.vehicle, 87_000, OdometerSource.PHONE)
    come_back(road, days=30, km=1_414, reason="更换仪表")
    [part] = judged(road, Source.PART)
    claim = claim_for(road, part, supplier)
    facts = claim_facts.read(claim, road.boss.today)
    assert (part.km_left, facts.driven_km) == (2_000 - facts.driven_km, part.driven.km)
    assert in_range(road, claim).ok


def test_a_warranty_of_the_car_s_file_is_known_again_in_the_other_language(road: Road, supplier: int) -> None:
    change_car(road, factory_warranty_until=date(2030, 1, 1), factory_warranty_km=90_000)
    come_back(road, km=86_412)
    with i18n.speaking("zh_CN"):
        verdicts.decide(road.boss, road.order, judged(road, Source.FACTORY)[0].subject, Verdict.NORMAL)
    [car] = judged(road, Source.FACTORY)
    assert car.decided is Verdict.NORMAL
    with i18n.speaking("zh_CN"):
        claim = claim_for(road, judged(road, Source.FACTORY)[0], supplier)
        assert "超出 90,000" in in_range(road, read_at(claim, 90_001)).detail
    assert WarrantyVerdict.select().count() == 1
    far = in_range(road, read_at(claim, 90_001))
    assert (far.ok, far.detail) == (False, "1 km beyond 90,000 km")
