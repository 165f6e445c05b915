"""Shipments of old parts: what is being packed, what is on its way, what the supplier has and sent back (E7)."""

from collections.abc import Hashable

from PySide6.QtCore import Signal

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.shipments import SOURCES, ShipmentAct, ShipmentState
from garage.i18n import _
from garage.services import shipment_rows, shipments
from garage.services.command import Area
from garage.services.document_history import Kind
from garage.services.old_part_rows import OldPartRow
from garage.services.shipment_rows import ShipmentFilter, ShipmentRow
from garage.ui.desk import Desk
from garage.ui.forms import print_settling
from garage.ui.forms.document_history import KEY, DocumentHistory
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.shipment import PackForm, ReceivedForm, SendShipmentForm, SentBackForm, about_shipment
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages.buying_panel import LINES_HEIGHT, Panel
from garage.ui.pages.customer_parts import ShortList
from garage.ui.pages.old_part_detail import TONES, quantity

_TONES = {ShipmentState.DRAFT: "warn", ShipmentState.VOIDED: "muted"}


class ShipmentsPanel(Panel):
    """The shipments, newest first; the parts of the one under the bar below."""

    areas = frozenset({Area.RETURNS})

    document_opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "shipments", _("Shipments"))
        self._history = self.add_button(_("History…"), self.show_history, KEY, "history")
        self._void = self.add_button(_("Void…"), self.void, "Ctrl+Z", "close")
        self._print = self.add_button(_("Print…"), self.print_list, "Ctrl+P", "print")
        self._back = self.add_button(_("Sent back…"), self.take_back, "Ctrl+B", "undo")
        self._repack = self.add_button(_("Pack anew…"), self.repack, "Ctrl+E", "box")
        self._new = self.add_button(_("New shipment…"), self.pack, "Ctrl+N", "plus", primary=True)
        self._next = self.add_button(_("Send…"), self.go_on, "Ctrl+Return", "arrow-right")
        self.parts = ShortList(
            "shipment_parts", _("Removed parts"), _part_columns(), lambda row: row.id, _("Nothing chosen.")
        )
        self.parts.setFixedHeight(LINES_HEIGHT)
        self.parts.opened.connect(lambda row: self.document_opened.emit(row.no))
        self.layout().addWidget(self.parts)
        self.list.set_empty(
            _(
                "Old parts that a supplier wants back are packed here; the carrier's receipt stands with them."
            ),
            _("New shipment…"),
            self.pack,
        )
        self.show_columns(_columns(), lambda row: row.id, _fetch)

    def show_shipment(self, shipment_id: int) -> None:
        """Put the bar on a shipment."""
        self.refresh(shipment_id)
        self.list.select_key(shipment_id)

    def refresh(self, keep: Hashable | None = None) -> None:
        super().refresh(keep)
        left = len(shipment_rows.waiting())
        for part in self._new:
            part.setText(_("New shipment…") + (f" {left}" if left else ""))

    # Acts

    def open_current(self) -> None:
        """Enter: the next step of the shipment."""
        row = self._row()
        if row is not None and row.state in {ShipmentState.DRAFT, ShipmentState.SENT}:
            self.go_on()
        else:
            self.parts.setFocus()

    def pack(self) -> PackForm:
        """A new shipment."""
        form = PackForm(self, self.desk)
        self.open_form(form)
        return form

    def repack(self) -> None:
        """Other parts in the box."""
        if (row := self._may(ShipmentAct.PACK)) is not None:
            self.open_form(PackForm(self, self.desk, row))

    def go_on(self) -> None:
        """Send what is packed; note that the supplier has what was sent."""
        if (row := self._may(ShipmentAct.SEND)) is not None:
            form = SendShipmentForm(self, self.desk, row)
            form.saved.connect(self._tell_sent)
            self.open_form(form)
        elif (row := self._may(ShipmentAct.RECEIVE)) is not None:
            self.open_form(ReceivedForm(self, self.desk, row))

    def take_back(self) -> None:
        """Parts came back from the supplier."""
        if (row := self._may(ShipmentAct.TAKE_BACK)) is not None:
            self.open_form(SentBackForm(self, self.desk, row))

    def void(self) -> None:
        """The shipment did not leave."""
        row = self._may(ShipmentAct.VOID)
        if row is None:
            return

        def act(why: str) -> int:
            shipments.void(self.desk.by(), row.id, row.version, why)
            return row.id

        told = _("Its parts lie on their shelves again. The number stays in the books.")
        self.open_form(ReasonForm(self, _("Void the shipment"), about_shipment(row), told, act))

    def print_list(self) -> None:
        """The packing list."""
        if (row := self._row()) is not None:
            print_settling.print_packing_list(self, self.desk, row.id)

    def show_history(self) -> None:
        """Who did what with it, and when."""
        if (row := self._row()) is not None:
            DocumentHistory.show_over(self, self.desk, Kind.SHIPMENT, row.id, row.no)

    def refresh_actions(self) -> None:
        row = self._row()
        sent = row is not None and row.state is ShipmentState.SENT
        self._next[0].setText(_("Received…") if sent else _("Send…"))
        self._next[1].setText(self._next[0].text())
        self._next[1].setAccessibleName(self._next[0].text())
        may = {
            self._void: self._may(ShipmentAct.VOID),
            self._print: row,
            self._history: row,
            self._back: self._may(ShipmentAct.TAKE_BACK),
            self._repack: self._may(ShipmentAct.PACK),
            self._next: self._may(ShipmentAct.SEND) or self._may(ShipmentAct.RECEIVE),
        }
        for parts, on in may.items():
            for part in parts:
                part.setEnabled(on is not None)
        self.lead(self._next, self._new)
        self.parts.show_rows(shipment_rows.parts_of(row.id) if row is not None else ())

    # Inside

    def _row(self) -> ShipmentRow | None:
        row: ShipmentRow | None = self.list.current_row()
        return row

    def _may(self, act: ShipmentAct) -> ShipmentRow | None:
        row = self._row()
        return row if row is not None and row.state in SOURCES[act] else None

    def _tell_sent(self, shipment_id: int) -> None:
        number = shipment_rows.one(shipment_id).no
        offer = (_("Print it"), lambda: print_settling.print_packing_list(self, self.desk, shipment_id))
        toast(self, _("{number} is sent.").format(number=number), "ok", offer)


