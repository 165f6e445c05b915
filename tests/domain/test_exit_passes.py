"""Which pass an order may get, and when a trip is late."""

from datetime import datetime, timedelta

import pytest

from garage.domain.exit_passes import LIVE, TRIP_STATES, PassKind, PassState, overdue_minutes, pass_kind
from garage.domain.orders import CLOSED, EDITABLE, OrderState
from garage.errors import RuleError

NOON = datetime(2026, 11, 21, 12, 0)


@pytest.mark.parametrize(
    ("payable", "paid", "on_account", "kind"),
    [
        (100, 100, False, PassKind.SETTLED),
        (100, 120, False, PassKind.SETTLED),
        (100, 99, True, PassKind.ON_ACCOUNT),
        (100, 100, True, PassKind.SETTLED),
        (0, 0, False, PassKind.FREE),
    ],
)
def test_paid_in_full_on_account_or_free(payable: int, paid: int, on_account: bool, kind: PassKind) -> None:
    assert pass_kind(payable_fen=payable, paid_fen=paid, on_account=on_account) is kind


def test_one_fen_that_is_owed_without_approval_keeps_the_car_here() -> None:
    with pytest.raises(RuleError):
        pass_kind(payable_fen=100, paid_fen=99)


def test_a_trip_is_late_from_the_first_whole_minute_on() -> None:
    assert overdue_minutes(None, NOON) == 0
    assert overdue_minutes(NOON, NOON) == 0
    assert overdue_minutes(NOON, NOON + timedelta(seconds=59)) == 0
    assert overdue_minutes(NOON, NOON + timedelta(seconds=60)) == 1
    assert overdue_minutes(NOON, NOON - timedelta(hours=1)) == 0


def test_a_trip_needs_a_job_that_is_given_out_and_not_settled() -> None:
    assert not TRIP_STATES & (CLOSED | EDITABLE | {OrderState.AUTHORISED, OrderState.SETTLED})
    assert set(PassState) - LIVE == {PassState.BACK, PassState.VOIDED}
