"""Letters: what has to go out by when, what waits for an answer, and the register of all of them (G4)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.letters import LetterState
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.i18n import _
from garage.services import letter_rows
from garage.services.command import Area
from garage.services.letter_rows import LetterFilter, LetterRow
from garage.ui.desk import Desk
from garage.ui.forms.letter_words import say_state
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column
from garage.ui.pages.case_page import CasePage, drop_down
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.letter_acts import LetterActs
from garage.ui.pages.letter_detail import LetterDetail
from garage.ui.pages.side_by_side import NarrowingList, lay_out, side_by_side

_WIDTHS = (640, 592)
_HIDE_BELOW = {"kind": 760}
"""Columns that the list leaves out where it is narrower than this."""


class LettersPage(CasePage):
    """Chips over a list, the letter under the bar at the right."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS})
    series = Series.LETTER

    document_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("letters_page")
        self.chips = ChipBar(name="letter_chips")
        self.list = NarrowingList(self, "letters_list", _("Letters"))
        self.list.hide_below = _HIDE_BELOW
        self.acts = LetterActs(self, desk)
        self.detail = LetterDetail(desk, self.acts)
        self._begin(desk, _columns(desk), _sheet(desk), LetterFilter.TO_SEND)
        self.more_action = make_action(
            self, _("More"), self._show_more, "Alt+M", "chevron-down", name="letter_more_action"
        )
        self.list.opened.connect(lambda _row: self.acts.next.trigger())
        self.list.addActions([self.acts.new, *self.acts.offered, *self.acts.over_all])
        self.detail.document_opened.connect(self.document_opened)
        self.detail.more.clicked.connect(self._show_more)
        self.detail.more.setToolTip(self.more_action.toolTip())
        self.acts.written.connect(self.show_case)
        buttons = [action_button(act) for act in (self.acts.register, self.acts.send_all, self.acts.new)]
        split = side_by_side("letters_split", self.list, self.detail, _WIDTHS)
        lay_out(self, [self.chips, *buttons], split)

    # What a letter is

    def _chip_words(self) -> dict[str, str]:
        return {
            LetterFilter.TO_SEND: _("To send"),
            LetterFilter.LATE: _("Late"),
            LetterFilter.WAITING: _("Waiting for a reply"),
            LetterFilter.RETURNED: _("Came back"),
            LetterFilter.ALL: _("All"),
        }

    def _empty_words(self) -> dict[str, str]:
        return {
            LetterFilter.TO_SEND: _(
                "Every letter is on its way. A new one is written here, or by a campaign."
            ),
            LetterFilter.LATE: _("No letter is late."),
            LetterFilter.WAITING: _("No letter waits for a reply."),
            LetterFilter.RETURNED: _("No letter came back."),
            LetterFilter.ALL: _("No letter has been written yet."),
        }

    def _first_step(self) -> QAction:
        return self.acts.new

    def _counted(self) -> Mapping[LetterFilter, int]:
        return letter_rows.counts(self._desk.today())

    def _page(self, which: str, cursor: tuple[Any, ...] | None, limit: int) -> Page[LetterRow]:
        return letter_rows.page(LetterFilter(which), self._desk.today(), cursor, limit)

    def _id_of(self, serial: str) -> int | None:
        return letter_rows.by_number(serial)

    def _list_of(self, case_id: int) -> str:
        lies_here = letter_rows.one(case_id).state is LetterState.WRITTEN
        return LetterFilter.TO_SEND if lies_here else LetterFilter.ALL

    def _stays(self, case_id: int) -> bool:
        """Where it was found by its number, further down than the list was read."""
        return self.chips.current() == LetterFilter.ALL

    def _fit(self) -> None:
        self.acts.fit(self.detail.row)
        self.detail.fit()

    def _show_more(self) -> None:
        drop_down(self.detail.more, self.acts.beside(), self.acts.over_all)


def _columns(desk: Desk) -> list[Column]:
    def state(row: LetterRow) -> str:
        return say_state(row, desk.today())[0]

    def ink(row: LetterRow) -> str | None:
        return say_state(row, desk.today())[1] or None

    def about(row: LetterRow) -> str:
        return " · ".join(filter(None, (row.subject, row.campaign)))

    return [
        Column("no", _("Letter no."), 128, "left", lambda row: row.no, bold=True),
        Column("customer", _("Customer"), 130, "left", lambda row: row.customer),
        Column("subject", _("Subject"), 0, "left", lambda row: row.subject),
        Column("kind", _("Kind of letter"), 150, "left", lambda row: label(row.kind)),
        Column("state", _("By when"), 168, "left", state, ink),
    ]


def _sheet(desk: Desk) -> list[Column]:
    """信函登记表 for the workbook: everything that is kept of a letter."""

    def day(name: str) -> object:
        return lambda row: getattr(row, name).isoformat() if getattr(row, name) else ""

    return [
        Column("no", _("Letter no."), 128, "left", lambda row: row.no),
        Column("written", _("Written"), 100, "left", day("written_on")),
        Column("kind", _("Kind of letter"), 110, "left", lambda row: label(row.kind)),
        Column("customer", _("Customer"), 130, "left", lambda row: row.addressee),
        Column("address", _("Address"), 220, "left", lambda row: row.address),
        Column("plate", _("Plate"), 100, "left", lambda row: row.plate),
        Column("subject", _("Subject"), 200, "left", lambda row: row.subject),
        Column("campaign", _("Campaign"), 150, "left", lambda row: row.campaign),
        Column("complaint", _("Complaint no."), 128, "left", lambda row: row.complaint_no),
        Column("due", _("Send by"), 100, "left", day("due_on")),
        Column("sent", _("Sent"), 100, "left", day("sent_on")),
        Column("how", _("How"), 90, "left", lambda row: label(row.sent_how) if row.sent_how else ""),
        Column("sender", _("Sent by"), 90, "left", lambda row: row.sent_by),
        Column("reply_on", _("Reply on"), 100, "left", day("reply_on")),
        Column("reply", _("Reply"), 240, "left", lambda row: row.reply),
        Column("state", _("State"), 150, "left", lambda row: say_state(row, desk.today())[0]),
    ]
