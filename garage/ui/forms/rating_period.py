"""A choice of periods that end today: what a rating looks back at."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.ui.kit.choice_fields import ChoiceField

_DAYS = {3: 91, 6: 183, 12: 365, 24: 730}
"""By months."""
_USUAL = 12


class PeriodField(ChoiceField):
    """The last three, six, twelve or twenty-four months, up to today."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent, [(months, _("the last {n} months").format(n=months)) for months in _DAYS])
        self._today = today
        self.setObjectName("rating_period")
        self.setAccessibleName(_("Rated over"))
        self.set_value(_USUAL)

    def since(self) -> date:
        """The first day of the period."""
        return self._today() - timedelta(days=_DAYS[self.value()])
