"""Columns of the figures; those that say what stock is worth end in "_fen" and are kept from whoever must not know."""

from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.domain.roll_forward import Flow, GroupFlow
from garage.domain.text import minus
from garage.i18n import _
from garage.services.roll_forward import Moved
from garage.ui.kit.table_model import Column
from garage.ui.kit.table_view import ListView


def show_values(view: ListView, shown: bool) -> None:
    """Show what things are worth, or not."""
    for place, column in enumerate(view.rows().columns):
        if column.name.endswith("_fen"):
            view.setColumnHidden(place, not shown)


def _side_words() -> dict[str, str]:
    return {"opening": _("Opening"), "came": _("Inward"), "went": _("Outward"), "closing": _("Closing")}


def _quantity(flow: Flow, side: str) -> str:
    milli = getattr(flow, f"{side}_milli")
    return minus(format_quantity(milli)) if milli or getattr(flow, f"{side}_fen") else "–"


def _muted_units(row: GroupFlow) -> str | None:
    return None if row.unit else "muted"


def _quantity_of_group(row: GroupFlow, side: str) -> str:
    return _quantity(row.flow, side) if row.unit else ""


def _value(flow: Flow, side: str) -> str:
    fen = getattr(flow, f"{side}_fen")
    return minus(format_plain(fen)) if fen or getattr(flow, f"{side}_milli") else "–"


def part_columns() -> list[Column]:
    """What a part had, got, gave and has."""
    sides = []
    for side, words in _side_words().items():
        sides += [
            Column(side, words, 84, "right", lambda row, side=side: _quantity(row.flow, side)),
            Column(
                f"{side}_fen",
                _("{side} ¥").format(side=words),
                104,
                "right",
                lambda row, side=side: _value(row.flow, side),
                total=True,
                bold=side == "closing",
            ),
        ]
    return [
        Column("code", _("Code"), 112, "left", lambda row: row.code, bold=True),
        Column("name", _("Name"), 0, "left", lambda row: row.name),
        Column("unit", _("Unit"), 52, "left", lambda row: row.unit),
        *sides,
    ]


def group_columns() -> list[Column]:
    """The same of a group; quantities where all its parts have one unit, for pieces and litres do not add up."""
    sides = []
    for side, words in _side_words().items():
        sides += [
            Column(side, words, 84, "right", lambda row, side=side: _quantity_of_group(row, side)),
            Column(
                f"{side}_fen",
                _("{side} ¥").format(side=words),
                110,
                "right",
                lambda row, side=side: _value(row.flow, side),
                total=True,
            ),
        ]
    return [
        Column("group", _("Group"), 0, "left", lambda row: row.group or _("No group"), bold=True),
        Column("parts", _("Parts"), 70, "right", lambda row: f"{row.parts:,}", total=True),
        Column("unit", _("Unit"), 66, "left", lambda row: row.unit or _("several"), _muted_units),
        *sides,
    ]


def kind_columns() -> list[Column]:
    """What came and went by each kind."""
    return [
        Column(
            "side",
            "",
            84,
            "left",
            lambda row: _("Inward") if row.came else _("Outward"),
            lambda _row: "muted",
        ),
        Column("kind", _("Kind"), 0, "left", lambda row: label(row.kind)),
        Column("movements", _("Movements"), 98, "right", lambda row: f"{row.movements:,}"),
        Column("milli", _("Quantity"), 80, "right", lambda row: minus(format_quantity(row.milli))),
        Column("value_fen", _("Value"), 92, "right", lambda row: minus(format_plain(row.fen)), total=True),
    ]


def move_columns() -> list[Column]:
    """The movements behind a figure."""

    def exactly(row: Moved) -> str:
        return f"{row.at:%Y-%m-%d %H:%M}"

    def faded(row: Moved) -> str | None:
        return "warn" if row.kind is not row.side else None

    return [
        Column("at", _("Date"), 98, "left", lambda row: f"{row.at:%Y-%m-%d}", tooltip=exactly),
        Column("document", _("Document"), 128, "left", lambda row: row.document, bold=True),
        Column("kind", _("Kind"), 0, "left", lambda row: label(row.kind), faded),
        Column("part", _("Part"), 0, "left", lambda row: f"{row.code} {row.name}"),
        Column("qty", _("Quantity"), 80, "right", lambda row: minus(format_quantity(row.qty_milli))),
        Column(
            "value_fen", _("Value"), 98, "right", lambda row: minus(format_plain(row.value_fen)), total=True
        ),
        Column("who", _("By"), 84, "left", lambda row: row.who),
    ]
