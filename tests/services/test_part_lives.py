"""Parts that live so long: fitted and gone with the car, they fall due by themselves, on both engines (G6)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from garage.domain.lines import LineKind
from garage.domain.orders import OrderState
from garage.domain.reminders import ReminderKind, ReminderState
from garage.domain.settlements import RoundingOff
from garage.domain.stock import MovementKind
from garage.errors import FieldError, RuleError
from garage.models.reminders import Reminder
from garage.services import goods_issues, order_lines, orders, parts, reminders, settlements
from garage.services.command import By
from garage.services.goods_issues import IssueLine
from garage.services.goods_receipts import GoodsLine, receive_goods
from garage.services.order_lines import LineData
from garage.services.settlements import Terms
from tests.services.road import Road

S = ReminderState


def planned() -> list[Reminder]:
    rows = Reminder.select().where(Reminder.kind == ReminderKind.PART.value)
    return [row for row in rows.order_by(Reminder.id) if row.state == S.SCHEDULED.value]


def lives(road: Road, months: int | None = None, km: int | None = None) -> None:
    card = parts.open_part(road.part)
    parts.change(road.boss, road.part, card.version, replace(card.data, life_months=months, life_km=km))


def visit(road: Road, *lines: LineData) -> None:
    """One whole visit; the odometer is read as it stood at the last one and two kilometres later."""
    road.to_ready(*lines)
    road.settle()
    road.leave()


def test_a_part_that_was_fitted_falls_due_by_itself(road: Road) -> None:
    lives(road, 24, 60_000)
    visit(road)
    [row] = planned()
    assert (row.subject, row.order_id, row.customer_id) == ("前刹车片", road.order, road.customer)
    assert (row.due_on, row.due_km) == (date(2028, 11, 21), 146_414)
    assert row.remind_on == date(2028, 11, 6), "fifteen days before, as of every part"


def test_kilometres_alone_are_foreseen_as_the_car_is_driven(road: Road) -> None:
    lives(road, km=15_000)
    visit(road)
    [row] = planned()
    assert (row.due_on, row.due_km) == (None, 101_414)
    assert row.predicted_on == road.boss.today + timedelta(days=365)


@pytest.mark.parametrize(
    ("left_on", "months", "due_on"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_the_end_of_a_life_at_the_end_of_a_month(
    road: Road, left_on: date, months: int, due_on: date
) -> None:
    lives(road, months)
    road.boss = By(road.boss.staff_id, datetime.combine(left_on, road.boss.at.time()))
    visit(road)
    assert [row.due_on for row in planned()] == [due_on]


def test_fitted_anew_it_begins_again(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    lives(road, 24)
    visit(road)
    [first] = planned()
    road.forward(days=400)
    sheet = replace(road.reception(), odometer_km=86_414, promised_at=road.boss.at + timedelta(hours=5))
    monkeypatch.setattr(road, "reception", lambda: sheet)
    visit(road)
    [second] = planned()
    assert second.due_on == date(2029, 12, 26)
    first = Reminder.get_by_id(first.id)
    assert (first.state, first.closed_reason) == (S.DONE.value, "Fitted anew")
    assert first.closed_at == road.boss.at


def test_a_written_one_of_the_same_part_is_done_with_others_stay(road: Road) -> None:
    reminders.add(road.boss, road.vehicle, "前刹车片", date(2027, 6, 1), None)
    reminders.add(road.boss, road.vehicle, "蓄电池", date(2027, 6, 1), None)
    visit(road)
    assert [row.subject for row in planned()] == ["蓄电池"], "how long the new pads live nobody wrote down"


def test_without_a_life_nothing_falls_due(road: Road) -> None:
    visit(road)
    assert planned() == []


def test_what_the_customer_brought_along_is_not_ours_to_remind_of(road: Road) -> None:
    lives(road, 24)
    labour, pads = road.lines()
    visit(road, labour, replace(pads, customer_supplied=True))
    assert planned() == []


def test_what_came_back_to_the_shelf_was_not_fitted(road: Road) -> None:
    lives(road, 24)
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    [pads] = [line for line in orders.open_page(road.order).lines if line.kind is LineKind.PART]
    back = [IssueLine(pads.id, 2000)]
    goods_issues.return_parts(road.boss, road.order, lines=back, received_by=road.mechanic)
    order_lines.bill_issued(road.boss, road.order, "旧片还能用")
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    road.leave()
    assert planned() == []


def test_a_bill_that_is_taken_back_has_reminded_of_nothing(road: Road) -> None:
    lives(road, 24)
    road.to_ready()
    road.settle()
    settlements.void(road.boss, road.order, "金额有误")
    assert planned() == []
    settlements.settle_and_pay(road.boss, road.order, Terms(rounding=RoundingOff.NONE), ())
    road.leave()
    assert len(planned()) == 1
    with pytest.raises(RuleError):
        settlements.void(road.boss, road.order, "金额有误")
    assert orders.open_page(road.order).state is OrderState.EXITED


def test_two_parts_of_one_name_fall_due_with_the_first(road: Road) -> None:
    lives(road, 24, 60_000)
    data = parts.PartData(code="BP-002", name="前刹车片", unit="套", life_months=12, life_km=80_000)
    other = parts.add(road.boss, data)
    receive_goods(road.boss, kind=MovementKind.OPENING, lines=[GoodsLine(other, 2_000, 70_000)])
    labour, pads = road.lines()
    visit(road, labour, pads, replace(pads, part_id=other))
    assert [(row.due_on, row.due_km) for row in planned()] == [(date(2027, 11, 21), 146_414)]


@pytest.mark.parametrize(
    ("field", "wrong"), [("life_months", 0), ("life_months", 241), ("life_km", 0), ("life_km", 2_000_001)]
)
def test_a_life_that_cannot_be_is_said_at_its_field(road: Road, field: str, wrong: int) -> None:
    with pytest.raises(FieldError) as refused:
        lives(road, **{field.removeprefix("life_"): wrong})
    assert refused.value.field == field
    lives(road, 1, 1)
    data = parts.open_part(road.part).data
    assert (data.life_months, data.life_km) == (1, 1)
