"""Old parts that people owe: booked in when they are there, charged when they are lost (暂挂账, E3)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.old_parts import DutyState, OldPartAct, share_fen
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import old_part_duties, old_part_list, old_part_rows
from garage.services.command import Area
from garage.services.old_part_duties import DutyRow
from garage.services.old_part_list import ClosedDuty
from garage.ui.desk import Desk
from garage.ui.forms.old_part_acts import CountInForm
from garage.ui.forms.order_head import words
from garage.ui.forms.part import sees_costs
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit import fields
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page

OWED, CLOSED = "owed", "closed"
_MONEY = {"value", "charge"}


class OldPartForm(FormDialog):
    """One old part that is owed: all of it or some is there, or with `charge` it is lost and paid for."""

    def __init__(self, parent: QWidget | None, desk: Desk, duty: DutyRow, *, charge: bool = False) -> None:
        title = _("Charge the old part") if charge else _("Book in the old part")
        about = f"{duty.part} · {duty.who} · {duty.plate} · {duty.order_no}"
        super().__init__(parent, title, about, default_text=title, width=520)
        self.setObjectName("charge_old_part_form" if charge else "old_part_form")
        self._desk, self._duty, self._charges = desk, duty, charge
        if charge:
            self.add_widget(words(_("Whoever took the new part pays for the old one that is lost."), "muted"))
        self._qty = self.add_field("qty", _("Quantity"), fields.QuantityField(), required=True)
        if charge:
            self._amount = self.add_field(
                "charge", _("Amount"), fields.MoneyField(), required=True, beside=True
            )
            self._reason = self.add_field(
                "reason", _("Reason"), fields.TextField(limit=200, lines=2), required=True
            )
            self._qty.editingFinished.connect(self._suggest)
        else:
            self._note = self.add_field(
                "note", _("Note"), fields.LineField(limit=200, placeholder=_("Where it lies")), beside=True
            )

    def load(self) -> None:
        self._qty.set_milli(self._duty.qty_milli)
        if self._charges and sees_costs(self._desk.person):
            self._amount.set_fen(self._duty.value_fen)

    def save(self) -> None:
        ref, version, qty = self._duty.id, self._duty.version, self._qty.milli()
        by = self._desk.by()
        if self._charges:
            old_part_duties.charge(by, ref, version, self._amount.fen(), self._reason.value(), qty)
        else:
            old_part_duties.clear(by, ref, version, qty, self._note.value())

    def renew(self) -> None:
        found = [one for one in old_part_duties.open_duties() if one.id == self._duty.id]
        self._duty = found[0] if found else self._duty

    def _suggest(self) -> None:
        """What the quantity stands for, as long as nobody typed another amount."""
        qty = self._qty.value_if_read()
        if qty and qty <= self._duty.qty_milli and sees_costs(self._desk.person):
            self._amount.set_fen(share_fen(self._duty.value_fen, qty, self._duty.qty_milli))


class TakeBackChargeForm(FormDialog):
    """The old part that was charged is there after all, or some of it: nobody pays for that."""

    def __init__(self, parent: QWidget | None, desk: Desk, duty: ClosedDuty) -> None:
        title = _("Take the charge back")
        about = " · ".join((duty.part, duty.who, format_yuan(duty.charge_fen), duty.plate, duty.order_no))
        super().__init__(parent, title, about, default_text=title, width=540)
        self.setObjectName("take_back_charge_form")
        self._desk, self._duty, self._version = desk, duty, duty.version
        told = _("A tag that is counted in clears it; without one the old part is owed again.")
        self.add_widget(words(told, "muted"))
        self._qty = self.add_field("qty", _("Quantity"), fields.QuantityField(), required=True)
        self._reason = self.add_field(
            "reason", _("Reason"), fields.TextField(limit=200, lines=2), _("It was found …"), required=True
        )

    def load(self) -> None:
        self._qty.set_milli(self._duty.qty_milli)
        self._reason.setFocus()

    def save(self) -> None:
        by, ref, qty = self._desk.by(), self._duty.id, self._qty.milli()
        old_part_duties.take_back_charge(by, ref, self._reason.value(), version=self._version, qty_milli=qty)

    def renew(self) -> None:
        self._version = old_part_duties.version_of(self._duty.id)


class OldPartsSection(ListSection):
    """Who owes which old part since when; of everybody, or of one order."""

    areas = frozenset({Area.STOCK, Area.ORDERS})
    order_opened = Signal(int)

    def __init__(self, desk: Desk, order_id: int | None = None) -> None:
        super().__init__(desk, "old_parts", _("Old parts owed"), bare=True)
        self._order_id = order_id
        self.chips = ChipBar(name="old_part_filters")
        self.chips.set_chips([(OWED, _("Still owed"), None), (CLOSED, _("Cleared"), None)])
        self.chips.chosen.connect(lambda _key: self._show())
        self.chips.setVisible(order_id is None)
        self.who = fields.ChoiceField(choices=[(None, _("All people"))])
        self.who.setObjectName("old_parts_who")
        self.who.setAccessibleName(_("Who owes"))
        self.who.setMinimumWidth(220)
        self.who.setVisible(order_id is None)
        self.who.edited.connect(self.refresh)
        self.sum = QLabel()
        self.sum.setObjectName("old_parts_sum")
        self.sum.setProperty("tone", "title")
        self.top.addWidget(self.chips)
        self.top.addWidget(self.who)
        self.top.addStretch(1)
        self.top.addWidget(self.sum)
        self._back = self.add_button(_("Take the charge back…"), self.take_back, "Ctrl+Z", "undo")
        self._charge = self.add_button(_("Charge…"), self.charge, "Ctrl+M", "money")
        self._in = self.add_button(_("Book in…"), self.book_in, "Ctrl+I", "box", primary=True)
        self.list.set_empty(
            _("No old part is owed. It is noted when a part goes out whose old one has to come back.")
        )
        self._show()

    # Acts

    def open_current(self) -> None:
        """Enter books in what is owed, and leads to the order of what is settled."""
        row = self.list.current_row()
        if isinstance(row, DutyRow):
            self.book_in()
        elif row is not None:
            self.order_opened.emit(row.order_id)

    def book_in(self) -> None:
        """The old part under the bar is there."""
        self._open(charge=False)

    def charge(self) -> None:
        """The old part under the bar is lost."""
        self._open(charge=True)

    def take_back(self) -> None:
        """The old part under the bar was charged, and is there after all."""
        row = self.list.current_row()
        if isinstance(row, ClosedDuty) and row.state is DutyState.CHARGED:
            form = TakeBackChargeForm(self, self.desk, row)
            said = _("{who} no longer pays for {part}.").format(part=row.part, who=row.who)
            form.saved.connect(lambda _done: toast(self, said))
            self.open_form(form)

    # Inside

    def rows(self) -> Sequence[DutyRow]:
        return [
            row
            for row in old_part_duties.open_duties(order_id=self._order_id)
            if self.who.value() in (None, row.staff_id)
        ]

    def refresh(self, keep: object = None) -> None:
        self._count()
        super().refresh(keep if isinstance(keep, int) else None)

    def refresh_actions(self) -> None:
        row = self.list.current_row()
        for part in (*self._charge, *self._in):
            part.setEnabled(isinstance(row, DutyRow))
        for part in self._back:
            part.setEnabled(isinstance(row, ClosedDuty) and row.state is DutyState.CHARGED)

    def _show(self) -> None:
        closed = self.chips.current() == CLOSED
        self.show_columns(
            _closed_columns() if closed else _owed_columns(), lambda row: row.id, _closed if closed else None
        )
        seen = sees_costs(self.desk.person)
        for place, column in enumerate(self.list.rows().columns):
            if column.name == "value":
                self.list.setColumnHidden(place, not seen)
        self._back[1].setVisible(closed)
        for part in (self.who, self._charge[1], self._in[1]):
            part.setVisible(not closed and (part is not self.who or self._order_id is None))

    def _count(self) -> None:
        people = old_part_list.people()
        seen = sees_costs(self.desk.person)

        def told(one: old_part_list.Debtor) -> str:
            return f"{one.name} · {format_yuan(one.value_fen)}" if seen else one.name

        self.who.set_choices([(None, _("All people")), *((one.id, told(one)) for one in people)])
        owed = sum(one.pieces for one in people)
        self.chips.set_chips([(OWED, _("Still owed"), owed), (CLOSED, _("Cleared"), None)])
        total = sum(row.value_fen for row in self.rows())
        shown = seen and bool(total) and self.chips.current() == OWED
        self.sum.setText(_("On account {amount}").format(amount=format_yuan(total)) if shown else "")

    def _open(self, *, charge: bool) -> None:
        row = self.list.current_row()
        if isinstance(row, DutyRow):
            form = self._form_for(row, charge=charge)
            text = _("{part} is charged to {who}.") if charge else _("{part} of {who} is booked in.")
            form.saved.connect(lambda _done: toast(self, text.format(part=row.part, who=row.who)))
            self.open_form(form)

    def _form_for(self, row: DutyRow, *, charge: bool) -> FormDialog:
        """A part that has its tag is counted in by it."""
        tagged = [
            one
            for one in ([] if charge else old_part_rows.of_order(row.order_id))
            if one.part_id == row.part_id and one.may(OldPartAct.COUNT_IN)
        ]
        if tagged:
            return CountInForm(self, self.desk, tagged[0])
        return OldPartForm(self, self.desk, row, charge=charge)


class OldPartsDialog(QDialog):
    """The list in a window of its own; Esc closes it."""

    order_opened = Signal(int)

    def __init__(self, parent: QWidget | None, desk: Desk, order_id: int | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("old_parts_window")
        self.setWindowTitle(_("Old parts owed"))
        self.setAccessibleName(_("Old parts owed"))
        self.section = OldPartsSection(desk, order_id)
        self.section.order_opened.connect(self._leave_for)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.section)
        self.section.list.setFocus()
        room = self.screen().availableSize()
        self.resize(min(1080, room.width() - 60), min(560, room.height() - 60))

    def _leave_for(self, order_id: int) -> None:
        self.accept()
        self.order_opened.emit(order_id)


def _closed(cursor: Any, limit: int) -> Page:
    page = old_part_list.closed(cursor, limit)
    return Page(page.rows, page.next_cursor)


def _owed_columns() -> list[Column]:
    return [
        Column("since", _("Owed since"), 120, "left", lambda row: f"{row.since:%Y-%m-%d}"),
        Column("who", _("Who owes"), 110, "left", lambda row: row.who, bold=True),
        Column("part", _("Part"), 0, "left", lambda row: row.part),
        Column("qty", _("Quantity"), 90, "right", _said_qty),
        Column("value", _("On account"), 110, "right", lambda row: format_yuan(row.value_fen), total=True),
        Column("plate", _("Plate"), 116, "left", lambda row: row.plate),
        Column("order", _("Work order"), 132, "left", lambda row: row.order_no),
        Column("document", _("Issue slip"), 132, "left", lambda row: row.document),
    ]


def _closed_columns() -> list[Column]:
    def tone(row: ClosedDuty) -> str | None:
        return {DutyState.CHARGED: "warn", DutyState.CLEARED: "ok"}.get(row.state)

    return [
        Column("closed", _("Cleared on"), 132, "left", lambda row: f"{row.closed_at:%Y-%m-%d %H:%M}"),
        Column("state", _("How"), 130, "left", lambda row: label(row.state), tone),
        Column("who", _("Who owed"), 100, "left", lambda row: row.who, bold=True),
        Column("part", _("Part"), 0, "left", lambda row: row.part),
        Column("qty", _("Quantity"), 84, "right", _said_qty),
        Column("charge", _("Charged amount"), 124, "right", _said_charge, total=True),
        Column("order", _("Work order"), 128, "left", lambda row: row.order_no),
        Column("by", _("Cleared by"), 90, "left", lambda row: row.closed_by),
        Column("note", _("Note"), 0, "left", lambda row: row.note, tooltip=lambda row: row.note),
    ]


def _said_qty(row: DutyRow | ClosedDuty) -> str:
    return f"{format_quantity(row.qty_milli)} {row.unit}".strip()


def _said_charge(row: ClosedDuty) -> str:
    return format_yuan(row.charge_fen) if row.state is DutyState.CHARGED else ""
