"""The till: what is booked since the last count, the cash-ups, and cash that belongs to no bill (C3)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.cash_ups import CashUpLine, CashUpRow
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.numbers import Series, read_number
from garage.domain.settlements import PayMethod
from garage.i18n import _
from garage.services import cash_book, cash_ups
from garage.services.cash_book import EntryRow
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.cash_entry import CashEntryForm
from garage.ui.forms.cash_limit import CashLimitForm
from garage.ui.forms.cash_up import CashUpForm
from garage.ui.forms.print_till import print_cash_up
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.counter_acts import open_form
from garage.ui.pages.customer_parts import ShortList, action_button, plain_label
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.side_by_side import lay_out, side_by_side

_LIST_WIDTH, _DETAIL_WIDTH = 560, 680
_LINES_HEIGHT = 178


class CashUpPage(FreshPage):
    """Cash-ups at the left; the one under the bar at the right, the cash book below it."""

    areas = frozenset({Area.ORDERS, Area.MONEY, Area.STOCK})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("cash_up_page")
        self.now = plain_label("till_now", wraps=True)
        self.list = ListView(self, "cash_up_list", _("Cash-ups"))
        self.about = plain_label("cash_up_told", wraps=True)
        self.lines = ShortList(
            "cash_up_lines", _("Counted sum"), _line_columns(), lambda line: line.method, _("Nothing chosen.")
        )
        self.lines.setFixedHeight(_LINES_HEIGHT)
        self.entries = ListView(self, "cash_entries", _("Cash book"))
        self._make_actions()
        self.list.set_model(KeysetModel(_columns(), self._fetch, lambda row: row.id, parent=self))
        self.list.set_empty(
            _("At the end of the day the till is counted against the books here."),
            _("Cash-up…"),
            self.count_till,
        )
        self.entries.set_model(
            KeysetModel(_entry_columns(), self._fetch_entries, lambda row: row.id, parent=self)
        )
        self.entries.set_empty(
            _("Change put in, small expenses, scrap money and the way to the bank stand here."),
            _("Money in or out…"),
            self.add_entry,
        )
        self.setFocusProxy(self.list)
        self._connect()
        self._build()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the cash-up or the cash entry with that number; False when there is none."""
        read = read_number(no)
        if read is None or read[0] not in {Series.CASH_UP, Series.CASH_ENTRY}:
            return False
        try:
            ref = cash_ups.by_number(read[1]) if read[0] is Series.CASH_UP else cash_book.find(read[1]).id
        except KeyError:
            return False
        if ref is not None:
            view = self.list if read[0] is Series.CASH_UP else self.entries
            self.refresh()
            view.rows().reload(ref)
            view.select_key(ref)
        return ref is not None

    # Acts

    def count_till(self) -> None:
        """Count the till against the books."""
        form = CashUpForm(self._desk, self)
        form.saved.connect(self._on_counted)
        open_form(form)

    def add_entry(self) -> None:
        """Book money that belongs to no bill."""
        form = CashEntryForm(self._desk, self)
        form.saved.connect(lambda no: toast(self, _("{no} is booked.").format(no=no)))
        open_form(form)

    def set_limit(self) -> None:
        """Above which difference an owner approves."""
        open_form(CashLimitForm(self, self._desk))

    def void(self) -> None:
        """The cash-up under the bar was wrong."""
        if (row := self._row()) is not None:
            form = ReasonForm(
                self,
                _("Void cash-up"),
                row.no,
                _("Its days are counted anew; the number stays in the books."),
                lambda why: cash_ups.void(self._desk.by(), row.id, row.version, why),
            )
            form.saved.connect(lambda _done: toast(self, _("{number} is void.").format(number=row.no)))
            open_form(form)

    def void_entry(self) -> None:
        """The entry under the bar of the cash book was wrong."""
        row: EntryRow | None = self.entries.current_row()
        if row is None or not row.stands:
            return
        form = ReasonForm(
            self,
            _("Undo cash entry"),
            f"{row.no} · {format_yuan(row.amount_fen)} · {row.text}",
            _("An entry of the opposite amount undoes it; both numbers stay in the books."),
            lambda why: cash_book.void(self._desk.by(), row.no, why),
        )
        form.saved.connect(lambda _done: toast(self, _("{number} is void.").format(number=row.no)))
        open_form(form)

    def print_slip(self) -> None:
        """The slip of the cash-up under the bar."""
        if (row := self._row()) is not None:
            print_cash_up(self, self._desk, row)

    def refresh(self) -> None:
        """Read everything anew."""
        super().refresh()
        since, until = cash_ups.period(self._desk.by())
        sums = cash_ups.booked(since, until)
        told = [
            f"{label(one.method)} {format_yuan(one.booked_fen)}"
            for one in sums
            if one.booked_fen or one.method is PayMethod.CASH
        ]
        words = _("Booked since {since}: {sums}")
        self.now.setText(words.format(since=f"{since:%Y-%m-%d %H:%M}", sums=" · ".join(told)))
        for view in (self.list, self.entries):
            view.rows().reload()
            if view.current_row() is None and view.rows().rowCount():
                view.selectRow(0)
        self._show()

    # Inside

    def _row(self) -> CashUpRow | None:
        row: CashUpRow | None = self.list.current_row()
        return row

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = cash_ups.page(cursor if isinstance(cursor, tuple) else None, limit)
        return Page(page.rows, page.next_cursor)

    def _fetch_entries(self, cursor: object | None, limit: int) -> Page:
        page = cash_book.page(cursor if isinstance(cursor, tuple) else None, limit)
        return Page(page.rows, page.next_cursor)

    def _show(self) -> None:
        row = self._row()
        self.lines.show_rows(
            [line for line in row.lines if line.booked_fen or line.counted_fen] if row is not None else ()
        )
        self.about.setText(_told(row) if row is not None else "")
        entry: EntryRow | None = self.entries.current_row()
        self.print_action.setEnabled(row is not None)
        self.void_action.setEnabled(row is not None and row.voided_at is None)
        self.undo_action.setEnabled(entry is not None and entry.stands)

    def _on_counted(self, row: CashUpRow) -> None:
        self.list.rows().reload(row.id)
        self.list.select_key(row.id)
        offer = (_("Print it"), lambda: print_cash_up(self, self._desk, row))
        toast(self, _("{number}: the till is counted.").format(number=row.no), "ok", offer)

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, symbol: str) -> QAction:
            return make_action(self, text, slot, keys, symbol, name=name)

        self.count_action = action("count_till", _("Cash-up…"), self.count_till, "Ctrl+N", "plus")
        self.entry_action = action("cash_entry", _("Money in or out…"), self.add_entry, "Ctrl+E", "money")
        self.print_action = action("print_cash_up", _("Print…"), self.print_slip, "Ctrl+P", "print")
        self.undo_action = action(
            "void_cash_entry", _("Undo entry…"), self.void_entry, "Ctrl+Shift+Y", "undo"
        )
        self.limit_action = action(
            "cash_limit", _("Limit of a difference…"), self.set_limit, "Ctrl+Shift+L", "gear"
        )
        self.void_action = action("void_cash_up", _("Void…"), self.void, "Ctrl+Shift+Z", "close")

    def _connect(self) -> None:
        for view in (self.list, self.entries):
            view.selected.connect(lambda _row: self._show())
        self.list.addActions([self.count_action, self.print_action, self.void_action, self.limit_action])
        self.entries.addActions([self.entry_action, self.undo_action])
        self.list.opened.connect(lambda _row: self.print_action.trigger())

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.now, 1)
        for action in (self.limit_action, self.print_action, self.void_action):
            head.addWidget(action_button(action))
        head.addWidget(action_button(self.count_action, primary=True))
        detail = QFrame()
        detail.setObjectName("cash_up_detail")
        detail.setProperty("card", True)
        book = plain_label("cash_book_title", "section")
        book.setText(_("Cash book"))
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(book, 1)
        for action in (self.undo_action, self.entry_action):
            title.addWidget(action_button(action))
        right = QVBoxLayout(detail)
        right.setContentsMargins(16, 12, 16, 12)
        right.setSpacing(8)
        right.addWidget(self.about)
        right.addWidget(self.lines)
        right.addLayout(title)
        right.addWidget(self.entries, 1)
        right.addWidget(self.entries.footer)
        split = side_by_side("cash_up_split", self.list, detail, (_LIST_WIDTH, _DETAIL_WIDTH))
        lay_out(self, head, split)


