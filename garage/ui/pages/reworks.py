"""Rework: repairs that are said not to have held – whose fault, until when it must be shown, how often tried (D2–D4)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from garage.domain.labels import label
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.domain.rework import ReworkState
from garage.i18n import _
from garage.services import rework_rows
from garage.services.command import Area
from garage.services.rework_rows import CaseRow, ReworkFilter
from garage.ui.desk import Desk
from garage.ui.forms.rework_words import clock_of, say_attempt, say_briefly, say_clock
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column
from garage.ui.kit.table_view import ListView
from garage.ui.pages.case_page import CasePage
from garage.ui.pages.comebacks import ComebacksPanel
from garage.ui.pages.returns_sheets import rework_sheet
from garage.ui.pages.rework_detail import TONES, ReworkDetail
from garage.ui.pages.rework_page_acts import ReworkActs
from garage.ui.pages.side_by_side import lay_out, side_by_side

RATES = "rates"
_WIDTHS = (590, 642)


class ReworksPage(CasePage):
    """Chips over a list with its detail; the last chip leads to the comeback rates."""

    areas = frozenset({Area.RETURNS, Area.ORDERS})
    series = Series.REWORK

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
        self._begin(desk, _columns(desk), rework_sheet(desk), ReworkFilter.DIAGNOSING)
        self.list.opened.connect(lambda _row: self.acts.next_step())
        self.list.addActions([*self.acts.offered, self.acts.next])
        self.detail.order_opened.connect(self.order_opened)
        self._split = side_by_side("reworks_split", self.list, self.detail, _WIDTHS)
        for panel in (self._split, self.rates):
            self.stack.addWidget(panel)
        lay_out(self, [self.chips], self.stack)

    def refresh(self) -> None:
        """Also the rates, where they are in sight."""
        super().refresh()
        if self.stack.currentWidget() is self.rates:
            self.rates.refresh()

    # What a rework case is

    def _chip_words(self) -> dict[str, str]:
        return {
            ReworkFilter.DIAGNOSING: _("Looking for the cause"),
            ReworkFilter.OURS: _("Our fault"),
            ReworkFilter.NOT_OURS: _("Not our fault"),
            ReworkFilter.REFERRED: _("At another garage"),
            ReworkFilter.CLOSED: _("Closed"),
            ReworkFilter.ALL: _("All"),
            RATES: _("Comeback rates"),
        }

    def _empty_words(self) -> dict[str, str]:
        begins = _("A case is opened on the order with which the car comes back.")
        none = _("No repair has come back yet.")
        words = {
            ReworkFilter.DIAGNOSING: _("No repair is in dispute."),
            ReworkFilter.OURS: _("No free rework is owed."),
            ReworkFilter.NOT_OURS: _("Nothing was decided against a customer who is still here."),
            ReworkFilter.REFERRED: _("No car is at another garage for us."),
            ReworkFilter.CLOSED: none,
            ReworkFilter.ALL: none,
        }
        return {which: f"{text}\n{begins}" for which, text in words.items()}

    def _counted(self) -> Mapping[ReworkFilter, int]:
        return rework_rows.counts()

    def _page(self, which: str, cursor: tuple[Any, ...] | None, limit: int) -> Page[CaseRow]:
        lists = set(ReworkFilter)
        return rework_rows.page(ReworkFilter(which) if which in lists else ReworkFilter.ALL, cursor, limit)

    def _id_of(self, serial: str) -> int | None:
        return rework_rows.by_number(serial)

    def _list_of(self, case_id: int) -> str:
        """Among all, however old it is."""
        return ReworkFilter.ALL

    def _stays(self, case_id: int) -> bool:
        """A case that is over leaves the lists of those that wait: a photo pasted now would go into it."""
        waits = self.chips.current() not in {ReworkFilter.CLOSED, ReworkFilter.ALL}
        return not waits or rework_rows.one(case_id).state is not ReworkState.CLOSED

    def _choose(self, key: str) -> None:
        super()._choose(key)
        rates = key == RATES
        self.stack.setCurrentWidget(self.rates if rates else self._split)
        self.setFocusProxy(self.rates if rates else self.list)
        if rates:
            self.rates.refresh()

    def _go(self) -> None:
        """The rates are no list."""
        self._choose(self.chips.current())
        if self.chips.current() != RATES:
            super()._go()
        else:
            self._fit()

    def _fit(self) -> None:
        here = self.stack.currentWidget() is self._split
        self.acts.fit(self.detail.row if here else None)
        self.detail.fit()


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
