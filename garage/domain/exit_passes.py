"""Exit passes: kinds and which one an order may get."""

from enum import StrEnum

from garage.errors import Reason, RuleError
from garage.i18n import _


class PassKind(StrEnum):
    """Why the car may leave (C4)."""

    SETTLED = "SETTLED"
    FREE = "FREE"


class PassState(StrEnum):
    """Used once at the gate, or voided with a reason."""

    ISSUED = "ISSUED"
    USED = "USED"
    VOIDED = "VOIDED"


def pass_kind(*, payable_fen: int, paid_fen: int) -> PassKind:
    """SETTLED when the bill is paid in full, FREE when there is nothing to pay (invariant 8).

    Raises RuleError while anything is owed.
    """
    if paid_fen < payable_fen:
        raise RuleError(Reason("unpaid", _("The bill is not paid in full."), "money"))
    return PassKind.FREE if payable_fen == 0 else PassKind.SETTLED
