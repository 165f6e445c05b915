"""Rework: repairs that are said not to have held – whose fault, until when it must be shown, how often tried (D2–D4)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.numbers import Series, read_number
from garage.domain.rework import ReworkState
from garage.i18n import _
from garage.services import rework_rows
from garage.services.command import Area
from garage.services.rework_rows import CaseRow, ReworkFilter
from garage.ui.desk import Desk
from garage.ui.forms.rework_words import clock_of, say_attempt, say_briefly, say_clock
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.comebacks import ComebacksPanel
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.rework_detail import TONES, ReworkDetail
from garage.ui.pages.rework_page_acts import ReworkActs

RATES = "rates"
_LIST_WIDTH, _DETAIL_WIDTH = 590, 642


class ReworksPage(FreshPage):
    """Chips over a list with its detail; the last chip leads to the comeback rates."""

    areas = frozenset({Area.RETURNS, Area.ORDERS})

    order_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("reworks_page")
        self.chips = ChipBar(name="rework_chips")
        self.list = ListView(self, "reworks_list", _("Rework cases"))
        self.acts = ReworkActs(self, desk)
        self.detail = ReworkDetail(desk, self.acts)
        self.rates = ComebacksPanel(desk)
        self.stack = QStackedWidget()
        self._say_counts()
        self.chips.chip(ReworkFilter.DIAGNOSING).setChecked(True)
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.list.set_model(KeysetModel(_columns(desk), self._fetch, lambda row: row.id, parent=self))
        self.setFocusProxy(self.list)
        self.chips.chosen.connect(self._go)
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.acts.next_step())
        self.list.addActions([*self.acts.offered, self.acts.next])
        self.detail.order_opened.connect(self.order_opened)
        self._build()
        self._say_empty()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the case of that number; False when there is none."""
        read = read_number(no)
        if read is None or read[0] is not Series.REWORK:
            return False
        found = rework_rows.by_number(read[1])
        if found is not None:
            self.show_case(found)
        return found is not None

    def show_case(self, case_id: int) -> None:
        """Show this case among all, however old it is; raises KeyError when there is none."""
        self._choose(ReworkFilter.ALL, case_id)
        if not self.list.select_key(case_id):
            self.list.clearSelection()  # further down than the list was read
        self.detail.show_case(case_id)
        self._fit()

    def show_chip(self, key: str) -> None:
        """Go to a list, or to the rates."""
        self._choose(key)

    def refresh(self) -> None:
        """Read everything anew; the case shown stays shown."""
        super().refresh()
        shown = self.detail.row
        self._say_counts()
        if self.stack.currentWidget() is self.rates:
            self.rates.refresh()
        self.list.rows().reload(shown.id if shown is not None else None)
        if shown is not None and self.list.current_key() in (None, shown.id) and not self._is_over(shown):
            self.detail.show_case(shown.id)
        elif self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        elif not self.list.rows().rowCount():
            self.detail.show_nothing()  # a photo pasted now would go into a case that is over
        self._fit()

    # Inside

    def _is_over(self, shown: CaseRow) -> bool:
        """Whether the case shown has closed meanwhile, and this list is one of those that wait."""
        if self.chips.current() in {ReworkFilter.CLOSED, ReworkFilter.ALL}:
            return False
        return self.list.current_row() is None and rework_rows.one(shown.id).state is ReworkState.CLOSED

    def _choose(self, key: str, case_id: int | None = None) -> None:
        self._outdated = False
        self._say_counts()
        self.chips.chip(key).setChecked(True)
        self._go(key, case_id)

    def _go(self, key: str, case_id: int | None = None) -> None:
        """Another list; its newest case gets the bar."""
        panel = self.rates if key == RATES else self._split
        self.stack.setCurrentWidget(panel)
        self.setFocusProxy(self.rates if key == RATES else self.list)
        if key == RATES:
            self.rates.refresh()
        else:
            self._say_empty()
            self.detail.show_nothing()
            self.list.rows().reload(case_id)
            if self.list.current_row() is None and self.list.rows().rowCount():
                self.list.selectRow(0)
            elif (row := self.list.current_row()) is not None:
                self.detail.show_case(row.id)
        self._fit()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        key = self.chips.current()
        which = ReworkFilter(key) if key in set(ReworkFilter) else ReworkFilter.ALL
        page = rework_rows.page(which, cursor if isinstance(cursor, tuple) else None, limit)
        return Page(page.rows, page.next_cursor)

    def _say_counts(self) -> None:
        counts = rework_rows.counts()
        words = {
            ReworkFilter.DIAGNOSING: _("Looking for the cause"),
            ReworkFilter.OURS: _("Our fault"),
            ReworkFilter.NOT_OURS: _("Not our fault"),
            ReworkFilter.REFERRED: _("At another garage"),
            ReworkFilter.CLOSED: _("Closed"),
            ReworkFilter.ALL: _("All"),
        }
        chips: list[tuple[str, str, int | None]] = [
            (one, words[one], counts.get(one)) for one in ReworkFilter
        ]
        self.chips.set_chips([*chips, (RATES, _("Comeback rates"), None)])

    def _say_empty(self) -> None:
        key = self.chips.current()
        text = {
            ReworkFilter.DIAGNOSING: _(
                "No repair is in dispute. A case is opened on the order with which the car comes back."
            ),
            ReworkFilter.OURS: _("No free rework is owed."),
            ReworkFilter.NOT_OURS: _("Nothing was decided against a customer who is still here."),
            ReworkFilter.REFERRED: _("No car is at another garage for us."),
        }.get(ReworkFilter(key) if key in set(ReworkFilter) else ReworkFilter.ALL)
        self.list.set_empty(text or _("No repair has come back yet."))

    def _on_selected(self, row: CaseRow | None) -> None:
        if row is not None:
            self.detail.show_case(row.id)
        elif not self.list.rows().rowCount():
            self.detail.show_nothing()
        self._fit()

    def _fit(self) -> None:
        here = self.stack.currentWidget() is self._split
        self.acts.fit(self.detail.row if here else None)
        self.detail.fit()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(self.list.footer)
        self._split = QSplitter()
        self._split.setObjectName("reworks_split")
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(left)
        self._split.addWidget(self.detail)
        self._split.setSizes([_LIST_WIDTH, _DETAIL_WIDTH])
        for panel in (self._split, self.rates):
            self.stack.addWidget(panel)
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)


