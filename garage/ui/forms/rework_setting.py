"""Whether a rework begins the warranty of its line anew (D4)."""

from garage.i18n import _
from garage.services import rework_policy
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.forms.settings_section import FormSection
from garage.ui.kit import fields


class ReworkSection(FormSection):
    """One choice, in the customer's favour while nobody has made it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Rework"), _("What is promised when a repair is done again."))
        self.setObjectName("rework_setting")
        self._desk = desk
        self._restarts = self.add_field(
            "restarts", "", fields.TickField(_("The warranty of what was done again begins anew"))
        )
        told = _(
            "Ticked, a rework has a full period of its own from the day the car leaves, as local rules ask."
            " Otherwise the end that was promised with the first repair stays. The count of attempts never starts again."
        )
        self.add_widget(words(told, "muted"))

    def load(self) -> None:
        self._restarts.set_value(rework_policy.restarts())

    def save(self) -> object:
        rework_policy.set_restarts(self._desk.by(), self._restarts.value())
        return None
