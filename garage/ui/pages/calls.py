"""Calls: who is to be called today, what waits for an answer, and everything that was said (G1–G3)."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from garage.i18n import _, ngettext
from garage.services import contacts, follow_up_rows, questions
from garage.services.command import Area
from garage.services.follow_up_rows import CallFilter
from garage.ui.desk import Desk
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import KeysetModel, Page
from garage.ui.pages.call_acts import CallActs
from garage.ui.pages.call_columns import call_columns, question_columns, talk_columns, talk_sheet
from garage.ui.pages.call_detail import CallDetail
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.side_by_side import NarrowingList, lay_out, side_by_side

QUESTIONS, LOG = "QUESTIONS", "LOG"
_LIST_WIDTH, _DETAIL_WIDTH = 808, 424
_HIDE_BELOW = {"attempts": 760, "hours": 700, "round": 600}
"""Columns that the list leaves out where it is narrower than this."""
_NEVER = 10_000
_NOT_IN = {CallFilter.COMING: {"attempts": _NEVER}, CallFilter.DONE: {"hours": _NEVER}}
"""What comes only later was not tried yet, and who was called needs no convenient hour any more."""


class CallsPage(FreshPage):
    """Chips over a list, what lies beside the telephone at the right; `calendar_wanted` carries an appointment's id."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.ORDERS})

    order_opened = Signal(int)
    calendar_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("calls_page")
        self.chips = ChipBar(name="call_chips")
        self.list = NarrowingList(self, "calls_list", _("Calls"))
        self.acts = CallActs(self, desk)
        self.detail = CallDetail(desk, self.acts.beside, self.acts.next)
        self._shown = ""
        self._late = 0
        self._say_counts()
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.setFocusProxy(self.list)
        self.chips.chosen.connect(self._go)
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.acts.next.trigger())
        self.list.addActions([*self.acts.beside, self.acts.log, self.acts.register])
        self.detail.order_opened.connect(self.order_opened)
        self.acts.booked.connect(self.calendar_wanted)
        self._build()
        self._set_model(CallFilter.TODAY)
        self.chips.chip(CallFilter.TODAY).setChecked(True)

    # What the rest of the program asks for

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self.chips.chip(key).setChecked(True)
        self._outdated = False
        self._go(key)

    def show_call(self, follow_up_id: int) -> None:
        """Show this call wherever it stands; raises KeyError when there is none."""
        row = follow_up_rows.one(follow_up_id)
        pending = row.done_at is None
        self.show_chip(row.when(self._desk.today()).value if pending else CallFilter.DONE)
        if not self.list.select_key(follow_up_id):
            self.list.clearSelection()
            self.detail.show_call(follow_up_id)
            self._fit()

    def show_question(self, question_id: int) -> None:
        """Show this question among those that wait for an answer."""
        self.show_chip(QUESTIONS)
        self.list.select_key(question_id)

    def refresh(self) -> None:
        """Read everything anew; what is shown stays shown."""
        super().refresh()
        self._say_counts()
        self.list.rows().reload()
        self._show_current()

    # Inside

    def _go(self, key: str) -> None:
        self._set_model(key)
        self._say_counts()
        self.list.rows().reload()
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        else:
            self._show_current()

    def _set_model(self, key: str) -> None:
        self._shown = key
        columns = {QUESTIONS: question_columns(self._desk), LOG: talk_columns()}.get(key) or call_columns(
            self._desk
        )
        self.list.set_model(KeysetModel(columns, self._fetch, lambda row: row.id, parent=self))
        self.list.sheet = talk_sheet() if key == LOG else ()
        self.list.hide_below = _HIDE_BELOW | _NOT_IN.get(key, {})
        self.list.leave_out()
        self._say_empty()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        place: Any = cursor
        if self._shown == QUESTIONS:
            found: Any = questions.open_ones(place, limit)
        elif self._shown == LOG:
            found = contacts.page(place, limit)
        else:
            found = follow_up_rows.page(CallFilter(self._shown), self._desk.now(), place, limit)
        return Page(found.rows, found.next_cursor)

    def _say_counts(self) -> None:
        counts = follow_up_rows.counts(self._desk.today())
        self._late = counts[CallFilter.LATE]
        self.chips.set_chips(
            [
                (CallFilter.TODAY, _("Due"), counts[CallFilter.TODAY]),
                (CallFilter.LATE, _("Late"), counts[CallFilter.LATE]),
                (CallFilter.COMING, _("Coming"), counts[CallFilter.COMING]),
                (QUESTIONS, _("Questions"), questions.count_open()),
                (CallFilter.DONE, _("Closed"), None),
                (LOG, _("Call log"), None),
            ]
        )
        self._say_empty()

    def _say_empty(self) -> None:
        if self._shown == CallFilter.TODAY and self._late:
            words = ngettext(
                "Nobody else is to be called now: {n} call is late.",
                "Nobody else is to be called now: {n} calls are late.",
                self._late,
            )
            late = partial(self.show_chip, CallFilter.LATE)
            self.list.set_empty(words.format(n=self._late), _("Show what is late"), late)
            return
        text = {
            CallFilter.TODAY: _("Nobody is to be called now. A car that leaves is called three days later."),
            CallFilter.LATE: _("No call is late."),
            CallFilter.COMING: _("No car has left lately. Its calls are planned when it leaves."),
            QUESTIONS: _(
                "No customer waits for an answer. What nobody can answer in a talk is noted with it and stands here."
            ),
            CallFilter.DONE: _("No call has been made yet. The first one stands under “Due”."),
        }.get(self._shown, _("Every call and visit is written down here, whoever began."))
        self.list.set_empty(text, _("Log a call or visit…"), self.acts.log.trigger)

    def _on_selected(self, row: Any) -> None:
        if row is None:
            if not self.list.rows().rowCount():
                self.detail.show_nothing()
        elif self._shown == QUESTIONS:
            self.detail.show_question(row.id)
        elif self._shown == LOG:
            self.detail.show_talk(row.id)
        else:
            self.detail.show_call(row.id)
        self._fit()

    def _show_current(self) -> None:
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
            return
        if not self.list.rows().rowCount():
            self.detail.show_nothing()
        self._on_selected(self.list.current_row())

    def _fit(self) -> None:
        self.acts.fit(self.detail.page, self.detail.question, self.detail.talk)
        self.detail.fit()

    def _build(self) -> None:
        split = side_by_side("calls_split", self.list, self.detail, (_LIST_WIDTH, _DETAIL_WIDTH))
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        head.addWidget(action_button(self.acts.log))
        lay_out(self, head, split)
