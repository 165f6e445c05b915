"""What the customer pays less than agreed: other payers, discounts, and whose right they are; VAT of the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from garage.domain.lines import CHARGED, LineKind, PayType
from garage.domain.orders import OrderState
from garage.domain.settlements import RoundingOff
from garage.errors import FieldError, RuleError
from garage.models.audit import AuditEntry
from garage.models.orders import OrderLine
from garage.models.settlements import Settlement
from garage.services import authorisations, concessions, history, order_lines, orders, settlements, shop, vat
from garage.services.command import By
from garage.services.order_lines import LineData
from garage.services.settlements import Terms
from tests.services.consent import answer, propose, row
from tests.services.road import Road, codes, state

BILL = 168_032


def lines(road: Road) -> list[order_lines.Line]:
    return order_lines.lines_of(road.order)


def clerk(road: Road) -> By:
    return By(road.mechanic, road.boss.at)


def test_up_to_a_tenth_anybody_gives_and_above_it_an_owner_approves(road: Road) -> None:
    road.to_ready()
    most = Terms(order_discount_fen=16_803, discount_reason="熟客")
    above = replace(most, order_discount_fen=16_804)
    for approver in (None, road.mechanic):
        with pytest.raises(FieldError) as error:
            settlements.settle(clerk(road), road.order, replace(above, discount_by=approver))
        assert error.value.field == "discount_by"
    settlements.settle(clerk(road), road.order, replace(above, discount_by=road.boss.staff_id))
    assert Settlement.get().discount_by == road.boss.staff_id
    settlements.void(road.boss, road.order, "重开")
    settlements.settle(clerk(road), road.order, most)
    assert Settlement.get(Settlement.state != "VOIDED").discount_by is None


def test_an_owner_who_settles_approves_by_that(road: Road) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms(order_discount_fen=100_000, discount_reason="朋友"))
    assert Settlement.get().discount_by == road.boss.staff_id


def test_discounts_of_lines_count_for_the_limit_and_rounding_off_does_not(road: Road) -> None:
    labour, part = road.lines()
    road.to_ready(replace(labour, discount_fen=10_000), part)
    terms = Terms(order_discount_fen=6_803, discount_reason="熟客", rounding=RoundingOff.YUAN)
    assert not settlements.needs_owner(settlements.preview(road.order, terms))
    assert settlements.needs_owner(settlements.preview(road.order, replace(terms, order_discount_fen=6_804)))
    page = shop.profile()
    shop.change_profile(road.boss, page.version, discount_limit_bp=0)
    assert settlements.needs_owner(settlements.preview(road.order, Terms()))


def test_a_line_is_cheaper_at_the_end_never_dearer_than_agreed(road: Road) -> None:
    labour, part = road.lines()
    road.to_ready(replace(labour, discount_fen=3_000), part)
    line = lines(road)[0]
    for fen, why, field in ((2_999, "x", "discount"), (48_001, "x", "discount"), (5_000, " ", "reason")):
        with pytest.raises(FieldError) as error:
            concessions.discount_line(road.boss, line.id, fen, why)
        assert error.value.field == field
    concessions.discount_line(road.boss, line.id, 50_00, "等久了")
    concessions.discount_line(road.boss, line.id, 3_000, "打错了")
    with pytest.raises(FieldError):
        concessions.discount_line(road.boss, line.id, 3_000, "打错了")
    concessions.discount_line(road.boss, line.id, 8_000, "等久了")
    assert settlements.preview(road.order, Terms()).payable_fen == BILL - 8_000
    agreed = authorisations.authorised_form(road.order)
    assert agreed is not None
    assert agreed.lines[0].discount_fen == 3_000
    told = history.of_order(road.order)[-1]
    assert (told.act, told.reason) == ("Discount on a line", "等久了")
    assert "¥30.00 → ¥80.00" in told.text


def test_lines_are_frozen_by_the_bill(road: Road) -> None:
    road.to_ready()
    road.settle()
    for act in (
        lambda: concessions.discount_line(road.boss, lines(road)[0].id, 1, "x"),
        lambda: concessions.change_pay_type(road.boss, lines(road)[0].id, PayType.INTERNAL, "x"),
    ):
        with pytest.raises(RuleError) as error:
            act()
        assert codes(error) == {"state"}


def test_somebody_else_pays_but_never_the_customer_more(road: Road) -> None:
    road.to_ready()
    labour, part = lines(road)
    with pytest.raises(FieldError) as error:
        concessions.change_pay_type(road.boss, part.id, PayType.CLAIM, " ")
    assert error.value.field == "reason"
    concessions.change_pay_type(road.boss, part.id, PayType.CLAIM, "厂家索赔")
    assert settlements.preview(road.order, Terms()).payable_fen == 48_000
    concessions.change_pay_type(road.boss, part.id, PayType.CUSTOMER, "点错了：委托书上是客户付")
    assert settlements.preview(road.order, Terms()).payable_fen == BILL
    concessions.change_pay_type(road.boss, part.id, PayType.CLAIM, "厂家索赔")
    with pytest.raises(FieldError) as wrong:
        concessions.change_pay_type(road.boss, labour.id, PayType.REWORK, "返修")
    assert wrong.value.field == "pay_type"
    concessions.change_pay_type(road.boss, labour.id, PayType.INTERNAL, "自己弄坏的")
    road.settle()
    assert Settlement.get().payable_fen == 0
    told = [row for row in history.of_order(road.order) if row.act == "Somebody else pays for a line"]
    assert told[0].text == "前刹车片: Customer pays → Warranty claim"


FREE = sorted(set(PayType) - CHARGED - {PayType.REWORK})


@pytest.mark.parametrize("payer", FREE)
def test_a_line_given_away_above_the_limit_is_approved_by_an_owner(road: Road, payer: PayType) -> None:
    road.to_ready()
    labour = lines(road)[0]
    for nobody in (None, road.mechanic):
        with pytest.raises(FieldError) as error:
            concessions.change_pay_type(clerk(road), labour.id, payer, "自己弄坏的", approved_by=nobody)
        assert error.value.field == "approved_by"
    assert lines(road)[0].pay_type is PayType.CUSTOMER
    owner = road.boss.staff_id
    concessions.change_pay_type(clerk(road), labour.id, payer, "自己弄坏的", approved_by=owner)
    assert lines(road)[0].pay_type is payer
    [told] = [row for row in history.of_order(road.order) if row.act == "Owner approved"]
    assert (told.at, told.text, told.reason) == (road.boss.at, "更换前刹车片: 张三", "自己弄坏的")
    assert told.who == "李师傅"


def test_up_to_the_limit_a_reason_and_the_log_are_enough(road: Road) -> None:
    small = LineData(LineKind.OTHER, "废油处理", unit_price_fen=10_000)
    road.to_ready(*road.lines(), small, small)
    *_big, first, second = lines(road)
    with pytest.raises(FieldError) as error:
        concessions.change_pay_type(clerk(road), first.id, PayType.INTERNAL, " ")
    assert error.value.field == "reason"
    concessions.change_pay_type(clerk(road), first.id, PayType.INTERNAL, "赔礼")
    acts = [row.act for row in history.of_order(road.order)]
    assert acts.count("Somebody else pays for a line") == 1
    assert "Owner approved" not in acts
    assert concessions.needs_owner(second.id, PayType.INTERNAL), "small lines count together"
    assert not concessions.needs_owner(second.id, PayType.INSURANCE), "the insurer pays"


def test_discounts_and_lines_given_away_count_together_and_what_was_agreed_to_be_free_does_not(
    road: Road,
) -> None:
    labour, part = road.lines()
    free = LineData(LineKind.OTHER, "免费检测", unit_price_fen=500_000, pay_type=PayType.INTERNAL)
    small = LineData(LineKind.OTHER, "废油处理", unit_price_fen=10_000)
    road.to_ready(labour, part, free, small)
    line = lines(road)[-1]
    assert not concessions.needs_owner(line.id, PayType.INTERNAL)
    concessions.discount_line(clerk(road), lines(road)[0].id, 7_804, "等久了")
    assert concessions.needs_owner(line.id, PayType.INTERNAL)
    concessions.discount_line(clerk(road), lines(road)[0].id, 7_803, "等久了")
    assert not concessions.needs_owner(line.id, PayType.INTERNAL)


def test_an_owner_who_gives_a_line_away_approves_by_that(road: Road) -> None:
    road.to_ready()
    concessions.change_pay_type(road.boss, lines(road)[0].id, PayType.INTERNAL, "自己弄坏的")
    assert [row.text for row in history.of_order(road.order) if row.act == "Owner approved"] == [
        "更换前刹车片: 张三"
    ]


def test_a_mistake_on_a_line_of_a_supplement_is_put_right_as_far_as_it_was_agreed(road: Road) -> None:
    road.receive()
    road.authorise()
    propose(road)
    answer(road, *row(road).lines)
    line = lines(road)[-1]
    concessions.discount_line(road.boss, line.id, 10_000, "多打了一个零")
    concessions.discount_line(road.boss, line.id, 1_000, "熟客")
    concessions.change_pay_type(road.boss, line.id, PayType.INTERNAL, "选错")
    concessions.change_pay_type(road.boss, line.id, PayType.CUSTOMER, "改回")
    now = lines(road)[-1]
    assert (now.pay_type, now.discount_fen) == (PayType.CUSTOMER, 1_000)


def test_what_was_agreed_to_be_free_of_charge_costs_the_customer_nothing_later(road: Road) -> None:
    labour, part = road.lines()
    road.to_ready(labour, replace(part, pay_type=PayType.CLAIM))
    with pytest.raises(RuleError) as refused:
        concessions.change_pay_type(road.boss, lines(road)[1].id, PayType.CUSTOMER, "索赔没批")
    assert codes(refused) == {"consent"}
    assert refused.value.reasons[0].goto == "supplements"


def test_rework_found_in_the_shop_names_the_line_with_which_the_car_left(road: Road) -> None:
    road.to_ready()
    first = lines(road)[0].id
    with pytest.raises(FieldError):
        concessions.change_pay_type(road.boss, first, PayType.REWORK, "返修", original_line_id=first)
    road.settle()
    road.leave()
    road.forward(days=3)
    road.order = 0
    again = replace(road.reception(), odometer_km=86_500)
    road.reception = lambda: again  # type: ignore[method-assign]
    road.to_ready()
    line = lines(road)[0]
    concessions.change_pay_type(road.boss, line.id, PayType.REWORK, "上次没修好", original_line_id=first)
    row = OrderLine.get_by_id(line.id)
    assert (row.pay_type, row.original_line_id) == ("REWORK", first)


def test_the_first_service_is_free_once(road: Road) -> None:
    road.to_ready(replace(road.lines()[0], pay_type=PayType.FREE_SERVICE))
    with pytest.raises(FieldError) as error:
        road.settle()
    assert error.value.field == "service_book"
    road.settle(terms=Terms(service_book=True))
    road.leave()
    first = orders.open_page(road.order).no
    again = replace(road.reception(), odometer_km=86_500)
    road.reception = lambda: again  # type: ignore[method-assign]
    with pytest.raises(FieldError) as twice:
        road.receive(replace(road.lines()[0], pay_type=PayType.FREE_SERVICE))
    assert twice.value.field == "lines.0.pay_type"
    assert first in twice.value.text
    order_lines.save_lines(road.boss, road.order, orders.open_page(road.order).version, road.lines())
    orders.finish_estimate(road.boss, road.order)
    road.authorise()
    with pytest.raises(FieldError) as later:
        concessions.change_pay_type(road.boss, lines(road)[0].id, PayType.FREE_SERVICE, "首保")
    assert first in later.value.text


def test_labour_that_is_not_as_listed_is_logged_like_a_part(road: Road) -> None:
    road.receive()
    told = [row.text for row in history.of_order(road.order) if row.act == "Not the list price"]
    assert told == ["更换前刹车片: ¥400.00 → ¥480.00"]


def test_the_bill_keeps_the_vat_of_its_day(road: Road) -> None:
    today = road.boss.today
    with pytest.raises(FieldError):
        vat.set_rate(road.boss, rate_bp=5_001, valid_from=today)
    with pytest.raises(FieldError):
        vat.set_rate(road.boss, rate_bp=300, valid_from=today - timedelta(days=1))
    vat.set_rate(road.boss, rate_bp=1_300, valid_from=today)
    vat.set_rate(road.boss, rate_bp=100, valid_from=today + timedelta(days=10))
    assert [vat.rate_bp(day) for day in (date(2026, 1, 1), today, today + timedelta(days=10))] == [
        0,
        1_300,
        100,
    ]
    road.to_ready()
    number = settlements.settle(
        road.boss, road.order, Terms(order_discount_fen=55_032, discount_reason="老客户")
    )
    row = Settlement.get()
    assert (row.payable_fen, row.tax_bp, row.tax_fen) == (113_000, 1_300, 13_000)
    road.forward(days=20)
    slip = settlements.settled_slip(number)
    assert (slip.tax_bp, slip.tax_fen) == (1_300, 13_000)


def test_without_a_rate_no_vat_is_named(road: Road) -> None:
    road.to_ready()
    slip = settlements.settled_slip(settlements.settle(road.boss, road.order, Terms()))
    assert (slip.tax_bp, slip.tax_fen) == (None, 0)


def test_an_invoice_is_noted_and_changed_and_logged(road: Road) -> None:
    road.to_ready()
    with pytest.raises(RuleError):
        settlements.note_invoice(road.boss, road.order, "24442000000012345678")
    road.settle()
    settlements.note_invoice(road.boss, road.order, " 24442000000012345678 ")
    road.leave()
    settlements.note_invoice(road.boss, road.order, "24442000000099999999")
    assert settlements.of_order(road.order)[0].invoice_no == "24442000000099999999"
    assert AuditEntry.select().where(AuditEntry.act == "invoice").count() == 2
    assert state(road) is OrderState.EXITED


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    discount=st.integers(0, BILL),
    rounding=st.sampled_from(RoundingOff),
    payers=st.tuples(st.sampled_from(PayType), st.sampled_from(PayType)),
)
def test_payable_is_the_charged_lines_less_discount_and_less_than_a_yuan(
    ready: Road, discount: int, rounding: RoundingOff, payers: tuple[PayType, PayType]
) -> None:
    sums = order_lines.order_totals(
        [replace(line, pay_type=payer) for line, payer in zip(lines(ready), payers, strict=True)]
    )
    try:
        result = settlements.bill(sums, order_discount_fen=discount, rounding=rounding)
    except FieldError:
        assert discount > sums.net_fen
        return
    charged = sum(
        line.gross_fen
        for line, payer in zip(lines(ready), payers, strict=True)
        if payer in {PayType.CUSTOMER, PayType.INSURANCE}
    )
    off = charged - discount - result.payable_fen
    assert 0 <= off < {RoundingOff.NONE: 1, RoundingOff.JIAO: 10, RoundingOff.YUAN: 100}[rounding]


@pytest.fixture
def ready(road: Road) -> Road:
    road.to_ready()
    return road
