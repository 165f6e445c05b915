"""Shipments of old parts: packed with the scanner, sent with a carrier, received, and what came back of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.numbers import Series, read_number
from garage.domain.old_parts import OldPartState
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import old_part_rows, shipment_rows, shipments, suppliers
from garage.services.old_part_rows import OldPartRow
from garage.services.shipment_rows import ShipmentRow
from garage.services.shipments import MOST_PACKAGES, Carriage
from garage.ui.desk import Desk
from garage.ui.forms.old_part_acts import part_table, ticked
from garage.ui.forms.order_head import words
from garage.ui.forms.scan_field import ScanField
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import CodeField, LineField, MoneyField, NumberField, TextField
from garage.ui.kit.search_field import Hit, SearchField


def about_shipment(row: ShipmentRow) -> str:
    """A shipment in one line."""
    parts = ngettext("{n} part", "{n} parts", row.parts).format(n=row.parts)
    return f"{row.no} · {row.supplier} · {parts}"


class PackForm(FormDialog):
    """Old parts go into a shipment: a scan of a tag ticks it. `saved` carries the shipment's id."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        row: ShipmentRow | None = None,
        *,
        supplier_id: int | None = None,
        chosen: Sequence[int] = (),
    ) -> None:
        title = _("Pack anew") if row is not None else _("Begin a shipment")
        told = (
            about_shipment(row)
            if row is not None
            else _("Scan the tags as the parts go into the box; nothing leaves before it is sent.")
        )
        super().__init__(parent, title, told, _("Packed"), width=860)
        self.setObjectName("pack_form")
        self._desk, self._row, self._chosen = desk, row, tuple(chosen)
        self._version = row.version if row is not None else 0
        self._rows: dict[int, OldPartRow] = {}
        self._supplier = self.add_field(
            "supplier", _("Supplier"), ChoiceField(choices=_suppliers()), required=True
        )
        self.body.boxes["supplier"].setVisible(row is None)
        self._first = supplier_id
        self.scan = self.add_field("scan", _("Tag"), ScanField(), beside=True)
        self.scan.setPlaceholderText(_("Scan or type the number of a tag"))
        self.parts = self.add_field(
            "parts", _("Removed parts"), part_table(), _("Space ticks a part, Ctrl+A all.")
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=200))
        self._count = words("", "muted")
        self._count.setObjectName("packed_count")
        self.add_widget(self._count)
        self._supplier.edited.connect(self._fit)
        self.scan.entered.connect(self.take_document)
        self.parts.changed.connect(self._say_count)

    def load(self) -> None:
        if self._row is not None:
            self._note.set_value(self._row.note)
        elif self._first is not None:
            self._supplier.set_value(self._first)
        self._fit()
        self.scan.setFocus()

    def save(self) -> int:
        chosen, note = self.parts.value(), self._note.value()
        if self._row is None:
            if self._supplier.value() is None:
                raise FieldError("supplier", _("Choose a supplier."))
            return shipments.pack(self._desk.by(), self._supplier.value(), chosen, note)
        shipments.repack(self._desk.by(), self._row.id, self._version, chosen, note)
        return self._row.id

    def renew(self) -> None:
        if self._row is not None:
            self._version = shipment_rows.one(self._row.id).version

    def take_document(self, number: str) -> bool:
        """A tag was scanned: its part is ticked, and listed when it was not; says whether it was a tag."""
        read = read_number(number)
        ref = old_part_rows.by_number(read[1]) if read and read[0] is Series.OLD_PART else None
        if ref is None:
            self.show_error("scan", _("No old part has the tag {number}.").format(number=number))
            return read is not None and read[0] is Series.OLD_PART
        chosen = {*self.parts.value(), ref}
        if ref not in self._rows:
            self._rows[ref] = old_part_rows.one(ref)
        self._show(chosen)
        at = list(self._rows).index(ref)
        self.parts.setCurrentCell(at, 0)
        self.scan.setFocus()
        return True

    def _fit(self) -> None:
        supplier = self._row.supplier_id if self._row is not None else self._supplier.value()
        held = shipment_rows.parts_of(self._row.id) if self._row is not None else []
        free = shipment_rows.sendable(supplier) if supplier is not None else []
        self._rows = {row.id: row for row in [*held, *free]}
        self._show({row.id for row in held} | (set(self._chosen) & self._rows.keys()))

    def _show(self, chosen: set[int]) -> None:
        self.parts.show_rows(ticked(list(self._rows.values()), list(chosen)), most=8)
        self._say_count()
        self.grow_soon()

    def _say_count(self) -> None:
        count = len(self.parts.value())
        self._count.setText(ngettext("{n} part in the box", "{n} parts in the box", count).format(n=count))


