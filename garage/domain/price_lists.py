"""Price lists: what is sold at a dated price, what a price may be, and how it is worked out (A9)."""

from dataclasses import dataclass
from enum import StrEnum

from garage.domain.money import MAX_PRICE_FEN, labour_amount_fen, round_half_up
from garage.domain.part_file import MOST_MARKUP_BP, WHOLE_BP, PriceBasis
from garage.domain.quantities import MAX_HOURS_CENTI
from garage.errors import FieldError
from garage.i18n import _

LEAST_CHANGE_BP, MOST_CHANGE_BP = -9_000, 10_000
"""A price list is changed by −90 to +100 percent at once: more is a slip of the finger."""


class Priced(StrEnum):
    """What has a dated price."""

    OPERATION = "OPERATION"
    PART = "PART"
    PACKAGE = "PACKAGE"


class PriceState(StrEnum):
    """Where a dated price stands; only a coming one can still be changed or withdrawn."""

    COMING = "COMING"
    NOW = "NOW"
    FORMER = "FORMER"
    WITHDRAWN = "WITHDRAWN"


class RoundPrice(StrEnum):
    """What changed prices are rounded to."""

    FEN = "FEN"
    JIAO = "JIAO"
    YUAN = "YUAN"


_UNIT_FEN = {RoundPrice.FEN: 1, RoundPrice.JIAO: 10, RoundPrice.YUAN: 100}


@dataclass(frozen=True, kw_only=True)
class PriceTerms:
    """What one costs, in fen.

    `price_fen` None: an operation costs its hours at the labour rate, a package the sum of its lines.
    `hours_centi` is for operations alone, `basis` and `markup_bp` for parts alone.
    """

    price_fen: int | None = None
    member_price_fen: int | None = None
    hours_centi: int = 0
    basis: PriceBasis = PriceBasis.FIXED
    markup_bp: int = 0


def check_terms(kind: Priced, terms: PriceTerms, usual_fen: int) -> None:
    """FieldError("price", "member_price", "hours", "markup") for terms that cannot be.

    `usual_fen` is what one costs when `price_fen` is None, and what an own price of a package must not exceed.
    """
    price, member = terms.price_fen, terms.member_price_fen
    if kind is Priced.OPERATION and not 0 < terms.hours_centi <= MAX_HOURS_CENTI:
        raise FieldError("hours", _("Labour needs hours."))
    if kind is Priced.PART and price is None:
        raise FieldError("price", _("A price is needed."))
    for field, fen in (("price", price), ("member_price", member)):
        if fen is not None and not 0 <= fen <= MAX_PRICE_FEN:
            raise FieldError(field, _("It cannot be less than zero or that large."))
    if kind is Priced.PACKAGE and price is not None and price > usual_fen:
        raise FieldError("price", _("Its parts and work cost less when they are bought one by one."))
    if not 0 <= terms.markup_bp <= MOST_MARKUP_BP:
        raise FieldError("markup", _("It cannot be less than zero or that large."))
    if member is not None and member > (usual_fen if price is None else price):
        raise FieldError("member_price", _("Not more than the selling price."))


def changed_price(fen: int, percent_bp: int, to: RoundPrice) -> int:
    """A price raised or lowered by a percentage, rounded half up once to whole fen, jiao or yuan."""
    unit = _UNIT_FEN[to]
    return round_half_up(fen * (WHOLE_BP + percent_bp), WHOLE_BP * unit) * unit


def check_change(percent_bp: int) -> None:
    """FieldError("percent") unless it changes something, within reason."""
    if not percent_bp or not LEAST_CHANGE_BP <= percent_bp <= MOST_CHANGE_BP:
        raise FieldError("percent", _("A percentage from −90 to 100, not 0."))


def hours_and_rate(hours_centi: int, fixed_fen: int | None, rate_fen: int) -> tuple[int, int]:
    """(hours, rate) of a labour line, so that it costs its price to the fen.

    Flat-rate hours at the labour rate; a fixed price keeps its hours where they divide it, else it is one hour.
    """
    if fixed_fen is None:
        return hours_centi, rate_fen
    if hours_centi:
        rate = round_half_up(fixed_fen * 100, hours_centi)
        if labour_amount_fen(rate, hours_centi) == fixed_fen:
            return hours_centi, rate
    return 100, fixed_fen
