"""Monthly claim lists: what has to go to which supplier by when, and what went out (E5)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from garage.domain.claims import ClaimState
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.plates import display_plate
from garage.i18n import _, ngettext
from garage.services import claim_list_rows
from garage.services.claim_list_rows import DueList, ListRow
from garage.services.claim_pages import ClaimRow
from garage.services.command import Area
from garage.services.document_history import Kind
from garage.ui.desk import Desk
from garage.ui.forms import print_settling
from garage.ui.forms.claim_list import ClaimListForm, ProblemsForm, SendListForm, WeekForm
from garage.ui.forms.document_history import KEY, DocumentHistory
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages import claim_words
from garage.ui.pages.buying_panel import LINES_HEIGHT, Panel
from garage.ui.pages.counter_acts import open_form
from garage.ui.pages.customer_parts import ShortList

SOON = 3
"""Days before its day from which a list is marked."""
Row = DueList | ListRow


class ClaimListsPanel(Panel):
    """What has to be listed stands first, then the lists, newest first; the claims of the row under the bar below."""

    areas = frozenset({Area.RETURNS})

    document_opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "claim_lists", _("Monthly lists"))
        self._history = self.add_button(_("History…"), self.show_history, KEY, "history")
        self._problems = self.add_button(_("Problem list…"), self.print_problems, "Ctrl+Shift+P", "list")
        self._week = self.add_button(_("Weekly report…"), self.report_week, "Ctrl+Shift+W", "warning")
        self._print = self.add_button(_("Print…"), self.print_list, "Ctrl+P", "print")
        self._change = self.add_button(_("Change…"), self.change, "Ctrl+E", "pencil")
        self._new = self.add_button(_("Make a list…"), self.make, "Ctrl+N", "plus", primary=True)
        self._send = self.add_button(_("Send…"), self.send, "Ctrl+Return", "arrow-right")
        self.claims = ShortList(
            "listed_claims", _("Claims"), claim_columns(), lambda row: row.id, _("Nothing chosen.")
        )
        self.claims.setFixedHeight(LINES_HEIGHT)
        self.claims.opened.connect(lambda row: self.document_opened.emit(row.no))
        self.layout().addWidget(self.claims)
        self.list.set_empty(
            _(
                "No claim has to go out. What is claimed in a month goes to its supplier by the 10th of the next: "
                "claims are drafted under “Claims”."
            )
        )
        self.show_columns(_columns(desk), key_of, self._fetch)

    def show_list(self, list_id: int) -> None:
        """Put the bar on a list."""
        self.refresh(list_id)
        self.list.select_key(list_id)

    # Acts

    def open_current(self) -> None:
        """Enter: the next thing that has to be done with the row."""
        row = self._row()
        if isinstance(row, DueList):
            self.make()
        elif row is not None and row.sent_at is None:
            self.send()
        else:
            self.claims.setFocus()

    def make(self) -> ClaimListForm:
        """A list of claims of one month."""
        row = self._row()
        form = ClaimListForm(self, self.desk, row if isinstance(row, DueList) else None)
        self.open_form(form)
        return form

    def change(self) -> None:
        """Other claims on a list that has not gone out."""
        row = self._row()
        if isinstance(row, ListRow) and row.sent_at is None:
            self.open_form(ClaimListForm(self, self.desk, row=row))

    def send(self) -> None:
        """The list goes to the supplier."""
        row = self._row()
        if isinstance(row, ListRow) and row.sent_at is None:
            form = SendListForm(self, self.desk, row)
            form.saved.connect(lambda list_id: self._tell(list_id, len(form.left_out)))
            self.open_form(form)

    def print_list(self) -> None:
        """The list for the supplier."""
        row = self._row()
        if isinstance(row, ListRow):
            print_settling.print_claim_list(self, self.desk, row.id)

    def show_history(self) -> None:
        """Who did what with it, and when."""
        row = self._row()
        if isinstance(row, ListRow):
            DocumentHistory.show_over(self, self.desk, Kind.CLAIM_LIST, row.id, row.no)

    def report_week(self, supplier_id: int | None = None) -> WeekForm:
        """The faults of this week go to a supplier; what went before can be printed again."""
        form = WeekForm(self, self.desk, supplier_id)
        form.saved.connect(lambda told: print_settling.print_week(self, self.desk, *told))
        open_form(form)
        return form

    def print_problems(self) -> ProblemsForm:
        """What of a supplier failed how often in a month."""
        row = self._row()
        form = ProblemsForm(self, self.desk, row.supplier_id if row is not None else None)
        form.saved.connect(lambda which: print_settling.print_problems(self, self.desk, *which))
        open_form(form)
        return form

    def refresh_actions(self) -> None:
        row = self._row()
        open_ = isinstance(row, ListRow) and row.sent_at is None
        for parts, may in (
            (self._change, open_),
            (self._send, open_),
            (self._print, isinstance(row, ListRow)),
            (self._history, isinstance(row, ListRow)),
        ):
            for part in parts:
                part.setEnabled(may)
        self.lead(self._send, self._new)
        self.claims.show_rows(_claims_of(row))

    # Inside

    def _row(self) -> Row | None:
        row: Row | None = self.list.current_row()
        return row

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = claim_list_rows.page(cursor if isinstance(cursor, tuple) else None, limit)
        due: list[DueList] = []
        if cursor is None:
            due = [one for one in claim_list_rows.due_lists(self.desk.today()) if one.list_id is None]
        return Page([*due, *page.rows], page.next_cursor)

    def _tell(self, list_id: int, left: int) -> None:
        said = _("{number} is sent.").format(number=claim_list_rows.one(list_id).no)
        if left:
            more = ngettext("{n} claim stays a draft.", "{n} claims stay drafts.", left)
            said = f"{said} {more.format(n=left)}"
        offer = (_("Print it"), lambda: print_settling.print_claim_list(self, self.desk, list_id))
        toast(self, said, "ok", offer)


def key_of(row: Row) -> object:
    """A list by its id, what is on none by supplier and month."""
    return row.id if isinstance(row, ListRow) else (row.supplier_id, row.period)


def _claims_of(row: Row | None) -> Sequence[ClaimRow]:
    if row is None:
        return ()
    if isinstance(row, ListRow):
        return claim_list_rows.claims_of(row.id)
    return claim_list_rows.proposed(row.supplier_id, row.period)


def due_words(row: Row, today: date) -> str:
    """How long there is left, or when it went."""
    if isinstance(row, ListRow) and row.sent_at is not None:
        how = label(row.channel) if row.channel else ""
        return " · ".join(filter(None, (f"{row.sent_at:%Y-%m-%d %H:%M}", how)))
    left = (row.due_on - today).days
    if left < 0:
        return ngettext("{n} day late", "{n} days late", -left).format(n=-left)
    return _("today") if not left else ngettext("{n} day left", "{n} days left", left).format(n=left)


def due_tone(row: Row, today: date) -> str | None:
    """Red when it is over, amber when it is soon."""
    if isinstance(row, ListRow) and row.sent_at is not None:
        return "warn" if row.late else "muted"
    left = (row.due_on - today).days
    return "bad" if left < 0 else "warn" if left <= SOON else None


def _amount(row: Row) -> int:
    return row.claimed_fen if isinstance(row, ListRow) else row.amount_fen


def _columns(desk: Desk) -> list[Column]:
    def number(row: Row) -> str:
        return row.no if isinstance(row, ListRow) else _("not listed yet")

    def faded(row: Row) -> str | None:
        return "warn" if isinstance(row, DueList) else None

    def drafts(row: Row) -> str:
        return f"{row.drafts:,}" if row.drafts else ""

    def day(row: Row) -> str:
        guess = isinstance(row, DueList) and row.provisional
        return f"{row.due_on:%Y-%m-%d}" + (" ?" if guess else "")

    def in_full(row: Row) -> str:
        return claim_words.due_hints(row.due) if isinstance(row, DueList) else ""

    return [
        Column("no", _("Number"), 130, "left", number, faded, bold=True),
        Column("period", _("Month"), 80, "left", lambda row: row.period),
        Column(
            "supplier", _("Supplier"), 0, "left", lambda row: row.supplier, None, lambda row: row.supplier
        ),
        Column("claims", _("Claims"), 70, "right", lambda row: f"{row.claims:,}"),
        Column("drafts", _("Drafts"), 70, "right", drafts),
        Column("amount", _("Amount"), 116, "right", lambda row: format_yuan(_amount(row)), total=True),
        Column("due", _("Due by"), 110, "left", day, None, in_full),
        Column(
            "sent",
            _("Sent · days left"),
            220,
            "left",
            lambda row: due_words(row, desk.today()),
            lambda row: due_tone(row, desk.today()),
        ),
    ]


def claim_columns(*, given: bool = False) -> list[Column]:
    """Columns of claims below a list or a notice; with what was `given` and deducted."""

    def car(row: ClaimRow) -> str:
        return " ".join(filter(None, (display_plate(row.plate), row.model)))

    def less(row: ClaimRow) -> str:
        fen = row.claimed_fen - row.approved_fen
        return format_yuan(fen) if fen else ""

    money = [
        Column("claimed", _("Claimed"), 116, "right", lambda row: format_yuan(row.claimed_fen), total=True)
    ]
    if given:
        money += [
            Column("given", _("Given"), 116, "right", lambda row: format_yuan(row.approved_fen), total=True),
            Column("less", _("Deducted"), 116, "right", less),
        ]
    return [
        Column("no", _("Claim"), 140, "left", lambda row: row.no, bold=True),
        Column("car", _("Car"), 0, "left", car),
        Column("part", _("Part"), 0, "left", lambda row: row.part, None, lambda row: row.part),
        Column("order", _("Work order"), 140, "left", lambda row: row.order_no),
        *money,
        Column(
            "state",
            _("State"),
            150,
            "left",
            lambda row: label(row.state),
            lambda row: "warn" if row.state is ClaimState.DRAFT else None,
        ),
    ]