def _suppliers() -> list[tuple[int, str]]:
    """Those for which parts wait first, then all others."""
    waiting = {
        one.supplier_id: ngettext("{supplier} · {n} part", "{supplier} · {n} parts", one.parts).format(
            supplier=one.supplier, n=one.parts
        )
        for one in shipment_rows.waiting()
    }
    others = [(row.id, row.name) for row in suppliers.suppliers() if row.id not in waiting]
    return [*waiting.items(), *others]


class _ShipmentForm(FormDialog):
    """A form over a shipment as it was when the form was opened."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, row: ShipmentRow, title: str, width: int = 620
    ) -> None:
        super().__init__(parent, title, about_shipment(row), title, width=width)
        self._desk, self._row, self._version = desk, row, row.version

    def renew(self) -> None:
        self._version = shipment_rows.one(self._row.id).version


class SendShipmentForm(_ShipmentForm):
    """Who carries it and on what receipt; `saved` carries the shipment's id."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ShipmentRow) -> None:
        super().__init__(parent, desk, row, _("Send the shipment"))
        self.setObjectName("send_shipment_form")
        carrier = SearchField(_carriers, must_pick=False, limit=60)
        self._carrier = self.add_field("carrier", _("Carrier"), carrier, required=True)
        self._waybill = self.add_field("waybill_no", _("Waybill no."), CodeField(limit=40), beside=True)
        self._packages = self.add_field("packages", _("Boxes"), NumberField(_read_count, str))
        self._freight = self.add_field("freight", _("Freight"), MoneyField(), beside=True)
        self._note = self.add_field("note", _("Note"), LineField(limit=200))

    def load(self) -> None:
        self._packages.set_value(1)
        self._note.set_value(self._row.note)
        if last := shipment_rows.last_carriers(1):
            self._carrier.set_value(Hit(last[0], last[0]))
        self._carrier.setFocus()

    def save(self) -> int:
        carriage = Carriage(
            self._carrier.text(),
            self._waybill.value(),
            self._packages.value() or 0,
            self._freight.fen(),
            self._note.value(),
        )
        shipments.send(self._desk.by(), self._row.id, self._version, carriage)
        return self._row.id


def _carriers(typed: str) -> list[Hit]:
    return [Hit(name, name) for name in shipment_rows.last_carriers() if typed.casefold() in name.casefold()]


def _read_count(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=MOST_PACKAGES, field=field)


class ReceivedForm(_ShipmentForm):
    """The supplier confirmed that it has the shipment."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ShipmentRow) -> None:
        super().__init__(parent, desk, row, _("Received by the supplier"))
        self.setObjectName("shipment_received_form")
        self._who = self.add_field(
            "received_by", _("Confirmed by"), LineField(limit=60), required=True, stretch=2
        )
        self._on = self.add_field(
            "received_on", _("Received on"), DateField(now=desk.now), required=True, beside=True
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=200))

    def load(self) -> None:
        self._on.set_date(self._desk.today())
        self._who.setFocus()

    def save(self) -> int:
        day = self._on.date() or self._desk.today()
        shipments.receive(
            self._desk.by(),
            self._row.id,
            self._version,
            received_on=day,
            received_by=self._who.value(),
            note=self._note.value(),
        )
        return self._row.id


class SentBackForm(_ShipmentForm):
    """The supplier sent parts back; what it found goes to their claims."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: ShipmentRow) -> None:
        super().__init__(parent, desk, row, _("Sent back by the supplier"), 860)
        self.setObjectName("shipment_back_form")
        self._rows: dict[int, OldPartRow] = {}
        self.parts = self.add_field(
            "parts", _("Removed parts"), part_table(), _("Space ticks a part, Ctrl+A all.")
        )
        self._note = self.add_field(
            "note", _("What it found"), TextField(limit=200, lines=2), required=True, stretch=2
        )
        self._shelf = self.add_field("shelf", _("Shelf"), LineField(limit=40), beside=True)
        self._inspected = self.add_field(
            "inspected", "", TickField(_("The supplier inspected them; it stands with their claims"))
        )

    def load(self) -> None:
        held = shipment_rows.parts_of(self._row.id)
        there = [
            row for row in held if row.state is OldPartState.SENT_SUPPLIER and row.shipment_id == self._row.id
        ]
        self._rows = {row.id: row for row in there}
        self.parts.show_rows(ticked(there, list(self._rows)), most=7)
        self._inspected.set_value(True)
        self._note.setFocus()

    def save(self) -> int:
        seen = {ref: self._rows[ref].version for ref in self.parts.value()}
        shipments.take_back(
            self._desk.by(),
            self._row.id,
            self._version,
            seen,
            self._note.value(),
            shelf=self._shelf.value(),
            inspected=self._inspected.value(),
        )
        return self._row.id
