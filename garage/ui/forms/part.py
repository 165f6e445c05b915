"""The part form: what a part is called, costs and needs; parts with the same number are said while typing."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.labels import label
from garage.domain.lines import PartGrade
from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.staff import Role
from garage.errors import Change
from garage.i18n import _
from garage.services import parts
from garage.services.parts import MAX_SHELF_LIFE_DAYS, PartData, PartHit
from garage.services.staff import Person
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm, in_words
from garage.ui.forms.notice import Notice, Remark
from garage.ui.forms.supplier import SupplierField, supplier
from garage.ui.kit import fields
from garage.ui.kit.line_fields import NumberField

LOOK_AFTER_MS = 250
MOST_DUPLICATES = 3

COST_ROLES = frozenset({Role.OWNER, Role.ADVISOR, Role.STOREKEEPER, Role.CASHIER})

_PLAIN = (
    *("code", "name", "oe_no", "barcode", "brand", "spec", "unit", "grade", "bin", "supplier_id"),
    *("old_part_back", "shelf_life_days", "fits", "note"),
)
"""Fields of the form that are called as in PartData."""


def sees_costs(person: Person) -> bool:
    """Whether what parts cost the shop is this person's business: a mechanic's it is not."""
    return bool(person.roles & COST_ROLES)


class PartForm(DocumentForm):
    """A new part, or the one with `part_id`; `saved` carries the id.

    `existing_chosen` carries the id of another part to be opened instead of saving this one; `why` says what
    led to a new part.
    """

    existing_chosen = Signal(int)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        part_id: int | None = None,
        *,
        code: str = "",
        name: str = "",
        barcode: str = "",
        why: str = "",
    ) -> None:
        title = _("New part") if part_id is None else _("Edit part")
        super().__init__(parent, title, f"{why} {_subtitle(part_id)}".strip(), width=800)
        self.setObjectName("part_form")
        self._desk = desk
        self._id = part_id
        self._start = PartData(code=code, name=name, barcode=barcode)
        self._add_identity()
        self._add_stock()
        self._add_rest()
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look_for_duplicates)
        for field in ("oe_no", "barcode"):
            self.widget(field).textChanged.connect(lambda _text: self._timer.start())

    def _add_identity(self) -> None:
        self.add_field("code", _("Code"), fields.LineField(limit=40), required=True, stretch=2)
        self.add_field("name", _("Name"), fields.LineField(limit=120), required=True, beside=True, stretch=4)
        self.add_field("oe_no", _("OE number"), fields.LineField(limit=60), stretch=3)
        barcode = fields.LineField(limit=60, placeholder=_("Scan it here"))
        self.add_field("barcode", _("Barcode"), barcode, beside=True, stretch=3)
        self.notice = Notice(self, _("Open that part instead"))
        self.notice.picked.connect(self._open_instead)
        self.add_widget(self.notice)
        self.add_field("brand", _("Brand"), fields.LineField(limit=60), stretch=3)
        self.add_field("spec", _("Specification"), fields.LineField(limit=80), beside=True, stretch=3)
        grades = [(grade, label(grade)) for grade in PartGrade]
        self.add_field("grade", _("Grade"), fields.ChoiceField(choices=grades), beside=True, stretch=3)

    def _add_stock(self) -> None:
        self.add_section(_("Price and place"))
        self.add_field("unit", _("Unit"), fields.LineField(limit=20, placeholder=_("piece, set, litre")))
        self.add_field("price", _("Selling price of one"), fields.MoneyField(), beside=True)
        self.add_field("min_qty", _("Minimum stock"), fields.QuantityField(), beside=True)
        self.add_field("bin", _("Bin"), fields.LineField(limit=40, placeholder="A-01"), beside=True)

    def _add_rest(self) -> None:
        self.add_field("supplier_id", _("Supplier"), SupplierField(self._desk, self), stretch=3)
        days = NumberField(_parse_days, str, placeholder=_("keeps for ever"))
        self.add_field("shelf_life_days", _("Shelf life in days"), days, beside=True)
        self.add_field("old_part_back", "", fields.TickField(_("The old part must come back")))
        if self._id is not None:
            self.add_field("active", "", fields.TickField(_("In use: found and offered")), beside=True)
        self.add_field("fits", _("Fits these vehicles"), fields.TextField(lines=2))
        self.add_field("note", _("Note"), fields.TextField(lines=2), beside=True)

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, _values(self._start) | {"price": None, "min_qty": None}
        card = parts.open_part(self._id)
        return card.version, _values(card.data) | {"active": card.data.active}

    def load(self) -> None:
        super().load()
        self.look_for_duplicates()
        if self._id is None and self.widget("code").text():
            self.widget("name").setFocus()

    def write(self, version: int) -> object:
        if self._id is None:
            return parts.add(self._desk.by(), self._data())
        parts.change(self._desk.by(), self._id, version, self._data())
        return self._id

    def look_for_duplicates(self) -> None:
        """Say which parts have this OE number or barcode already; that may be right, so it does not block."""
        same = parts.duplicates(
            oe_no=self.widget("oe_no").text(), barcode=self.widget("barcode").text(), part_id=self._id
        )
        self.notice.say([Remark(_same(one), one.id) for one in same[:MOST_DUPLICATES]])

    def _data(self) -> PartData:
        typed = {name: self.widget(name).value() for name in _PLAIN}
        return PartData(
            **typed,
            price_fen=self.widget("price").fen(),
            min_qty_milli=self.widget("min_qty").milli(),
            active=self._id is None or self.widget("active").value(),
        )

    def _changes(self, theirs: Mapping[str, Any]) -> list[Change]:
        return [
            Change(self._called(name), _said(name, before), _said(name, theirs[name]))
            for name, before in self._stored.items()
            if theirs[name] != before
        ]

    def _called(self, name: str) -> str:
        field = self.widget(name)
        return field.text() if isinstance(field, fields.TickField) else field.accessibleName()

    def _open_instead(self, part_id: int) -> None:
        self.existing_chosen.emit(part_id)
        QDialog.reject(self)  # what was typed was about a part that is there: nothing is lost


def _values(data: PartData) -> dict[str, Any]:
    plain = {name: getattr(data, name) for name in _PLAIN}
    return plain | {"price": data.price_fen, "min_qty": data.min_qty_milli}


def _said(name: str, value: Any) -> str:
    """A value of the form as a person reads it."""
    match name:
        case "price":
            return format_yuan(value)
        case "min_qty":
            return format_quantity(value)
        case "supplier_id":
            return supplier(value).name if value else ""
    return in_words(value)


def _parse_days(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=MAX_SHELF_LIFE_DAYS, field=field)


def _same(part: PartHit) -> str:
    told = " · ".join(word for word in (part.name, part.brand, part.spec, part.oe_no) if word)
    return _("{code} has the same number: {part}").format(code=part.code, part=told)


def _subtitle(part_id: int | None) -> str:
    if part_id is None:
        return _("Code and name are needed now; stock comes in with a goods receipt.")
    stock = parts.open_part(part_id).stock
    count = f"{format_quantity(stock.on_hand_milli)} {stock.unit}".strip()
    return _("{code} · {count} on hand").format(code=stock.code, count=count)
