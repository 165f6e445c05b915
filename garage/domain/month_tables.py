"""The tables of the month's workbook, and the key figures: which sums of which columns make each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from garage.domain.money import round_half_up
from garage.domain.month_of_year import Month
from garage.i18n import N_


class Table(StrEnum):
    """What stands in the workbook; DAYS stands on the summary's sheet, SUPPLIERS on that of the goods, TOPICS on that of the calls."""

    SUMMARY = "SUMMARY"
    ORDERS = "ORDERS"
    LABOUR = "LABOUR"
    PARTS = "PARTS"
    MONEY = "MONEY"
    DEBTS = "DEBTS"
    REDUCED = "REDUCED"
    STOCK = "STOCK"
    GOODS = "GOODS"
    COUNTS = "COUNTS"
    SHELF = "SHELF"
    OLD_PARTS = "OLD_PARTS"
    CLAIMS = "CLAIMS"
    REWORKS = "REWORKS"
    MECHANICS = "MECHANICS"
    CALLS = "CALLS"
    COMPLAINTS = "COMPLAINTS"
    CHANGES = "CHANGES"
    DUE = "DUE"
    RECORDS = "RECORDS"
    SUPPLIERS = "SUPPLIERS"
    DAYS = "DAYS"
    TOPICS = "TOPICS"


Column = tuple[Table, str]
"""A column of a table, by the name of its field."""
Sums = Mapping[Column, int]
"""Sums as the books say them, in the units of the columns."""
Unit = Literal["money", "count", "percent", "hours", "score", "times"]
"""Fen, pieces, basis points, centi-hours, hundredths of a point, hundredths of a turn."""

_SCALE: dict[Unit, int] = {"money": 1, "count": 1, "percent": 10_000, "hours": 1, "score": 100, "times": 100}


@dataclass(frozen=True)
class Compared:
    """The sums of a month, of the one before it, and of the same month a year before."""

    month: Month
    this: Sums
    last: Sums
    year: Sums


