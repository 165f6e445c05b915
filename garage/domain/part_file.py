"""The part file's rules: further numbers, how a price is made, how long a part lives, when it is forgotten or slow."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from garage.domain.dates import months_after
from garage.domain.odometer import MAX_KM
from garage.errors import FieldError
from garage.i18n import _

MOST_MARKUP_BP = 1_000_000
"""Ten thousand percent on top."""
MOST_DAYS = 3_650
WHOLE_BP = 10_000
JIAO_FEN = 10
BETWEEN_BINS = " / "
"""Stands between the two bins of a part that lies in two places."""


class NumberKind(StrEnum):
    """What a further number of a part is; an alias is another name that people call it by."""

    BARCODE = "BARCODE"
    OE = "OE"
    ALIAS = "ALIAS"


_BETWEEN_NAMES = re.compile(r"[,，、;；/\n]")
_SHORT = {
    "机油滤清器": "机滤",
    "空气滤清器": "空滤",
    "空调滤清器": "空调滤",
    "汽油滤清器": "汽滤",
    "燃油滤清器": "燃油滤",
    "柴油滤清器": "柴滤",
    "制动片": "刹车片",
    "制动盘": "刹车盘",
    "制动液": "刹车油",
    "蓄电池": "电瓶",
    "减振器": "避震",
    "减震器": "避震",
}


def names_in(text: str) -> tuple[str, ...]:
    """Names typed with commas, strokes or lines between them, each once."""
    return tuple(dict.fromkeys(name.strip() for name in _BETWEEN_NAMES.split(text) if name.strip()))


def short_names(name: str) -> set[str]:
    """What the trade says instead of a name of the catalogue: 机滤 for 机油滤清器."""
    return {name.replace(long, short) for long, short in _SHORT.items() if long in name}


class PriceBasis(StrEnum):
    """How a selling price is made (A9)."""

    FIXED = "FIXED"
    COST_PLUS = "COST_PLUS"


def price_from_cost(cost_fen: int, markup_bp: int) -> int:
    """Selling price of one in fen: its last cost and `markup_bp` on top of it, rounded up to the jiao.

    The last cost, not the average of the shelf: what is sold has to be bought again at that.
    """
    return -(-cost_fen * (WHOLE_BP + markup_bp) // (WHOLE_BP * JIAO_FEN)) * JIAO_FEN


@dataclass(frozen=True)
class StockLimits:
    """After how many days a part on the shelf is to be counted again, is slow, and is dead."""

    count: int = 90
    slow: int = 90
    dead: int = 180


def check_limits(limits: StockLimits) -> None:
    """FieldError on the field that is wrong; what is dead was slow before."""
    for name in ("count", "slow", "dead"):
        if not 1 <= getattr(limits, name) <= MOST_DAYS:
            raise FieldError(name, _("A number of days from 1 to {most}.").format(most=MOST_DAYS))
    if limits.dead < limits.slow:
        raise FieldError("dead", _("Not fewer days than for slow parts."))


def day_before(today: date, days: int) -> date:
    """What was last touched before this day has lain for more than `days`."""
    return today - timedelta(days=days)


def life_ends(
    months: int | None, km: int | None, left_on: date, odo_out: int
) -> tuple[date | None, int | None]:
    """Day and odometer at which a part that left fitted is due again; None where that does not end it.

    From 31 August six months end on the last day of February. No car runs beyond what an odometer shows.
    """
    due_km = odo_out + km if km else None
    return (
        months_after(left_on, months) if months else None,
        due_km if due_km is not None and due_km <= MAX_KM else None,
    )
