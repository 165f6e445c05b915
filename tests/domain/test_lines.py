"""Lines and their totals: every total equals its lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.lines import CHARGED, LineKind, LineMoney, PayType, gross_fen, totals
from garage.domain.settlements import PayMethod, RoundingOff, Tender, bill, booked, change_due
from garage.errors import FieldError


@st.composite
def line(draw: st.DrawFn) -> LineMoney:
    gross = draw(st.integers(0, 10**9))
    return LineMoney(
        draw(st.sampled_from(LineKind)), draw(st.sampled_from(PayType)), gross, draw(st.integers(0, gross))
    )


@given(st.lists(line(), max_size=40))
def test_totals_are_the_sum_of_what_each_line_charges(lines: list[LineMoney]) -> None:
    result = totals(lines)
    assert result.net_fen == sum(one.charged_fen for one in lines)
    assert result.gross_fen == sum(one.gross_fen for one in lines if one.pay_type in CHARGED)
    assert 0 <= result.line_discount_fen <= result.gross_fen


def test_labour_is_rate_times_flat_rate_hours_rounded_half_up() -> None:
    assert gross_fen(LineKind.LABOUR, rate_fen=12_000, hours_centi=400) == 48_000
    assert gross_fen(LineKind.LABOUR, rate_fen=101, hours_centi=50) == 51


def test_a_part_is_unit_price_times_quantity() -> None:
    assert gross_fen(LineKind.PART, unit_price_fen=60_016, qty_milli=2000) == 120_032
    assert gross_fen(LineKind.PART, unit_price_fen=333, qty_milli=1500) == 500


def test_a_customer_supplied_part_costs_nothing() -> None:
    assert gross_fen(LineKind.PART, unit_price_fen=5000, qty_milli=1000, customer_supplied=True) == 0


@pytest.mark.parametrize("kind", [PayType.CLAIM, PayType.REWORK, PayType.INTERNAL, PayType.FREE_SERVICE])
def test_what_the_customer_does_not_pay_adds_nothing(kind: PayType) -> None:
    assert totals([LineMoney(LineKind.LABOUR, kind, 48_000, 0)]).net_fen == 0


@given(st.lists(line(), max_size=10), st.integers(0, 10**6), st.sampled_from(RoundingOff))
def test_rounding_off_only_goes_down_and_stays_below_a_yuan(
    lines: list[LineMoney], discount: int, rounding: RoundingOff
) -> None:
    sums = totals(lines)
    if discount > sums.net_fen:
        with pytest.raises(FieldError):
            bill(sums, order_discount_fen=discount, rounding=rounding)
        return
    result = bill(sums, order_discount_fen=discount, rounding=rounding)
    assert 0 <= result.rounding_off_fen < {"none": 1, "jiao": 10, "yuan": 100}[rounding]
    assert result.payable_fen == sums.net_fen - discount - result.rounding_off_fen
    assert result.payable_fen >= 0
    assert result.insurance_fen == min(sums.insured_fen, sums.net_fen - discount)


def test_the_bill_of_the_example_rounds_down_to_the_jiao_and_the_yuan() -> None:
    sums = totals(
        [
            LineMoney(LineKind.LABOUR, PayType.CUSTOMER, 48_000, 0),
            LineMoney(LineKind.PART, PayType.CUSTOMER, 120_032, 0),
        ]
    )
    assert bill(sums).payable_fen == 168_032
    assert bill(sums, rounding=RoundingOff.JIAO).payable_fen == 168_030
    assert bill(sums, rounding=RoundingOff.YUAN).payable_fen == 168_000


def test_cash_gives_change_and_is_booked_without_it() -> None:
    tenders = [Tender(PayMethod.WECHAT, 100_000), Tender(PayMethod.CASH, 70_000)]
    assert change_due(168_032, tenders) == 1_968
    assert booked(168_032, tenders) == [Tender(PayMethod.WECHAT, 100_000), Tender(PayMethod.CASH, 68_032)]


@pytest.mark.parametrize(
    "tenders",
    [
        [],
        [Tender(PayMethod.CASH, 168_031)],
        [Tender(PayMethod.CASH, 0), Tender(PayMethod.CARD, 168_032)],
        [Tender(PayMethod.CARD, 168_033)],
        [Tender(PayMethod.WECHAT, 168_032), Tender(PayMethod.CASH, 100)],
        [Tender(PayMethod.CARD, 170_000), Tender(PayMethod.CASH, 100)],
    ],
)
def test_amounts_that_do_not_make_the_bill_are_refused(tenders: list[Tender]) -> None:
    with pytest.raises(FieldError) as error:
        change_due(168_032, tenders)
    assert error.value.field == "tenders"


@given(
    st.integers(1, 10**8),
    st.lists(st.tuples(st.sampled_from(PayMethod), st.integers(1, 10**8)), min_size=1, max_size=5),
)
def test_what_is_booked_is_exactly_the_bill(payable: int, given_: list[tuple[PayMethod, int]]) -> None:
    tenders = [Tender(method, amount) for method, amount in given_]
    try:
        change = change_due(payable, tenders)
    except FieldError:
        return
    result = booked(payable, tenders)
    assert sum(one.amount_fen for one in result) == payable
    assert all(one.amount_fen > 0 for one in result)
    assert sum(one.amount_fen for one in tenders) - change == payable
