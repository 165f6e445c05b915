"""Everything that follows a customer, a list behind each tab, the cars first (A10)."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from garage.domain.customer_page import FileEntry, FileTab
from garage.domain.labels import label
from garage.i18n import _
from garage.services import customer_entries
from garage.ui.desk import Desk
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList

First = tuple[str, Callable[[], object]]
"""The first step out of an empty list: its words, and what it does."""


class CustomerTabs(QTabWidget):
    """The cars, then a list for each kind; a list is read when it is seen."""

    order_opened = Signal(int)
    document_opened = Signal(str)

    def __init__(self, desk: Desk, cars: QWidget, firsts: Mapping[FileTab, First]) -> None:
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
        for tab, view in self.lists.items():
            if tab in firsts:
                view.set_empty(_empty(tab), *firsts[tab])
            view.opened.connect(self._open)
            self.addTab(view, label(tab))
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

    def show_list(self, tab: FileTab) -> None:
        """Bring a list in sight."""
        self.setCurrentWidget(self.lists[tab])

    def _fill(self) -> None:
        tab = next((tab for tab, view in self.lists.items() if view is self.currentWidget()), None)
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
        Column("what", what, 124, "left", lambda entry: entry.what, bold=True, colour=_over),
    ]
    if number:
        columns.append(Column("no", number, 132, "left", lambda entry: entry.no, colour=_over))
    columns.append(Column("about", about, 0, "left", lambda entry: entry.about, colour=_over))
    width = _STATE_WIDTH.get(tab, 150)
    columns.append(Column("state", state, width, "left", lambda entry: entry.state, colour=tone, icon=_sign))
    if amount:
        columns.append(Column("amount", amount, 96, "right", lambda entry: entry.amount, colour=_over))
    name = f"customer_{tab.lower()}"
    return ShortList(name, label(tab), columns, lambda entry: entry.key, _empty(tab))


_STATE_WIDTH = {FileTab.MONEY: 200, FileTab.ORDERS: 190, FileTab.ADVICE: 200}
"""What the column of the state needs where its words are longer than a word or two, in pixels."""


def _over(entry: FileEntry) -> str | None:
    return "muted" if entry.tone == "muted" else None


def _sign(entry: FileEntry) -> str | None:
    return {"bad": "warning", "warn": "clock"}.get(entry.tone)


def _titles(tab: FileTab) -> tuple[str, str, str, str, str]:
    """Heads of the columns: what, number, about, state, amount; "" for a column that says nothing there."""
    about, state = _("About"), _("State")
    return {
        FileTab.ORDERS: (_("Car"), _("Order"), _("Complaint and wishes"), state, _("Billed")),
        FileTab.MONEY: (_("What"), _("Document"), about, _("Open, due on"), _("Amount")),
        FileTab.TALKS: (_("Talk"), _("Order"), _("What was said"), _("Outcome"), _("Who")),
        FileTab.COMPLAINTS: (_("Kind"), _("Complaint"), _("What was said"), state, ""),
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
