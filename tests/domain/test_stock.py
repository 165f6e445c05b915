"""The stock ledger's rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.orders import OrderState
from garage.domain.stock import (
    RESERVING,
    RETURNABLE,
    Balance,
    issue_value,
    receive,
    return_value,
    reversal_value,
)
from garage.errors import RuleError

QTY = st.integers(1, 10**9)
COST = st.integers(0, 10**12)


@st.composite
def balances(draw: st.DrawFn) -> Balance:
    return Balance(draw(QTY), draw(COST))


def test_the_worked_example_of_the_moving_average() -> None:
    stock = receive(receive(Balance(), 3000, 10_000), 2000, 7_001)
    assert stock == Balance(5000, 17_001)
    assert issue_value(stock, 2000) == 6_800
    left = stock.moved(-2000, -6_800)
    assert left == Balance(3000, 10_201)
    assert issue_value(left, 3000) == 10_201
    assert left.moved(-3000, -10_201) == Balance()


def test_half_a_fen_goes_up() -> None:
    assert issue_value(Balance(2000, 3), 1000) == 2
    assert issue_value(Balance(3000, 4), 1000) == 1


def test_the_average_is_the_cost_of_one_unit() -> None:
    assert Balance(3500, 15_925).average_fen == 4_550
    assert Balance(3000, 10_000).average_fen == 3_333
    assert Balance().average_fen == 0


def test_more_than_is_on_hand_is_refused_in_words() -> None:
    with pytest.raises(RuleError, match=r"Only 1\.5 on hand") as refused:
        issue_value(Balance(1500, 300), 1501)
    assert [reason.code for reason in refused.value.reasons] == ["short"]


@pytest.mark.parametrize("balance", [(-1, 0), (0, 1), (1, -1)])
def test_no_balance_is_below_zero_and_nothing_is_worth_nothing(balance: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="Balance"):
        Balance(*balance)


@pytest.mark.parametrize("qty", [0, -1])
def test_a_movement_moves_something(qty: int) -> None:
    stock = Balance(1000, 100)
    with pytest.raises(ValueError, match=str(qty)):
        receive(stock, qty, 1)
    with pytest.raises(ValueError, match=str(qty)):
        issue_value(stock, qty)
    with pytest.raises(ValueError, match=str(qty)):
        return_value(stock, qty)
    with pytest.raises(ValueError, match=str(qty)):
        reversal_value(stock, qty, 0)


def test_a_return_comes_back_at_the_cost_it_went_out() -> None:
    held = Balance(3000, 10_000)
    first = return_value(held, 1000)
    second = return_value(held.moved(-1000, -first), 1000)
    last = return_value(held.moved(-2000, -first - second), 1000)
    assert (first, second, last) == (3_333, 3_334, 3_333)


def test_no_more_comes_back_than_went_out() -> None:
    with pytest.raises(RuleError, match="Only 2 can come back") as refused:
        return_value(Balance(2000, 10), 3000)
    assert refused.value.reasons[0].code == "too_many"


def test_a_reversal_takes_out_what_the_receipt_cost() -> None:
    assert reversal_value(Balance(5000, 17_001), 2000, 7_001) == 7_001
    assert reversal_value(Balance(1000, 1_500), 1000, 1_000) == 1_500


def test_a_receipt_that_was_used_since_cannot_be_reversed() -> None:
    with pytest.raises(RuleError, match="Only 1 on hand"):
        reversal_value(Balance(1000, 100), 2000, 50)
    with pytest.raises(RuleError, match="another average cost") as refused:
        reversal_value(Balance(1000, 1_500), 1000, 2_000)
    assert refused.value.reasons[0].code == "worth_less"


@given(balances(), QTY, COST, st.data())
def test_receipts_and_issues_never_leave_a_false_balance(
    before: Balance, qty: int, cost: int, data: st.DataObject
) -> None:
    stock = receive(before, qty, cost)
    out = data.draw(st.integers(1, stock.qty_milli))
    value = issue_value(stock, out)
    left = stock.moved(-out, -value)  # raises when it could not be
    assert abs(value * stock.qty_milli - stock.value_fen * out) * 2 <= stock.qty_milli
    assert left.qty_milli or not left.value_fen


@given(balances(), st.data())
def test_a_line_gives_back_exactly_what_it_drew_in_any_portions(held: Balance, data: st.DataObject) -> None:
    cost = held.value_fen
    came_back = 0
    while held.qty_milli:
        qty = data.draw(st.integers(max(1, held.qty_milli // 3), held.qty_milli))
        value = return_value(held, qty)
        came_back += value
        held = held.moved(-qty, -value)
    assert came_back == cost


@given(balances(), QTY, COST)
def test_a_receipt_reversed_at_once_leaves_what_was_there(before: Balance, qty: int, cost: int) -> None:
    after = receive(before, qty, cost)
    assert after.moved(-qty, -reversal_value(after, qty, cost)) == before


def test_parts_are_spoken_for_from_consent_to_delivery_and_come_back_while_the_car_is_worked_on() -> None:
    road = list(OrderState)
    assert [state for state in road if state in RESERVING] == road[2:11]
    assert [state for state in road if state in RETURNABLE] == road[3:6]