def _columns(desk: Desk) -> list[Column]:
    def runs(row: CaseRow) -> bool:
        return clock_of(row, desk.today()) is not None

    def whole(row: CaseRow) -> str:
        said = (row.line, f"“{row.fault}”", say_attempt(row)[0])
        return "\n".join(word for word in said if word)

    def state(row: CaseRow) -> str:
        """Until when evidence is due, else where it stands; a closed case says its cause."""
        if runs(row):
            return say_briefly(row.due_on, desk.today())[0]
        closed = row.state is ReworkState.CLOSED
        return label(row.cause) if closed and row.cause else label(row.state)

    def ink(row: CaseRow) -> str:
        return say_briefly(row.due_on, desk.today())[1] if runs(row) else TONES.get(row.state, "muted")

    def in_full(row: CaseRow) -> str:
        return "\n".join(word for word in (label(row.state), say_clock(row, desk.today())[0]) if word)

    return [
        Column("no", _("Rework case"), 140, "left", lambda row: row.no, bold=True),
        Column("line", _("Earlier work"), 0, "left", lambda row: row.line, None, whole),
        Column("plate", _("Plate"), 110, "left", lambda row: row.plate),
        Column(
            "attempt",
            _("Attempt"),
            78,
            "right",
            lambda row: str(row.attempt),
            lambda row: say_attempt(row)[1] or None,
            lambda row: say_attempt(row)[0],
        ),
        Column("state", _("State"), 148, "left", state, ink, in_full),
    ]
