"""The part form: what a part is called, costs and needs; parts with the same number are said while typing."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.labels import label
from garage.domain.lines import PartGrade
from garage.domain.money import format_yuan
from garage.domain.old_parts import Hazard
from garage.domain.part_file import MOST_MARKUP_BP, PriceBasis, names_in, price_from_cost
from garage.domain.quantities import format_quantity
from garage.domain.staff import SEES_COSTS
from garage.errors import Change
from garage.i18n import _
from garage.services import parts, suppliers
from garage.services.parts import MAX_SHELF_LIFE_DAYS, PartData, PartHit
from garage.services.staff import Person
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm, in_words
from garage.ui.forms.notice import Notice, Remark
from garage.ui.forms.order_head import words
from garage.ui.forms.owners_word import add_owners_word
from garage.ui.forms.part_group import GroupField
from garage.ui.forms.supplier import SupplierField
from garage.ui.kit import fields
from garage.ui.kit.line_fields import NumberField

LOOK_AFTER_MS = 250
MOST_DUPLICATES = 3

_PLAIN = (
    *("code", "name", "group", "brand", "spec", "unit", "grade", "bin", "second_bin", "supplier_id"),
    *("price_basis", "serial_tracked", "old_part_back", "hazard", "warranty_km", "shelf_life_days"),
    *("life_months", "life_km"),
    *("fits", "note"),
)
"""Fields of the form that are called as in PartData."""

_FIGURES = {
    "price": "price_fen",
    "member_price": "member_price_fen",
    "markup": "markup_bp",
    "min_qty": "min_qty_milli",
    "max_qty": "max_qty_milli",
    "warranty_months": "warranty_months",
}
"""Fields of the form whose values PartData calls otherwise."""


def percent_field() -> NumberField:
    """How much is put on the cost, in basis points."""
    return NumberField(_parse_percent, lambda bp: format_decimal(bp, 2), placeholder="0")


def sees_costs(person: Person) -> bool:
    """Whether what parts cost the shop is this person's business: a mechanic's it is not."""
    return bool(person.roles & SEES_COSTS)


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
        super().__init__(parent, title, f"{why} {_subtitle(part_id)}".strip(), width=880)
        self.setObjectName("part_form")
        self._desk = desk
        self._id = part_id
        self._start = PartData(code=code, name=name, barcode=barcode)
        stock = None if part_id is None else parts.open_part(part_id).stock
        self._cost_fen = 0 if stock is None else stock.last_cost_fen or stock.cost_fen
        self._add_identity()
        self._add_price()
        self._add_stock()
        self._add_rest()
        add_owners_word(self, desk)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.look_for_duplicates)
        self.finished.connect(self._timer.stop)
        for field in ("oe_nos", "barcodes"):
            self.widget(field).edited.connect(self._timer.start)

    def _add_identity(self) -> None:
        self.add_field("code", _("Code"), fields.CodeField(limit=40), required=True, stretch=2)
        self.add_field("name", _("Name"), fields.LineField(limit=120), required=True, beside=True, stretch=4)
        others = fields.LineField(limit=200, placeholder=_("as people call it, with commas"))
        self.add_field("aliases", _("Other names"), others, beside=True, stretch=3)
        oe_nos = fields.ListField(add_text=_("Another OE number"), takes_scans=True)
        barcodes = fields.ListField(add_text=_("Another barcode"), takes_scans=True)
        self.add_field("oe_nos", _("OE number"), oe_nos, stretch=3)
        self.add_field("barcodes", _("Barcode"), barcodes, beside=True, stretch=3)
        self.notice = Notice(self, _("Open that part instead"))
        self.notice.picked.connect(self._open_instead)
        self.add_widget(self.notice)
        self.add_field("brand", _("Brand"), fields.LineField(limit=60), stretch=3)
        self.add_field("spec", _("Specification"), fields.LineField(limit=80), beside=True, stretch=3)
        grades = [(grade, label(grade)) for grade in PartGrade]
        self.add_field("grade", _("Grade"), fields.ChoiceField(choices=grades), beside=True, stretch=3)
        self.add_field("group", _("Group"), GroupField(), beside=True, stretch=3)

    def _add_price(self) -> None:
        self.add_section(_("Price"))
        bases = [(basis, label(basis)) for basis in PriceBasis]
        basis = self.add_field("price_basis", _("Price is"), fields.ChoiceField(choices=bases), stretch=3)
        markup = self.add_field("markup", _("% on the cost"), percent_field(), beside=True, stretch=2)
        price = fields.MoneyField()
        self.add_field("price", _("Selling price of one"), price, self._said_cost(), beside=True, stretch=3)
        self.add_field("member_price", _("Price for members"), fields.MoneyField(), beside=True, stretch=3)
        self._below = words("", "warn")
        self._below.setObjectName("below_cost")
        self._below.hide()
        self.add_widget(self._below)
        basis.edited.connect(self._fit_basis)
        for field in (basis, markup):
            fields.when_edited(field, self._work_out_price)
        for field in (price, self.widget("member_price")):
            field.textChanged.connect(lambda _text: self._warn())

    def _add_stock(self) -> None:
        self.add_section(_("Stock"))
        self.add_field("unit", _("Unit"), fields.LineField(limit=20, placeholder=_("piece, set, litre")))
        self.add_field("bin", _("Bin"), fields.LineField(limit=40, placeholder="A-01"), beside=True)
        self.add_field(
            "second_bin", _("Second bin"), fields.LineField(limit=40, placeholder="C-01"), beside=True
        )
        self.add_field("min_qty", _("Minimum stock"), fields.QuantityField(), beside=True)
        self.add_field("max_qty", _("Maximum stock"), fields.QuantityField(), beside=True)
        self.add_field("supplier_id", _("Supplier"), SupplierField(self._desk, self), stretch=3)
        days = NumberField(_parse_days, str, placeholder=_("keeps for ever"))
        self.add_field("shelf_life_days", _("Shelf life in days"), days, beside=True, stretch=2)
        life = NumberField(_parse_months, str, placeholder=_("unknown"))
        self.add_field("life_months", _("Lives in a car, months"), life, beside=True, stretch=2)
        run = NumberField(_parse_km, lambda km: f"{km:,}", placeholder=_("unknown"))
        self.add_field("life_km", _("or kilometres"), run, beside=True, stretch=2)

    def _add_rest(self) -> None:
        self.add_section(_("Warranty and old part"))
        months = NumberField(_parse_months, str, placeholder=_("none"))
        self.add_field("warranty_months", _("Supplier's warranty, months"), months, stretch=3)
        km = NumberField(_parse_km, lambda km: f"{km:,}", placeholder=_("kilometres do not count"))
        self.add_field("warranty_km", _("or kilometres, whichever first"), km, beside=True, stretch=3)
        hazards = [(None, _("No")), *((hazard, label(hazard)) for hazard in Hazard)]
        hazard = fields.ChoiceField(choices=hazards)
        self.add_field("hazard", _("The old part is dangerous"), hazard, beside=True, stretch=3)
        self.add_field("old_part_back", "", fields.TickField(_("The old part must come back")))
        serials = fields.TickField(_("Every piece has a serial number"))
        self.add_field("serial_tracked", "", serials, beside=True)
        if self._id is not None:
            self.add_field("active", "", fields.TickField(_("In use: found and offered")), beside=True)
        self.add_field("fits", _("Fits these vehicles"), fields.TextField(lines=2))
        self.add_field("note", _("Note"), fields.TextField(lines=2), beside=True)

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, _values(self._start) | dict.fromkeys(_FIGURES)
        card = parts.open_part(self._id)
        return card.version, _values(card.data) | {"active": card.data.active}

    def load(self) -> None:
        super().load()
        self._fit_basis()
        self.look_for_duplicates()
        if self._id is None and self.widget("code").text():
            self.widget("name").setFocus()

    def write(self, version: int) -> object:
        if self._id is None:
            return parts.add(self._desk.by(), self._data())
        owner = self.widget("approved_by").value()
        parts.change(self._desk.by(), self._id, version, self._data(), approved_by=owner)
        return self._id

    def look_for_duplicates(self) -> None:
        """Say which parts have this OE number or barcode already; that may be right, so it does not block."""
        oe_nos, barcodes = (self.widget(name).raw() for name in ("oe_nos", "barcodes"))
        same = parts.duplicates(oe_nos=oe_nos, barcodes=barcodes, part_id=self._id)
        self.notice.say([Remark(_same(one), one.id) for one in same[:MOST_DUPLICATES]])

    def _data(self) -> PartData:
        typed = {name: self.widget(name).value() for name in _PLAIN}
        figures = {_FIGURES[name]: self.widget(name).value() for name in _FIGURES if name != "member_price"}
        oe_nos, barcodes = (self.widget(name).value() for name in ("oe_nos", "barcodes"))
        return PartData(
            **typed,
            **{name: figure or 0 for name, figure in figures.items()},
            member_price_fen=self.widget("member_price").value(),
            oe_no=next(iter(oe_nos), ""),
            more_oe_nos=tuple(oe_nos[1:]),
            barcode=next(iter(barcodes), ""),
            more_barcodes=tuple(barcodes[1:]),
            aliases=names_in(self.widget("aliases").value()),
            active=self._id is None or self.widget("active").value(),
        )

    def _fit_basis(self) -> None:
        """Percent are asked where they count, and then make the price as soon as one cost is known."""
        on_cost = self.widget("price_basis").value() is PriceBasis.COST_PLUS
        self.body.boxes["markup"].setVisible(on_cost)
        self.widget("markup").setVisible(on_cost)
        self.widget("price").setEnabled(not (on_cost and self._cost_fen))

    def _work_out_price(self) -> None:
        """The percent make the price as soon as one cost is known."""
        percent = self.widget("markup").value_if_read()
        if not self.widget("markup").isHidden() and self._cost_fen and percent is not None:
            self.widget("price").set_fen(price_from_cost(self._cost_fen, percent))

    def _warn(self) -> None:
        """Whoever may know the cost is told when it is more than the price."""
        typed = (self.widget(name).value_if_read() for name in ("price", "member_price"))
        text = below_cost(self._cost_fen, *typed) if sees_costs(self._desk.person) else ""
        self._below.setText(text)
        self._below.setVisible(bool(text))

    def _said_cost(self) -> str:
        if not self._cost_fen or not sees_costs(self._desk.person):
            return ""
        return _("It cost {amount} last.").format(amount=format_yuan(self._cost_fen))

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


def below_cost(cost_fen: int | None, *prices: int | None) -> str:
    """A warning where one of the prices is less than one cost last, "" else."""
    if not cost_fen or all(fen is None or fen >= cost_fen for fen in prices):
        return ""
    return _("That is less than it cost last: every one sold loses money.")


def _values(data: PartData) -> dict[str, Any]:
    plain = {name: getattr(data, name) for name in _PLAIN}
    figures = {name: getattr(data, column) for name, column in _FIGURES.items()}
    oe_nos = [number for number in (data.oe_no, *data.more_oe_nos) if number]
    barcodes = [number for number in (data.barcode, *data.more_barcodes) if number]
    aliases = _(", ").join(data.aliases)
    return plain | figures | {"oe_nos": oe_nos, "barcodes": barcodes, "aliases": aliases}


def _said(name: str, value: Any) -> str:
    """A value of the form as a person reads it."""
    match name:
        case "price" | "member_price":
            return "" if value is None else format_yuan(value)
        case "min_qty" | "max_qty":
            return format_quantity(value)
        case "markup":
            return f"{format_decimal(value, 2)} %"
        case "oe_nos" | "barcodes":
            return _(", ").join(value)
        case "supplier_id":
            return suppliers.open_supplier(value).name if value else ""
    return in_words(value)


def _parse_percent(text: str, field: str) -> int:
    return parse_decimal(text.replace("%", ""), places=2, limit=MOST_MARKUP_BP, field=field)


def _parse_months(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=parts.MOST_MONTHS, field=field)


def _parse_km(text: str, field: str) -> int:
    return parse_decimal(text.replace(",", ""), places=0, limit=parts.MOST_KM, field=field)


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
