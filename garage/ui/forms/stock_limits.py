"""After how many days a part is to be counted again, is slow, and is dead (F5, F6)."""

from dataclasses import asdict

from garage.domain.decimals import parse_decimal
from garage.domain.part_file import MOST_DAYS, StockLimits
from garage.i18n import _
from garage.services import stock_limits
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import FormSection
from garage.ui.kit.line_fields import NumberField


class StockLimitsSection(FormSection):
    """The days behind the filters of the stock list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Stock"), _("What the stock list calls to be counted, slow and dead."))
        self.setObjectName("stock_limits")
        self._desk = desk
        for name, words in (
            ("count", _("Count again after days")),
            ("slow", _("Slow after days without use")),
            ("dead", _("Dead after days without use")),
        ):
            days = NumberField(
                lambda text, field: parse_decimal(text, places=0, limit=MOST_DAYS, field=field), str
            )
            self.add_field(name, words, days, required=True, beside=name != "count")

    def load(self) -> None:
        for name, days in asdict(stock_limits.limits()).items():
            self.body.boxes[name].field.set_value(days)

    def save(self) -> object:
        typed = {name: box.field.value() for name, box in self.body.boxes.items()}
        stock_limits.set_limits(self._desk.by(), StockLimits(**typed))
        return None
