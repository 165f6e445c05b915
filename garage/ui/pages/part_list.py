"""The stock list: find parts by any fragment or scan, see what is low or out, and what all of it is worth."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from garage.domain.labels import label
from garage.domain.lines import PartGrade
from garage.domain.money import format_yuan
from garage.domain.part_file import StockLimits
from garage.domain.quantities import format_quantity
from garage.i18n import _, ngettext
from garage.services import parts, stock_limits
from garage.services.parts import PartFilter, PartRow, StockSummary
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.found_list import MOST_FOUND, FoundList, SearchLine
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

_WIDE = 1360
"""Pixels from which on there is room for the value of each part, and a word about its stock."""

COSTS = ("cost", "value")
_ONLY_IN = {"counted": PartFilter.TO_COUNT, "idle": PartFilter.SLOW}
"""Columns that a filter brings along, in the place of those about buying."""
_BUYING = ("on_order", "min", "state")


class PartList(FoundList):
    """Search line, filters and the list of PartRows, with what all of it is worth; several may be chosen."""

    def __init__(self, desk: Desk) -> None:
        line = SearchLine("part_search", _("Code, OE number, name, initials or scan"), _("Find a part"))
        super().__init__(line, ChipBar(name="part_filters"), ListView(name="part_list", title=_("Parts")))
        self._desk = desk
        self._summary = StockSummary(dict.fromkeys(PartFilter, 0), 0)
        self._limits = StockLimits()
        self._costs = True
        self.group = ChoiceField()
        self.group.setObjectName("part_group")
        self.group.setAccessibleName(_("Group"))
        self.group.setToolTip(_("Parts of one group"))
        self.group.edited.connect(self._change_filter)
        self.value = QLabel()
        self.value.setObjectName("stock_value")
        self.set_model(KeysetModel(self._columns(), self._fetch, lambda row: row.id, self._count, self))
        self.view.describe = self._describe
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.chips.chosen.connect(lambda _key: self._change_filter())
        self._build()

    def add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Buttons right of the search line."""
        for button in buttons:
            self._head.addWidget(button)

    def show_costs(self, shown: bool) -> None:
        """Show what parts cost the shop, or keep it from whoever looks."""
        self._costs = shown
        self.value.setVisible(shown)
        self._fit_columns()

    def chosen_rows(self) -> list[PartRow]:
        """Every part chosen, by code."""
        chosen = self.view.selectionModel().selectedRows()
        return [self._model.row_at(index.row()) for index in sorted(chosen, key=lambda one: one.row())]

    def reload(self, keep: int | None = None) -> None:
        """Read anew; the bar stays where it was, or goes to the part to `keep`."""
        self.group.set_choices([("", _("All groups")), *((name, name) for name in parts.groups())])
        self._limits = stock_limits.limits()
        self._summary = parts.summary(self._desk.today(), self.group.value() or "")
        words = {
            PartFilter.ALL: _("All"),
            PartFilter.LOW: _("Low"),
            PartFilter.OUT: _("Out of stock"),
            PartFilter.ON_ORDER: _("On order"),
            PartFilter.TO_COUNT: _("To count"),
            PartFilter.SLOW: _("Slow"),
            PartFilter.RETIRED: _("Out of use"),
        }
        self.chips.set_chips([(which, words[which], self._summary.counts[which]) for which in PartFilter])
        self.value.setText(
            _("Stock value {amount} at average cost").format(amount=format_yuan(self._summary.value_fen))
        )
        self._fit_columns()
        super().reload(keep)

    def show_part(self, row: PartRow) -> None:
        """Put the bar on this part, whatever was looked for; one too far down is looked for by its code."""
        wanted = PartFilter.ALL if row.active or row.on_hand_milli else PartFilter.RETIRED
        self._type("")
        if self.group.value() not in {None, "", row.group}:
            self.group.set_value("")
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _change_filter(self) -> None:
        self._looked_for = self.typed()
        self._show_anew()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        narrowed = {"today": self._desk.today(), "group": self.group.value() or ""}
        if self._looked_for:
            return Page(parts.find(self._looked_for, MOST_FOUND, self.which(), **narrowed), None)
        page = parts.page(cursor, limit, self.which(), **narrowed)
        return Page(page.rows, page.next_cursor)

    def _count(self) -> int | None:
        return None if self._looked_for else self._summary.counts[self.which()]

    def _say_empty(self) -> None:
        nothing = {
            PartFilter.LOW: _("Enough of everything is on the shelf."),
            PartFilter.OUT: _("Some of every part is on the shelf."),
            PartFilter.ON_ORDER: _("No supplier owes a delivery."),
            PartFilter.TO_COUNT: _("Everything on the shelf was counted not long ago."),
            PartFilter.SLOW: _("Everything on the shelf is in use."),
            PartFilter.RETIRED: _("Every part is in use."),
        }
        if self._looked_for:
            words = _('No part found for "{typed}".').format(typed=self._looked_for)
        elif self.which() in nothing and self._summary.counts[PartFilter.ALL]:
            self.view.set_empty(nothing[self.which()])
            return
        else:
            words = _("Parts and their stock stand in this list.")
        self.view.set_empty(words, _("New part"), self.new_wanted.emit)

    def _describe(self) -> str:
        """What the list shows, for the workbook."""
        chip = self.chips.chip(self.which()).text() if self.chips.current() else ""
        return " · ".join(word for word in (chip, self.group.value(), self._looked_for) if word)

    def _fit_columns(self) -> None:
        """Columns that the filter, the person and the width of the window leave."""
        elsewhere = {name for name, only in _ONLY_IN.items() if self.which() is not only}
        hidden = elsewhere | (set() if self._costs else set(COSTS))
        self.view.sheet = [one for one in self._model.columns if one.title and one.name not in hidden]
        hidden |= set(_BUYING) if self.which() in _ONLY_IN.values() else set()
        hidden |= set() if self.width() >= _WIDE else {"state", "value"}
        for place, column in enumerate(self._model.columns):
            if self.view.isColumnHidden(place) != (column.name in hidden):
                self.view.setColumnHidden(place, column.name in hidden)

    def _build(self) -> None:
        self._head, filters = QHBoxLayout(), QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self.line, 1)
        self._head.addWidget(self.group)
        filters.setSpacing(16)
        filters.addWidget(self.chips, 1)
        filters.addWidget(self.view.footer)
        filters.addWidget(self.value)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._head)
        layout.addLayout(filters)
        layout.addWidget(self.view, 1)

    def _columns(self) -> list[Column]:
        def idle(row: PartRow) -> str:
            days = (self._desk.today() - row.used_at.date()).days
            return ngettext("{days} day", "{days} days", days).format(days=days)

        def how_idle(row: PartRow) -> str | None:
            days = (self._desk.today() - row.used_at.date()).days
            return "warn" if days > self._limits.dead else None

        def last_day(row: PartRow) -> str:
            return f"{row.used_at:%Y-%m-%d}"

        first, last = _first_columns(), _last_columns()
        counted = Column("counted", _("Last counted"), 110, "left", _counted)
        return [
            *first,
            counted,
            Column("idle", _("Not used for"), 110, "right", idle, how_idle, last_day),
            *last,
        ]


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


