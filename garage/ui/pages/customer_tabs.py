"""Everything that follows a customer, a list behind each tab, the cars first (A10)."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from garage.domain.contacts import Outcome
from garage.domain.customer_page import FileEntry, FileTab
from garage.domain.labels import label
from garage.domain.orders import OrderState
from garage.i18n import _
from garage.services import customer_entries
from garage.ui.desk import Desk
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList, action_button
from garage.ui.pages.part_list import width_of


class CustomerTabs(QTabWidget):
    """The cars, then a list for each kind with what may be done there below it; a list is read when it is seen.

    The first of the `steps` of a list is offered where it is empty.
    """

    order_opened = Signal(int)
    document_opened = Signal(str)

    def __init__(self, desk: Desk, cars: QWidget, steps: Mapping[FileTab, Sequence[QAction]]) -> None:
        super().__init__()
        self._desk = desk
        self._customer_id: int | None = None
        self._read: set[FileTab] = set()
        self.setObjectName("customer_tabs")
        self.setAccessibleName(_("About this customer"))
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.addTab(cars, _("Cars"))
        self.lists = {tab: _list(tab) for tab in FileTab}
        self._pages: dict[QWidget, FileTab] = {}
        for tab, view in self.lists.items():
            view.opened.connect(self._open)
            page = _page(tab, view, steps.get(tab, ()))
            self._pages[page] = tab
            self.addTab(page, label(tab))
        self.currentChanged.connect(lambda _at: self._fill())

    def show_customer(self, customer_id: int, cars: int) -> None:
        """Show this customer, who has so many cars."""
        if customer_id != self._customer_id:
            self.setCurrentIndex(0)
        self._customer_id = customer_id
        self._read.clear()
        found = customer_entries.counts(customer_id)
        for at, tab in enumerate(FileTab, 1):
            self.setTabText(at, _with_count(label(tab), found.get(tab, 0)))
        self.setTabText(0, _with_count(_("Cars"), cars))
        self._fill()

    def current_list(self) -> FileTab | None:
        """The list in sight, None for the cars."""
        return self._pages.get(self.currentWidget())

    def show_list(self, tab: FileTab) -> None:
        """Bring a list in sight."""
        self.setCurrentIndex(list(FileTab).index(tab) + 1)

    def _fill(self) -> None:
        tab = self.current_list()
        if tab is not None and tab not in self._read and self._customer_id is not None:
            self._read.add(tab)
            rows = customer_entries.of_customer(self._customer_id, tab, self._desk.today())
            self.lists[tab].show_rows(rows)

    def _open(self, entry: FileEntry) -> None:
        if entry.order_id is not None:
            self.order_opened.emit(entry.order_id)
        elif entry.no:
            self.document_opened.emit(entry.no)


def _with_count(words: str, count: int) -> str:
    return f"{words} {count}" if count else words


def _page(tab: FileTab, view: ShortList, steps: Sequence[QAction]) -> QWidget:
    """The list over a line of buttons, where anything may be done."""
    page = QWidget()
    page.setObjectName("form_body")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(view, 1)
    if steps:
        view.set_empty(_empty(tab), steps[0].text(), steps[0].trigger)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.addActions(steps)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for action in steps:
            foot.addWidget(action_button(action))
        foot.addStretch(1)
        layout.addLayout(foot)
    return page


def _list(tab: FileTab) -> ShortList:
    def tone(entry: FileEntry) -> str | None:
        return entry.tone or None

    def day(entry: FileEntry) -> str:
        return entry.day.isoformat() if entry.day is not None else ""

    what, number, about, state, amount = _titles(tab)
    columns = [
        Column(
            "day", _("Day"), 104, "left", day, colour=lambda entry: "muted" if entry.tone == "muted" else None
        ),
        Column(
            "what", what, _WHAT_WIDTH.get(tab, 124), "left", lambda entry: entry.what, bold=True, colour=_over
        ),
    ]
    if number:
        columns.append(Column("no", number, 132, "left", lambda entry: entry.no, colour=_over))
    columns.append(Column("about", about, 0, "left", lambda entry: entry.about, colour=_over))
    width = width_of(map(label, _STATES[tab])) if tab in _STATES else _STATE_WIDTH.get(tab, 150)
    columns.append(Column("state", state, width, "left", lambda entry: entry.state, colour=tone, icon=_sign))
    if amount:
        columns.append(Column("amount", amount, 96, "right", lambda entry: entry.amount, colour=_over))
    name = f"customer_{tab.lower()}"
    return ShortList(name, label(tab), columns, lambda entry: entry.key, _empty(tab))


_WHAT_WIDTH = {FileTab.TALKS: 158}
"""Who began and how need more than a word or two, in pixels."""
_STATE_WIDTH = {FileTab.MONEY: 200, FileTab.ADVICE: 200}
"""The same of the column of the state."""
_STATES: Mapping[FileTab, Iterable[object]] = {FileTab.ORDERS: OrderState, FileTab.TALKS: Outcome}
"""Where the state is one of these words, the column is as wide as they are in the language of the screen."""


def _over(entry: FileEntry) -> str | None:
    return "muted" if entry.tone == "muted" else None


def _sign(entry: FileEntry) -> str | None:
    return {"bad": "warning", "warn": "clock"}.get(entry.tone)


def _titles(tab: FileTab) -> tuple[str, str, str, str, str]:
    """Heads of the columns: what, number, about, state, amount; "" for a column that says nothing there."""
    about, state = _("About"), _("State")
    return {
        FileTab.ORDERS: (_("Car"), _("Order"), _("Work wanted"), state, _("Billed")),
        FileTab.MONEY: (_("What"), _("Document"), about, _("Open, due on"), _("Amount")),
        FileTab.TALKS: (_("Talk"), _("Order"), _("What was said"), _("Outcome"), _("Who")),
        FileTab.COMPLAINTS: (_("Kind"), _("Complaint no."), _("Unhappy with"), state, ""),
        FileTab.LETTERS: (_("Kind"), _("Letter"), _("Subject"), state, ""),
        FileTab.PLANNED: (_("What"), _("Document"), about, state, ""),
        FileTab.ADVICE: (_("Car"), "", _("Advice"), state, _("Due on")),
        FileTab.MEMBER: (_("What"), _("Document"), about, state, _("Member points")),
    }[tab]


def _empty(tab: FileTab) -> str:
    return {
        FileTab.ORDERS: _("No order yet: it begins when a car is received."),
        FileTab.MONEY: _("Bills, deposits, counter sales and payments stand here."),
        FileTab.TALKS: _("Calls and visits stand here, with what was said."),
        FileTab.COMPLAINTS: _("No complaint."),
        FileTab.LETTERS: _("No letter was written to this customer."),
        FileTab.PLANNED: _("Nothing is planned: no appointment, no call, no reminder."),
        FileTab.ADVICE: _("No advice is open on the cars of this customer."),
        FileTab.MEMBER: _("No points and no coupons yet."),
    }[tab]
