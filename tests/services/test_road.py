"""One car from its plate to the exit gate, and what it leaves behind in the books."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.lines import LineKind, PayType
from garage.domain.orders import ConsentChannel, OldPartChoice, OrderAct, OrderState, next_step
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.followups import FollowUp
from garage.models.orders import OrderLine, WorkOrder
from garage.models.payments import Payment, Receipt
from garage.models.reminders import Reminder
from garage.models.settlements import Settlement
from garage.models.vehicles import Vehicle
from garage.models.warranty import RepairWarranty
from garage.services import (
    authorisations,
    exit_passes,
    inspections,
    orders,
    papers,
    payments,
    settlements,
    stock,
    vehicles,
    workshop,
)
from garage.services.command import By
from garage.services.order_lines import LineData, save_lines
from garage.services.order_list import OrderFilter, counts, page
from garage.services.settlements import Terms
from tests.services.road import Road, set_out


@pytest.fixture
def road(boss: By) -> Road:
    return set_out(boss)


def state(road: Road) -> OrderState:
    return orders.open_page(road.order).state


def codes(error: pytest.ExceptionInfo[RuleError]) -> set[str]:
    return {reason.code for reason in error.value.reasons}


def test_the_whole_road_and_what_leaving_sets_going(road: Road) -> None:
    road.to_ready()
    terms = Terms(rounding=RoundingOff.YUAN, next_service_on=date(2027, 5, 21), next_service_km=91_412)
    made = road.settle(Tender(PayMethod.WECHAT, 100_000), Tender(PayMethod.CASH, 70_000), terms=terms)
    assert (made.settlement_no, made.receipt_no, made.pass_no, made.change_fen) == (
        "ST-2026-00001",
        "RC-2026-00001",
        "EP-2026-00001",
        2_000,
    )
    road.leave()
    assert state(road) is OrderState.EXITED
    promises = list(RepairWarranty.select().order_by(RepairWarranty.id))
    assert [(row.days, row.km, row.expires_on, row.expires_km) for row in promises] == [
        (10, 2000, date(2026, 12, 1), 88_414),
        (10, 2000, date(2026, 12, 1), 88_414),
    ]
    calls = [(row.round, row.due_on, row.late_after, row.provisional) for row in FollowUp.select()]
    assert calls == [
        (1, date(2026, 11, 24), date(2026, 11, 28), False),
        (2, date(2026, 12, 1), date(2026, 12, 8), True),
    ]
    reminder = Reminder.select().get()
    assert (reminder.due_on, reminder.due_km) == (date(2027, 5, 21), 91_412)
    vehicle = Vehicle.get_by_id(road.vehicle)
    assert (vehicle.odometer_km, vehicle.next_service_km) == (86_414, 91_412)
    assert stock.check_books() == []


def test_the_money_of_an_order_equals_its_lines_and_its_receipts(road: Road) -> None:
    road.to_ready()
    made = road.settle(
        terms=Terms(order_discount_fen=8_000, discount_reason="老客户", rounding=RoundingOff.JIAO)
    )
    row = Settlement.get(Settlement.no == made.settlement_no)
    lines = list(OrderLine.select().where(OrderLine.order == road.order))
    assert row.labour_fen + row.parts_fen + row.other_fen == sum(line.gross_fen for line in lines) == 168_032
    assert (row.order_discount_fen, row.rounding_off_fen, row.payable_fen) == (8_000, 2, 160_030)
    assert sum(one.amount_fen for one in Payment.select()) == row.payable_fen == Receipt.get().total_fen


def test_each_step_before_its_time_says_what_is_missing(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    with pytest.raises(RuleError) as error:
        orders.finish_estimate(road.boss, road.order)
    assert codes(error) == {"odometer", "walk_around", "warranty_seen", "lines", "promised"}
    with pytest.raises(RuleError) as error:
        settlements.settle(road.boss, road.order, Terms())
    assert codes(error) == {"state"}
    assert Settlement.select().count() == 0


def test_what_was_authorised_is_frozen(road: Road) -> None:
    road.receive()
    road.authorise()
    version = orders.open_page(road.order).version
    with pytest.raises(RuleError) as error:
        save_lines(road.boss, road.order, version, [])
    assert codes(error) == {"frozen"}
    with pytest.raises(RuleError):
        orders.save_reception(road.boss, road.order, version, road.reception())
    with pytest.raises(RuleError):
        orders.reopen_estimate(road.boss, road.order)
    form = authorisations.authorised_form(road.order)
    assert form
    assert (form.number, form.signed_by, form.total_fen) == (f"{form.head.order_no}-A1", "王女士", 168_032)
    Vehicle.update(plate="粤B99999").execute()
    assert authorisations.authorised_form(road.order) == form


def test_consent_by_phone_needs_a_note_and_a_time_that_can_be(road: Road) -> None:
    road.receive()
    with pytest.raises(FieldError) as error:
        authorisations.authorise(road.boss, road.order, signed_by="王女士", channel=ConsentChannel.PHONE)
    assert error.value.field == "note"
    for when in (datetime(2026, 11, 20, 9, 0), datetime(2026, 11, 21, 9, 1)):
        with pytest.raises(FieldError) as error:
            authorisations.authorise(
                road.boss, road.order, signed_by="王女士", channel=ConsentChannel.SIGNED, signed_at=when
            )
        assert error.value.field == "signed_at"
    with pytest.raises(FieldError):
        authorisations.authorise(road.boss, road.order, signed_by=" ", channel=ConsentChannel.SIGNED)
    assert state(road) is OrderState.ESTIMATED


def test_a_second_visit_while_the_car_is_here_is_refused(road: Road) -> None:
    orders.open_order(road.boss, road.vehicle)
    with pytest.raises(RuleError) as error:
        orders.open_order(road.boss, road.vehicle)
    assert codes(error) == {"open_order"}
    assert orders.open_order_of(road.vehicle) == (1, "WO-2026-00001")


def test_a_failed_final_inspection_goes_back_to_work_and_is_counted(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader)
    road.check(InspectionStage.FINAL, road.inspector, passed=False)
    assert state(road) is OrderState.IN_WORK
    with pytest.raises(RuleError) as error:
        road.check(InspectionStage.SELF, road.mechanic)
    assert codes(error) == {"undone"}
    road.work()
    road.inspect()
    assert state(road) is OrderState.FINAL_PASSED
    rounds = [(row.stage, row.round, row.result) for row in inspections.of_order(road.order)]
    assert ("FINAL", 1, "FAIL") in rounds
    assert ("FINAL", 2, "PASS") in rounds


def test_the_final_inspection_is_done_by_someone_else_unless_one_man_runs_the_shop(road: Road) -> None:
    from garage.services import shop

    road.receive()
    road.authorise()
    workshop.dispatch(road.boss, road.order, {line.id: {road.leader: 10_000} for line in road.labour()})
    road.mechanic = road.leader
    road.issue()
    road.work()
    road.check(InspectionStage.SELF, road.leader)
    road.check(InspectionStage.LEADER, road.leader)
    with pytest.raises(FieldError) as error:
        road.check(InspectionStage.FINAL, road.mechanic)
    assert error.value.field == "inspector"
    shop.change_profile(road.boss, shop.profile().version, one_man_shop=True)
    with pytest.raises(FieldError):
        road.check(InspectionStage.FINAL, road.mechanic)
    road.check(InspectionStage.FINAL, road.boss.staff_id)


def test_level_2_service_asks_for_diagnosis_and_in_process_inspection(road: Road) -> None:
    line = replace(road.lines()[0], category=RepairCategory.SERVICE_LEVEL_2)
    road.receive(line)
    road.authorise()
    road.dispatch()
    road.work()
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader)
    with pytest.raises(RuleError) as error:
        road.check(InspectionStage.FINAL, road.inspector)
    assert codes(error) == {"diagnosis", "in_process"}


def test_shares_make_a_hundred_percent(road: Road) -> None:
    road.receive()
    road.authorise()
    line = road.labour()[0].id
    for parts in (
        {road.mechanic: 9_999},
        {},
        {road.mechanic: 10_001},
        {road.mechanic: 12_000, road.leader: -2_000},
    ):
        with pytest.raises(FieldError) as error:
            workshop.dispatch(road.boss, road.order, {line: parts})
        assert error.value.field == "shares"
    with pytest.raises(FieldError):
        workshop.dispatch(road.boss, road.order, {line: {road.inspector: 10_000}})
    assert workshop.even_shares([1, 2, 3]) == {1: 3_334, 2: 3_333, 3: 3_333}
    workshop.dispatch(road.boss, road.order, {line: workshop.even_shares([road.mechanic, road.leader])})
    assert state(road) is OrderState.DISPATCHED


def test_the_first_start_puts_the_order_in_work(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    line = road.labour()[0].id
    with pytest.raises(RuleError):
        workshop.finish_line(road.boss, line)
    with pytest.raises(RuleError):
        workshop.start_line(road.boss, line, road.leader)
    workshop.start_line(road.boss, line, road.mechanic)
    workshop.start_line(road.boss, line, road.mechanic)
    assert state(road) is OrderState.IN_WORK
    assert workshop.running_lines(road.order) == {line: [road.mechanic]}
    workshop.pause_line(road.boss, line)
    assert workshop.running_lines(road.order) == {}


@pytest.mark.parametrize(
    "tenders",
    [(), (Tender(PayMethod.CASH, 168_031),), (Tender(PayMethod.CARD, 168_033),)],
)
def test_settling_without_the_whole_payment_changes_nothing(road: Road, tenders: tuple[Tender, ...]) -> None:
    road.to_ready()
    with pytest.raises(FieldError) as error:
        settlements.settle_and_pay(road.boss, road.order, Terms(), tenders)
    assert error.value.field == "tenders"
    assert state(road) is OrderState.READY
    assert Settlement.select().count() == Receipt.select().count() == 0
    assert road.settle().settlement_no == "ST-2026-00001"


def test_settling_twice_settles_once(road: Road) -> None:
    road.to_ready()
    road.settle()
    with pytest.raises(RuleError):
        road.settle(Tender(PayMethod.CASH, 168_032))
    assert Settlement.select().count() == Receipt.select().count() == 1


def test_a_line_the_customer_does_not_pay_leaves_with_a_free_pass(road: Road) -> None:
    road.to_ready(replace(road.lines()[0], pay_type=PayType.FREE_SERVICE))
    made = road.settle()
    assert made.receipt_no == ""
    assert papers.gate_pass(made.pass_no, papers.blank_imprint(road.boss)).kind == "FREE"
    road.leave()
    assert Receipt.select().count() == 0


def test_a_voided_bill_is_reversed_and_settled_anew_with_new_numbers(road: Road) -> None:
    road.to_ready()
    first = road.settle()
    with pytest.raises(FieldError):
        settlements.void(road.boss, road.order, " ")
    settlements.void(road.boss, road.order, "优惠忘了")
    assert state(road) is OrderState.READY
    second = road.settle(terms=Terms(order_discount_fen=10_000, discount_reason="老客户"))
    assert (second.settlement_no, second.receipt_no) == ("ST-2026-00002", "RC-2026-00003")
    rows = payments.of_order(road.order)
    assert [row.total_fen for row in rows] == [168_032, -168_032, 158_032]
    assert (rows[0].reversed_by, rows[1].reversal_of) == ("RC-2026-00002", "RC-2026-00001")
    assert papers.payment_receipt(first.receipt_no, papers.blank_imprint(road.boss)).imprint.voided
    road.leave()


def test_a_receipt_is_not_voided_behind_a_live_pass_nor_twice(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    with pytest.raises(RuleError) as error:
        exit_passes.issue(road.boss, road.order)
    assert codes(error) == {"unpaid"}
    number, _change = payments.take_payment(road.boss, road.order, [Tender(PayMethod.CASH, 168_032)])
    assert payments.void_receipt(road.boss, number, "收错") == "RC-2026-00002"
    with pytest.raises(RuleError):
        payments.void_receipt(road.boss, number, "收错")
    number, _change = payments.take_payment(road.boss, road.order, [Tender(PayMethod.CASH, 168_032)])
    exit_passes.issue(road.boss, road.order)
    with pytest.raises(RuleError) as error:
        payments.void_receipt(road.boss, number, "收错")
    assert codes(error) == {"pass_issued"}


def test_the_gate_uses_a_pass_once_and_never_below_the_odometer_at_reception(road: Road) -> None:
    road.to_ready()
    with pytest.raises(RuleError):
        road.leave()
    road.settle()
    with pytest.raises(FieldError) as error:
        exit_passes.leave(road.boss, road.order, 86_411)
    assert error.value.field == "odo"
    road.leave()
    with pytest.raises(RuleError):
        road.leave()
    assert FollowUp.select().count() == 2


def test_a_comeback_shows_what_is_still_covered_and_counts_the_attempt(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    road.forward(days=9)
    covered = vehicles.open_warranties(road.vehicle, road.boss.today, 87_000)
    assert [(row.line, row.days_left, row.km_left) for row in covered] == [
        ("更换前刹车片", 1, 1_414),
        ("前刹车片", 1, 1_414),
    ]
    assert vehicles.open_warranties(road.vehicle, date(2026, 12, 2), 87_000) == ()
    assert vehicles.open_warranties(road.vehicle, road.boss.today, 88_415) == ()
    again = replace(road.lines()[0], pay_type=PayType.REWORK, original_line_id=covered[0].line_id)
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), odometer_km=87_000)
    version = orders.save_reception(road.boss, road.order, 1, sheet)
    version = save_lines(road.boss, road.order, version, [replace(again, original_line_id=None)])
    with pytest.raises(RuleError) as error:
        orders.finish_estimate(road.boss, road.order)
    assert codes(error) == {"rework_unlinked"}
    save_lines(road.boss, road.order, version, [again])
    orders.finish_estimate(road.boss, road.order)
    road.authorise()
    road.dispatch()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    exit_passes.leave(road.boss, road.order, 87_010)
    rework = RepairWarranty.select().where(RepairWarranty.order == road.order).get()
    assert (rework.attempts, rework.expires_on) == (1, date(2026, 12, 10))


def test_a_rework_line_cannot_point_at_another_car(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    line = OrderLine.get().id
    other = vehicles.add(road.boss, vehicles.VehicleData(plate="粤B54321"), owner_id=road.customer)
    order = orders.open_order(road.boss, other)
    wrong = replace(road.lines()[0], pay_type=PayType.REWORK, original_line_id=line)
    with pytest.raises(FieldError) as error:
        save_lines(road.boss, order, 1, [wrong])
    assert error.value.field == "lines.0.pay_type"


def test_someone_who_saved_first_is_named_to_the_second(road: Road) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    colleague = By(road.mechanic, road.boss.at)
    orders.save_reception(colleague, order, 1, road.reception())
    with pytest.raises(StaleError) as error:
        save_lines(road.boss, order, 1, road.lines())
    assert error.value.by == "李师傅"
    assert "complaint" in {change.column for change in error.value.changes}
    with pytest.raises(StaleError):
        orders.save_reception(road.boss, order, 1, replace(road.reception(), complaint="另外"))
    assert OrderLine.select().count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "lines.0.name"),
        ({"name": "长" * 121}, "lines.0.name"),
        ({"hours_centi": 0}, "lines.0.qty"),
        ({"hours_centi": -100}, "lines.0.price"),
        ({"discount_fen": 48_001}, "lines.0.discount"),
        ({"discount_fen": -1}, "lines.0.discount"),
        ({"customer_supplied": True}, "lines.0.customer_supplied"),
        ({"rate_fen": 10**13}, "lines.0.price"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(
    road: Road, change: dict[str, object], field: str
) -> None:
    order = orders.open_order(road.boss, road.vehicle)
    with pytest.raises(FieldError) as error:
        save_lines(road.boss, order, 1, [replace(road.lines()[0], **change)])  # type: ignore[arg-type]
    assert error.value.field == field
    assert OrderLine.select().count() == 0


def test_the_customers_own_part_is_free_draws_no_stock_and_has_no_warranty(road: Road) -> None:
    own = LineData(LineKind.PART, "自带机油", customer_supplied=True, unit_price_fen=9_900)
    road.to_ready(road.lines()[0], own)
    made = road.settle()
    assert Settlement.get(Settlement.no == made.settlement_no).payable_fen == 48_000
    road.leave()
    assert RepairWarranty.select().count() == 1


def test_an_order_is_cancelled_with_a_reason_and_keeps_its_number(road: Road) -> None:
    road.receive()
    with pytest.raises(FieldError):
        orders.cancel(road.boss, road.order, "")
    orders.cancel(road.boss, road.order, "客户改期")
    assert WorkOrder.get().cancel_reason == "客户改期"
    road.receive()
    assert orders.open_page(road.order).no == "WO-2026-00002"


def test_an_order_with_parts_in_it_is_not_cancelled(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    with pytest.raises(RuleError) as error:
        orders.cancel(road.boss, road.order, "客户改期")
    assert codes(error) == {"parts_out"}


def test_a_lower_odometer_needs_a_reason_and_is_kept_with_it(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), odometer_km=120)
    with pytest.raises(FieldError) as error:
        orders.save_reception(road.boss, road.order, 1, sheet)
    assert error.value.field == "odo"
    orders.save_reception(road.boss, road.order, 1, replace(sheet, odometer_reason="仪表更换"))
    assert vehicles.last_reading(road.vehicle).km == 120  # type: ignore[union-attr]


def test_every_step_leaves_a_line_in_the_log_that_cannot_be_changed(road: Road) -> None:
    road.to_ready()
    road.settle()
    road.leave()
    acts = {row.act for row in AuditEntry.select().where(AuditEntry.noun == "work_order")}
    assert {
        OrderAct.FINISH_ESTIMATE,
        OrderAct.AUTHORISE,
        OrderAct.DISPATCH,
        OrderAct.START,
        OrderAct.SELF_PASS,
        OrderAct.LEADER_PASS,
        OrderAct.FINAL_PASS,
        OrderAct.MAKE_READY,
        OrderAct.SETTLE,
        OrderAct.LEAVE,
    } <= acts
    entry = AuditEntry.select().where(AuditEntry.act == OrderAct.LEAVE.value).get()
    assert json.loads(entry.after)["state"] == "EXITED"
    import peewee

    from garage.models.database import transaction

    for change in (AuditEntry.delete(), AuditEntry.update(reason="x")):
        with pytest.raises(peewee.DatabaseError), transaction():
            change.execute()


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
    assert papers.payment_receipt(made.receipt_no, stamp).tenders == ((PayMethod.CASH, 168_032),)
    papers.printed(road.boss, "settlement", made.settlement_no)
    assert papers.imprint(road.boss, "settlement", made.settlement_no).copy == 1


def test_the_next_step_of_the_page_is_the_table_s(road: Road) -> None:
    road.receive()
    facts = orders.open_page(road.order).facts
    assert next_step(facts).act is OrderAct.AUTHORISE  # type: ignore[union-attr]


def test_the_handover_check_is_answered_in_full(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    orders.make_ready(road.boss, road.order)
    answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
    with pytest.raises(FieldError) as error:
        inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.UNDECIDED)
    assert error.value.field == "old_parts"
    answers.pop("clean")
    with pytest.raises(FieldError) as error:
        inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.TAKE)
    assert error.value.field == "items"