def _fetch(cursor: object | None, limit: int) -> Page:
    page = shipment_rows.page(ShipmentFilter.ALL, cursor if isinstance(cursor, tuple) else None, limit)
    return Page(page.rows, page.next_cursor)


def _columns() -> list[Column]:
    def faded(row: ShipmentRow) -> str | None:
        return "muted" if row.state is ShipmentState.VOIDED else None

    def sent(row: ShipmentRow) -> str:
        return f"{row.sent_at:%Y-%m-%d %H:%M}" if row.sent_at else ""

    def carrier(row: ShipmentRow) -> str:
        return " ".join(filter(None, (row.carrier, row.waybill_no)))

    def got(row: ShipmentRow) -> str:
        if row.void_reason:
            return _("Void because: {reason}").format(reason=row.void_reason)
        day = f"{row.received_on}" if row.received_on else ""
        return " · ".join(filter(None, (day, row.received_by, row.received_note))) or row.note

    def parts(row: ShipmentRow) -> str:
        return f"{row.parts:,}" + (_(" (back {n})").format(n=row.back) if row.back else "")

    return [
        Column("no", _("Number"), 130, "left", lambda row: row.no, faded, bold=True),
        Column(
            "supplier", _("Supplier"), 0, "left", lambda row: row.supplier, faded, lambda row: row.supplier
        ),
        Column("parts", _("Parts"), 96, "right", parts, faded),
        Column(
            "packages",
            _("Boxes"),
            80,
            "right",
            lambda row: f"{row.packages:,}" if row.sent_at else "",
            faded,
        ),
        Column("sent", _("Sent"), 132, "left", sent, faded),
        Column("carrier", _("Carrier · waybill"), 214, "left", carrier, faded, carrier),
        Column(
            "freight",
            _("Freight"),
            92,
            "right",
            lambda row: format_yuan(row.freight_fen) if row.freight_fen else "",
            faded,
            total=True,
        ),
        Column(
            "state", _("State"), 120, "left", lambda row: label(row.state), lambda row: _TONES.get(row.state)
        ),
        Column("got", _("Received · note"), 0, "left", got, faded, got),
    ]


def _part_columns() -> list[Column]:
    def claim(row: OldPartRow) -> str:
        return row.claim_no

    def where(row: OldPartRow) -> str:
        return " · ".join(filter(None, (label(row.state), row.back_note)))

    return [
        Column("no", _("Tag"), 140, "left", lambda row: row.no, bold=True),
        Column("name", _("Part"), 0, "left", lambda row: row.name),
        Column("qty", _("Quantity"), 90, "right", quantity),
        Column("claim", _("Claim"), 140, "left", claim),
        Column("plate", _("Plate"), 116, "left", lambda row: row.plate),
        Column("where", _("Where"), 0, "left", where, lambda row: TONES.get(row.state), where),
    ]
