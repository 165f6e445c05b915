"""Warranty promises: what the garage promises per vehicle class and repair category, and what the law asks."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.labels import label
from garage.domain.vehicles import VehicleClass
from garage.domain.warranty import STATUTORY, Period, RepairCategory
from garage.i18n import _
from garage.services import shop
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit import fields
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import NumberField
from garage.ui.kit.table_model import Column


class Promise(NamedTuple):
    """One line of the table: what is promised today, what was decided for later, what the law asks."""

    vehicle_class: VehicleClass
    category: RepairCategory
    today: Period
    later: Period
    least: Period


def said(period: Period) -> str:
    """A period in words: "20,000 km or 100 days"."""
    return _("{km} km or {days} days").format(km=f"{period.km:,}", days=period.days)


class WarrantyPolicyForm(FormDialog):
    """A promise for one vehicle class and repair category; less than the law asks is refused at the field."""

    def __init__(self, desk: Desk, promise: Promise, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            f"{label(promise.vehicle_class)} · {label(promise.category)}",
            _("Whichever comes first ends the warranty. The law asks for at least {period}.").format(
                period=said(promise.least)
            ),
            width=520,
        )
        self._desk = desk
        self._promise = promise
        self.add_field("km", _("Kilometres"), fields.KilometreField(), required=True)
        days = NumberField(lambda text, field: parse_decimal(text, places=0, limit=9_999, field=field), str)
        self.add_field("days", _("Days"), days, required=True, beside=True)
        self.add_field(
            "valid_from", _("For cars that leave from"), fields.DateField(now=desk.now), required=True
        )

    def load(self) -> None:
        self.widget("km").set_km(self._promise.today.km)
        self.widget("days").set_value(self._promise.today.days)
        self.widget("valid_from").set_date(self._desk.today())

    def save(self) -> object:
        shop.set_promise(
            self._desk.by(),
            vehicle_class=self._promise.vehicle_class,
            category=self._promise.category,
            km=self.widget("km").km(),
            days=self.widget("days").value(),
            valid_from=self.widget("valid_from").date(),
        )
        return self._promise.category


class WarrantySection(ListSection):
    """The table of promises in the settings, one vehicle class at a time."""

    areas = frozenset({Area.SHOP})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "warranty",
            _("Repair warranty"),
            _(
                "What you promise on your work, from the day the car leaves. You may promise more than the law "
                "asks, never less."
            ),
        )
        self.chips = ChipBar(self, "warranty_class")
        self.chips.set_chips([(which.value, label(which), None) for which in VehicleClass])
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.top.addWidget(self.chips)
        self.add_button(_("Change the promise…"), self.open_current, "Ctrl+E", "pencil", primary=True)
        self.show_columns(
            (
                Column("category", _("Repair category"), 0, "left", lambda row: label(row.category)),
                Column("promise", _("You promise"), 210, "left", lambda row: said(row.today), bold=True),
                Column(
                    "least", _("The law asks"), 210, "left", lambda row: said(row.least), lambda _row: "muted"
                ),
                Column("later", _("Later"), 190, "left", _later),
            ),
            lambda row: row.category,
        )

    def rows(self) -> Sequence[Promise]:
        which, today = VehicleClass(self.chips.current()), self.desk.today()
        return [
            Promise(
                which,
                category,
                shop.promise(which, category, today),
                shop.promise(which, category, date.max),
                STATUTORY[which][category],
            )
            for category in RepairCategory
        ]

    def open_current(self) -> None:
        row = self.list.current_row()
        if row:
            self.open_form(WarrantyPolicyForm(self.desk, row, self))


def _later(row: Promise) -> str:
    return said(row.later) if row.later != row.today else ""
