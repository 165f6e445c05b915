"""Letters: what has to go out by when, what waits for an answer, and the register of all of them (G4)."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.letters import LetterState
from garage.domain.numbers import Series, read_number
from garage.i18n import _
from garage.services import letter_rows
from garage.services.command import Area
from garage.services.letter_rows import LetterFilter, LetterRow
from garage.ui.desk import Desk
from garage.ui.forms.letter_words import say_state
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.letter_acts import LetterActs
from garage.ui.pages.letter_detail import LetterDetail

_LIST_WIDTH, _DETAIL_WIDTH = 640, 592
_HIDE_BELOW = {"kind": 760}
"""Columns that the list leaves out where it is narrower than this."""


class LetterList(ListView):
    """Where there is little room, the detail at the right says the rest."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for place, column in enumerate(self.rows().columns if self.model() else ()):
            self.setColumnHidden(place, self.width() < _HIDE_BELOW.get(column.name, 0))


class LettersPage(FreshPage):
    """Chips over a list, the letter under the bar at the right."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS})

    document_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("letters_page")
        self.chips = ChipBar(name="letter_chips")
        self.list = LetterList(self, "letters_list", _("Letters"))
        self.acts = LetterActs(self, desk)
        self.detail = LetterDetail(desk, self.acts)
        self._say_counts()
        self.chips.chip(LetterFilter.TO_SEND).setChecked(True)
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.list.set_model(KeysetModel(_columns(desk), self._fetch, lambda row: row.id, parent=self))
        self.list.sheet = _sheet(desk)
        self.setFocusProxy(self.list)
        self.more_action = make_action(
            self, _("More"), self._show_more, "Alt+M", "chevron-down", name="letter_more_action"
        )
        self.chips.chosen.connect(lambda _key: self._go())
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.acts.next.trigger())
        self.list.addActions([self.acts.new, *self.acts.offered, *self.acts.over_all])
        self.detail.document_opened.connect(self.document_opened)
        self.detail.more.clicked.connect(self._show_more)
        self.detail.more.setToolTip(self.more_action.toolTip())
        self.acts.written.connect(self.show_letter)
        self._build()
        self._say_empty()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the letter of that number; False when there is none."""
        read = read_number(no)
        if read is None or read[0] is not Series.LETTER:
            return False
        found = letter_rows.by_number(read[1])
        if found is not None:
            self.show_letter(found)
        return found is not None

    def show_letter(self, letter_id: int) -> None:
        """Show this letter wherever it stands; raises KeyError when there is none."""
        lies_here = letter_rows.one(letter_id).state is LetterState.WRITTEN
        self._outdated = False
        self.chips.chip(LetterFilter.TO_SEND if lies_here else LetterFilter.ALL).setChecked(True)
        self._say_counts()
        self._say_empty()
        self.list.rows().reload(letter_id)
        if not self.list.select_key(letter_id):
            self.list.clearSelection()  # further down than the list was read
        self.detail.show_letter(letter_id)
        self._fit()

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self._outdated = False
        self.chips.chip(key).setChecked(True)
        self._go()

    def refresh(self) -> None:
        """Read everything anew; where the letter left the list, the next one takes its place."""
        super().refresh()
        shown = self.detail.row
        self._say_counts()
        self.list.rows().reload(shown.id if shown is not None else None)
        if shown is not None and self.list.current_key() in {None, shown.id} and self._still(shown.id):
            self.detail.show_letter(shown.id)
            self._fit()
            return
        self._show_current()

    def _still(self, letter_id: int) -> bool:
        """Whether a letter goes on being shown: in the list, or found by its number further down."""
        return self.list.current_key() == letter_id or self.chips.current() == LetterFilter.ALL

    # Inside

    def _go(self) -> None:
        self._say_counts()
        self._say_empty()
        self.detail.show_nothing()
        self.list.rows().reload()
        self._show_current()

    def _show_current(self) -> None:
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        else:
            self._on_selected(self.list.current_row())

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        which = LetterFilter(self.chips.current())
        place = cursor if isinstance(cursor, tuple) else None
        found = letter_rows.page(which, self._desk.today(), place, limit)
        return Page(found.rows, found.next_cursor)

    def _say_counts(self) -> None:
        counts = letter_rows.counts(self._desk.today())
        words = {
            LetterFilter.TO_SEND: _("To send"),
            LetterFilter.LATE: _("Late"),
            LetterFilter.WAITING: _("Waiting for a reply"),
            LetterFilter.RETURNED: _("Came back"),
            LetterFilter.ALL: _("All"),
        }
        self.chips.set_chips([(one, words[one], counts.get(one)) for one in LetterFilter])

    def _say_empty(self) -> None:
        text = {
            LetterFilter.TO_SEND: _(
                "Every letter is on its way. A new one is written here, or by a campaign."
            ),
            LetterFilter.LATE: _("No letter is late."),
            LetterFilter.WAITING: _("No letter waits for a reply."),
            LetterFilter.RETURNED: _("No letter came back."),
            LetterFilter.ALL: _("No letter has been written yet."),
        }[LetterFilter(self.chips.current())]
        self.list.set_empty(text, self.acts.new.text(), self.acts.new.trigger)

    def _on_selected(self, row: LetterRow | None) -> None:
        if row is not None:
            self.detail.show_letter(row.id)
        elif not self.list.rows().rowCount():
            self.detail.show_nothing()
        self._fit()

    def _fit(self) -> None:
        self.acts.fit(self.detail.row)
        self.detail.fit()

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.addActions(self.acts.beside())
        menu.addSeparator()
        menu.addActions(self.acts.over_all)
        menu.exec(self.detail.more.mapToGlobal(QPoint(0, self.detail.more.height())))
        menu.deleteLater()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(self.list.footer)
        split = QSplitter()
        split.setObjectName("letters_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setSizes([_LIST_WIDTH, _DETAIL_WIDTH])
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        for action in (self.acts.register, self.acts.send_all, self.acts.new):
            head.addWidget(action_button(action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(split, 1)


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
