"""The labour rate: what an hour costs, from which day on."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import shop
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.owners_word import add_owners_word
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column

ALWAYS = date(2000, 1, 1)
"""The day from which the rate of the first start counts."""


class Rate(NamedTuple):
    """One rate in the list; `word` says whether it is past, present or to come."""

    valid_from: date
    rate_fen: int
    who: str
    word: str
    now: bool


class LabourRateForm(FormDialog):
    """A new labour rate from a day on."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            _("New labour rate"),
            _("Estimates that are already written keep the rate they were made with."),
            width=480,
        )
        self._desk = desk
        self.add_field("rate", _("Yuan an hour"), fields.MoneyField(), required=True)
        self.add_field("valid_from", _("From"), fields.DateField(now=desk.now), required=True, beside=True)
        add_owners_word(self, desk)

    def load(self) -> None:
        self.widget("rate").set_fen(shop.labour_rate_fen(self._desk.today()) or None)
        self.widget("valid_from").set_date(self._desk.today())

    def save(self) -> object:
        rate, day = self.widget("rate").fen(), self.widget("valid_from").date()
        owner = self.widget("approved_by").value()
        shop.set_labour_rate(self._desk.by(), rate_fen=rate, valid_from=day, approved_by=owner)
        return day


class LabourRateSection(ListSection):
    """The dated rates in the settings."""

    areas = frozenset({Area.SHOP})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "labour_rates",
            _("Labour rate"),
            _(
                "Flat-rate hours × labour rate is the price of labour. A new rate counts from its day on; "
                "what was written before stays as it is."
            ),
        )
        self.add_button(_("New labour rate…"), self.add_rate, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(_("No labour rate yet."), _("New labour rate…"), self.add_rate)
        ink = lambda rate: None if rate.now else "muted"  # noqa: E731 - the same for every column
        self.show_columns(
            (
                Column("from", _("From"), 160, "left", _day, ink),
                Column(
                    "rate",
                    _("An hour"),
                    140,
                    "right",
                    lambda rate: format_yuan(rate.rate_fen),
                    ink,
                    bold=True,
                ),
                Column("state", _("State"), 140, "left", lambda rate: rate.word, ink),
                Column("who", _("Set by"), 0, "left", lambda rate: rate.who, ink),
            ),
            lambda rate: rate,
        )

    def rows(self) -> Sequence[Rate]:
        today, found, reached = self.desk.today(), [], False
        for valid_from, rate_fen, who in shop.labour_rates():
            now = valid_from <= today and not reached
            word = _("Now") if now else _("Former") if reached else _("Later")
            reached = reached or now
            found.append(Rate(valid_from, rate_fen, who or "", word, now))
        return found

    def add_rate(self) -> None:
        """A new rate."""
        self.open_form(LabourRateForm(self.desk, self))


def _day(rate: Rate) -> str:
    return _("From the start") if rate.valid_from <= ALWAYS else rate.valid_from.isoformat()
