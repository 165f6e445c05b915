"""Complaints: who is unhappy, what has to be done about it until when, and the loop until it is closed (G5)."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from garage.domain.complaints import OVER
from garage.domain.labels import label
from garage.domain.numbers import Series, read_number
from garage.i18n import _
from garage.services import complaint_rows
from garage.services.command import Area
from garage.services.complaint_rows import ComplaintFilter, ComplaintRow
from garage.ui.desk import Desk
from garage.ui.forms.complaint_words import say_clock, say_clock_in_full, say_kind
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.complaint_acts import ComplaintActs
from garage.ui.pages.complaint_detail import ComplaintDetail
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.fresh import FreshPage

_LIST_WIDTH, _DETAIL_WIDTH = 620, 612
_HIDE_BELOW = {"plate": 660, "who": 760}
"""Columns that the list leaves out where it is narrower than this."""


class ComplaintList(ListView):
    """Where there is little room, the detail at the right says the rest."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for place, column in enumerate(self.rows().columns if self.model() else ()):
            self.setColumnHidden(place, self.width() < _HIDE_BELOW.get(column.name, 0))


class ComplaintsPage(FreshPage):
    """Chips over a list, the complaint under the bar at the right."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.ORDERS})

    order_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("complaints_page")
        self.chips = ChipBar(name="complaint_chips")
        self.list = ComplaintList(self, "complaints_list", _("Complaints"))
        self.acts = ComplaintActs(self, desk)
        self.detail = ComplaintDetail(desk, self.acts)
        self._say_counts()
        self.chips.chip(ComplaintFilter.OPEN).setChecked(True)
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.list.set_model(KeysetModel(_columns(desk), self._fetch, lambda row: row.id, parent=self))
        self.list.sheet = _sheet(desk)
        self.setFocusProxy(self.list)
        self.more_action = make_action(
            self, _("More"), self._show_more, "Alt+M", "chevron-down", name="complaint_more_action"
        )
        self.chips.chosen.connect(lambda _key: self._go())
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.acts.next.trigger())
        self.list.addActions([self.acts.new, *self.acts.offered])
        self.detail.order_opened.connect(self.order_opened)
        self.detail.more.clicked.connect(self._show_more)
        self.detail.more.setToolTip(self.more_action.toolTip())
        self.acts.registered.connect(self.show_complaint)
        self._build()
        self._say_empty()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the complaint of that number; False when there is none."""
        read = read_number(no)
        if read is None or read[0] is not Series.COMPLAINT:
            return False
        found = complaint_rows.by_number(read[1])
        if found is not None:
            self.show_complaint(found)
        return found is not None

    def show_complaint(self, complaint_id: int) -> None:
        """Show this complaint wherever it stands; raises KeyError when there is none."""
        over = complaint_rows.one(complaint_id).state in OVER
        self._outdated = False
        self.chips.chip(ComplaintFilter.ALL if over else ComplaintFilter.OPEN).setChecked(True)
        self._say_counts()
        self._say_empty()
        self.list.rows().reload(complaint_id)
        if not self.list.select_key(complaint_id):
            self.list.clearSelection()  # further down than the list was read
        self.detail.show_complaint(complaint_id)
        self._fit()

    def show_chip(self, key: str) -> None:
        """Go to a list."""
        self._outdated = False
        self.chips.chip(key).setChecked(True)
        self._go()

    def refresh(self) -> None:
        """Read everything anew; the complaint shown stays shown until it is over."""
        super().refresh()
        shown = self.detail.row
        self._say_counts()
        self.list.rows().reload(shown.id if shown is not None else None)
        if shown is not None and self.list.current_key() in (None, shown.id):
            row = complaint_rows.one(shown.id)
            if self.list.current_key() == shown.id or row.state not in OVER:
                self.detail.show_complaint(shown.id)
                self._fit()
                return
        self._show_current()

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
        which = ComplaintFilter(self.chips.current())
        place = cursor if isinstance(cursor, tuple) else None
        found = complaint_rows.page(which, self._desk.now(), place, limit)
        return Page(found.rows, found.next_cursor)

    def _say_counts(self) -> None:
        counts = complaint_rows.counts(self._desk.now())
        words = {
            ComplaintFilter.DUE: _("Due by today"),
            ComplaintFilter.OPEN: _("Case not closed"),
            ComplaintFilter.POTENTIAL: _("Potential"),
            ComplaintFilter.SERIOUS: _("Serious"),
            ComplaintFilter.CLOSED: _("Case closed"),
            ComplaintFilter.ALL: _("All"),
        }
        self.chips.set_chips([(one, words[one], counts.get(one)) for one in ComplaintFilter])

    def _say_empty(self) -> None:
        text = {
            ComplaintFilter.DUE: _("No complaint has to be dealt with today."),
            ComplaintFilter.OPEN: _("Nobody is unhappy. What a customer says is written down here at once."),
            ComplaintFilter.POTENTIAL: _("No customer is known to be unhappy in silence."),
            ComplaintFilter.SERIOUS: _("No serious complaint is open."),
            ComplaintFilter.CLOSED: _("No complaint has been closed yet."),
            ComplaintFilter.ALL: _("There has been no complaint yet."),
        }[ComplaintFilter(self.chips.current())]
        self.list.set_empty(text, self.acts.new.text(), self.acts.new.trigger)

    def _on_selected(self, row: ComplaintRow | None) -> None:
        if row is not None:
            self.detail.show_complaint(row.id)
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
        menu.addActions([self.acts.letter, self.acts.measure, self.acts.paper, self.acts.history])
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
        split.setObjectName("complaints_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setSizes([_LIST_WIDTH, _DETAIL_WIDTH])
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        head.addWidget(action_button(self.acts.day))
        head.addWidget(action_button(self.acts.new))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(split, 1)


def _columns(desk: Desk) -> list[Column]:
    def clock(row: ComplaintRow) -> str:
        return say_clock(row, desk.now())[0]

    def ink(row: ComplaintRow) -> str | None:
        return say_clock(row, desk.now())[1] or None

    def in_full(row: ComplaintRow) -> str:
        return "\n".join(filter(None, (label(row.state), clock(row), say_clock_in_full(row))))

    def said(row: ComplaintRow) -> str:
        return row.content.replace("\n", " ")

    return [
        Column("no", _("Complaint no."), 128, "left", lambda row: row.no, bold=True, tooltip=say_kind),
        Column("customer", _("Customer"), 104, "left", lambda row: row.customer),
        Column("plate", _("Plate"), 108, "left", lambda row: row.plate),
        Column("content", _("Unhappy with"), 0, "left", said, None, lambda row: row.content),
        Column("who", _("Looks after it"), 96, "left", lambda row: row.assigned_to),
        Column("clock", _("By when"), 190, "left", clock, ink, in_full),
    ]


def _sheet(desk: Desk) -> list[Column]:
    """Everything of a complaint, for the workbook."""

    def kind(row: ComplaintRow) -> str:
        return label(row.category) if row.category is not None else ""

    return [
        Column("no", _("Complaint no."), 128, "left", lambda row: row.no),
        Column("received", _("Complained at"), 130, "left", lambda row: f"{row.received_at:%Y-%m-%d %H:%M}"),
        Column("channel", _("How it came"), 110, "left", lambda row: label(row.channel)),
        Column("kind", _("What it is about"), 110, "left", kind),
        Column("level", _("Level"), 90, "left", lambda row: label(row.level)),
        Column("potential", _("Potential"), 80, "left", lambda row: _("yes") if row.potential else ""),
        Column("customer", _("Customer"), 104, "left", lambda row: row.customer),
        Column("plate", _("Plate"), 108, "left", lambda row: row.plate),
        Column("order", _("Order"), 128, "left", lambda row: row.order_no),
        Column("content", _("Unhappy with"), 240, "left", lambda row: row.content),
        Column("demand", _("Asks for"), 160, "left", lambda row: row.demand),
        Column("who", _("Looks after it"), 96, "left", lambda row: row.assigned_to),
        Column("state", _("State"), 110, "left", lambda row: label(row.state)),
        Column("clock", _("By when"), 172, "left", lambda row: say_clock(row, desk.now())[0]),
    ]
