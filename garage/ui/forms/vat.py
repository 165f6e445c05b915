"""VAT in the settings: which rate the prices include, from which day on."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from garage.domain.decimals import format_decimal, parse_decimal
from garage.i18n import _
from garage.services import vat
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import NumberField
from garage.ui.kit.table_model import Column


class Rate(NamedTuple):
    """One rate in the list; `word` says whether it is past, present or to come."""

    valid_from: date
    rate_bp: int
    who: str
    word: str
    now: bool


class VatRateForm(FormDialog):
    """A new rate from a day on."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            _("New VAT rate"),
            _("Repair: 13 for general taxpayers, 3 (now 1) for small ones; 0 prints no VAT."),
            width=480,
        )
        self._desk = desk
        percent = NumberField(
            lambda text, field: parse_decimal(text.replace("%", ""), places=2, limit=10_000, field=field),
            lambda rate_bp: format_decimal(rate_bp, 2),
        )
        self.add_field("rate", _("VAT in %"), percent, required=True)
        self.add_field("valid_from", _("From"), fields.DateField(now=desk.now), required=True, beside=True)

    def load(self) -> None:
        self.widget("valid_from").set_date(self._desk.today())

    def save(self) -> object:
        rate, day = self.widget("rate").value(), self.widget("valid_from").date()
        vat.set_rate(self._desk.by(), rate_bp=rate, valid_from=day)
        return day


class VatSection(ListSection):
    """The dated rates in the settings."""

    areas = frozenset({Area.SHOP})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "vat_rates",
            _("VAT"),
            _(
                "Prices include it. The settlement slip names the net amount and the VAT by the rate of its day; "
                "without a rate it names none."
            ),
        )
        self.add_button(_("New VAT rate…"), self.add_rate, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(_("No VAT rate yet: slips name no VAT."), _("New VAT rate…"), self.add_rate)
        ink = lambda rate: None if rate.now else "muted"  # noqa: E731 - the same for every column
        self.show_columns(
            (
                Column("from", _("From"), 160, "left", lambda rate: rate.valid_from.isoformat(), ink),
                Column("rate", _("VAT"), 140, "right", _percent, ink, bold=True),
                Column("state", _("State"), 140, "left", lambda rate: rate.word, ink),
                Column("who", _("Set by"), 0, "left", lambda rate: rate.who, ink),
            ),
            lambda rate: rate,
        )

    def rows(self) -> Sequence[Rate]:
        today, found, reached = self.desk.today(), [], False
        for valid_from, rate_bp, who in vat.rates():
            now = valid_from <= today and not reached
            word = _("Now") if now else _("Former") if reached else _("Later")
            reached = reached or now
            found.append(Rate(valid_from, rate_bp, who or "", word, now))
        return found

    def add_rate(self) -> None:
        """A new rate."""
        self.open_form(VatRateForm(self.desk, self))


def _percent(rate: Rate) -> str:
    return f"{format_decimal(rate.rate_bp, 2)} %" if rate.rate_bp else _("no VAT")
