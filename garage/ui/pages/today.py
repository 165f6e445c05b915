"""The first page of the day: what is late, what is due today and this week, and how the shop stands (G9)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.today import Card, TodayColumn
from garage.i18n import _, ngettext
from garage.services import today
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.kit.actions import make_action
from garage.ui.pages.customer_parts import action_button, plain_label
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.today_list import DayList
from garage.ui.pages.today_side import TodaySide

_SIDE = 250


class TodayPage(FreshPage):
    """Three columns of cards; Enter on one goes where it is done, and it leaves when it is."""

    areas = frozenset(Area)

    wanted = Signal(object)
    """A card: somebody wants to do it."""
    order_wanted = Signal()
    """Nothing is due: a car is received."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("today_page")
        self.lists = {column: DayList(desk, column) for column in TodayColumn}
        self._heads = {
            column: plain_label(f"today_{column.lower()}_head", "section") for column in TodayColumn
        }
        self.day = plain_label("today_day", "title")
        self.said = plain_label("today_said", "muted")
        self.side = TodaySide()
        self._column = TodayColumn.OVERDUE
        self.do_action = make_action(self, _("Do it"), self.do, "Ctrl+Return", "arrow-right", name="today_do")
        self._connect()
        self._build()
        self._say_empty()
        self.setFocusProxy(self.lists[self._column])

    def do(self) -> None:
        """Go where the card under the bar is done."""
        card = self.current()
        if card is not None:
            self.wanted.emit(card)

    def current(self) -> Card | None:
        """The card under the bar of the column that is worked in."""
        card: Card | None = self.lists[self._column].current_row()
        return card

    def refresh(self) -> None:
        """Read the day anew; the bars stay."""
        super().refresh()
        by = self._desk.by()
        day = today.read(by)
        for column, view in self.lists.items():
            view.show_cards(day.columns[column])
            count = day.count(column)
            words = label(column)
            self._heads[column].setText(f"{words} {count}{'+' if day.more else ''}" if count else words)
        self.day.setText(_day_words(self._desk))
        self.said.setText(_said(day.count(TodayColumn.OVERDUE), day.count(TodayColumn.TODAY)))
        self.side.show_figures(today.figures(by))
        if self.current() is None:
            self._find_a_card()
        self._fit()

    def tick(self) -> None:
        """A minute has passed: what was due may be late now."""
        if self.isVisible():
            self.refresh()
        else:
            self._outdated = True

    # Inside

    def showEvent(self, event: QShowEvent) -> None:
        self._outdated = True  # yesterday's page is no page of today
        super().showEvent(event)

    def _find_a_card(self) -> None:
        for column, view in self.lists.items():
            if view.rows().rowCount():
                had = any(one.hasFocus() for one in self.lists.values())
                view.selectRow(0)
                self._column = column
                self.setFocusProxy(view)
                if had:
                    view.setFocus()
                return

    def _enter(self, column: TodayColumn) -> None:
        self._column = column
        view = self.lists[column]
        self.setFocusProxy(view)
        if view.current_row() is None and view.rows().rowCount():
            view.selectRow(0)
        if not view.hasFocus() and self.isVisible():
            view.setFocus()
        self._fit()

    def _step_aside(self, column: TodayColumn, way: int) -> None:
        columns = list(TodayColumn)
        at = columns.index(column) + way
        if 0 <= at < len(columns):
            self._enter(columns[at])

    def _on_selected(self, column: TodayColumn, card: Card | None) -> None:
        if card is not None and self.lists[column].hasFocus():
            self._column = column
        self._fit()

    def _fit(self) -> None:
        self.do_action.setEnabled(self.current() is not None)

    def _say_empty(self) -> None:
        told = {
            TodayColumn.OVERDUE: _("Nothing is late."),
            TodayColumn.TODAY: _("Nothing is due today."),
            TodayColumn.WEEK: _("Nothing is due in the next days."),
        }
        for column, words in told.items():
            first = column is TodayColumn.TODAY
            self.lists[column].set_empty(words, _("New order") if first else "", self.order_wanted.emit)

    def _connect(self) -> None:
        for column, view in self.lists.items():
            self._connect_list(column, view)

    def _connect_list(self, column: TodayColumn, view: DayList) -> None:
        view.selected.connect(lambda card: self._on_selected(column, card))
        view.opened.connect(lambda _card: self.do_action.trigger())
        view.aside.connect(lambda way: self._step_aside(column, way))
        view.focused.connect(lambda: self._enter(column))
        view.addAction(self.do_action)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.day)
        words.addWidget(self.said)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(action_button(self.do_action, primary=True))
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for name, view in self.lists.items():
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(self._heads[name])
            column.addWidget(view, 1)
            columns.addLayout(column, 1)
        self.side.setFixedWidth(_SIDE)
        columns.addWidget(self.side)
        rule = QFrame()
        rule.setProperty("rule", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(rule)
        layout.addLayout(columns, 1)


def _day_words(desk: Desk) -> str:
    day = desk.today()
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return _("{weekday}, {day}").format(weekday=names[day.weekday()], day=day.isoformat())


def _said(late: int, due: int) -> str:
    """How the day stands, in one line."""
    if not late and not due:
        return _("Nothing is late and nothing is due today.")
    return " · ".join(
        words
        for words, n in (
            (ngettext("{n} late", "{n} late", late).format(n=late), late),
            (ngettext("{n} due today", "{n} due today", due).format(n=due), due),
        )
        if n
    )
