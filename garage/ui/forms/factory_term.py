"""A warranty of a maker or a local rule: on which cars, which group of parts, how long (E9)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.factory_terms import Term
from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.domain.vehicles import Fuel
from garage.i18n import _
from garage.services import factory_terms, search, vehicles
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.part_group import GroupField
from garage.ui.forms.supplier import SupplierField
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.line_fields import KilometreField, LineField, NumberField
from garage.ui.kit.search_field import Hit, SearchField

MOST_HITS = 8


class FactoryTermForm(DocumentForm):
    """A new term, or the one with `term_id`; `saved` carries the id."""

    def __init__(self, parent: QWidget | None, desk: Desk, term_id: int | None = None) -> None:
        title = _("New factory warranty") if term_id is None else _("Change factory warranty")
        about = _("It counts from the first registration of the car; a local rule wins over the maker's.")
        super().__init__(parent, title, about, width=760)
        self.setObjectName("factory_term_form")
        self._desk, self._id = desk, term_id
        self._add_promise()
        self._add_cars()

    def _add_promise(self) -> None:
        name = LineField(limit=60, placeholder=_("traction battery, whole vehicle"))
        self.add_field("name", _("What is covered"), name, required=True, stretch=4)
        self.add_field(
            "part_group",
            _("Part group"),
            GroupField(),
            _("Parts of this group are flagged; empty for the whole car"),
            beside=True,
            stretch=4,
        )
        months = NumberField(_months, str, placeholder="12")
        self.add_field("months", _("Months"), months, required=True, stretch=2)
        km = KilometreField()
        km.setPlaceholderText(_("no limit"))
        self.add_field("km", _("or kilometres, whichever first"), km, beside=True, stretch=3)
        self.add_field(
            "supplier_id", _("Claimed from"), SupplierField(self._desk, self), beside=True, stretch=4
        )
        self.add_field("local_rule", "", TickField(_("Local rule: wins over the maker's terms")))

    def _add_cars(self) -> None:
        self.add_section(_("Which cars"))
        self.add_field("brand", _("Make"), LineField(limit=40, placeholder=_("every make")), stretch=3)
        fuels = [(frozenset(), _("every kind")), *((frozenset({fuel}), label(fuel)) for fuel in Fuel)]
        self.add_field("fuels", _("Energy"), ChoiceField(choices=fuels), beside=True, stretch=3)
        car = SearchField(_find_cars, placeholder=_("only for one car: its plate or VIN"))
        self.add_field("vehicle_id", _("One car alone"), car, beside=True, stretch=4)
        self.add_field("note", _("Note"), LineField(limit=200))

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, {}
        row = factory_terms.row(self._id)
        shown = dict(vars(row.term))
        if row.term.vehicle_id is not None:
            shown["vehicle_id"] = _car(row.term.vehicle_id, self._desk)
        return row.version, shown

    def write(self, version: int) -> object:
        field: Any
        typed = {}
        for name in vars(Term("", 0)):
            field = self.widget(name)
            typed[name] = field.value()
        typed["months"] = typed["months"] or 0
        term = Term(**typed)
        if self._id is None:
            return factory_terms.add(self._desk.by(), term)
        factory_terms.change(self._desk.by(), self._id, version, term)
        return self._id


def _months(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=factory_terms.MOST_MONTHS, field=field)


def _find_cars(text: str) -> Sequence[Hit]:
    return [Hit(hit.ref, hit.title, hit.subtitle) for hit in search.find(text, MOST_HITS, ("vehicle",))]


def _car(vehicle_id: int, desk: Desk) -> Hit:
    car = vehicles.open_vehicle(vehicle_id, desk.today())
    return Hit(vehicle_id, display_plate(car.plate) or car.vin, f"{car.brand} {car.model}".strip())
