"""The customer's answer to a supplement, line by line, and what follows from it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.documents import Imprint
from garage.domain.lines import LineStatus
from garage.domain.orders import ConsentChannel, HoldReason, OrderState, SupplementState
from garage.errors import FieldError, RuleError
from garage.models.inspections import Recommendation
from garage.models.orders import Supplement
from garage.services import (
    holds,
    orders,
    papers,
    settlements,
    supplement_answers,
    supplements,
    waits,
)
from garage.services.command import By
from garage.services.settlements import Terms
from tests.services.consent import DISCS, FIRST, FLUID, answer, data, pads, propose, row, said, to_shop, total
from tests.services.road import Road, codes, held_minutes, state


@pytest.fixture
def shop(road: Road) -> Road:
    """The order is dispatched and its parts are drawn."""
    return to_shop(road)


def test_some_lines_accepted_and_others_declined(shop: Road) -> None:
    propose(shop, DISCS, pads(shop), FLUID)
    discs, rear, fluid = row(shop).lines
    assert answer(shop, discs, keep_advice=False) is SupplementState.AUTHORISED
    assert [line.status for line in row(shop).lines] == [
        LineStatus.OPEN,
        LineStatus.DECLINED,
        LineStatus.DECLINED,
    ]
    assert (row(shop).delta_fen, total(shop)) == (18_000, FIRST + 18_000)
    assert Recommendation.select().count() == 0
    paper = supplements.form(row(shop).id, Imprint("张三", shop.boss.at))
    assert paper.declined == (rear.position, fluid.position)
    assert (paper.before_fen, paper.delta_fen, paper.agreed_fen, paper.total_fen) == (
        FIRST,
        86_016,
        18_000,
        FIRST + 18_000,
    )


def test_declined_safety_work_becomes_advice_with_its_consequence_and_signature(shop: Road) -> None:
    propose(shop, DISCS, pads(shop), safety=True)
    with pytest.raises(FieldError) as error:
        answer(shop)
    assert error.value.field == "consequence"
    assert answer(shop, consequence="制动距离变长，有失控危险") is SupplementState.DECLINED
    advice = Recommendation.select().get()
    assert (advice.text, advice.safety, advice.declined) == ("更换前制动盘", True, True)
    assert (advice.signed_by, advice.declined_at) == ("王女士", shop.boss.at)
    assert advice.consequence == "制动距离变长，有失控危险"
    assert (row(shop).delta_fen, total(shop)) == (78_016, FIRST)


def test_advice_that_is_declined_again_stays_the_same_advice(shop: Road) -> None:
    known = Recommendation.create(
        vehicle=shop.vehicle,
        order=shop.order,
        text="更换前制动盘",
        created_at=shop.boss.at,
        created_by=shop.boss.staff_id,
    )
    propose(shop, replace(DISCS, recommendation_id=known.id))
    answer(shop)
    [advice] = Recommendation.select()
    assert (advice.id, advice.declined, advice.signed_by) == (known.id, True, "王女士")


def test_a_new_promised_time_holds_from_the_answer_on(shop: Road) -> None:
    before = orders.open_page(shop.order).reception.promised_at
    later = shop.boss.at + timedelta(hours=8)
    propose(shop, promised_at=later)
    assert orders.open_page(shop.order).reception.promised_at == before
    answer(shop, *row(shop).lines)
    assert orders.open_page(shop.order).reception.promised_at == later


def test_a_proposed_time_that_has_passed_is_agreed_on_anew(shop: Road) -> None:
    propose(shop, promised_at=shop.boss.at + timedelta(hours=1))
    shop.forward(hours=2)
    with pytest.raises(FieldError) as error:
        answer(shop, *row(shop).lines)
    assert error.value.field == "promised_at"
    later = shop.boss.at + timedelta(hours=3)
    answer(shop, *row(shop).lines, promised_at=later)
    assert orders.open_page(shop.order).reception.promised_at == later
    assert supplements.form(row(shop).id, Imprint("张三", shop.boss.at)).promised_at == later


def test_declined_work_with_long_names_is_advised_whole(shop: Road) -> None:
    names = ["制动" * 50, "转向" * 50, "灯光"]
    propose(shop, *(replace(DISCS, name=name) for name in names), safety=True)
    answer(shop, consequence="可能失去制动")
    found = [one.text for one in Recommendation.select().order_by(Recommendation.id)]
    assert found == [names[0], f"{names[1]}, {names[2]}"]


def test_a_time_that_has_passed_does_not_hinder_a_refusal(shop: Road) -> None:
    propose(shop, promised_at=shop.boss.at + timedelta(hours=1))
    shop.forward(hours=2)
    assert answer(shop) is SupplementState.DECLINED


def test_accepted_work_brings_a_car_that_was_ready_back_into_the_shop(road: Road) -> None:
    road.to_ready()
    propose(road)
    with pytest.raises(RuleError) as error:
        settlements.settle(road.boss, road.order, Terms())
    assert "supplement" in codes(error)
    answer(road, *row(road).lines)
    assert state(road) is OrderState.IN_WORK


def test_a_fee_alone_brings_no_car_back(road: Road) -> None:
    road.to_ready()
    propose(road, FLUID)
    answer(road, *row(road).lines)
    assert state(road) is OrderState.READY


def test_declined_work_moves_no_car(road: Road) -> None:
    road.to_ready()
    propose(road)
    answer(road)
    assert state(road) is OrderState.READY


def test_what_was_answered_is_not_answered_changed_or_taken_back_again(shop: Road) -> None:
    ref = propose(shop)
    answer(shop, *row(shop).lines)
    for again in (
        lambda: answer(shop),
        lambda: supplements.change(shop.boss, ref, row(shop).version, data()),
        lambda: supplements.withdraw(shop.boss, ref, "看错"),
        lambda: supplement_answers.contacted(shop.boss, ref, said(shop)),
    ):
        with pytest.raises(RuleError) as error:
            again()
        assert codes(error) == {"answered"}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"who": " "}, "who"),
        ({"channel": ConsentChannel.PHONE}, "note"),
        ({"channel": ConsentChannel.MESSAGE, "note": " "}, "note"),
    ],
)
def test_an_answer_names_who_gave_it_and_how(shop: Road, told: dict[str, object], field: str) -> None:
    propose(shop)
    one = row(shop)
    with pytest.raises(FieldError) as error:
        supplement_answers.answer(shop.boss, one.id, one.version, said(shop, **told), [])
    assert error.value.field == field
    assert row(shop).waits


@pytest.mark.parametrize("minutes", [-1, 1])
def test_an_answer_lies_between_the_proposal_and_now(shop: Road, minutes: int) -> None:
    propose(shop)
    one = row(shop)
    wrong = said(shop, at=shop.boss.at + timedelta(minutes=minutes))
    with pytest.raises(FieldError) as error:
        supplement_answers.answer(shop.boss, one.id, one.version, wrong, [])
    assert error.value.field == "at"


def test_a_supplement_may_put_the_job_on_hold_and_its_answer_takes_it_up_again(shop: Road) -> None:
    propose(shop, hold=True)
    assert state(shop) is OrderState.ON_HOLD
    assert waits.spans(shop.order)[-1][0] is HoldReason.AUTHORISATION
    shop.forward(minutes=40)
    answer(shop, go_on=True)
    assert state(shop) is OrderState.DISPATCHED
    assert held_minutes(shop.order, shop.boss.at) == 40


def test_a_job_that_waits_for_parts_goes_on_waiting_after_an_answer(shop: Road) -> None:
    holds.hold(shop.boss, shop.order, HoldReason.PARTS)
    propose(shop)
    answer(shop, *row(shop).lines, go_on=True)
    assert state(shop) is OrderState.ON_HOLD


def test_of_two_supplements_only_the_last_answer_takes_the_job_up_again(shop: Road) -> None:
    first = propose(shop, hold=True)
    propose(shop, FLUID)
    one = next(one for one in supplements.of_order(shop.order) if one.id == first)
    supplement_answers.answer(shop.boss, first, one.version, said(shop), [], go_on=True)
    assert state(shop) is OrderState.ON_HOLD
    answer(shop, go_on=True)
    assert state(shop) is OrderState.DISPATCHED


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.lists(st.booleans(), min_size=1, max_size=4), st.integers(0, 2)), max_size=4))
def test_the_total_is_that_of_the_agreed_lines_and_what_was_signed_never_changes(
    road: Road, rounds: list[tuple[list[bool], int]]
) -> None:
    """`rounds` are supplements: which of their lines are accepted, and whether one is answered or taken back."""
    if not road.order:
        road.receive()
        road.authorise()
    signed: dict[int, str] = {}
    expected = total(road)
    for wanted, how in rounds:
        lines = [
            replace(FLUID, name=f"项目 {n}", unit_price_fen=1_000 * n + 1) for n, _yes in enumerate(wanted)
        ]
        ref = propose(road, *lines)
        assert total(road) == expected
        accepted = [line for line, yes in zip(row(road).lines, wanted, strict=True) if yes]
        if how == 0:
            supplements.withdraw(road.boss, ref, "不做")
        else:
            answer(road, *accepted)
            expected += sum(line.gross_fen for line in accepted)
            signed[ref] = Supplement.get_by_id(ref).snapshot
        if how == 2 and accepted:
            supplements.drop_line(road.boss, accepted[0].id, "不要了")
            expected -= accepted[0].gross_fen
        assert total(road) == expected
        assert {ref: Supplement.get_by_id(ref).snapshot for ref in signed} == signed


def test_an_answer_by_telephone_tells_who_took_it_also_on_the_next_print(shop: Road) -> None:
    propose(shop, DISCS)
    one = row(shop)
    told = said(shop, channel=ConsentChannel.PHONE, note="13800138000")
    leader = By(shop.leader, shop.boss.at)
    supplement_answers.answer(leader, one.id, one.version, told, [line.id for line in one.lines])
    paper = supplements.form(one.id, Imprint("张三", shop.boss.at, copy=1))
    assert (paper.taken_by, paper.answered_by, paper.imprint.operator) == ("王班长", "王女士", "张三")


@pytest.mark.parametrize("channel", list(ConsentChannel))
def test_advice_that_was_declined_without_a_signature_says_how(shop: Road, channel: ConsentChannel) -> None:
    propose(shop, DISCS, safety=True)
    one = row(shop)
    shop.forward(minutes=5)
    note = "" if channel is ConsentChannel.SIGNED else "13800138000"
    told = said(shop, channel=channel, note=note, at=shop.boss.at - timedelta(minutes=2))
    supplement_answers.answer(shop.boss, one.id, one.version, told, [], consequence="可能失去制动")
    [advised] = papers.open_advice(shop.vehicle)
    assert advised.signed_by == "王女士"
    expected = (None, "", "") if channel is ConsentChannel.SIGNED else (channel, note, "张三")
    assert (advised.channel, advised.note, advised.taken_by) == expected
