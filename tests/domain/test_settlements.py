"""Money of a bill: what is owed or goes back, what tenders come to, whose right a discount is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.money import MAX_FEN
from garage.domain.settlements import (
    Balance,
    Cover,
    PayMethod,
    SettlementState,
    Tender,
    above_limit,
    amount_taken,
    booked,
    settlement_state,
    total_of,
)
from garage.errors import FieldError

FEN = st.integers(0, 10**9)


def cash(fen: int) -> Tender:
    return Tender(PayMethod.CASH, fen)


def card(fen: int) -> Tender:
    return Tender(PayMethod.CARD, fen)


@given(payable=FEN, allowance=FEN, paid=FEN)
def test_what_is_due_is_paid_or_owed_and_what_is_more_goes_back(
    payable: int, allowance: int, paid: int
) -> None:
    now = Balance(payable, min(allowance, payable), paid)
    assert now.due_fen == now.paid_fen + now.owed_fen - now.refundable_fen
    assert 0 in {now.owed_fen, now.refundable_fen}


@pytest.mark.parametrize(
    ("tenders", "cover", "amount"),
    [
        ([card(1_000)], Cover.FULL, 1_000),
        ([cash(1_500)], Cover.FULL, 1_000),
        ([card(400), cash(700)], Cover.FULL, 1_000),
        ([card(400)], Cover.PART, 400),
        ([cash(1_500)], Cover.PART, 1_000),
        ([card(1_001)], Cover.OVER, 1_001),
        ([cash(5_000)], Cover.OVER, 5_000),
    ],
)
def test_tenders_come_to_what_they_are_meant_for(tenders: list[Tender], cover: Cover, amount: int) -> None:
    assert amount_taken(1_000, tenders, cover) == amount
    assert sum(one.amount_fen for one in booked(amount, tenders)) == amount


@pytest.mark.parametrize(
    ("tenders", "cover"),
    [
        ([], Cover.FULL),
        ([], Cover.PART),
        ([card(999)], Cover.FULL),
        ([card(1_001)], Cover.FULL),
        ([card(1_001)], Cover.PART),
        ([card(1_000)], Cover.OVER),
        ([card(0)], Cover.PART),
        ([card(1_100), cash(-100)], Cover.FULL),
        ([cash(MAX_FEN), cash(1)], Cover.OVER),
    ],
)
def test_tenders_that_are_not_what_they_are_meant_for_are_refused(
    tenders: list[Tender], cover: Cover
) -> None:
    with pytest.raises(FieldError) as error:
        amount_taken(1_000, tenders, cover)
    assert error.value.field == "tenders"


def test_a_sum_is_of_something() -> None:
    assert total_of([cash(1), card(2)]) == 3
    with pytest.raises(FieldError):
        total_of([])


@pytest.mark.parametrize(
    ("due", "paid", "on_account", "state"),
    [
        (0, 0, False, SettlementState.PAID),
        (100, 0, False, SettlementState.CONFIRMED),
        (100, 1, False, SettlementState.PART_PAID),
        (100, 99, True, SettlementState.ON_CREDIT),
        (100, 100, True, SettlementState.PAID),
        (100, 101, False, SettlementState.PAID),
    ],
)
def test_the_state_of_a_bill_follows_its_money(
    due: int, paid: int, on_account: bool, state: SettlementState
) -> None:
    assert settlement_state(due_fen=due, paid_fen=paid, on_account=on_account) is state


@pytest.mark.parametrize(
    ("discounts", "limit_bp", "above"),
    [(1_000, 1_000, False), (1_001, 1_000, True), (0, 0, False), (1, 0, True), (10_000, 10_000, False)],
)
def test_a_tenth_of_the_gross_is_within_a_limit_of_a_tenth(
    discounts: int, limit_bp: int, above: bool
) -> None:
    assert above_limit(10_000, discounts, limit_bp) is above
