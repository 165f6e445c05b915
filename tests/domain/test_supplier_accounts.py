"""Ageing: what is due first is paid first, and the ages make the balance."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.supplier_accounts import OLDEST_DAYS, Age, Ageing, Item, aged

TODAY = date(2026, 11, 21)


def due(fen: int, days_late: int) -> Item:
    return Item(fen, TODAY - timedelta(days=days_late))


@pytest.mark.parametrize(
    ("days_late", "age"),
    [
        (-1, Age.NOT_DUE),
        (0, Age.NOT_DUE),
        (1, Age.DAYS_30),
        (30, Age.DAYS_30),
        (31, Age.DAYS_60),
        (60, Age.DAYS_60),
        (61, Age.DAYS_90),
        (90, Age.DAYS_90),
        (91, Age.OLDER),
    ],
)
def test_what_is_due_today_is_not_late(days_late: int, age: Age) -> None:
    assert aged(500, [due(500, days_late)], TODAY).fen == {**dict.fromkeys(Age, 0), age: 500}


def test_a_payment_pays_what_is_due_first() -> None:
    """1000 due 40 days ago, 600 due 10 days ago, 800 due in a week; 1200 paid: 400 and 800 are left."""
    items = [due(800, -7), due(1000, 40), due(600, 10)]
    ageing = aged(1200, items, TODAY)
    assert ageing.fen == {Age.NOT_DUE: 800, Age.DAYS_30: 400, Age.DAYS_60: 0, Age.DAYS_90: 0, Age.OLDER: 0}
    assert (ageing.overdue_fen, ageing.balance_fen) == (400, 1200)


def test_what_was_paid_before_anything_is_owed_is_no_age() -> None:
    ageing = aged(-300, [due(700, 5)], TODAY)
    assert ageing == Ageing(prepaid_fen=300)
    assert (ageing.overdue_fen, ageing.balance_fen) == (0, -300)


items = st.lists(st.builds(due, st.integers(1, 9_999), st.integers(-40, 200)), max_size=12)


@given(items=items, paid=st.integers(0, 60_000))
def test_ages_make_the_balance_and_agree_with_paying_one_by_one(items: list[Item], paid: int) -> None:
    balance = sum(item.amount_fen for item in items) - paid
    ageing = aged(balance, items, TODAY)
    assert ageing.balance_fen == balance
    left, overdue = paid, 0
    for item in sorted(items, key=lambda item: item.due_on):
        covered = min(left, item.amount_fen)
        left -= covered
        overdue += (item.amount_fen - covered) if item.due_on < TODAY else 0
    assert ageing.overdue_fen == overdue
    assert ageing.prepaid_fen == left


@given(items=items, paid=st.integers(0, 60_000))
def test_what_is_older_than_the_oldest_age_need_not_be_looked_at(items: list[Item], paid: int) -> None:
    balance = sum(item.amount_fen for item in items) - paid
    since = TODAY - timedelta(days=OLDEST_DAYS)
    assert aged(balance, [item for item in items if item.due_on >= since], TODAY) == aged(
        balance, items, TODAY
    )
