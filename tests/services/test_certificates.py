"""The completion certificate: who needs one, who may have one, and what makes it void (B6, invariant 11)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.exit_passes import PassKind
from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import OldPartChoice, OrderState
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, RuleError
from garage.services import certificates, customers, inspections, orders, papers, settlements, trips
from garage.services.orders import order_of_number
from tests.services.road import Road, codes, state


def to_final(road: Road, category: RepairCategory = RepairCategory.SERVICE_LEVEL_2) -> None:
    """Everything up to the passed final inspection."""
    labour, part = road.lines()
    road.receive(replace(labour, category=category), part)
    road.authorise()
    road.dispatch()
    road.issue()
    road.check(InspectionStage.DIAGNOSIS, road.mechanic)
    road.work()
    road.check(InspectionStage.IN_PROCESS, road.leader)
    road.inspect()


def numbers(road: Road) -> list[tuple[str, bool]]:
    return [(row.no, row.voided_at is None) for row in certificates.of_order(road.order)]


@pytest.mark.parametrize(
    "category",
    [RepairCategory.SERVICE_LEVEL_2, RepairCategory.ASSEMBLY_REPAIR, RepairCategory.VEHICLE_OVERHAUL],
)
def test_level_2_and_overhaul_work_is_not_ready_without_a_certificate(
    road: Road, category: RepairCategory
) -> None:
    to_final(road, category)
    with pytest.raises(RuleError) as error:
        road.make_ready()
    assert codes(error) == {"certificate"}
    assert certificates.issue(road.boss, road.order) == "QC-2026-00001"
    road.make_ready()
    road.settle()


def test_a_refused_step_leaves_no_inspection_behind(road: Road) -> None:
    to_final(road)
    before = len(inspections.of_order(road.order))
    with pytest.raises(RuleError):
        road.make_ready()
    assert len(inspections.of_order(road.order)) == before


def test_it_names_the_odometer_as_it_stands_after_the_last_trip(road: Road) -> None:
    to_final(road)
    back = road.boss.at + timedelta(minutes=30)
    number = trips.issue(
        road.boss,
        road.order,
        PassKind.ROAD_TEST,
        return_at=back,
        driver_id=road.mechanic,
        odo_out=86_412,
    )
    trips.back(road.boss, number, 86_431)
    certificate = certificates.issue(road.boss, road.order)
    paper = certificates.certificate(certificate, papers.blank_imprint(road.boss))
    assert paper.odometer_km == 86_431


def test_there_is_none_before_the_final_inspection_and_never_two(road: Road) -> None:
    road.receive()
    with pytest.raises(RuleError) as error:
        certificates.issue(road.boss, road.order)
    assert codes(error) == {"state"}
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    certificates.issue(road.boss, road.order)
    with pytest.raises(RuleError) as error:
        certificates.issue(road.boss, road.order)
    assert codes(error) == {"certified"}


def test_the_paper_names_who_passed_the_final_inspection_and_what_was_promised(road: Road) -> None:
    to_final(road)
    number = certificates.issue(road.boss, road.order)
    paper = certificates.certificate(number, papers.blank_imprint(road.boss))
    assert (paper.inspector, paper.required) == ("赵质检", True)
    assert paper.authorisation_no.endswith("-A1")
    assert (RepairCategory.SERVICE_LEVEL_2, 5_000, 30) in paper.warranty
    assert (paper.left_on, paper.odometer_out_km) == (None, None)


def test_the_paper_stays_as_it_was_issued_and_gains_only_what_the_gate_says(road: Road) -> None:
    to_final(road)
    number = certificates.issue(road.boss, road.order)
    customer = customers.open_customer(road.customer)
    data = customers.CustomerData(name="改了名", phones=customer.phones, address=customer.address)
    customers.change(road.boss, road.customer, customer.version, data)
    road.make_ready()
    road.settle()
    road.leave()
    paper = certificates.certificate(number, papers.blank_imprint(road.boss))
    assert paper.head.customer.name == "王女士"
    assert (paper.left_on, paper.odometer_out_km) == (road.boss.today, 86_414)


def test_a_minor_repair_has_one_on_wish(road: Road) -> None:
    road.to_ready()
    number = certificates.issue(road.boss, road.order)
    paper = certificates.certificate(number, papers.blank_imprint(road.boss))
    assert not paper.required
    assert state(road) is OrderState.READY


def test_going_back_to_work_voids_it_and_the_next_has_the_next_number(road: Road) -> None:
    to_final(road)
    certificates.issue(road.boss, road.order)
    road.make_ready()
    answers = {code: code != "fault_gone" for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
    inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.TAKE, remark="还有异响")
    assert numbers(road) == [("QC-2026-00001", False)]
    assert certificates.of_order(road.order)[0].void_reason == "还有异响"
    road.work()
    road.inspect()
    certificates.issue(road.boss, road.order)
    assert numbers(road) == [("QC-2026-00001", False), ("QC-2026-00002", True)]


def test_by_hand_it_is_voided_with_a_reason_and_issued_again_at_once(road: Road) -> None:
    to_final(road)
    certificates.issue(road.boss, road.order)
    with pytest.raises(FieldError):
        certificates.void(road.boss, road.order, " ")
    assert certificates.void(road.boss, road.order, "车主姓名写错") == "QC-2026-00002"
    assert certificates.void(road.boss, road.order, "缓发", issue_again=False) == ""
    with pytest.raises(RuleError) as error:
        certificates.void(road.boss, road.order, "再来")
    assert codes(error) == {"no_certificate"}
    void = certificates.certificate("QC-2026-00001", papers.blank_imprint(road.boss))
    assert (void.imprint.voided, void.void_reason) == (True, "车主姓名写错")


def test_a_car_that_is_ready_or_further_never_stands_without_the_one_it_needs(road: Road) -> None:
    to_final(road)
    certificates.issue(road.boss, road.order)
    for step in (road.make_ready, road.settle):
        step()
        with pytest.raises(RuleError) as error:
            certificates.void(road.boss, road.order, "写错", issue_again=False)
        assert codes(error) == {"certificate"}
    assert certificates.void(road.boss, road.order, "写错") == "QC-2026-00002"
    road.leave()
    with pytest.raises(RuleError) as error:
        certificates.void(road.boss, road.order, "写错")
    assert codes(error) == {"state"}


def test_voiding_the_bill_keeps_it(road: Road) -> None:
    to_final(road)
    certificates.issue(road.boss, road.order)
    road.make_ready()
    road.settle()
    settlements.void(road.boss, road.order, "开错了")
    assert orders.open_page(road.order).facts.certified


def test_its_number_leads_to_the_order(road: Road) -> None:
    to_final(road)
    assert order_of_number(certificates.issue(road.boss, road.order).lower()) == road.order
