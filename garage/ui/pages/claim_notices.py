"""Settlement notices: what suppliers granted and still owe, their invoices, and the money or credit that came (E6)."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import Signal

from garage.domain.claim_notices import OPEN, NoticeState
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import N_, _
from garage.services import claim_notice_rows, claim_notices
from garage.services.claim_notice_rows import NoticeFilter, NoticeRow
from garage.services.command import Area, By
from garage.services.document_history import Kind
from garage.ui.desk import Desk
from garage.ui.forms import print_settling
from garage.ui.forms.claim_notice import NoticeForm, NoticeInvoiceForm, SettleNoticeForm, about_notice
from garage.ui.forms.document_history import KEY, DocumentHistory
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages.buying_panel import LINES_HEIGHT, Panel
from garage.ui.pages.claim_lists import claim_columns
from garage.ui.pages.customer_parts import ShortList
from garage.ui.pages.returns_sheets import notice_sheet

Act = Callable[[By, int, int, str], None]


class NoticesPanel(Panel):
    """The notices, those that are open or all; the claims of the one under the bar below."""

    areas = frozenset({Area.RETURNS, Area.MONEY})

    document_opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "claim_notices", _("Settlement notices"))
        self._history = self.add_button(_("History…"), self.show_history, KEY, "history")
        self._back = self.add_button(_("Take back…"), self.take_back, "Ctrl+Z", "undo")
        self._print = self.add_button(_("Print…"), self.print_notice, "Ctrl+P", "print")
        self._new = self.add_button(_("Write a notice…"), self.write, "Ctrl+N", "plus", primary=True)
        self._next = self.add_button(_("Settle…"), self.go_on, "Ctrl+Return", "money")
        self.claims = ShortList(
            "noticed_claims", _("Claims"), claim_columns(given=True), lambda row: row.id, _("Nothing chosen.")
        )
        self.claims.setFixedHeight(LINES_HEIGHT)
        self.claims.opened.connect(lambda row: self.document_opened.emit(row.no))
        self.layout().addWidget(self.claims)
        self.list.set_empty(
            _(
                "What a supplier granted is written on a notice; it owes the sum until money or credit is here."
            ),
            _("Write a notice…"),
            self.write,
        )
        self.list.sheet = notice_sheet()
        self.show_columns(_columns(desk), lambda row: row.id, self._fetch)

    def show_notice(self, notice_id: int) -> None:
        """Put the bar on a notice."""
        self.refresh(notice_id)
        self.list.select_key(notice_id)

    def refresh(self, keep: Hashable | None = None) -> None:
        super().refresh(keep)
        left = len(claim_notice_rows.grantors())
        for part in self._new:
            part.setText(_("Write a notice…") + (f" {left}" if left else ""))

    # Acts

    def open_current(self) -> None:
        """Enter: the next step of the notice."""
        row = self._row()
        if row is not None and row.state in OPEN:
            self.go_on()
        else:
            self.claims.setFocus()

    def go_on(self) -> None:
        """First our invoice, then the money or the credit."""
        row = self._row()
        if row is not None:
            (self.invoice if row.state is NoticeState.ISSUED else self.settle)()

    def write(self) -> NoticeForm:
        """A notice of what a supplier granted."""
        form = NoticeForm(self, self.desk)
        form.saved.connect(self._tell_written)
        self.open_form(form)
        return form

    def invoice(self) -> None:
        """Our invoice is written."""
        if (row := self._row()) is not None and row.state is NoticeState.ISSUED:
            self.open_form(NoticeInvoiceForm(self, self.desk, row))

    def settle(self) -> None:
        """The money or the credit is here."""
        if (row := self._row()) is not None and row.state is NoticeState.INVOICED:
            form = SettleNoticeForm(self, self.desk, row)
            form.saved.connect(lambda _id: self._tell_settled(row, form.voucher_no))
            self.open_form(form)

    def take_back(self) -> None:
        """Undo the last step, or void what was only written."""
        row = self._row()
        if row is None or row.state not in _UNDO:
            return
        title, told, act = _UNDO[row.state]
        form = ReasonForm(
            self,
            _(title),
            about_notice(row),
            _(told),
            lambda why: self._undo(act, row, why),
        )
        self.open_form(form)

    def _undo(self, act: Act, row: NoticeRow, why: str) -> int:
        act(self.desk.by(), row.id, row.version, why)
        return row.id

    def print_notice(self) -> None:
        """The notice, which both sign."""
        if (row := self._row()) is not None:
            print_settling.print_notice(self, self.desk, row.id)

    def show_history(self) -> None:
        """Who did what with it, and when."""
        if (row := self._row()) is not None:
            DocumentHistory.show_over(self, self.desk, Kind.CLAIM_NOTICE, row.id, row.no)

    def refresh_actions(self) -> None:
        row = self._row()
        state = row.state if row is not None else None
        may = {
            self._back: state in _UNDO,
            self._print: row is not None,
            self._history: row is not None,
            self._next: state in OPEN,
        }
        words = _("Invoice…") if state is NoticeState.ISSUED else _("Settle…")
        for part in self._next:
            part.setText(words)
        self._next[1].setAccessibleName(words)
        for parts, on in may.items():
            for part in parts:
                part.setEnabled(on)
        self.lead(self._next, self._new)
        self.claims.show_rows(claim_notice_rows.claims_of(row.id) if row is not None else ())

    # Inside

    def _row(self) -> NoticeRow | None:
        row: NoticeRow | None = self.list.current_row()
        return row

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = claim_notice_rows.page(NoticeFilter.ALL, cursor if isinstance(cursor, tuple) else None, limit)
        return Page(page.rows, page.next_cursor)

    def _tell_written(self, notice_id: int) -> None:
        number = claim_notice_rows.one(notice_id).no
        offer = (_("Print it"), lambda: print_settling.print_notice(self, self.desk, notice_id))
        toast(self, _("{number} is written.").format(number=number), "ok", offer)

    def _tell_settled(self, row: NoticeRow, voucher_no: str) -> None:
        said = _("{number} is settled.").format(number=row.no)
        if voucher_no:
            said = _("{number} is settled, with voucher {voucher}.").format(number=row.no, voucher=voucher_no)
        toast(self, said)


_UNDO: dict[NoticeState, tuple[str, str, Act]] = {
    NoticeState.ISSUED: (
        N_("Void the notice"),
        N_(
            "Its claims are as the supplier decided, and it owes nothing by it. The number stays in the books."
        ),
        claim_notices.void,
    ),
    NoticeState.INVOICED: (
        N_("Take the invoice back"),
        N_("The notice waits for another invoice."),
        claim_notices.take_back_invoice,
    ),
    NoticeState.SETTLED: (
        N_("Take the settlement back"),
        N_(
            "The notice is open again. A voucher that was written with it is voided by another one;"
            " one that was booked before stays booked."
        ),
        claim_notices.take_back_settlement,
    ),
}
"""Title, consequence and act that undo the last step."""


def _columns(desk: Desk) -> list[Column]:
    def faded(row: NoticeRow) -> str | None:
        return "muted" if row.state is NoticeState.VOIDED else None

    def tone(row: NoticeRow) -> str | None:
        return "bad" if row.overdue(desk.today()) else "warn" if row.state in OPEN else faded(row)

    def late(row: NoticeRow) -> str | None:
        return "bad" if row.overdue(desk.today()) else faded(row)

    def paid(row: NoticeRow) -> str:
        return row.payment_no or label(row.mode)

    def invoice(row: NoticeRow) -> str:
        return f"{row.invoice_no} · {row.invoiced_on}" if row.invoice_no else ""

    def less(row: NoticeRow) -> str:
        return _("{amount} deducted").format(amount=format_yuan(row.deducted_fen)) if row.deducted_fen else ""

    def note(row: NoticeRow) -> str:
        return _("Void because: {reason}").format(reason=row.void_reason) if row.void_reason else row.note

    return [
        Column("no", _("Number"), 130, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 96, "left", lambda row: f"{row.issued_at:%Y-%m-%d}", faded),
        Column(
            "supplier", _("Supplier"), 0, "left", lambda row: row.supplier, faded, lambda row: row.supplier
        ),
        Column("claimed", _("Claimed"), 104, "right", lambda row: format_yuan(row.claimed_fen), faded),
        Column(
            "given",
            _("Given"),
            104,
            "right",
            lambda row: format_yuan(row.approved_fen),
            faded,
            less,
            bold=True,
            total=True,
        ),
        Column("due", _("Due by"), 96, "left", lambda row: f"{row.due_on:%Y-%m-%d}", late),
        Column("invoice", _("Invoice"), 196, "left", lambda row: row.invoice_no, faded, invoice),
        Column("state", _("State"), 128, "left", lambda row: label(row.state), tone, note),
        Column("paid", _("Settlement"), 120, "left", paid, faded, note),
    ]