def _told(row: CashUpRow) -> str:
    """A cash-up in words: whose, over what time, what stays and what goes where."""
    since, until = f"{row.from_at:%Y-%m-%d %H:%M}", f"{row.until_at:%Y-%m-%d %H:%M}"
    goes = format_yuan(row.taken_fen) + (f" → {row.taken_to}" if row.taken_to else "")
    told = [
        _("{number}, {since} to {until}, counted by {who}").format(
            number=row.no, since=since, until=until, who=row.who
        ),
        _("Stays in the till {left}, taken out {taken}").format(left=format_yuan(row.left_fen), taken=goes),
        row.note,
        _("Void: {reason}").format(reason=row.void_reason) if row.voided_at else "",
    ]
    return "\n".join(filter(None, told))


def _off(fen: int) -> str:
    return ("+" if fen > 0 else "") + format_plain(fen) if fen else ""


def _tone(fen: int) -> str | None:
    return "bad" if fen < 0 else "warn" if fen else None


def _columns() -> list[Column]:
    def faded(row: CashUpRow) -> str | None:
        return "muted" if row.voided_at else None

    def state(row: CashUpRow) -> str:
        return _("Void") if row.voided_at else _off(row.difference_fen)

    def tone(row: CashUpRow) -> str | None:
        return "muted" if row.voided_at else _tone(row.difference_fen)

    def sign(row: CashUpRow) -> str | None:
        return "warning" if row.difference_fen and not row.voided_at else None

    return [
        Column("no", _("Number"), 130, "left", lambda row: row.no, faded, bold=True),
        Column(
            "until", _("Till counted at"), 134, "left", lambda row: f"{row.until_at:%Y-%m-%d %H:%M}", faded
        ),
        Column("counted", _("Counted sum"), 100, "right", lambda row: format_plain(row.counted_fen), faded),
        Column("off", _("Difference"), 96, "right", state, tone, icon=sign),
        Column("who", _("By"), 0, "left", lambda row: row.who, faded),
    ]


