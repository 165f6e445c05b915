"""Two seats on one order: the second is told who did what, and nothing is overwritten unseen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.fault_clock import FaultClass
from garage.domain.inspections import CHECK_ITEMS, InspectionStage, all_passed
from garage.domain.lines import PayType
from garage.domain.orders import ConsentChannel, OldPartChoice, OrderState
from garage.domain.settlements import RoundingOff
from garage.errors import RuleError, StaleError
from garage.services import (
    concessions,
    credit,
    delays,
    fault_clock,
    holds,
    inspections,
    orders,
    readiness,
    settlements,
    trips,
    workshop,
)
from garage.services.command import By
from garage.services.settlements import Terms
from tests.services import consent
from tests.services.road import Road, codes


def second(road: Road) -> By:
    """The team leader, at the other seat."""
    return By(road.leader, road.boss.at)


def version(road: Road) -> int:
    return orders.open_page(road.order).version


# Too late


def test_who_comes_too_late_is_told_the_state_and_who_did_what_when(road: Road) -> None:
    consent.to_shop(road)
    road.forward(minutes=5)
    holds.hold(second(road), road.order, holds.HoldReason.PARTS)
    with pytest.raises(RuleError) as error:
        workshop.dispatch(road.boss, road.order, {})
    [reason] = error.value.reasons
    assert reason.code == "state"
    assert reason.text == "The order is now: On hold (王班长, Put on hold, 09:05)."


def test_what_happened_on_another_day_is_told_with_its_day(road: Road) -> None:
    consent.to_shop(road)
    road.forward(days=1)
    with pytest.raises(RuleError) as error:
        orders.finish_estimate(road.boss, road.order)
    assert error.value.reasons[0].text.endswith("11-21 09:00).")


def test_an_order_that_nobody_has_moved_yet_tells_its_state(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    with pytest.raises(RuleError) as error:
        holds.hold(road.boss, road.order, holds.HoldReason.PARTS)
    assert error.value.reasons[0].text == "The order is now: Received. This cannot be done."


REFUSED: dict[str, Callable[[Road], object]] = {
    "assign": lambda road: workshop.assign(road.boss, road.order, {}),
    "class": lambda road: fault_clock.set_class(road.boss, road.order, FaultClass.MAJOR),
    "delay": lambda road: delays.tell_delay(road.boss, road.order, _delay(road)),
    "inspect": lambda road: road.check(InspectionStage.SELF, road.mechanic),
    "hand over": lambda road: _hand_over(road, None),
    "park": lambda road: readiness.park(road.boss, road.order, "A1"),
    "trip": lambda road: trips.issue(
        road.boss, road.order, trips.PassKind.ROAD_TEST, return_at=None, driver_id=road.mechanic
    ),
    "void": lambda road: settlements.void(road.boss, road.order, "错"),
    "discount": lambda road: concessions.discount_line(road.boss, road.labour()[0].id, 1, "错"),
}


@pytest.mark.parametrize("act", REFUSED)
def test_every_act_says_that_the_order_was_cancelled_and_by_whom(act: str, road: Road) -> None:
    road.receive()
    orders.cancel(second(road), road.order, "客户取消")
    with pytest.raises(RuleError) as error:
        REFUSED[act](road)
    assert codes(error) == {"state"}
    assert "王班长, Order cancelled" in error.value.reasons[0].text


# Changed meanwhile


def _delay(road: Road, hours: int = 9) -> delays.DelayData:
    later = road.boss.at + timedelta(hours=hours)
    return delays.DelayData("缺件", later, "王女士", road.boss.at, ConsentChannel.PHONE, "13800138000")


def _hand_over(road: Road, shown: int | None) -> object:
    answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
    return inspections.hand_over(road.boss, road.order, answers, old_parts=OldPartChoice.TAKE, version=shown)


def _to_final(road: Road) -> None:
    consent.to_shop(road)
    road.work()
    road.inspect()


Act = Callable[[Road, int | None], object]
CHANGING: dict[str, tuple[Callable[[Road], object], Act]] = {
    "dispatch": (
        lambda road: (road.receive(), road.authorise()),
        lambda road, shown: workshop.dispatch(
            road.boss,
            road.order,
            {line.id: {road.mechanic: 10_000} for line in road.labour()},
            version=shown,
        ),
    ),
    "assign": (
        consent.to_shop,
        lambda road, shown: workshop.assign(
            road.boss, road.order, {road.labour()[0].id: {road.leader: 10_000}}, version=shown
        ),
    ),
    "class": (
        consent.to_shop,
        lambda road, shown: fault_clock.set_class(road.boss, road.order, FaultClass.MAJOR, version=shown),
    ),
    "delay": (
        consent.to_shop,
        lambda road, shown: delays.tell_delay(road.boss, road.order, _delay(road), version=shown),
    ),
    "park": (
        consent.to_shop,
        lambda road, shown: readiness.park(road.boss, road.order, "B2", version=shown),
    ),
    "make ready": (
        _to_final,
        lambda road, shown: readiness.make_ready(
            road.boss, road.order, all_passed(InspectionStage.READY), version=shown
        ),
    ),
    "hand over": (Road.to_ready, _hand_over),
    "discount": (
        consent.to_shop,
        lambda road, shown: concessions.discount_line(
            road.boss, road.labour()[0].id, 1_000, "老客户", version=shown
        ),
    ),
    "who pays": (
        consent.to_shop,
        lambda road, shown: concessions.change_pay_type(
            road.boss, road.labour()[0].id, PayType.INTERNAL, "内部", version=shown
        ),
    ),
}


@pytest.mark.parametrize("name", CHANGING)
def test_a_dialog_does_not_overwrite_what_the_other_seat_saved_since(name: str, road: Road) -> None:
    prepare, act = CHANGING[name]
    prepare(road)
    shown = version(road)
    readiness.park(second(road), road.order, "A1")
    with pytest.raises(StaleError) as error:
        act(road, shown)
    assert error.value.by == "王班长"
    [change] = error.value.changes
    assert (change.title, change.before, change.after) == ("Parking spot", "", "A1")
    act(road, version(road))


def test_who_does_what_is_told_in_names_when_the_other_seat_gave_the_work_out(road: Road) -> None:
    consent.to_shop(road)
    shown = version(road)
    line = road.labour()[0]
    workshop.assign(second(road), road.order, {line.id: {road.leader: 10_000}})
    with pytest.raises(StaleError) as error:
        workshop.assign(road.boss, road.order, {line.id: {road.mechanic: 10_000}}, version=shown)
    [change] = error.value.changes
    assert (change.title, change.after) == ("Work given out", "更换前刹车片: 王班长")


def test_the_same_shares_again_change_nothing_for_the_other_seat(road: Road) -> None:
    consent.to_shop(road)
    shown = version(road)
    workshop.assign(second(road), road.order, {road.labour()[0].id: {road.mechanic: 10_000}})
    assert version(road) == shown


def test_an_allowance_and_an_invoice_number_are_not_overwritten_unseen(road: Road) -> None:
    road.to_ready()
    road.settle(terms=Terms(rounding=RoundingOff.NONE))
    shown = settlements.of_order(road.order)[-1].version
    credit.allow(second(road), road.order, 1_000, "划痕", approved_by=road.boss.staff_id, version=shown)
    with pytest.raises(StaleError) as error:
        credit.allow(road.boss, road.order, 500, "划痕", approved_by=road.boss.staff_id, version=shown)
    assert error.value.by == "王班长"
    with pytest.raises(StaleError):
        settlements.note_invoice(road.boss, road.order, "44032000111", version=shown)
    now = settlements.of_order(road.order)[-1]
    assert (now.allowance_fen, now.invoice_no) == (1_000, "")
    settlements.note_invoice(road.boss, road.order, "44032000111", version=now.version)


def test_a_reception_sheet_takes_the_class_of_the_fault(road: Road) -> None:
    road.order = orders.open_order(road.boss, road.vehicle)
    sheet = replace(road.reception(), fault_class=FaultClass.MAJOR)
    orders.save_reception(road.boss, road.order, 1, sheet)
    page = orders.open_page(road.order)
    assert page.state is OrderState.RECEIVED
    assert page.reception.fault_class is FaultClass.MAJOR
    assert workshop.class_of(road.order) is FaultClass.MAJOR
