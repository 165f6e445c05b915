"""The goods and the customers of a month: sales, receipts and accounts, calls, complaints, who is new and who is lost."""

from datetime import date, datetime, timedelta

import pytest

from garage.domain.counter_sales import SaleLine
from garage.domain.followups import FollowUpState
from garage.domain.month_care_rows import Change
from garage.domain.month_of_year import Month
from garage.domain.month_rows import Booked
from garage.domain.month_tables import FIGURES, Table
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.domain.stock import MovementKind
from garage.models.complaints import Complaint, ComplaintRound
from garage.models.contacts import ContactLog, ContactScore
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.followups import FollowUp
from garage.models.orders import WorkOrder
from garage.models.stock import GoodsReceipt
from garage.services import counter_returns, counter_sales, goods_receipts, month_figures
from garage.services.counter_sales import Buyer, SaleTerms, Sold
from tests.services.months import DECEMBER, NOVEMBER, added_up
from tests.services.road import Road
from tests.services.stockroom import deliverer
from tests.services.test_month_figures import LATER, cash, orders, tied


def sell(road: Road, pieces: int = 2, **terms: object) -> Sold:
    gross = pieces * 60_016
    line = SaleLine(road.part, pieces * 1000, 60_016)
    agreed = SaleTerms(**terms)  # type: ignore[arg-type]
    payable = gross - (gross % 100 if agreed.rounding is RoundingOff.YUAN else 0)
    return counter_sales.sell(road.boss, Buyer(name="小林"), [line], [cash(payable)], agreed)


def test_a_counter_sale_is_revenue_of_parts_without_a_car(road: Road) -> None:
    sell(road, rounding=RoundingOff.YUAN)
    [row] = month_figures.rows(Table.ORDERS, NOVEMBER, LATER)
    assert (row.kind, row.customer, row.revenue_fen, row.rounding_fen) == ("SALE", "小林", 120_000, 32)
    assert (row.revenue_of_orders_fen, row.parts_cost_fen, row.came) == (0, 70_000, 0)
    assert added_up(Table.PARTS, NOVEMBER, LATER, "charged_fen") == 120_032
    assert tied(NOVEMBER)


def test_what_comes_back_over_the_counter_lowers_its_own_month(road: Road) -> None:
    sold = sell(road)
    road.forward(days=14)
    [line] = CounterSaleLine.select().where(CounterSaleLine.sale == sold.id)
    counter_returns.take_back(road.boss, sold.id, {line.id: 1000}, "买错", [cash(60_016)])
    assert orders(NOVEMBER, "revenue_fen") == 120_032
    [row] = month_figures.rows(Table.ORDERS, DECEMBER, LATER)
    assert (row.kind, row.revenue_fen, row.parts_cost_fen) == (Booked.SALE_RETURN.value, -60_016, -35_000)
    assert added_up(Table.PARTS, DECEMBER, LATER, "qty_milli") == -1000
    assert tied(NOVEMBER, DECEMBER)


def test_a_sale_voided_on_its_day_never_was(road: Road) -> None:
    sold = sell(road)
    counter_returns.void(road.boss, sold.id, CounterSale.get_by_id(sold.id).version, "点错")
    assert month_figures.rows(Table.ORDERS, NOVEMBER, LATER) == []
    assert added_up(Table.REDUCED, NOVEMBER, LATER, "voided_fen") == 2 * 120_032
    assert tied(NOVEMBER)


def test_the_stock_rolls_forward_and_goods_stand_with_their_cost(road: Road) -> None:
    goods_receipts.receive_goods(
        road.boss,
        kind=MovementKind.RECEIPT,
        lines=[goods_receipts.GoodsLine(road.part, 4_000, 140_004)],
        supplier_id=deliverer(road.boss),
    )
    sell(road)
    [row] = month_figures.rows(Table.STOCK, NOVEMBER, LATER)
    assert (row.opening_fen, row.came_fen, row.closing_milli) == (0, 490_004, 12_000)
    assert row.opening_fen + row.came_fen - row.went_fen == row.closing_fen
    assert added_up(Table.GOODS, NOVEMBER, LATER, "cost_fen") == 490_004
    assert tied(NOVEMBER, DECEMBER)


def test_a_receipt_reversed_in_a_later_month_is_taken_back_there(road: Road) -> None:
    number = goods_receipts.receive_goods(
        road.boss,
        kind=MovementKind.RECEIPT,
        lines=[goods_receipts.GoodsLine(road.part, 4_000, 140_004)],
        supplier_id=deliverer(road.boss),
    )
    road.forward(days=14)
    receipt = GoodsReceipt.get(GoodsReceipt.no == number)
    goods_receipts.reverse_receipt(road.boss, receipt.id, "送错货")
    assert added_up(Table.GOODS, NOVEMBER, LATER, "cost_fen") == 490_004
    assert added_up(Table.GOODS, DECEMBER, LATER, "cost_fen") == -140_004
    assert tied(NOVEMBER, DECEMBER)


def a_call(road: Road, due_on: date, state: FollowUpState, done_at: datetime | None = None) -> int:
    call = FollowUp.create(
        **road.boss.stamp(),
        customer=road.customer,
        vehicle=road.vehicle,
        round=1,
        due_on=due_on,
        late_after=due_on + timedelta(days=4),
        state=state.value,
        done_at=done_at,
    )
    return int(call.id)


