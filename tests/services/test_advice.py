"""Recommended work: it stands until it is done or dropped, and comes back at the next visit (G8)."""

from datetime import date, timedelta

import pytest

from garage.domain.advice import AdviceState
from garage.domain.lines import LineKind, LineStatus
from garage.errors import FieldError, RuleError, StaleError
from garage.models.orders import OrderLine
from garage.services import advice, exit_passes, orders, papers, vehicle_history
from garage.services.advice import AdviceData
from garage.services.order_lines import LineData, save_lines
from tests.services.road import Road, codes


def states(road: Road) -> list[AdviceState]:
    return [row.state for row in vehicle_history.all_advice(road.vehicle)]


def come_back(road: Road, *lines: LineData) -> None:
    """The car left unrepaired; three days later it drives in again and gets these lines."""
    exit_passes.leave_unrepaired(road.boss, road.order, "下次再修")
    exit_passes.leave(road.boss, road.order, 86_413)
    road.forward(days=3)
    road.order = orders.open_order(road.boss, road.vehicle)
    save_lines(road.boss, road.order, 1, lines)


def taken_up(advice_id: int) -> LineData:
    return LineData(
        LineKind.LABOUR, "更换后刹车片", hours_centi=100, rate_fen=12_000, recommendation_id=advice_id
    )


def test_safety_work_without_a_consequence_gets_the_words_of_its_kind(road: Road) -> None:
    road.receive()
    advice.recommend(road.boss, road.order, AdviceData("后制动片剩 3 mm", safety=True))
    advice.recommend(road.boss, road.order, AdviceData("右前雾灯不亮", True, "夜间看不清"))
    advice.recommend(road.boss, road.order, AdviceData("四轮定位"))
    said = [row.consequence for row in vehicle_history.advice(road.vehicle)]
    assert said == ["The braking distance grows and the brakes may fail.", "夜间看不清", ""]


def test_what_is_declined_stays_open_with_who_declined_it_and_when(road: Road) -> None:
    road.receive()
    ref = advice.recommend(road.boss, road.order, AdviceData("后制动片剩 3 mm", safety=True))
    with pytest.raises(FieldError) as error:
        advice.decline(road.boss, ref)
    assert error.value.field == "signed_by"
    advice.decline(road.boss, ref, signed_by="王女士", consequence="制动可能失灵")
    [row] = vehicle_history.advice(road.vehicle)
    assert (row.state, row.signed_by, row.declined_at) == (AdviceState.DECLINED, "王女士", road.boss.at)
    assert row.consequence == "制动可能失灵"
    road.forward(hours=1)
    advice.decline(road.boss, ref, signed_by="王先生")
    [row] = vehicle_history.advice(road.vehicle)
    assert (row.signed_by, row.declined_at, row.consequence) == ("王先生", road.boss.at, "制动可能失灵")


def test_advice_that_is_declined_at_once_is_signed_for_when_it_concerns_safety(road: Road) -> None:
    road.receive()
    with pytest.raises(FieldError) as error:
        advice.recommend(road.boss, road.order, AdviceData("轮胎鼓包", safety=True), declined=True)
    assert error.value.field == "signed_by"
    advice.recommend(road.boss, road.order, AdviceData("洗车"), declined=True)
    assert states(road) == [AdviceState.DECLINED]


def test_advice_has_a_day_and_kilometres_by_which_it_is_due(road: Road) -> None:
    road.receive()
    day = date(2027, 3, 1)
    advice.recommend(road.boss, road.order, AdviceData("更换正时皮带", due_on=day, due_km=100_000))
    [row] = vehicle_history.advice(road.vehicle)
    assert (row.due_on, row.due_km) == (day, 100_000)
    for wrong in (0, 99_999_999):
        with pytest.raises(FieldError) as error:
            advice.recommend(road.boss, road.order, AdviceData("更换", due_km=wrong))
        assert error.value.field == "due_km"
        assert error.value.text.startswith("Between 1 and")


def test_open_advice_is_worded_anew_and_a_second_seat_is_told(road: Road) -> None:
    road.receive()
    ref = advice.recommend(road.boss, road.order, AdviceData("换轮胎"))
    advice.change(road.boss, ref, 1, AdviceData("换左前轮胎", safety=True))
    [row] = vehicle_history.advice(road.vehicle)
    assert (row.text, row.safety, row.version) == ("换左前轮胎", True, 2)
    with pytest.raises(StaleError):
        advice.change(road.boss, ref, 1, AdviceData("换右前轮胎"))


