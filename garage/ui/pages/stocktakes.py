"""Counting the shelf: the stocktakes, the sheet of the one that is opened, and what was written off."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.stocktakes import OPEN, CountScope, StocktakeState, signed
from garage.i18n import _
from garage.services import stocktake_list, write_off_list
from garage.services.command import Area
from garage.services.stocktake_list import StocktakeRow
from garage.services.stocktakes import Begun
from garage.ui.desk import Desk
from garage.ui.forms.part import sees_costs
from garage.ui.forms.stocktake import BeginStocktakeForm, scope_words
from garage.ui.forms.write_off import WriteOffForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages.buying_panel import Panel
from garage.ui.pages.count_sheet import CountSheet
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.write_offs import WriteOffsPanel

OPENED, ALL, WRITE_OFFS = "open", "all", "write_offs"


class StocktakesPage(QWidget):
    """Chips and the list behind them; Enter on a stocktake opens its sheet over the whole page."""

    part_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stocktakes_page")
        self._desk = desk
        self.chips = ChipBar(name="stocktakes")
        self.list = StocktakesPanel(desk)
        self.write_offs = WriteOffsPanel(desk)
        self.sheet = CountSheet(desk)
        self.stack = QStackedWidget()
        for panel in (self.list, self.write_offs, self.sheet):
            self.stack.addWidget(panel)
        self._make_actions()
        self._connect()
        self._build()
        self.show_chip(OPENED)

    # What the rest of the program asks for

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self._say_counts()
        self.chips.chip(key).setChecked(True)
        panel = self.write_offs if key == WRITE_OFFS else self.list
        if panel is self.list:
            self.list.show_open(key == OPENED)
        self._show(panel)

    def show_stocktake(self, stocktake_id: int) -> None:
        """Open a sheet; raises KeyError when there is none."""
        self.sheet.show_sheet(stocktake_id)
        self._show(self.sheet)

    def show_document(self, no: str) -> bool:
        """Show the stocktake or the write-off of that number; False when neither has it."""
        stocktake, write_off = stocktake_list.by_number(no), write_off_list.by_number(no)
        if stocktake is not None:
            self.show_stocktake(stocktake)
        elif write_off is not None:
            self.show_chip(WRITE_OFFS)
            self.write_offs.show_write_off(write_off)
        return stocktake is not None or write_off is not None

    def begin(
        self, part_ids: Sequence[int] = (), scope: CountScope = CountScope.ROLLING
    ) -> BeginStocktakeForm:
        """Begin a stocktake, of these parts when there are some."""
        form = BeginStocktakeForm(self._desk, self, part_ids, scope)
        form.saved.connect(self._on_begun)
        self.list.open_form(form)
        return form

    # Inside

    def _new(self) -> BeginStocktakeForm:
        return self.begin()

    def _write_off(self) -> None:
        """Write goods off; from a sheet the part under the bar, and the sheet stays."""
        if self.stack.currentWidget() is not self.sheet:
            self.show_chip(WRITE_OFFS)
            self.write_offs.add_write_off()
            return
        part = self.sheet.current_part()
        form = WriteOffForm(self._desk, self, () if part is None else [part])
        form.saved.connect(lambda number: toast(self, _("{number} is written off.").format(number=number)))
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()

    def _on_begun(self, begun: Begun) -> None:
        self.show_stocktake(begun.id)
        toast(self, _("{number} is begun: count what lies there.").format(number=begun.no))

    def _back(self) -> None:
        """To the list with the bar on the sheet that was shown."""
        row = self.sheet.row
        self.show_chip(OPENED if row is None or row.state in OPEN else ALL)
        if row is not None:
            self.list.list.select_key(row.id)

    def _show(self, panel: QWidget) -> None:
        on_sheet = panel is self.sheet
        self._head.setVisible(not on_sheet)
        self.new_action.setEnabled(not on_sheet)
        self.stack.setCurrentWidget(panel)
        self.setFocusProxy(panel)
        if self.isVisible():
            panel.setFocus()

    def _say_counts(self) -> None:
        self.chips.set_chips(
            [
                (OPENED, _("In progress"), stocktake_list.open_count()),
                (ALL, _("All"), None),
                (WRITE_OFFS, _("Write-offs"), None),
            ]
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_counts()

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.STOCK in areas and self.isVisible():
            self._say_counts()

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
            return make_action(self, text, slot, keys, icon, name=name)

        self.new_action = action("new_stocktake", _("New stocktake"), self._new, "Ctrl+N", "plus")
        self.write_off_action = action(
            "new_write_off", _("Write off…"), self._write_off, "Ctrl+Shift+W", "trash"
        )

    def _connect(self) -> None:
        self.chips.chosen.connect(self.show_chip)
        self.list.sheet_opened.connect(self.show_stocktake)
        self.list.new_wanted.connect(self.new_action.trigger)
        self.write_offs.part_opened.connect(self.part_opened)
        self.sheet.left.connect(self._back)
        self._desk.changed.connect(self._on_changed)

    def _build(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(10)
        head.addWidget(self.chips, 1)
        head.addWidget(action_button(self.write_off_action))
        head.addWidget(action_button(self.new_action, primary=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(self.stack, 1)


class StocktakesPanel(Panel):
    """The list of stocktakes, those that are open or all."""

    sheet_opened = Signal(int)
    new_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "stocktakes_panel", _("Stocktakes"))
        self._opened = True
        self._open_sheet = self.add_button(_("Open the sheet"), self.open_current, "Ctrl+E", "list")
        self.list.describe = lambda: _("In progress") if self._opened else _("All")
        self.show_columns(self._columns(), lambda row: row.id, self._fetch)
        self._fit_person()
        desk.person_changed.connect(self._fit_person)

    def show_open(self, opened: bool) -> None:
        """Show those that are not finished, or all."""
        self._opened = opened
        self.refresh()
        words = _("No count is going on. Begin with the parts that were not counted for longest.")
        if not opened:
            words = _(
                "Nothing was counted yet. Begin with one bin, or with what was not counted for longest."
            )
        self.list.set_empty(words, _("New stocktake"), self.new_wanted.emit)

    def open_current(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self.sheet_opened.emit(row.id)

    def refresh_actions(self) -> None:
        for part in self._open_sheet:
            part.setEnabled(self.list.current_row() is not None)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = stocktake_list.page(cursor if isinstance(cursor, tuple) else None, limit, opened=self._opened)
        return Page(page.rows, page.next_cursor)

    def _fit_person(self) -> None:
        place = [column.name for column in self.list.rows().columns].index("value")
        self.list.setColumnHidden(place, not sees_costs(self.desk.person))

    def _columns(self) -> list[Column]:
        return [
            Column("no", _("Number"), 140, "left", lambda row: row.no, _faded, bold=True),
            Column("scope", _("What is counted"), 0, "left", _scope, _faded),
            Column("state", _("State"), 120, "left", lambda row: label(row.state), _ink),
            Column("at", _("Snapshot"), 136, "left", lambda row: f"{row.snapshot_at:%Y-%m-%d %H:%M}", _faded),
            Column("counted", _("Counted"), 112, "right", _progress, _faded),
            Column("differences", _("Differences"), 100, "right", _differences, _faded),
            Column("value", _("Value"), 112, "right", _value, _tone, total=True),
            Column("who", _("By"), 96, "left", lambda row: row.who, _faded),
            Column("note", _("Note"), 0, "left", _note, _faded, _note),
        ]


def _faded(row: StocktakeRow) -> str | None:
    return "muted" if row.state is StocktakeState.CANCELLED else None


def _ink(row: StocktakeRow) -> str | None:
    inks = {StocktakeState.COUNTING: "accent", StocktakeState.REVIEWED: "warn", StocktakeState.POSTED: "ok"}
    return inks.get(row.state, "muted")


def _scope(row: StocktakeRow) -> str:
    return f"{scope_words(row)} · {_('blind')}" if row.blind else scope_words(row)


def _progress(row: StocktakeRow) -> str:
    return _("{counted} of {all}").format(counted=f"{row.counted:,}", all=f"{row.lines:,}")


def _differences(row: StocktakeRow) -> str:
    return "–" if row.hides_books else f"{row.differences:,}"


def _value(row: StocktakeRow) -> str:
    return signed(row.difference_fen, format_yuan) if row.state is StocktakeState.POSTED else "–"


def _tone(row: StocktakeRow) -> str | None:
    return "bad" if row.difference_fen < 0 else "ok" if row.difference_fen > 0 else "muted"


def _note(row: StocktakeRow) -> str:
    return row.cancel_reason or row.note
