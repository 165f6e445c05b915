"""The list of orders, scanned numbers and the papers of an order."""

from dataclasses import replace
from datetime import datetime

from garage.domain.lines import LineKind
from garage.domain.order_steps import OrderAct, next_step
from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod
from garage.domain.warranty import RepairCategory
from garage.services import orders, papers, papers_money, settlements, vehicles, workshop
from garage.services.command import By
from garage.services.order_list import OrderFilter, counts, page
from tests.services.road import Road


def test_the_list_shows_an_order_under_the_chip_of_its_state(road: Road) -> None:
    road.receive()
    assert counts(road.boss)[OrderFilter.CONSENT] == 1
    row = page(road.boss, OrderFilter.CONSENT, None).rows[0]
    assert (row.plate, row.customer, row.state) == ("粤B12345", "王女士", OrderState.ESTIMATED)
    assert page(road.boss, OrderFilter.READY, None).rows == ()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    road.leave()
    assert counts(road.boss)[OrderFilter.OPEN] == 0
    assert counts(road.boss)[OrderFilter.LEFT_TODAY] == 1
    assert page(road.boss, OrderFilter.ALL, None).rows[0].no == "WO-2026-00001"


def test_pages_of_the_list_follow_one_another_without_gap_or_repeat(road: Road) -> None:
    for number in range(7):
        car = vehicles.add(road.boss, vehicles.VehicleData(plate=f"粤B1000{number}"), owner_id=road.customer)
        orders.open_order(road.boss, car)
    seen, cursor = [], None
    while True:
        part = page(road.boss, OrderFilter.ALL, cursor, limit=3)
        seen += [row.id for row in part.rows]
        cursor = part.next_cursor
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 7


def test_a_scanned_number_finds_its_order(road: Road) -> None:
    road.to_ready()
    made = road.settle()
    for number in (
        "WO-2026-00001",
        "WO-2026-00001-A1",
        "GI-2026-00001",
        made.settlement_no,
        made.receipt_no,
        made.pass_no,
    ):
        assert orders.order_of_number(number) == road.order
    assert orders.order_of_number("WO-2026-99999") is None
    assert orders.order_of_number("6901234567892") is None


def test_a_promised_time_is_suggested_within_working_hours(road: Road) -> None:
    assert orders.promised_suggestion(road.boss, 400) == datetime(2026, 11, 21, 13, 30)
    late = By(1, datetime(2026, 11, 21, 17, 0))
    assert orders.promised_suggestion(late, 200) == datetime(2026, 11, 22, 9, 30)
    early = By(1, datetime(2026, 11, 21, 6, 10))
    assert orders.promised_suggestion(early, 50) == datetime(2026, 11, 21, 9, 0)


def test_a_promised_time_waits_for_the_jobs_before_it(road: Road) -> None:
    road.receive(replace(road.lines()[0], hours_centi=800))
    assert orders.promised_suggestion(road.boss, 100) == datetime(2026, 11, 21, 10, 30)
    road.authorise()
    assert workshop.queue_centi() == 400
    assert orders.promised_suggestion(road.boss, 100) == datetime(2026, 11, 21, 14, 30)
    road.dispatch()
    road.work()
    assert orders.promised_suggestion(road.boss, 100) == road.boss.at.replace(hour=11, minute=0)


def test_every_paper_of_the_road_can_be_made(road: Road) -> None:
    road.receive()
    stamp = papers.blank_imprint(road.boss)
    assert papers.reception_sheet(road.order, stamp).head.complaint == "刹车异响"
    assert papers.authorisation_form(road.order, stamp).total_fen == 168_032
    road.authorise()
    road.dispatch()
    card = papers.job_card(road.order, stamp)
    assert [line.technicians for line in card.lines if line.kind is LineKind.LABOUR] == [("李师傅",)]
    assert [line.bin for line in card.lines if line.kind is LineKind.PART] == ["A-01"]
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    made = road.settle()
    slip = settlements.settled_slip(made.settlement_no)
    assert slip.payable_fen == sum(line.charged_fen for line in slip.lines) == 168_032
    assert slip.warranty == ((RepairCategory.MINOR_REPAIR, 2_000, 10),)
    assert papers_money.payment_receipt(made.receipt_no, stamp).tenders == ((PayMethod.CASH, 168_032),)
    papers.printed(road.boss, "settlement", made.settlement_no)
    assert papers.imprint(road.boss, "settlement", made.settlement_no).copy == 1


def test_the_next_step_of_the_page_is_the_table_s(road: Road) -> None:
    road.receive()
    facts = orders.open_page(road.order).facts
    assert next_step(facts).act is OrderAct.AUTHORISE  # type: ignore[union-attr]
