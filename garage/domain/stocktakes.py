"""Counting the shelf: what is counted, how a stocktake goes on, and what a difference is worth (S3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from garage.domain.money import MAX_FEN
from garage.domain.quantities import format_quantity
from garage.domain.stock import Balance, gain_value, issue_value
from garage.errors import Reason, RuleError
from garage.i18n import N_, _


class CountScope(StrEnum):
    """Which parts a stocktake asks for: all, those of a bin or group, or those not counted for so many days."""

    ALL = "ALL"
    BIN = "BIN"
    GROUP = "GROUP"
    ROLLING = "ROLLING"
    PARTS = "PARTS"


class StocktakeState(StrEnum):
    """Counting until it is reviewed; posted once, or given up."""

    COUNTING = "COUNTING"
    REVIEWED = "REVIEWED"
    POSTED = "POSTED"
    CANCELLED = "CANCELLED"


OPEN = frozenset({StocktakeState.COUNTING, StocktakeState.REVIEWED})
"""States in which its parts are being counted, and in no other stocktake."""


class CountAct(StrEnum):
    """What may be done with a stocktake."""

    COUNT = "COUNT"
    REVIEW = "REVIEW"
    RECOUNT = "RECOUNT"
    POST = "POST"
    CANCEL = "CANCEL"


STEPS: dict[CountAct, frozenset[StocktakeState]] = {
    CountAct.COUNT: frozenset({StocktakeState.COUNTING}),
    CountAct.REVIEW: frozenset({StocktakeState.COUNTING}),
    CountAct.RECOUNT: frozenset({StocktakeState.REVIEWED}),
    CountAct.POST: frozenset({StocktakeState.REVIEWED}),
    CountAct.CANCEL: OPEN,
}
"""States from which each act is legal (DOMAIN: DRAFT is the form before it is begun)."""


def read_unknown(stored: str) -> dict[str, int]:
    """{code: how often it was scanned} of codes that name nothing on a sheet, as `write_unknown` put them."""
    rows = (line.partition("\t") for line in stored.splitlines())
    return {code: int(times) for code, _tab, times in rows}


def write_unknown(codes: Mapping[str, int]) -> str:
    """A line for each code: the code, a tab, how often it was scanned."""
    return "\n".join(f"{code}\t{times}" for code, times in codes.items())


def unknown_words(codes: Mapping[str, int]) -> list[str]:
    """Each code, with how often where it was more than once."""
    return [f"{code} × {times}" if times > 1 else code for code, times in codes.items()]


LESS = (
    N_("Issued without a slip"),
    N_("Sold without a receipt"),
    N_("Broken or spoilt, never written off"),
    N_("Lost"),
)
MORE = (
    N_("Came back without a slip"),
    N_("Received without a receipt"),
    N_("Found behind the shelf"),
)
EITHER = (N_("Mixed up with a similar part"), N_("Wrong unit or pack size"), N_("Counted wrong last time"))
"""Where differences mostly come from: suggested, never required."""

WRITE_OFF_REASONS = (
    N_("Past its date"),
    N_("Damaged on the shelf"),
    N_("Fits no car that comes any more"),
    N_("Spoilt by rust or damp"),
    N_("Broken while it was fitted"),
    N_("Lost"),
)
"""Why goods are mostly written off: suggested, never required."""


def reasons_for(difference_milli: int) -> list[str]:
    """Reasons to suggest for a difference, the likely ones first."""
    own = () if not difference_milli else MORE if difference_milli > 0 else LESS
    return [_(reason) for reason in (*own, *EITHER)]


@dataclass(frozen=True)
class Count:
    """A part as it was counted against what the books said at that moment, in milli-units."""

    expected_milli: int
    counted_milli: int

    @property
    def difference_milli(self) -> int:
        """More counted is positive. Whatever moves after the count moves shelf and books alike."""
        return self.counted_milli - self.expected_milli


def may(act: CountAct, state: StocktakeState) -> bool:
    """Whether `act` is legal now."""
    return state in STEPS[act]


def require(act: CountAct, state: StocktakeState) -> None:
    """RuleError that says how the stocktake stands when `act` is not legal now."""
    if may(act, state):
        return
    text = {
        StocktakeState.COUNTING: _("It is still being counted: review it first."),
        StocktakeState.REVIEWED: _("It is reviewed: open it again to count on."),
        StocktakeState.POSTED: _("It is posted already."),
        StocktakeState.CANCELLED: _("It was given up."),
    }[state]
    raise RuleError(Reason("state", text, "stocktakes"))


def difference_value(balance: Balance, difference_milli: int, last_cost_fen: int) -> int:
    """Signed fen of a difference: at the average; with nothing on hand, at `last_cost_fen` for one whole unit.

    Less is at the average, the last unit takes the rest. Raises RuleError("short") when more is missing than
    the books have by now: some of what was counted as missing has been issued since.
    """
    if not difference_milli:
        return 0
    if difference_milli > 0:
        value = gain_value(balance, difference_milli, last_cost_fen)
        if value > MAX_FEN:
            raise RuleError(Reason("too_much", _("This amount is too large."), "stocktakes"))
        return value
    if -difference_milli > balance.qty_milli:
        text = _("{count} are missing, but only {left} are in the books now: count it again.").format(
            count=format_quantity(-difference_milli), left=format_quantity(balance.qty_milli)
        )
        raise RuleError(Reason("short", text, "stocktakes"))
    return -issue_value(balance, -difference_milli)


def signed(amount: int, write: Callable[[int], str]) -> str:
    """A difference as a person writes it: +2, −2 or 0, with `write` for the amount."""
    return f"{'+' if amount > 0 else '−'}{write(abs(amount))}" if amount else write(0)