def test_calls_count_by_the_day_they_fall_due_and_in_time_until_they_are_late(road: Road) -> None:
    due = date(2026, 11, 23)
    a_call(road, due, FollowUpState.DONE, datetime(2026, 11, 27, 20))
    a_call(road, due, FollowUpState.DONE, datetime(2026, 11, 28, 8))
    a_call(road, due, FollowUpState.UNREACHABLE)
    a_call(road, due, FollowUpState.PENDING)
    a_call(road, due, FollowUpState.CANCELLED, datetime(2026, 11, 27, 9))
    a_call(road, due, FollowUpState.CANCELLED, datetime(2026, 12, 28, 9))
    a_call(road, date(2026, 12, 1), FollowUpState.PENDING)
    sums = month_figures.sums(NOVEMBER, LATER)
    assert FIGURES["calls"].value(sums) == 5, "what was called off in time was nobody's duty"
    assert FIGURES["in_time"].value(sums) == 2_000
    assert FIGURES["reached"].value(sums) == 6_667
    assert tied(NOVEMBER, DECEMBER)


def test_satisfaction_is_the_mean_of_all_answers(road: Road) -> None:
    call = a_call(road, date(2026, 11, 23), FollowUpState.DONE, datetime(2026, 11, 24, 9))
    talk = ContactLog.create(
        **road.boss.stamp(),
        customer=road.customer,
        follow_up=call,
        direction="OUT",
        channel="PHONE",
        at=datetime(2026, 11, 24, 9),
        staff=road.boss.staff_id,
        outcome="REACHED",
    )
    for topic, score in (("QUALITY", 5), ("PRICE", 3), ("TIME", 5)):
        ContactScore.create(contact=talk.id, topic=topic, score=score)
    assert FIGURES["satisfaction"].value(month_figures.sums(NOVEMBER, LATER)) == 433
    topics = month_figures.rows(Table.TOPICS, NOVEMBER, LATER)
    assert [(row.topic, row.average_centi) for row in topics] == [
        ("PRICE", 300),
        ("QUALITY", 500),
        ("TIME", 500),
    ]
    assert tied(NOVEMBER)


def a_complaint(
    road: Road, no: int, verified: datetime | None, informed: datetime | None, state: str = "VERIFIED"
) -> None:
    received = datetime(2026, 11, 21, 9)
    due = {"verify_due_at": received + timedelta(hours=24), "result_due_on": date(2026, 12, 1)}
    complaint = Complaint.create(
        **road.boss.stamp(),
        **due,
        no=f"CP-2026-{no:05}",
        state=state,
        received_at=received,
        channel="PHONE",
        level="NORMAL",
        customer=road.customer,
        content="异响没修好",
    )
    ComplaintRound.create(
        **road.boss.stamp(),
        **due,
        complaint=complaint.id,
        round=1,
        opened_at=received,
        verified_at=verified,
        informed_at=informed,
    )


def test_complaints_are_judged_by_the_clocks_that_have_run_out_or_stopped(road: Road) -> None:
    a_complaint(road, 1, datetime(2026, 11, 22, 9), datetime(2026, 12, 1, 18))
    a_complaint(road, 2, datetime(2026, 11, 22, 9, 1), None)
    a_complaint(road, 3, None, None)
    a_complaint(road, 4, None, None, "WITHDRAWN")
    early = month_figures.sums(NOVEMBER, datetime(2026, 11, 21, 12))
    assert FIGURES["verified"].value(early) == 5_000
    late = month_figures.sums(NOVEMBER, LATER)
    assert FIGURES["complaints"].value(late) == 3
    assert FIGURES["verified"].value(late) == 3_333
    assert FIGURES["informed"].value(late) == 3_333
    assert tied(NOVEMBER)


def test_who_is_new_and_who_has_not_been_back_for_a_year(road: Road) -> None:
    kinds = [row.kind for row in month_figures.rows(Table.CHANGES, NOVEMBER, LATER)]
    assert kinds == [Change.NEW_CUSTOMER.value, Change.NEW_VEHICLE.value]
    road.to_ready()
    road.settle()
    road.leave()
    [lost] = month_figures.rows(Table.CHANGES, Month(2027, 11), LATER)
    assert (lost.kind, lost.plate, lost.last_visit) == ("LOST_VEHICLE", "粤B·12345", date(2026, 11, 21))
    assert tied(NOVEMBER, Month(2027, 11))
    road.forward(days=200)
    WorkOrder.create(
        **{**road.boss.stamp(), "no": "WO-2027-00001", "state": "RECEIVED", "vehicle": road.vehicle},
        customer=road.customer,
        advisor=road.boss.staff_id,
        received_at=road.boss.at,
    )
    assert month_figures.rows(Table.CHANGES, Month(2027, 11), LATER) == []


@pytest.mark.parametrize("method", list(PayMethod))
def test_each_method_has_its_column(road: Road, method: PayMethod) -> None:
    counter_sales.sell(road.boss, Buyer(), [SaleLine(road.part, 1000, 60_016)], [Tender(method, 60_016)])
    [row] = month_figures.rows(Table.MONEY, NOVEMBER, LATER)
    assert getattr(row, f"{method.value.lower()}_fen") == row.total_fen == 60_016