@dataclass(frozen=True)
class MonthHead:
    """What stands over a month's workbook, and what its sums have to be."""

    garage: str
    made_at: datetime
    compared: Compared

    @property
    def month(self) -> Month:
        """The month of the workbook."""
        return self.compared.month


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the month: the sum of columns, or a share of two such sums, `factor` times.

    `better` tells which way is good: 1 more, -1 less, 0 neither.
    """

    key: str
    name: str
    unit: Unit
    over: tuple[Column, ...]
    under: tuple[Column, ...] = ()
    factor: int = 1
    better: int = 0

    def value(self, sums: Sums) -> int | None:
        """The figure in its unit; None for a share of nothing."""
        whole = sum(sums.get(column, 0) for column in self.over) * self.factor
        if not self.under:
            return whole
        of = sum(sums.get(column, 0) for column in self.under)
        return round_half_up(whole * _SCALE[self.unit], of) if of > 0 else None


@dataclass(frozen=True)
class KeyGroup:
    """Figures that belong together."""

    name: str
    figures: tuple[KeyFigure, ...]


def _of(table: Table, *columns: str) -> tuple[Column, ...]:
    return tuple((table, column) for column in columns)


_ORDERS, _STOCK, _CALLS, _COMPLAINTS = Table.ORDERS, Table.STOCK, Table.CALLS, Table.COMPLAINTS

REVENUE = KeyFigure("revenue", N_("Revenue"), "money", _of(_ORDERS, "revenue_fen"), better=1)
CAME = KeyFigure("came", N_("Cars in"), "count", _of(_ORDERS, "came"), better=1)

GROUPS: tuple[KeyGroup, ...] = (
    KeyGroup(
        N_("Cars and work"),
        (
            CAME,
            KeyFigure("left", N_("Cars out"), "count", _of(_ORDERS, "left"), better=1),
            KeyFigure("billed", N_("Bills"), "count", _of(_ORDERS, "billed"), better=1),
            KeyFigure(
                "on_time",
                N_("Share ready on time"),
                "percent",
                _of(_ORDERS, "on_time"),
                _of(_ORDERS, "promised"),
                better=1,
            ),
            KeyFigure(
                "right_first",
                N_("Share right first time"),
                "percent",
                _of(_ORDERS, "right_first"),
                _of(_ORDERS, "left"),
                better=1,
            ),
            KeyFigure(
                "comeback",
                N_("Rework rate"),
                "percent",
                _of(_ORDERS, "comeback"),
                _of(_ORDERS, "left"),
                better=-1,
            ),
            KeyFigure(
                "agreed",
                N_("Supplements agreed to"),
                "percent",
                _of(_ORDERS, "agreed"),
                _of(_ORDERS, "asked"),
                better=1,
            ),
            KeyFigure("hours", N_("Hours billed"), "hours", _of(Table.MECHANICS, "hours_centi"), better=1),
            KeyFigure("clocked", N_("Hours clocked"), "hours", _of(Table.MECHANICS, "clocked_centi")),
        ),
    ),
    KeyGroup(
        N_("Revenue"),
        (
            KeyFigure("labour", N_("Labour charge"), "money", _of(_ORDERS, "labour_fen"), better=1),
            KeyFigure("parts", N_("Parts charge"), "money", _of(_ORDERS, "parts_fen"), better=1),
            KeyFigure("other", N_("Other fees"), "money", _of(_ORDERS, "other_fen")),
            KeyFigure("discount", N_("Discounts"), "money", _of(_ORDERS, "discount_fen"), better=-1),
            KeyFigure("rounding", N_("Rounding off"), "money", _of(_ORDERS, "rounding_fen")),
            REVENUE,
            KeyFigure(
                "average",
                N_("Average bill"),
                "money",
                _of(_ORDERS, "revenue_of_orders_fen"),
                _of(_ORDERS, "billed"),
                better=1,
            ),
            KeyFigure("tax", N_("VAT in it"), "money", _of(_ORDERS, "tax_fen")),
            KeyFigure("parts_cost", N_("Cost of parts"), "money", _of(_ORDERS, "parts_cost_fen")),
            KeyFigure("outside_cost", N_("Sublet cost"), "money", _of(_ORDERS, "outside_cost_fen")),
            KeyFigure("margin", N_("Gross profit"), "money", _of(_ORDERS, "margin_fen"), better=1),
            KeyFigure(
                "margin_share",
                N_("Gross profit share"),
                "percent",
                _of(_ORDERS, "margin_fen"),
                _of(_ORDERS, "revenue_fen"),
                better=1,
            ),
        ),
    ),
    KeyGroup(
        N_("Money"),
        (
            KeyFigure("received", N_("Money received"), "money", _of(Table.MONEY, "total_fen"), better=1),
            KeyFigure(
                "owed", N_("Owed by customers at the end"), "money", _of(Table.DEBTS, "owed_fen"), better=-1
            ),
            KeyFigure(
                "overdue",
                N_("Of that overdue"),
                "money",
                _of(Table.DEBTS, "days_30_fen", "days_60_fen", "days_90_fen", "older_fen"),
                better=-1,
            ),
            KeyFigure(
                "payable", N_("Owed to suppliers at the end"), "money", _of(Table.SUPPLIERS, "closing_fen")
            ),
        ),
    ),
    KeyGroup(
        N_("Stock"),
        (
            KeyFigure("bought", N_("Goods received"), "money", _of(Table.GOODS, "cost_fen")),
            KeyFigure("stock", N_("Stock at the end"), "money", _of(_STOCK, "closing_fen")),
            KeyFigure(
                "turns",
                N_("Stock turns a year"),
                "times",
                _of(_STOCK, "went_fen"),
                _of(_STOCK, "opening_fen", "closing_fen"),
                24,
                better=1,
            ),
            KeyFigure("counted", N_("Stocktake differences"), "money", _of(Table.COUNTS, "difference_fen")),
        ),
    ),
    KeyGroup(
        N_("Warranty returns"),
        (
            KeyFigure("reworks", N_("Rework cases"), "count", _of(Table.REWORKS, "cases"), better=-1),
            KeyFigure("claimed", N_("Claimed"), "money", _of(Table.CLAIMS, "claimed_fen")),
            KeyFigure(
                "granted",
                N_("Claims passed"),
                "percent",
                _of(Table.CLAIMS, "granted"),
                _of(Table.CLAIMS, "decided"),
                better=1,
            ),
            KeyFigure(
                "returned",
                N_("Old parts sent back"),
                "percent",
                _of(Table.OLD_PARTS, "gone"),
                _of(Table.OLD_PARTS, "owed"),
                better=1,
            ),
        ),
    ),
    KeyGroup(
        N_("Customers"),
        (
            KeyFigure("calls", N_("Follow-up calls due"), "count", _of(_CALLS, "due")),
            KeyFigure(
                "in_time",
                N_("Called in time"),
                "percent",
                _of(_CALLS, "in_time"),
                _of(_CALLS, "due"),
                better=1,
            ),
            KeyFigure(
                "reached",
                N_("Share of calls answered"),
                "percent",
                _of(_CALLS, "reached"),
                _of(_CALLS, "ended"),
                better=1,
            ),
            KeyFigure(
                "satisfaction",
                N_("Satisfaction (of 5)"),
                "score",
                _of(_CALLS, "points"),
                _of(_CALLS, "scores"),
                better=1,
            ),
            KeyFigure("complaints", N_("Complaints"), "count", _of(_COMPLAINTS, "complaints"), better=-1),
            KeyFigure(
                "verified",
                N_("Verified in time"),
                "percent",
                _of(_COMPLAINTS, "verified_in_time"),
                _of(_COMPLAINTS, "asked_verified"),
                better=1,
            ),
            KeyFigure(
                "informed",
                N_("Answered in time"),
                "percent",
                _of(_COMPLAINTS, "informed_in_time"),
                _of(_COMPLAINTS, "asked_informed"),
                better=1,
            ),
            KeyFigure(
                "new_customers", N_("New customers"), "count", _of(Table.CHANGES, "new_customer"), better=1
            ),
            KeyFigure("new_vehicles", N_("New cars"), "count", _of(Table.CHANGES, "new_vehicle"), better=1),
            KeyFigure(
                "lost", N_("Cars not seen for a year"), "count", _of(Table.CHANGES, "lost_vehicle"), better=-1
            ),
        ),
    ),
)

FIGURES: dict[str, KeyFigure] = {figure.key: figure for group in GROUPS for figure in group.figures}
