"""外采: what was bought outside for a line of a job is booked in and handed to it, in one form."""

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.orders import DRAWING
from garage.domain.quantities import format_quantity
from garage.domain.settlements import PayMethod
from garage.domain.staff import Role
from garage.i18n import _
from garage.services import parts, spot_purchases, staff, workshop
from garage.services.order_lines import Line
from garage.services.orders import OrderPage
from garage.services.parts import PartData
from garage.services.serials import Fitted
from garage.services.spot_purchases import Bought
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about
from garage.ui.forms.part_grid import find_parts
from garage.ui.forms.supplier import SupplierField
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.search_field import SearchField

ON_ACCOUNT = "ACCOUNT"


def lines_to_buy(page: OrderPage) -> list[Line]:
    """Lines of an order that may draw parts now and have still to draw."""
    if page.state not in DRAWING:
        return []
    return [line for line in page.lines if line.draws_stock and line.issued_milli < line.qty_milli]


class SpotPurchaseForm(FormDialog):
    """For one line of a job; `saved` carries the Bought."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, page: OrderPage, line_id: int | None = None
    ) -> None:
        title = _("Bought outside for this job")
        super().__init__(parent, title, about(page), default_text=_("Book in and hand over"), width=640)
        self.setObjectName("spot_purchase_form")
        self._desk = desk
        self._page = page
        self._lines = {line.id: line for line in lines_to_buy(page)}
        self.line = self.add_field(
            "line",
            _("For line"),
            fields.ChoiceField(choices=[(ref, _said(row)) for ref, row in self._lines.items()]),
        )
        if line_id in self._lines:
            self.line.set_value(line_id)
        self._add_part()
        self._add_purchase()
        self.line.edited.connect(self._show_line)
        self._part.picked.connect(lambda _hit: self._fit_part())
        self._part.textChanged.connect(lambda _text: self._fit_part())

    def load(self) -> None:
        self._buyer.set_value(self._desk.by().staff_id)
        self._show_line()

    def save(self) -> Bought:
        line = self._lines[self.line.value()]
        new = line.part_id is None and self._part.hit() is None
        return spot_purchases.buy(
            self._desk.by(),
            line.id,
            qty_milli=self._qty.milli(),
            cost_fen=self._cost.fen(),
            vendor=self._vendor.value(),
            supplier_id=self._supplier.value(),
            method=None if self._method.value() == ON_ACCOUNT else self._method.value(),
            bought_by=self._buyer.value(),
            received_by=self._taker.value(),
            part_id=None if line.part_id is not None else self._part.value(),
            new_part=self._new_part(line) if new else None,
            serials=[Fitted(number) for number in self._serials.value().split()],
            note=self._note.value(),
        )

    def _add_part(self) -> None:
        self._part = self.add_field(
            "part_id",
            _("Stock part"),
            SearchField(
                find_parts,
                placeholder=_("Empty for a part that is not on file yet"),
                must_pick=False,
                takes_scans=True,
            ),
            _("The line was written in free words: say which part it is."),
        )
        self._code = self.add_field("code", _("Code of the new part"), fields.CodeField(limit=40))
        self._name = self.add_field(
            "name", _("Name of the new part"), fields.LineField(limit=120), beside=True, stretch=2
        )

    def _add_purchase(self) -> None:
        self._qty = self.add_field("qty", _("Quantity"), fields.QuantityField(), required=True)
        self._cost = self.add_field(
            "cost", _("Paid in all"), fields.MoneyField(), required=True, beside=True, stretch=2
        )
        self._method = self.add_field(
            "method", _("Way of payment"), fields.ChoiceField(choices=_methods()), beside=True, stretch=2
        )
        self._serials = self.add_field(
            "serials",
            _("Serial numbers"),
            fields.CodeField(limit=400),
            _("This part is tracked: one number for each piece, with spaces between them."),
        )
        self._vendor = self.add_field("vendor", _("Bought at"), fields.LineField(limit=80))
        self._supplier = self.add_field(
            "supplier_id", _("Or from a supplier on file"), SupplierField(self._desk, self), beside=True
        )
        people = [(one.id, one.name) for one in staff.people()]
        self._buyer = self.add_field("bought_by", _("Bought by"), fields.ChoiceField(choices=people))
        self._taker = self.add_field(
            "received_by", _("Taken by"), fields.ChoiceField(choices=self._takers()), beside=True
        )
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200))

    def _new_part(self, line: Line) -> PartData:
        grade = {"grade": line.grade} if line.grade is not None else {}
        return PartData(
            code=self._code.value(),
            name=self._name.value(),
            brand=line.brand,
            spec=line.spec,
            unit=line.unit,
            price_fen=line.unit_price_fen,
            supplier_id=self._supplier.value(),
            **grade,
        )

    def _show_line(self) -> None:
        line = self._lines.get(self.line.value())
        if line is None:
            return
        self._qty.set_milli(line.qty_milli - line.issued_milli)
        self._name.set_value(line.name)
        self._code.set_value(line.code)
        self._fit_part()

    def _fit_part(self) -> None:
        """A line in free words asks for its part; one that is on file nowhere is entered here."""
        line = self._lines.get(self.line.value())
        free = line is not None and line.part_id is None
        fresh = free and self._part.hit() is None
        part_id = line.part_id if line is not None else None
        hit = self._part.hit() if free else None
        ref = hit.ref if hit is not None else part_id
        tracked = ref is not None and parts.open_part(ref).stock.serial_tracked
        shown = (("part_id", free), ("code", fresh), ("name", fresh), ("serials", tracked))
        for name, visible in shown:
            self.body.boxes[name].setVisible(visible)
            self.widget(name).setVisible(visible)
        if self.isVisible():
            self.grow_soon()

    def _takers(self) -> list[tuple[int, str]]:
        """Those who work on the order first, then the mechanics, then everybody."""
        workers = workshop.workers_of(self._page.id)

        def nearness(person: staff.Person) -> tuple[bool, bool, str]:
            return person.id not in workers, Role.MECHANIC not in person.roles, person.name

        return [(one.id, one.name) for one in sorted(staff.people(), key=nearness)]


def _methods() -> list[tuple[str, str]]:
    return [*((one, label(one)) for one in PayMethod), (ON_ACCOUNT, _("Supplier's account"))]


def _said(line: Line) -> str:
    rest = f"{format_quantity(line.qty_milli - line.issued_milli)} {line.unit}".strip()
    return " · ".join(word for word in (line.code, line.name, rest) if word)
