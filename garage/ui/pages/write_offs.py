"""Write-offs, what each of them took out of the books, and how one is reversed."""

from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import write_off_list
from garage.services.document_history import Kind
from garage.services.write_off_list import WriteOffPart, WriteOffRow
from garage.ui.desk import Desk
from garage.ui.forms import print_counts
from garage.ui.forms.document_history import KEY, DocumentHistory
from garage.ui.forms.part import sees_costs
from garage.ui.forms.write_off import WriteOffForm, WriteOffReversal
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages.buying_panel import LINES_HEIGHT, Panel
from garage.ui.pages.customer_parts import ShortList


class WriteOffsPanel(Panel):
    """The list of write-offs, the goods of the one under the bar below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "write_offs", _("Write-offs"))
        self._reverse = self.add_button(_("Reverse…"), self.reverse, "Ctrl+Shift+Z", "undo")
        self._history = self.add_button(_("History…"), self.show_history, KEY, "history")
        self._print = self.add_button(_("Print…"), self.print_slip, "Ctrl+P", "print")
        self.lines = ShortList(
            "write_off_lines", _("Goods"), _line_columns(), lambda line: line.id, _("Nothing chosen.")
        )
        self.lines.setFixedHeight(LINES_HEIGHT)
        self.lines.opened.connect(lambda line: self.part_opened.emit(line.part_id))
        self.layout().addWidget(self.lines)
        self.list.set_empty(
            _("Nothing was written off. What is spoilt, broken, lost or too old leaves the books here."),
            _("Write off…"),
            self.add_write_off,
        )
        self.show_columns(_columns(), lambda row: row.id, self._fetch)
        self._fit_person()
        desk.person_changed.connect(self._fit_person)

    def show_write_off(self, write_off_id: int) -> None:
        """Put the bar on a write-off."""
        self.refresh(write_off_id)
        self.list.select_key(write_off_id)

    def add_write_off(self) -> WriteOffForm:
        """Write goods off."""
        form = WriteOffForm(self.desk, self.window())
        form.saved.connect(self._tell_written_off)
        self.open_form(form)
        return form

    def open_current(self) -> None:
        self.lines.setFocus()

    def reverse(self) -> None:
        """The goods were found, or are good after all."""
        row = self._row()
        if row is None or row.reversed_at is not None:
            return
        form = WriteOffReversal(self.desk, self, row)
        form.saved.connect(lambda _done: toast(self, _("{number} is reversed.").format(number=row.no)))
        self.open_form(form)

    def print_slip(self) -> None:
        """The slip of the write-off under the bar."""
        if (row := self._row()) is not None:
            print_counts.print_write_off(self, self.desk, row.id)

    def show_history(self) -> None:
        """Who did what with it, and when."""
        if (row := self._row()) is not None:
            DocumentHistory.show_over(self, self.desk, Kind.WRITE_OFF, row.id, row.no)

    def refresh_actions(self) -> None:
        row = self._row()
        for part in self._reverse:
            part.setEnabled(row is not None and row.reversed_at is None)
        for part in (*self._print, *self._history):
            part.setEnabled(row is not None)
        self.lines.show_rows(write_off_list.lines_of(row.id) if row is not None else ())

    def _row(self) -> WriteOffRow | None:
        row: WriteOffRow | None = self.list.current_row()
        return row

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = write_off_list.page(cursor if isinstance(cursor, tuple) else None, limit)
        return Page(page.rows, page.next_cursor)

    def _tell_written_off(self, number: str) -> None:
        ref = write_off_list.by_number(number)
        if ref is None:
            raise KeyError(number)
        self.show_write_off(ref)
        offer = (_("Print it"), lambda: print_counts.print_write_off(self, self.desk, ref))
        toast(self, _("{number} is written off.").format(number=number), "ok", offer)

    def _fit_person(self) -> None:
        shown = sees_costs(self.desk.person)
        for view in (self.list, self.lines):
            for place, column in enumerate(view.rows().columns):
                if column.name == "value":
                    view.setColumnHidden(place, not shown)


def _columns() -> list[Column]:
    def faded(row: WriteOffRow) -> str | None:
        return "muted" if row.reversed_at is not None else None

    def note(row: WriteOffRow) -> str:
        if row.reversed_at is not None:
            return _("Reversed: {reason}").format(reason=row.reverse_reason)
        return row.note

    return [
        Column("no", _("Number"), 140, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 132, "left", lambda row: f"{row.at:%Y-%m-%d %H:%M}", faded),
        Column("reason", _("Reason"), 0, "left", lambda row: row.reason, faded),
        Column("lines", _("Parts"), 70, "right", lambda row: f"{row.lines:,}", faded),
        Column("value", _("Value"), 116, "right", lambda row: format_yuan(row.value_fen), faded, total=True),
        Column("who", _("By"), 110, "left", lambda row: row.who, faded),
        Column("note", _("Note"), 0, "left", note, lambda row: "warn" if row.reversed_at else None, note),
    ]


def _line_columns() -> list[Column]:
    def name(line: WriteOffPart) -> str:
        noted = (_("SN {serial}").format(serial=number) for number in line.serials)
        return " · ".join(word for word in (line.name, line.spec, *noted) if word)

    return [
        Column("code", _("Code"), 140, "left", lambda line: line.code, bold=True),
        Column("name", _("Part"), 0, "left", name),
        Column("bin", _("Bin"), 100, "left", lambda line: line.bin),
        Column("qty", _("Quantity"), 100, "right", lambda line: format_quantity(line.qty_milli)),
        Column("unit", _("Unit"), 70, "left", lambda line: line.unit),
        Column("value", _("Value"), 120, "right", lambda line: format_yuan(line.value_fen), total=True),
    ]
