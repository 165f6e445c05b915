"""The stock list: find parts by any fragment or scan, see what is low or out, and what all of it is worth."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from garage.domain.labels import label
from garage.domain.lines import PartGrade
from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.search import fold, name_terms, normalise_query
from garage.i18n import _
from garage.services import parts
from garage.services.parts import PartFilter, PartRow, StockSummary
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.found_list import MOST_FOUND, FoundList, SearchLine
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

MOST_LOOKED_THROUGH = 2_000
"""Parts that fit what is typed and are then asked whether they are low, out of stock or out of use."""

_SIGN_WIDTH = 22

COSTS = ("cost", "value")


class PartList(FoundList):
    """Search line, filters and the list of PartRows, with what all of it is worth."""

    def __init__(self) -> None:
        line = SearchLine("part_search", _("Code, OE number, name, initials or scan"), _("Find a part"))
        super().__init__(line, ChipBar(name="part_filters"), ListView(name="part_list", title=_("Parts")))
        self._summary = StockSummary(dict.fromkeys(PartFilter, 0), 0)
        self.value = QLabel()
        self.value.setObjectName("stock_value")
        self.set_model(KeysetModel(_columns(), self._fetch, lambda row: row.id, self._count, self))
        self.chips.chosen.connect(lambda _key: self._change_filter())
        self._build()

    def add_buttons(self, above: Sequence[QPushButton], below: Sequence[QPushButton]) -> None:
        """Buttons right of the filters, and right of the words under the list."""
        for row, buttons in ((self._head, above), (self._foot, below)):
            for button in buttons:
                row.addWidget(button)

    def show_costs(self, shown: bool) -> None:
        """Show what parts cost the shop, or keep it from whoever looks."""
        for place, column in enumerate(self._model.columns):
            if column.name in COSTS:
                self.view.setColumnHidden(place, not shown)
        self.value.setVisible(shown)

    def reload(self, keep: int | None = None) -> None:
        """Read anew; the bar stays where it was, or goes to the part to `keep`."""
        self._summary = parts.summary()
        words = {
            PartFilter.ALL: _("All"),
            PartFilter.LOW: _("Low"),
            PartFilter.OUT: _("Out of stock"),
            PartFilter.RETIRED: _("Out of use"),
        }
        self.chips.set_chips([(which, words[which], self._summary.counts[which]) for which in PartFilter])
        self.value.setText(
            _("Stock value {amount} at average cost").format(amount=format_yuan(self._summary.value_fen))
        )
        super().reload(keep)

    def show_part(self, row: PartRow) -> None:
        """Put the bar on this part, whatever was looked for; one too far down is looked for by its code."""
        wanted = PartFilter.ALL if row.active or row.on_hand_milli else PartFilter.RETIRED
        self._type("")
        self.reload(row.id)
        if self.which() is not wanted:
            self.chips.chip(wanted).setChecked(True)
            self.reload(row.id)
        if self.view.current_key() != row.id:
            self._type(row.code)
            self.reload(row.id)

    def which(self) -> PartFilter:
        """The filter chosen."""
        return PartFilter(self.chips.current() or PartFilter.ALL)

    def _change_filter(self) -> None:
        self._looked_for = self.typed()
        self._show_anew()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self._looked_for:
            return Page(self._found()[:MOST_FOUND], None)
        page = parts.page(cursor, limit, self.which())
        return Page(page.rows, page.next_cursor)

    def _found(self) -> Sequence[PartRow]:
        """Parts that fit and belong to the filter, the best first."""
        match self.which():
            case PartFilter.ALL:
                return parts.find(self._looked_for, MOST_FOUND)
            case PartFilter.LOW:
                return [row for row in parts.find(self._looked_for, MOST_LOOKED_THROUGH) if row.low]
            case PartFilter.OUT:
                return [
                    row for row in parts.find(self._looked_for, MOST_LOOKED_THROUGH) if not row.on_hand_milli
                ]
        retired = parts.page(None, MOST_LOOKED_THROUGH, PartFilter.RETIRED).rows
        return [row for row in retired if _fits(row, normalise_query(self._looked_for))]

    def _count(self) -> int | None:
        return None if self._looked_for else self._summary.counts[self.which()]

    def _say_empty(self) -> None:
        if self._looked_for:
            words = _('No part found for "{typed}".').format(typed=self._looked_for)
        elif self.which() is not PartFilter.ALL and self._summary.counts[PartFilter.ALL]:
            nothing = {
                PartFilter.LOW: _("Enough of everything is on the shelf."),
                PartFilter.OUT: _("Some of every part is on the shelf."),
                PartFilter.RETIRED: _("Every part is in use."),
            }
            self.view.set_empty(nothing[self.which()])
            return
        else:
            words = _("Parts and their stock stand in this list.")
        self.view.set_empty(words, _("New part"), self.new_wanted.emit)

    def _build(self) -> None:
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self.line, 1)
        self._head.addWidget(self.chips)
        self._foot.setSpacing(8)
        self._foot.addWidget(self.view.footer)
        self._foot.addSpacing(16)
        self._foot.addWidget(self.value)
        self._foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._head)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot)


def state(row: PartRow) -> tuple[str, str]:
    """One word about the stock of a part with its tone, both "" when there is enough."""
    if not row.active:
        return _("retired"), "muted"
    if not row.on_hand_milli:
        return _("out"), "bad"
    return (_("low"), "warn") if row.low else ("", "")


def width_of(words: Iterable[str]) -> int:
    """Width of a column that holds any of these words."""
    metrics = QFontMetrics(QApplication.font())
    return max(map(metrics.horizontalAdvance, words)) + 26


def _fits(row: PartRow, typed: str) -> bool:
    terms = {fold(row.code), fold(row.oe_no), *name_terms(row.name)}
    return any(typed in term for term in terms)


def _columns() -> list[Column]:
    def faded(row: PartRow) -> str | None:
        return None if row.active else "muted"

    def tone(row: PartRow) -> str | None:
        return state(row)[1] or None

    signs = {"bad": "error", "warn": "warning"}
    wide = width_of([_("low"), _("out"), _("retired")]) + _SIGN_WIDTH
    return [
        Column("code", _("Code"), 108, "left", lambda row: row.code, faded, bold=True),
        Column("name", _("Name"), 0, "left", lambda row: row.name, faded),
        Column("make", _("Brand, spec"), 0, "left", _make, faded),
        Column(
            "grade", _("Grade"), width_of(map(label, PartGrade)), "left", lambda row: label(row.grade), faded
        ),
        Column("bin", _("Bin"), 60, "left", lambda row: row.bin, faded),
        Column("on_hand", _("On hand"), 78, "right", lambda row: format_quantity(row.on_hand_milli), faded),
        Column("reserved", _("Reserved"), 84, "right", _reserved, faded),
        Column("available", _("Available"), 84, "right", _available, tone),
        Column("min", _("Min."), 56, "right", _least, faded),
        Column(
            "state", "", wide, "left", lambda row: state(row)[0], tone, icon=lambda row: signs.get(tone(row))
        ),
        Column("price", _("Price"), 88, "right", lambda row: format_yuan(row.price_fen), faded),
        Column("cost", _("Avg. cost"), 88, "right", _cost, faded),
        Column("value", _("Value"), 102, "right", lambda row: format_yuan(row.value_fen), faded),
    ]


def _make(row: PartRow) -> str:
    return " · ".join(word for word in (row.brand, row.spec) if word)


def _reserved(row: PartRow) -> str:
    return format_quantity(row.reserved_milli) if row.reserved_milli else "–"


def _available(row: PartRow) -> str:
    return format_quantity(row.available_milli)


def _least(row: PartRow) -> str:
    return format_quantity(row.min_qty_milli) if row.min_qty_milli else "–"


def _cost(row: PartRow) -> str:
    return format_yuan(row.cost_fen) if row.on_hand_milli else "–"
