"""Disposals: who took which old parts, on what licence, and what they paid (E7)."""

from garage.domain.decimals import format_decimal
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import disposals, old_part_register, old_part_rows
from garage.services.command import Area
from garage.services.old_part_register import DisposalRow
from garage.ui.desk import Desk
from garage.ui.forms import print_old_parts
from garage.ui.forms.old_part_scrap import DisposalForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages.buying_panel import LINES_HEIGHT, Panel
from garage.ui.pages.customer_parts import ShortList
from garage.ui.pages.old_part_detail import quantity


class DisposalsPanel(Panel):
    """The list of disposals, the parts of the one under the bar below it."""

    areas = frozenset({Area.RETURNS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "disposals", _("Disposals"))
        self._void = self.add_button(_("Void…"), self.void, "Ctrl+Z", "close")
        self._print = self.add_button(_("Print…"), self.print_list, "Ctrl+P", "print")
        self._new = self.add_button(_("Dispose…"), self.dispose, "Ctrl+N", "trash", primary=True)
        self.parts = ShortList(
            "disposal_parts", _("Removed parts"), _part_columns(), lambda row: row.id, _("Nothing chosen.")
        )
        self.parts.setFixedHeight(LINES_HEIGHT)
        self.layout().addWidget(self.parts)
        self.list.set_empty(
            _("Nothing was scrapped yet. What an owner approved leaves with a paper that says who took it."),
            _("Dispose…"),
            self.dispose,
        )
        self.show_columns(_columns(), lambda row: row.id, _fetch)

    def show_disposal(self, disposal_id: int) -> None:
        """Put the bar on a disposal."""
        self.refresh(disposal_id)
        self.list.select_key(disposal_id)

    def dispose(self) -> DisposalForm:
        """Approved parts leave."""
        form = DisposalForm(self, self.desk)
        form.saved.connect(self._tell)
        self.open_form(form)
        return form

    def open_current(self) -> None:
        self.parts.setFocus()

    def void(self) -> None:
        """The parts did not leave after all."""
        row = self._row()
        if row is None or row.voided_at is not None:
            return
        form = ReasonForm(
            self,
            _("Void the disposal"),
            f"{row.no} · {row.taker}",
            _("Its parts are approved and here again. The number stays in the books."),
            lambda why: disposals.void(self.desk.by(), row.id, row.version, why),
        )
        form.saved.connect(lambda _done: toast(self, _("{number} is void.").format(number=row.no)))
        self.open_form(form)

    def print_list(self) -> None:
        """The list to sign."""
        if (row := self._row()) is not None:
            print_old_parts.print_disposal(self, self.desk, row.id)

    def refresh_actions(self) -> None:
        row = self._row()
        for part in self._void:
            part.setEnabled(row is not None and row.voided_at is None)
        for part in self._print:
            part.setEnabled(row is not None)
        self.parts.show_rows(old_part_rows.of_disposal(row.id) if row is not None else ())

    def _row(self) -> DisposalRow | None:
        row: DisposalRow | None = self.list.current_row()
        return row

    def _tell(self, disposal_id: int) -> None:
        row = old_part_register.disposal(disposal_id)
        offer = (_("Print it"), lambda: print_old_parts.print_disposal(self, self.desk, disposal_id))
        toast(self, _("{number} is written.").format(number=row.no), "ok", offer)


def _fetch(cursor: object | None, limit: int) -> Page:
    page = old_part_register.disposals(cursor if isinstance(cursor, tuple) else None, limit)
    return Page(page.rows, page.next_cursor)


def _columns() -> list[Column]:
    def faded(row: DisposalRow) -> str | None:
        return "muted" if row.voided_at is not None else None

    def note(row: DisposalRow) -> str:
        if row.voided_at is not None:
            return _("Void because: {reason}").format(reason=row.void_reason)
        return row.note

    def papers(row: DisposalRow) -> str:
        return " · ".join(word for word in (row.licence_no, row.manifest_no) if word)

    def weight(row: DisposalRow) -> str:
        return _("{kg} kg").format(kg=format_decimal(row.weight_g, 3)) if row.weight_g else ""

    return [
        Column("no", _("Number"), 130, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 132, "left", lambda row: f"{row.at:%Y-%m-%d %H:%M}", faded),
        Column("kind", _("Kind"), 124, "left", lambda row: label(row.kind), faded),
        Column("taker", _("Taken over by"), 0, "left", lambda row: row.taker, faded, lambda row: row.taker),
        Column("papers", _("Licence · manifest"), 180, "left", papers, faded, papers),
        Column("parts", _("Parts"), 60, "right", lambda row: f"{row.parts:,}", faded),
        Column("weight", _("Weight"), 84, "right", weight, faded),
        Column(
            "amount",
            _("Money received"),
            116,
            "right",
            lambda row: format_yuan(row.amount_fen),
            faded,
            total=True,
        ),
        Column("who", _("By"), 84, "left", lambda row: row.who, faded),
        Column("note", _("Note"), 0, "left", note, lambda row: "warn" if row.voided_at else None, note),
    ]


def _part_columns() -> list[Column]:
    return [
        Column("no", _("Tag"), 140, "left", lambda row: row.no, bold=True),
        Column("name", _("Part"), 0, "left", lambda row: row.name),
        Column("qty", _("Quantity"), 90, "right", quantity),
        Column("hazard", _("Danger"), 150, "left", lambda row: label(row.hazard) if row.hazard else ""),
        Column("plate", _("Plate"), 120, "left", lambda row: row.plate),
        Column("order", _("Work order"), 140, "left", lambda row: row.order_no),
        Column("reason", _("Reason"), 0, "left", lambda row: row.scrap_reason),
    ]
