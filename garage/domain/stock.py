"""The stock ledger's rules: moving weighted average, what goes out at which cost, what comes back."""

from dataclasses import dataclass
from enum import StrEnum

from garage.domain.money import round_half_up
from garage.domain.orders import DRAWING, OrderState
from garage.domain.quantities import format_quantity
from garage.errors import Reason, RuleError
from garage.i18n import _


class MovementKind(StrEnum):
    """Why a quantity moved."""

    OPENING = "OPENING"
    RECEIPT = "RECEIPT"
    ISSUE = "ISSUE"
    RETURN = "RETURN"
    SUPPLIER_RETURN = "SUPPLIER_RETURN"
    SALE = "SALE"
    SALE_RETURN = "SALE_RETURN"
    COUNT_GAIN = "COUNT_GAIN"
    COUNT_LOSS = "COUNT_LOSS"
    WRITE_OFF = "WRITE_OFF"
    PRICE_DIFFERENCE = "PRICE_DIFFERENCE"
    REVERSAL = "REVERSAL"


COMES_IN = frozenset(
    {
        MovementKind.OPENING,
        MovementKind.RECEIPT,
        MovementKind.RETURN,
        MovementKind.SALE_RETURN,
        MovementKind.COUNT_GAIN,
    }
)
"""Kinds of which a card has more afterwards."""

GOES_OUT = frozenset(
    {
        MovementKind.ISSUE,
        MovementKind.SUPPLIER_RETURN,
        MovementKind.SALE,
        MovementKind.COUNT_LOSS,
        MovementKind.WRITE_OFF,
    }
)
"""Kinds of which it has less."""

INWARD = frozenset({MovementKind.OPENING, MovementKind.RECEIPT})
"""Kinds that a goods receipt writes."""

USED = frozenset({MovementKind.ISSUE, MovementKind.SALE})
"""Kinds that tell how fast a part goes: its last day out."""

RESERVING = frozenset(
    {
        OrderState.AUTHORISED,
        OrderState.DISPATCHED,
        OrderState.IN_WORK,
        OrderState.ON_HOLD,
        OrderState.SELF_CHECKED,
        OrderState.TEAM_CHECKED,
        OrderState.FINAL_PASSED,
        OrderState.WASHING,
        OrderState.READY,
    }
)
"""States of an order whose authorised parts are spoken for until they are issued."""

RETURNABLE = DRAWING
"""States in which an order may give parts back: where it can draw others, or be cancelled, afterwards."""


@dataclass(frozen=True)
class Balance:
    """Quantity in milli-units and its value in fen: never below zero, and nothing is worth nothing.

    Raises ValueError for a balance that cannot be (invariant 2).
    """

    qty_milli: int = 0
    value_fen: int = 0

    def __post_init__(self) -> None:
        if min(self.qty_milli, self.value_fen) < 0 or (self.value_fen and not self.qty_milli):
            raise ValueError(self)

    def moved(self, qty_milli: int, value_fen: int) -> "Balance":
        """The balance after a movement of signed quantity and value."""
        return Balance(self.qty_milli + qty_milli, self.value_fen + value_fen)

    @property
    def average_fen(self) -> int:
        """Cost of one whole unit in fen, rounded half up; 0 when nothing is there."""
        return round_half_up(self.value_fen * 1000, self.qty_milli) if self.qty_milli else 0


def receive(balance: Balance, qty_milli: int, cost_fen: int) -> Balance:
    """Goods come in; `cost_fen` is for the whole quantity."""
    return balance.moved(_positive(qty_milli), cost_fen)


def issue_value(balance: Balance, qty_milli: int) -> int:
    """Fen that go out with a quantity at the moving average; the last unit takes the rest (S3).

    Raises RuleError("short") for more than is on hand.
    """
    if qty_milli > balance.qty_milli:
        text = _("Only {count} on hand.").format(count=format_quantity(balance.qty_milli))
        raise RuleError(Reason("short", text, "stock"))
    return _part_of(balance, qty_milli)


def return_value(held: Balance, qty_milli: int) -> int:
    """Fen that come back with a quantity, at its original issue cost.

    `held` is what the order line still holds: all it drew less all it gave back, so that the last piece
    returned takes the rest. Raises RuleError("too_many") for more than the line holds.
    """
    if qty_milli > held.qty_milli:
        text = _("Only {count} can come back.").format(count=format_quantity(held.qty_milli))
        raise RuleError(Reason("too_many", text, "parts"))
    return _part_of(held, qty_milli)


def reversal_value(balance: Balance, qty_milli: int, cost_fen: int) -> int:
    """Fen that a reversed receipt takes out again: what it cost, or all that is left with the last unit.

    Raises RuleError: "short" when less is on hand, "worth_less" when the rest is worth less than the cost,
    because dearer pieces of it have gone out at the average since.
    """
    if qty_milli > balance.qty_milli:
        return issue_value(balance, qty_milli)
    if cost_fen > balance.value_fen:
        text = _("It has been used at another average cost since; what is left is worth less than it cost.")
        raise RuleError(Reason("worth_less", text, "stock"))
    return cost_fen if _positive(qty_milli) < balance.qty_milli else balance.value_fen


def gain_value(balance: Balance, qty_milli: int, last_cost_fen: int) -> int:
    """Fen that come with goods that a count found: at the average, with nothing on hand at the last cost of one."""
    if balance.qty_milli:
        return _part_of(balance, qty_milli)
    return round_half_up(last_cost_fen * _positive(qty_milli), 1000)


def _part_of(whole: Balance, qty_milli: int) -> int:
    return round_half_up(whole.value_fen * _positive(qty_milli), whole.qty_milli)


def _positive(qty_milli: int) -> int:
    if qty_milli <= 0:
        raise ValueError(qty_milli)
    return qty_milli