def _line_columns() -> list[Column]:
    def off(line: CashUpLine) -> str:
        return _off(line.difference_fen)

    def tone(line: CashUpLine) -> str | None:
        return _tone(line.difference_fen)

    return [
        Column("method", _("Payment by"), 130, "left", lambda line: label(line.method), bold=True),
        Column(
            "booked", _("In the books"), 100, "right", lambda line: format_plain(line.booked_fen), total=True
        ),
        Column(
            "counted", _("Counted sum"), 100, "right", lambda line: format_plain(line.counted_fen), total=True
        ),
        Column("off", _("Difference"), 92, "right", off, tone, total=True),
        Column(
            "reason", _("Why it differs"), 0, "left", lambda line: line.reason, None, lambda line: line.reason
        ),
    ]


def _entry_columns() -> list[Column]:
    def faded(row: EntryRow) -> str | None:
        return None if row.stands else "muted"

    def text(row: EntryRow) -> str:
        undone = _("undoes {number}").format(number=row.reversal_of) if row.reversal_of else ""
        gone = _("undone by {number}").format(number=row.voided_by) if row.voided_by else ""
        return " · ".join(filter(None, (row.text, row.document, undone, gone, row.reason)))

    def kind(row: EntryRow) -> str:
        other = "" if row.method is PayMethod.CASH else f" ({label(row.method)})"
        return label(row.kind) + other

    columns: list[Any] = [
        Column("no", _("Number"), 134, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 108, "left", lambda row: f"{row.at:%m-%d %H:%M}", faded),
        Column("kind", _("What it is"), 132, "left", kind, faded),
        Column("text", _("What for"), 0, "left", text, faded, text),
        Column(
            "amount", _("Amount"), 92, "right", lambda row: format_plain(row.amount_fen), faded, total=True
        ),
    ]
    return columns
