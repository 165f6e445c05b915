"""Work found after the authorisation: it counts nowhere, and nobody works on it, before the answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.inspections import InspectionStage
from garage.domain.lines import LineStatus, PayType
from garage.domain.orders import ConsentChannel, OrderState, SupplementState
from garage.errors import FieldError, RuleError, StaleError
from garage.models.orders import OrderLine, Supplement
from garage.services import (
    goods_issues,
    order_lines,
    order_list,
    orders,
    settlements,
    supplement_answers,
    supplements,
    workshop,
)
from garage.services.command import By
from garage.services.history import of_order as history_of
from garage.services.settlements import Terms
from tests.services.consent import DISCS, FIRST, FLUID, answer, data, pads, propose, row, said, to_shop, total
from tests.services.road import Road, codes, state


@pytest.fixture
def shop(road: Road) -> Road:
    """The order is dispatched and its parts are drawn."""
    return to_shop(road)


def test_proposed_lines_count_nowhere_until_the_customer_answers(shop: Road) -> None:
    propose(shop, DISCS, pads(shop), FLUID)
    one = row(shop)
    assert (one.no, one.state, one.delta_fen) == ("WO-2026-00001-S1", SupplementState.PROPOSED, 86_016)
    assert [line.status for line in one.lines] == [LineStatus.PROPOSED] * 3
    assert [line.position for line in one.lines] == [3, 4, 5]
    assert total(shop) == FIRST
    assert orders.open_page(shop.order).facts.open_supplements == 1
    answer(shop, *one.lines)
    assert row(shop).state is SupplementState.AUTHORISED
    assert total(shop) == FIRST + 86_016
    assert orders.open_page(shop.order).facts.open_supplements == 0


def test_an_unauthorised_line_is_neither_started_drawn_nor_given_out(shop: Road) -> None:
    propose(shop, DISCS, pads(shop))
    labour, part = row(shop).lines
    with pytest.raises(RuleError) as error:
        workshop.start_line(shop.boss, labour.id, shop.mechanic)
    assert codes(error) == {"unauthorised"}
    assert error.value.reasons[0].goto == "supplements"
    with pytest.raises(RuleError) as error:
        goods_issues.issue_parts(
            shop.boss,
            shop.order,
            lines=[goods_issues.IssueLine(part.id, 1000)],
            received_by=shop.mechanic,
        )
    assert codes(error) == {"unauthorised"}
    with pytest.raises(RuleError) as error:
        workshop.assign(shop.boss, shop.order, {labour.id: {shop.mechanic: 10_000}})
    assert codes(error) == {"unauthorised"}


def test_an_accepted_line_is_given_out_worked_and_billed(shop: Road) -> None:
    propose(shop, DISCS, pads(shop))
    labour, _part = row(shop).lines
    answer(shop, *row(shop).lines)
    with pytest.raises(RuleError) as error:
        workshop.start_line(shop.boss, labour.id, shop.mechanic)
    assert codes(error) == {"not_assigned"}
    workshop.assign(shop.boss, shop.order, {labour.id: {shop.mechanic: 10_000}})
    shop.issue()
    shop.work()
    shop.inspect()
    shop.make_ready()
    assert settlements.preview(shop.order, Terms()).payable_fen == FIRST + 78_016


def test_the_self_check_waits_for_the_answer(shop: Road) -> None:
    shop.work()
    propose(shop)
    with pytest.raises(RuleError) as error:
        shop.check(InspectionStage.SELF, shop.mechanic)
    assert codes(error) == {"supplement"}
    answer(shop)
    shop.check(InspectionStage.SELF, shop.mechanic)
    assert state(shop) is OrderState.SELF_CHECKED


@pytest.mark.parametrize("signed", [False, True])
def test_before_the_authorisation_the_estimate_is_changed_instead(road: Road, signed: bool) -> None:
    road.receive()
    if signed:
        road.authorise()
        propose(road)
        assert row(road).waits
    else:
        with pytest.raises(RuleError) as error:
            propose(road)
        assert codes(error) == {"state"}


def test_what_is_proposed_may_be_changed_and_the_customer_is_told_anew(shop: Road) -> None:
    ref = propose(shop, DISCS)
    supplement_answers.contacted(
        shop.boss, ref, said(shop, channel=ConsentChannel.PHONE, note="13800138000 三点回电")
    )
    one = row(shop)
    assert (one.state, one.answered_by) == (SupplementState.CONTACTED, "王女士")
    worse = replace(data(DISCS, FLUID), reason="制动盘已裂")
    supplements.change(shop.boss, ref, one.version, worse)
    assert (row(shop).state, row(shop).delta_fen) == (SupplementState.PROPOSED, 26_000)
    assert row(shop).reason == "制动盘已裂"
    with pytest.raises(StaleError):
        supplement_answers.answer(
            shop.boss, ref, one.version, said(shop), [line.id for line in row(shop).lines]
        )
    assert row(shop).waits


def test_who_was_reached_about_what_is_changed_now_counts_no_more(shop: Road) -> None:
    ref = propose(shop)
    supplement_answers.contacted(shop.boss, ref, said(shop))
    supplements.change(shop.boss, ref, row(shop).version, data(FLUID))
    now = row(shop)
    assert (now.state, now.contacted_at, now.answered_by) == (SupplementState.PROPOSED, None, "")


def test_what_is_taken_back_stays_in_the_books_and_the_next_number_follows(shop: Road) -> None:
    ref = propose(shop)
    with pytest.raises(FieldError, match="Say why"):
        supplements.withdraw(shop.boss, ref, " ")
    supplements.withdraw(shop.boss, ref, "量错了")
    assert row(shop).state is SupplementState.WITHDRAWN
    assert [line.status for line in row(shop).lines] == [LineStatus.DROPPED]
    propose(shop)
    assert row(shop).no == "WO-2026-00001-S2"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"lines": ()}, "lines"),
        ({"lines": (replace(FLUID, unit_price_fen=0),)}, "lines.0.price"),
        ({"lines": (FLUID, replace(FLUID, name=" "))}, "lines.1.name"),
    ],
)
def test_a_supplement_says_what_was_found_and_prices_every_line(
    shop: Road, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(FieldError) as error:
        supplements.propose(shop.boss, shop.order, data(**changed))
    assert error.value.field == field
    assert Supplement.select().count() == 0


def test_a_line_nobody_is_charged_for_needs_no_price(shop: Road) -> None:
    propose(shop, replace(FLUID, unit_price_fen=0, pay_type=PayType.INTERNAL))
    assert row(shop).delta_fen == 0


def test_a_new_promise_lies_after_now(shop: Road) -> None:
    with pytest.raises(FieldError) as error:
        propose(shop, promised_at=shop.boss.at)
    assert error.value.field == "promised_at"


def test_the_order_stands_among_those_that_wait_for_consent(shop: Road) -> None:
    which = order_list.OrderFilter.CONSENT
    assert order_list.counts(shop.boss)[which] == 0
    propose(shop)
    assert order_list.counts(shop.boss)[which] == 1
    assert [one.id for one in order_list.page(shop.boss, which, None).rows] == [shop.order]
    answer(shop)
    assert order_list.counts(shop.boss)[which] == 0
    assert order_list.page(shop.boss, which, None).rows == ()


def test_cancelling_takes_back_what_waits_for_an_answer(road: Road) -> None:
    road.receive()
    road.authorise()
    propose(road)
    orders.cancel(road.boss, road.order, "客户不修了")
    assert row(road).state is SupplementState.WITHDRAWN
    assert [line.status for line in row(road).lines] == [LineStatus.DROPPED]
    assert orders.open_page(road.order).facts.open_supplements == 0


def test_a_scanned_supplement_opens_its_order(shop: Road) -> None:
    propose(shop)
    assert orders.order_of_number(row(shop).no) == shop.order


def test_the_history_tells_it_in_words(shop: Road) -> None:
    propose(shop, DISCS, FLUID, hold=True)
    answer(shop, row(shop).lines[0], go_on=True)
    told = {one.act for one in history_of(shop.order)}
    assert told >= {
        "Supplement proposed",
        "Supplement answered",
        "Customer agreed to a line",
        "Customer declined a line",
        "Put on hold",
        "Waiting begun",
        "Waiting ended",
        "Work goes on",
    }


def test_bill_what_was_issued_leaves_proposed_parts_alone(shop: Road) -> None:
    first = next(line for line in orders.open_page(shop.order).lines if line.draws_stock)
    back = goods_issues.IssueLine(first.id, 1000)
    goods_issues.return_parts(shop.boss, shop.order, lines=[back], received_by=shop.mechanic)
    propose(shop, pads(shop))
    order_lines.bill_issued(shop.boss, shop.order, "只换一侧")
    [proposed] = row(shop).lines
    assert (proposed.qty_milli, proposed.gross_fen) == (1000, 60_016)


# A line that is no longer wanted


def test_a_line_nobody_began_is_taken_off_with_a_reason_and_stays_in_the_books(shop: Road) -> None:
    labour = shop.labour()[0]
    with pytest.raises(FieldError, match="Say why"):
        supplements.drop_line(shop.boss, labour.id, "")
    supplements.drop_line(shop.boss, labour.id, "客户不做了")
    assert total(shop) == 120_032
    assert OrderLine.get_by_id(labour.id).status == LineStatus.DROPPED.value


def test_a_started_line_a_drawn_part_and_the_last_line_stay(shop: Road) -> None:
    labour, part = orders.open_page(shop.order).lines
    with pytest.raises(RuleError) as error:
        supplements.drop_line(shop.boss, part.id, "不要了")
    assert codes(error) == {"parts_out"}
    workshop.start_line(shop.boss, labour.id, shop.mechanic)
    with pytest.raises(RuleError) as error:
        supplements.drop_line(shop.boss, labour.id, "不要了")
    assert codes(error) == {"started"}
    back = goods_issues.IssueLine(part.id, 2000)
    goods_issues.return_parts(shop.boss, shop.order, lines=[back], received_by=shop.mechanic)
    supplements.drop_line(shop.boss, part.id, "不要了")
    assert total(shop) == 48_000


def test_the_last_line_is_not_taken_off_but_the_order_cancelled(road: Road) -> None:
    road.receive(DISCS)
    road.authorise()
    with pytest.raises(RuleError) as error:
        supplements.drop_line(road.boss, road.labour()[0].id, "不要了")
    assert codes(error) == {"last_line"}


def test_a_settled_order_drops_nothing(road: Road) -> None:
    road.to_ready()
    road.settle()
    with pytest.raises(RuleError) as error:
        supplements.drop_line(road.boss, orders.open_page(road.order).lines[0].id, "不要了")
    assert codes(error) == {"state"}


def test_rework_in_a_supplement_names_the_line_that_it_repeats(shop: Road) -> None:
    with pytest.raises(FieldError) as error:
        propose(shop, replace(DISCS, pay_type=PayType.REWORK))
    assert error.value.field == "lines.0.pay_type"


def test_a_bill_that_was_open_meanwhile_is_not_made_with_other_lines(road: Road) -> None:
    road.to_ready(*road.lines(), FLUID)
    shown = orders.open_page(road.order)
    clerk = By(road.mechanic, road.boss.at)
    supplements.drop_line(clerk, shown.lines[-1].id, "客户不要了")
    with pytest.raises(StaleError) as error:
        settlements.settle(road.boss, road.order, Terms(), version=shown.version)
    assert error.value.by == "李师傅"
    propose(road, FLUID)
    between = orders.open_page(road.order).version
    answer(road, *row(road).lines)
    for version in (shown.version, between):
        with pytest.raises(StaleError):
            settlements.settle(road.boss, road.order, Terms(), version=version)
    settlements.settle(road.boss, road.order, Terms(), version=orders.open_page(road.order).version)


def test_the_new_promise_follows_the_labour_that_comes_with_it(shop: Road) -> None:
    """What was promised and then an hour and a half; after now, when that is later; nothing without labour."""
    promised = shop.boss.at + timedelta(hours=5)
    suggest = supplements.promise_suggestion
    assert suggest(shop.boss, promised, [DISCS, FLUID]) == promised + timedelta(hours=1, minutes=30)
    late = shop.boss.at - timedelta(hours=1)
    assert suggest(shop.boss, late, [DISCS]) == shop.boss.at + timedelta(hours=1, minutes=30)
    assert suggest(shop.boss, None, [DISCS]) == shop.boss.at + timedelta(hours=1, minutes=30)
    assert suggest(shop.boss, promised, [FLUID]) is None


def test_a_line_of_a_supplement_costs_less_only_for_a_reason(shop: Road) -> None:
    cheaper = replace(FLUID, discount_fen=500)
    for why in ("", " "):
        with pytest.raises(FieldError) as error:
            propose(shop, cheaper, discount_reason=why)
        assert error.value.field == "discount_reason"
    assert not Supplement.select().exists()
    propose(shop, cheaper, discount_reason="等了太久")
    one = row(shop)
    supplements.change(shop.boss, one.id, one.version, data(cheaper))
    one = row(shop)
    with pytest.raises(FieldError) as error:
        supplements.change(shop.boss, one.id, one.version, data(replace(cheaper, discount_fen=501)))
    assert error.value.field == "discount_reason"
    assert [entry.reason for entry in history_of(shop.order) if entry.reason == "等了太久"] == ["等了太久"]
