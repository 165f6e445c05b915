"""Tags for what came off a car: those of an order's lines in one step, or a single one with its own words (E1)."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.old_parts import Hazard, OldPartPurpose
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import old_part_register, old_part_tags, old_parts, orders, staff
from garage.services.old_part_tags import ReplacedLine
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about
from garage.ui.forms.tick_table import Ticked, TickTable
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.remembered import recall, remember
from garage.ui.kit.search_field import Hit

_PRINTS = "old_parts/label"


def shelf_field() -> fields.SearchField:
    """A shelf: one on which something lies already, or any other."""

    def look(typed: str) -> list[Hit]:
        return [
            Hit(name, name) for name in old_part_register.shelves() if typed.casefold() in name.casefold()
        ]

    return fields.SearchField(look, must_pick=False, takes_scans=True, limit=40)


def label_tick() -> fields.TickField:
    """Whether labels are printed at once, as the last time."""
    field = fields.TickField(_("Print the labels"))
    field.set_value(recall(_PRINTS, "yes") == "yes")
    return field


class TagLinesForm(FormDialog):
    """Every old part of an order that has no tag yet; `saved` carries the ids of the new tags."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        title = _("Tag old parts")
        super().__init__(parent, title, about(page), default_text=title, width=860)
        self.setObjectName("tag_lines_form")
        self._desk, self._page = desk, page
        self.lines = self.add_field(
            "lines",
            _("Replaced parts"),
            TickTable(
                "lines", _("Replaced parts"), [(_("Part"), 0), (_("Quantity"), 110), (_("For whom"), 200)]
            ),
            _("Space ticks a part, Ctrl+A all. What must be kept is ticked already."),
        )
        people = [(one.id, one.name) for one in staff.people()]
        self._remover = self.add_field(
            "removed_by", _("Taken off by"), fields.ChoiceField(choices=[(None, "–"), *people])
        )
        self._shelf = self.add_field(
            "shelf",
            _("Shelf"),
            shelf_field(),
            _("With a shelf they are counted in at once."),
            beside=True,
        )
        self._prints = self.add_field("prints", "", label_tick())

    @property
    def prints(self) -> bool:
        """Whether the labels are wanted."""
        return self._prints.value()

    def load(self) -> None:
        rows = old_part_tags.replaced_lines(self._page.id)
        self.lines.show_rows([_ticked(row) for row in rows], most=8)
        self._remover.set_value(old_part_tags.prefill(self._page.id).removed_by)
        self.lines.setFocus()
        if not rows:
            self.say_at_foot(_("Every replaced part has its tag."))

    def save(self) -> list[int]:
        made = old_parts.tag_lines(
            self._desk.by(),
            self._page.id,
            self.lines.value(),
            removed_by=self._remover.value(),
            shelf=self._shelf.text(),
        )
        remember(_PRINTS, "yes" if self.prints else "no")
        return made

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)


class TagForm(FormDialog):
    """One old part with everything its label says; `saved` carries the ids of the new tags."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        title = _("Tag a part")
        super().__init__(parent, title, about(page), default_text=title, width=760)
        self.setObjectName("tag_form")
        self._desk, self._page = desk, page
        self._rows = {row.line_id: row for row in old_part_tags.replaced_lines(page.id)}
        choices = [(ref, f"{row.position} · {row.name}") for ref, row in self._rows.items()]
        self._line = self.add_field(
            "line", _("Replaced by line"), fields.ChoiceField(choices=[(None, _("Of no line")), *choices])
        )
        self._add_words()
        self._add_circumstances()
        self._line.edited.connect(self._fill)

    def _add_words(self) -> None:
        self._name = self.add_field("name", _("Part"), fields.LineField(limit=120), required=True, stretch=3)
        self._code = self.add_field(
            "code", _("Part code"), fields.CodeField(limit=60), beside=True, stretch=2
        )
        self._qty = self.add_field("qty", _("Quantity"), fields.QuantityField(), required=True)
        self._unit = self.add_field("unit", _("Unit"), fields.LineField(limit=20), beside=True)
        self._serial = self.add_field(
            "serial", _("Serial number"), fields.CodeField(limit=60), beside=True, stretch=2
        )
        self._fault = self.add_field("fault", _("Fault"), fields.TextField(limit=2000, lines=2))

    def _add_circumstances(self) -> None:
        people = [(one.id, one.name) for one in staff.people()]
        self._at = self.add_field("removed_at", _("Taken off at"), fields.MomentField(now=self._desk.now))
        self._remover = self.add_field(
            "removed_by",
            _("Taken off by"),
            fields.ChoiceField(choices=[(None, "–"), *people]),
            beside=True,
        )
        self._km = self.add_field("odometer", _("Odometer"), fields.KilometreField(), beside=True)
        purposes = [(one, label(one)) for one in OldPartPurpose]
        self._purpose = self.add_field("purpose", _("For whom"), fields.ChoiceField(choices=purposes))
        hazards = [(None, _("Harmless")), *((one, label(one)) for one in Hazard)]
        self._hazard = self.add_field("hazard", _("Danger"), fields.ChoiceField(choices=hazards), beside=True)
        cracked = fields.LineField(limit=200, placeholder=_("Cracked, worn, burnt …"))
        self._condition = self.add_field("condition", _("Condition"), cracked, stretch=2)
        self._intact = self.add_field("intact", "", fields.TickField(_("As it came off")), beside=True)
        self._prints = self.add_field("prints", "", label_tick(), beside=True)

    @property
    def prints(self) -> bool:
        """Whether the label is wanted."""
        return self._prints.value()

    def load(self) -> None:
        self._line.set_value(next(iter(self._rows), None))
        self._fill()
        self._line.setFocus()

    def save(self) -> list[int]:
        line_id = self._line.value()
        data = replace(
            old_part_tags.prefill(self._page.id, line_id),
            name=self._name.value(),
            code=self._code.value(),
            unit=self._unit.value(),
            qty_milli=self._qty.milli(),
            serial=self._serial.value(),
            fault=self._fault.value(),
            odometer_km=self._km.km(),
            removed_at=self._at.moment(),
            removed_by=self._remover.value(),
            purpose=self._purpose.value(),
            hazard=self._hazard.value(),
            intact=self._intact.value(),
            condition=self._condition.value(),
        )
        made = old_parts.tag(self._desk.by(), self._page.id, line_id, data)
        remember(_PRINTS, "yes" if self.prints else "no")
        return [made]

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)

    def _fill(self) -> None:
        told = old_part_tags.prefill(self._page.id, self._line.value())
        values: list[tuple[Any, Any]] = [
            (self._name, told.name),
            (self._code, told.code),
            (self._unit, told.unit),
            (self._serial, told.serial),
            (self._fault, told.fault),
            (self._remover, told.removed_by),
            (self._purpose, told.purpose),
            (self._hazard, told.hazard),
            (self._intact, told.intact),
        ]
        for field, value in values:
            field.set_value(value)
        self._qty.set_milli(told.qty_milli)
        self._km.set_km(told.odometer_km)
        self._at.set_moment(self._desk.now())


def _ticked(row: ReplacedLine) -> Ticked:
    quantity = f"{format_quantity(row.left_milli)} {row.unit}".strip()
    danger = f" · {label(row.hazard)}" if row.hazard else ""
    name = " · ".join(word for word in (row.code, row.name) if word)
    return Ticked(row.line_id, (name, quantity, label(row.purpose) + danger), row.wanted)
