"""Words of a work order: where it stands, how it came, what it waits for, and the states that belong together."""

from enum import StrEnum


class OrderState(StrEnum):
    """Where the car stands between plate and gate."""

    RECEIVED = "RECEIVED"
    ESTIMATED = "ESTIMATED"
    AUTHORISED = "AUTHORISED"
    DISPATCHED = "DISPATCHED"
    IN_WORK = "IN_WORK"
    ON_HOLD = "ON_HOLD"
    SELF_CHECKED = "SELF_CHECKED"
    TEAM_CHECKED = "TEAM_CHECKED"
    FINAL_PASSED = "FINAL_PASSED"
    WASHING = "WASHING"
    READY = "READY"
    SETTLED = "SETTLED"
    EXITED = "EXITED"
    CANCELLED = "CANCELLED"


CLOSED = frozenset({OrderState.EXITED, OrderState.CANCELLED})

_ASIDE = {OrderState.CANCELLED, OrderState.WASHING, OrderState.ON_HOLD}
ROAD = tuple(state for state in OrderState if state not in _ASIDE)
"""The straight road in its order, as the page draws it."""

EDITABLE = frozenset({OrderState.RECEIVED})
"""States in which lines may be typed: later ones are frozen by estimate and authorisation."""

IN_SHOP = frozenset({OrderState.DISPATCHED, OrderState.IN_WORK})
"""States in which mechanics work."""

DRAWING = IN_SHOP | {OrderState.ON_HOLD}
"""States in which parts may be drawn and given back: what a held job waited for is issued when it comes."""

UNSETTLED = frozenset(OrderState) - {OrderState.SETTLED, OrderState.EXITED, OrderState.CANCELLED}
"""States before the bill: money that comes in is a deposit."""

SUPPLEMENTED = UNSETTLED - {OrderState.RECEIVED, OrderState.ESTIMATED}
"""States in which further work needs the customer's consent; before them the estimate is simply changed."""


class HoldReason(StrEnum):
    """What a held job waits for (B2)."""

    PARTS = "PARTS"
    AUTHORISATION = "AUTHORISATION"
    CUSTOMER = "CUSTOMER"


class SupplementState(StrEnum):
    """Life of a supplement: proposed, the customer reached, answered; or taken back before an answer (B4)."""

    PROPOSED = "PROPOSED"
    CONTACTED = "CONTACTED"
    AUTHORISED = "AUTHORISED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


WAITING_SUPPLEMENT = frozenset({SupplementState.PROPOSED, SupplementState.CONTACTED})
"""States of a supplement that still needs an answer."""


class OldPartChoice(StrEnum):
    """What the customer wants done with replaced parts (E2)."""

    UNDECIDED = "UNDECIDED"
    TAKE = "TAKE"
    WAIVE = "WAIVE"
    NONE = "NONE"


class ArrivalMode(StrEnum):
    """How the car came (送修方式)."""

    DRIVEN = "DRIVEN"
    TOWED = "TOWED"
    CARRIED = "CARRIED"
    ACCIDENT = "ACCIDENT"


class Priority(StrEnum):
    """Order of work in the shop (B1)."""

    NORMAL = "NORMAL"
    WAITING = "WAITING"
    URGENT = "URGENT"


class ConsentChannel(StrEnum):
    """How the customer agreed."""

    SIGNED = "SIGNED"
    PHONE = "PHONE"
    MESSAGE = "MESSAGE"


SPOKEN = frozenset({ConsentChannel.PHONE, ConsentChannel.MESSAGE})
"""Ways in which nobody signs: a paper says how it was said, and leaves the line for the signature empty."""


class Side(StrEnum):
    """View of the car outline on which a damage mark sits."""

    LEFT = "LEFT"
    RIGHT = "RIGHT"
    FRONT = "FRONT"
    REAR = "REAR"
    TOP = "TOP"


class Damage(StrEnum):
    """Damage codes of the walk-around inspection."""

    SCRATCH = "SCRATCH"
    DENT = "DENT"
    CHIP = "CHIP"
    CRACK = "CRACK"
    MISSING = "MISSING"
