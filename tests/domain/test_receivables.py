"""How late a bill is, and how one sum is spread over several bills and methods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.receivables import age_of, oldest_first, spread
from garage.domain.settlements import PayMethod, Tender
from garage.domain.supplier_accounts import Age

FEN = st.integers(1, 10**9)


@pytest.mark.parametrize(
    ("late", "age"),
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
def test_a_bill_is_as_old_as_it_is_late(late: int, age: Age) -> None:
    due = date(2026, 12, 21)
    assert age_of(due, due + timedelta(days=late)) is age


@given(st.lists(FEN, max_size=8), st.integers(0, 10**10))
def test_the_first_debts_are_paid_whole_before_the_next_gets_anything(owed: list[int], total: int) -> None:
    shares = oldest_first(owed, total)
    assert sum(shares) == min(total, sum(owed))
    for place, share in enumerate(shares):
        assert share == owed[place] or not any(shares[place + 1 :])


@given(st.lists(st.tuples(st.sampled_from(PayMethod), FEN), min_size=1, max_size=5), st.data())
def test_each_share_is_paid_exactly_and_no_method_gives_more_than_it_had(
    given_: list[tuple[PayMethod, int]], data: st.DataObject
) -> None:
    total = sum(fen for _method, fen in given_)
    cuts = sorted(data.draw(st.lists(st.integers(0, total), max_size=4)))
    shares = [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]
    parts = spread([Tender(method, fen) for method, fen in given_], shares)
    assert [sum(one.amount_fen for one in part) for part in parts] == shares
    for method in PayMethod:
        came = sum(fen for one, fen in given_ if one is method)
        assert came == sum(one.amount_fen for part in parts for one in part if one.method is method)
