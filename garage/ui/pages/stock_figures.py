"""Figures of the stock: roll-forward of any days, movers, value by group, and the closing of each day (F2, F4, F6)."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import day_closes
from garage.services.command import Area
from garage.services.day_closes import Close
from garage.ui.desk import Desk
from garage.ui.forms import to_excel
from garage.ui.forms.day_close import DayCloseForm
from garage.ui.forms.part import sees_costs
from garage.ui.forms.print_figures import print_close, print_roll
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.messages import toast
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.figures_days import DaysPanel
from garage.ui.pages.figures_movers import GroupsPanel, MoversPanel
from garage.ui.pages.figures_roll import RollPanel

ROLL, MOVERS, GROUPS, DAYS = "roll", "movers", "groups", "days"
_SHOWN = frozenset({Area.STOCK, Area.ORDERS})


class FiguresPage(QWidget):
    """Chips above, one view of the ledger below; it refreshes itself when stock moves."""

    part_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures_page")
        self._desk = desk
        self._costs = True
        self.chips = ChipBar(name="figures")
        self.roll, self.movers = RollPanel(desk), MoversPanel(desk)
        self.groups, self.days = GroupsPanel(desk), DaysPanel(desk)
        self.panels = {ROLL: self.roll, MOVERS: self.movers, GROUPS: self.groups, DAYS: self.days}
        self._outdated = set(self.panels)
        self.stack = QStackedWidget()
        self._make_actions()
        self._build()
        self._connect()
        self._fit_person()

    # Acts

    def find(self) -> None:
        """Go to the search line of the figures."""
        self.show_panel(ROLL)
        self.roll.line.setFocus()
        self.roll.line.selectAll()

    def print(self) -> None:
        """The roll-forward of the days in sight, or the close of the day under the bar."""
        day = self.days.day() if self.chips.current() == DAYS else None
        if day is not None and day.close is not None:
            print_close(self, self._desk, day.close.id)
        else:
            print_roll(self, self._desk, self.roll.period.period, self.roll.group)

    def write_sheet(self) -> None:
        """What is in sight as a workbook."""
        lists = {MOVERS: self.movers.list, GROUPS: self.groups.list, DAYS: self.days.list}
        to_excel.export(lists.get(self.chips.current(), self.roll.view), self._desk.now())

    def close_day(self) -> DayCloseForm:
        """Close today, or the open day under the bar."""
        day = self.days.day() if self.chips.current() == DAYS else None
        form = DayCloseForm(self, self._desk, day.day if day is not None and day.open else None)
        form.saved.connect(self._on_closed)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()
        return form

    def show_panel(self, key: str) -> None:
        """Bring one view in sight."""
        self.chips.chip(key).setChecked(True)
        self._show(key)

    def refresh(self) -> None:
        """Read what is in sight anew; the rest when it is shown next."""
        self._outdated = set(self.panels)
        self._read(self.chips.current())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read(self.chips.current())

    # Inside

    def _show(self, key: str) -> None:
        panel = self.panels[key]
        self.stack.setCurrentWidget(panel)
        self.setFocusProxy(panel)
        self._read(key)
        self._enable()
        if self.isVisible():
            panel.setFocus()

    def _read(self, key: str) -> None:
        if key in self._outdated and self.isVisible():
            self._outdated.discard(key)
            self.panels[key].refresh()
            self._say_counts()
            self._enable()

    def _say_counts(self) -> None:
        unclosed = len(day_closes.open_days(self._desk.today()))
        words = [(ROLL, _("Roll-forward"), None), (MOVERS, _("Movers"), None)]
        words += [(GROUPS, _("Value by group"), None)] if self._costs else []
        self.chips.set_chips([*words, (DAYS, _("Days to close"), unclosed)])

    def _on_closed(self, close: Close) -> None:
        self.show_panel(DAYS)
        self.days.show_day(close.day)
        words = _("{day} is closed.").format(day=f"{close.day}")
        toast(self, words, "ok", (_("Print"), lambda: print_close(self, self._desk, close.id)))

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & _SHOWN:
            self.refresh()

    def _fit_person(self) -> None:
        self._costs = sees_costs(self._desk.person)
        for panel in (self.roll, self.movers, self.days):
            panel.show_costs(self._costs)
        self._say_counts()
        self._show(self.chips.current())

    def _enable(self) -> None:
        """There are papers of the roll-forward and of a closed day; both say what stock is worth."""
        day = self.days.day()
        closed = self.chips.current() == DAYS and day is not None and day.close is not None
        self.print_action.setEnabled(self._costs and (closed or self.chips.current() == ROLL))

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
            return make_action(self, text, slot, keys, icon, name=name)

        self.find_action = action("find_figure", _("Find"), self.find, "Ctrl+F", "search")
        self.print_action = action("print_figures", _("Print…"), self.print, "Ctrl+P", "print")
        # Without a key of its own: F12 does it in the whole window.
        self.sheet_action = make_action(
            self,
            _("To Excel…"),
            self.write_sheet,
            None,
            "list",
            f"{_('To Excel')} (F12)",
            name="figures_to_excel",
        )
        self.close_action = action("close_day", _("Close the day…"), self.close_day, "Ctrl+D", "lock")

    def _connect(self) -> None:
        self._desk.changed.connect(self._on_changed)
        self._desk.person_changed.connect(self._fit_person)
        self.chips.chosen.connect(self._show)
        self.days.list.selected.connect(lambda _row: self._enable())
        self.days.list.opened.connect(lambda _row: self.close_action.trigger())
        for panel in (self.roll, self.movers):
            panel.part_opened.connect(self.part_opened)

    def _build(self) -> None:
        self.days.list.addActions([self.close_action, self.print_action])
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chips)
        head.addStretch(1)
        head.addWidget(action_button(self.sheet_action))
        head.addWidget(action_button(self.print_action))
        head.addWidget(action_button(self.close_action, primary=True))
        for panel in self.panels.values():
            self.stack.addWidget(panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
