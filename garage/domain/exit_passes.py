"""Exit passes: kinds, which one an order may get, and when a car may go on a trip."""

from datetime import datetime
from enum import StrEnum

from garage.domain.orders import DRAWING, OrderState
from garage.errors import Reason, RuleError
from garage.i18n import _


class PassKind(StrEnum):
    """Why the car may leave (C4): for good, or on a trip from which it comes back."""

    SETTLED = "SETTLED"
    ON_ACCOUNT = "ON_ACCOUNT"
    FREE = "FREE"
    UNREPAIRED = "UNREPAIRED"
    ROAD_TEST = "ROAD_TEST"
    SUBLET = "SUBLET"


TRIPS = frozenset({PassKind.ROAD_TEST, PassKind.SUBLET})
"""Kinds with which a car comes back."""

TRIP_STATES = DRAWING | {
    OrderState.SELF_CHECKED,
    OrderState.TEAM_CHECKED,
    OrderState.FINAL_PASSED,
    OrderState.WASHING,
    OrderState.READY,
}
"""States in which a car may go on a trip: the job is given out and not settled."""


class PassState(StrEnum):
    """Used once at the gate, or voided with a reason; a trip is out and comes back."""

    ISSUED = "ISSUED"
    OUT = "OUT"
    BACK = "BACK"
    USED = "USED"
    VOIDED = "VOIDED"


LIVE = frozenset({PassState.ISSUED, PassState.OUT, PassState.USED})
"""States that count: at most one such pass an order."""


def pass_kind(*, payable_fen: int, paid_fen: int, on_account: bool = False) -> PassKind:
    """SETTLED when paid in full, ON_ACCOUNT when the rest is approved credit, FREE for a bill of 0 (invariant 8).

    Raises RuleError while anything is owed without approval.
    """
    if paid_fen < payable_fen:
        if on_account:
            return PassKind.ON_ACCOUNT
        raise RuleError(Reason("unpaid", _("The bill is not paid in full."), "money"))
    return PassKind.FREE if payable_fen == 0 else PassKind.SETTLED


def overdue_minutes(return_at: datetime | None, now: datetime) -> int:
    """Whole minutes since a car should have been back; 0 while there is time."""
    return max(0, int((now - return_at).total_seconds()) // 60) if return_at is not None else 0