def _faded(row: PartRow) -> str | None:
    return None if row.active else "muted"


def _tone(row: PartRow) -> str | None:
    return state(row)[1] or None


def _sign(row: PartRow) -> str | None:
    return {"bad": "error", "warn": "warning"}.get(state(row)[1])


def _figure(name: str, title: str, milli: Callable[[PartRow], int], *, zero: str = "–") -> Column:
    def written(row: PartRow) -> str:
        return format_quantity(milli(row)) if milli(row) else zero

    return Column(name, title, width_of([title]), "right", written, _faded)


def _first_columns() -> list[Column]:
    grades = width_of(map(label, PartGrade))
    available = width_of([_("Available")])
    wide = width_of([_("low"), _("out"), _("retired")])
    return [
        Column("code", _("Code"), 104, "left", lambda row: row.code, _faded, bold=True),
        Column("name", _("Part"), 0, "left", _called, _faded),
        Column("group", _("Group"), 96, "left", lambda row: row.group, _faded),
        Column("grade", _("Grade"), grades, "left", lambda row: label(row.grade), _faded),
        Column("bin", _("Bin"), 74, "left", lambda row: row.bin, _faded),
        _figure("on_hand", _("On hand"), lambda row: row.on_hand_milli, zero="0"),
        _figure("reserved", _("Reserved"), lambda row: row.reserved_milli),
        Column("available", _("Available"), available, "right", _available, _tone, icon=_sign),
        _figure("on_order", _("On order"), lambda row: row.on_order_milli),
        _figure("min", _("Min."), lambda row: row.min_qty_milli),
        Column("state", "", wide, "left", lambda row: state(row)[0], _tone),
    ]


def _available(row: PartRow) -> str:
    return format_quantity(row.available_milli)


def _last_columns() -> list[Column]:
    return [
        Column("price", _("Price"), 86, "right", lambda row: format_yuan(row.price_fen), _faded),
        Column("cost", _("Avg. cost"), 86, "right", _cost, _faded),
        Column("value", _("Value"), 102, "right", lambda row: format_yuan(row.value_fen), _faded, total=True),
    ]


def _called(row: PartRow) -> str:
    return " · ".join(word for word in (row.name, row.brand, row.spec) if word)


def _counted(row: PartRow) -> str:
    return f"{row.counted_at:%Y-%m-%d}" if row.counted_at else _("never")


def _cost(row: PartRow) -> str:
    return format_yuan(row.cost_fen) if row.on_hand_milli else "–"
