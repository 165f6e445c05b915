"""The stock list: find parts by any fragment or scan, see what is low or out, and what all of it is worth."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.lines import PartGrade
from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.search import fold, name_terms, normalise_query
from garage.i18n import _
from garage.services import parts
from garage.services.parts import PartFilter, PartRow, StockSummary
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

LOOK_AFTER_MS = 120
MOST_FOUND = 60
MOST_LOOKED_THROUGH = 2_000
"""Parts that fit what is typed and are then asked whether they are low, out of stock or out of use."""

_SIGN_WIDTH = 22

COSTS = ("cost", "value")


class SearchLine(LineField):
    """Where to type or scan; Up, Down and Enter go on in the list below, Esc empties it."""

    stepped = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__(placeholder=_("Code, OE number, name, initials or scan"))
        self.setObjectName("part_search")
        self.setAccessibleName(_("Find a part"))
        self.setToolTip(_("Find a part (Ctrl+F)"))
        self.addAction(icon("search", "muted"), self.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)


class PartList(QWidget):
    """Search line, filters and the list; `chosen` carries the PartRow under the bar, None without one."""

    chosen = Signal(object)
    opened = Signal(object)
    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._looked_for = ""
        self._summary = StockSummary(dict.fromkeys(PartFilter, 0), 0)
        self.line = SearchLine()
        self.chips = ChipBar(name="part_filters")
        self.view = ListView(name="part_list", title=_("Parts"))
        self.value = QLabel()
        self.value.setObjectName("stock_value")
        self._model = KeysetModel(_columns(), self._fetch, lambda row: row.id, self._count, self)
        self._model.counted.connect(self._say_empty)
        self.view.set_model(self._model)
        self._model.counted.connect(self._say_most)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look)
        self.line.textChanged.connect(lambda _text: self._timer.start())
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._enter)
        self.chips.chosen.connect(lambda _key: self._change_filter())
        self.view.selected.connect(self.chosen)
        self.view.opened.connect(self.opened)
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

    def typed(self) -> str:
        """What is looked for."""
        return self.line.text().strip()

    def look(self) -> None:
        """Search for what is typed now and put the bar on the best hit."""
        self._timer.stop()
        if self.typed() != self._looked_for:
            self._looked_for = self.typed()
            self._show_anew()

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
        self._model.reload(keep)
        if self.view.current_row() is None and self._model.rowCount() and keep is None:
            self.view.selectRow(0)

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

    def _type(self, text: str) -> None:
        self._looked_for = text
        self.line.setText(text)
        self._timer.stop()

    def _change_filter(self) -> None:
        self._looked_for = self.typed()
        self._show_anew()

    def _show_anew(self) -> None:
        self.reload()
        if self._model.rowCount():
            self.view.selectRow(0)
            self.view.scrollToTop()

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

    def _say_most(self) -> None:
        if self._looked_for and self._model.rowCount() >= MOST_FOUND:
            words = _("The best {count} shown; type more to narrow them down.")
            self.view.footer.setText(words.format(count=MOST_FOUND))

    def _step(self, by: int) -> None:
        self.look()
        last = self._model.rowCount() - 1
        if last >= 0:
            row = max(0, min(last, self.view.currentIndex().row() + by))
            self.view.selectRow(row)
            self.view.scrollTo(self._model.index(row, 0))

    def _enter(self) -> None:
        self.look()
        if self._model.rowCount():
            self.view.setFocus()
        else:
            self.new_wanted.emit()

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