def test_what_is_closed_is_closed(road: Road) -> None:
    road.receive()
    ref = advice.recommend(road.boss, road.order, AdviceData("四轮定位"))
    with pytest.raises(FieldError):
        advice.close(road.boss, ref, "  ")
    advice.close(road.boss, ref, "在别处做了")
    assert vehicle_history.advice(road.vehicle) == ()
    assert states(road) == [AdviceState.CLOSED]
    for act in (
        lambda: advice.close(road.boss, ref, "再关"),
        lambda: advice.decline(road.boss, ref, signed_by="王"),
        lambda: advice.change(road.boss, ref, 2, AdviceData("x")),
    ):
        with pytest.raises(RuleError) as error:
            act()
        assert codes(error) == {"closed"}


def test_advice_on_the_lines_is_planned_and_stays_open_when_its_line_goes(road: Road) -> None:
    road.receive()
    ref = advice.recommend(road.boss, road.order, AdviceData("后制动片剩 3 mm", safety=True))
    come_back(road, taken_up(ref))
    [row] = vehicle_history.advice(road.vehicle)
    assert (row.state, row.planned_in) == (AdviceState.PLANNED, road.order)
    save_lines(road.boss, road.order, orders.open_page(road.order).version, [])
    assert states(road) == [AdviceState.OPEN]


def test_a_declined_line_leaves_the_advice_open(road: Road) -> None:
    road.receive()
    ref = advice.recommend(road.boss, road.order, AdviceData("后制动片剩 3 mm", safety=True))
    come_back(road, taken_up(ref))
    declined = OrderLine.update(status=LineStatus.DECLINED.value)
    declined.where(OrderLine.recommendation_id == ref).execute()
    assert states(road) == [AdviceState.OPEN]


def test_a_cancelled_visit_takes_up_nothing(road: Road) -> None:
    road.receive()
    ref = advice.recommend(road.boss, road.order, AdviceData("四轮定位"))
    come_back(road, taken_up(ref))
    exit_passes.leave_unrepaired(road.boss, road.order, "没时间")
    exit_passes.leave(road.boss, road.order, 86_413)
    assert states(road) == [AdviceState.OPEN]


def test_advice_closes_by_itself_when_the_car_leaves_with_its_line_done(road: Road) -> None:
    road.receive()
    ref = advice.recommend(road.boss, road.order, AdviceData("后制动片剩 3 mm", safety=True))
    other = advice.recommend(road.boss, road.order, AdviceData("四轮定位"))
    exit_passes.leave_unrepaired(road.boss, road.order, "下次再修")
    exit_passes.leave(road.boss, road.order, 86_412)
    road.forward(days=3)
    road.to_ready(taken_up(ref))
    road.settle()
    exit_passes.leave(road.boss, road.order, 86_500)
    rows = {row.id: row for row in vehicle_history.all_advice(road.vehicle)}
    number = orders.open_page(road.order).no
    assert (rows[ref].state, rows[ref].closed_reason) == (AdviceState.CLOSED, f"Done on {number}")
    assert rows[other].state is AdviceState.OPEN


def test_papers_of_the_next_visit_name_what_is_open_with_its_consequence(road: Road) -> None:
    road.receive()
    ref = advice.recommend(road.boss, road.order, AdviceData("后制动片剩 3 mm", safety=True))
    advice.decline(road.boss, ref, signed_by="王女士")
    declined_at = road.boss.at
    other = advice.recommend(road.boss, road.order, AdviceData("四轮定位"))
    come_back(road, taken_up(other))
    imprint = papers.blank_imprint(road.boss)
    [item] = papers.reception_sheet(road.order, imprint).advice
    assert item == papers.authorisation_form(road.order, imprint).advice[0]
    assert (item.text, item.declined, item.signed_by) == ("后制动片剩 3 mm", True, "王女士")
    assert item.consequence == "The braking distance grows and the brakes may fail."
    assert item.declined_at == declined_at == road.boss.at - timedelta(days=3)
