"""How long a fault may take, by its class (B7)."""

from typing import Any

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.fault_clock import MOST_MINUTES, FaultClass, Limits
from garage.domain.labels import label
from garage.i18n import _
from garage.services import fault_limits
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import FormSection
from garage.ui.kit.line_fields import NumberField


class HoursOfMinutes(NumberField):
    """Whole minutes, shown and typed as hours with at most two decimals."""

    def __init__(self) -> None:
        def parse(text: str, field: str) -> int:
            centi = parse_decimal(text, places=2, limit=MOST_MINUTES * 100 // 60, field=field)
            return (centi * 60 + 50) // 100

        super().__init__(parse, lambda minutes: format_decimal(minutes * 100 // 60, 2))


class FaultTimesSection(FormSection):
    """The times of the garage's service promise."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _("Repair times"),
            _(
                "From reception to the final inspection. Time on hold, or spent waiting for consent, does not count."
            ),
        )
        self.setObjectName("fault_times")
        self._desk = desk
        minutes = NumberField(
            lambda text, field: parse_decimal(text, places=0, limit=MOST_MINUTES, field=field), str
        )
        self.add_field("wait", _("Minutes until work is dispatched"), minutes, required=True)
        self.add_section(_("Hours by fault class"))
        for place, one in enumerate(FaultClass):
            self.add_field(one.value, label(one), HoursOfMinutes(), required=True, beside=bool(place % 2))
        self.add_section(_("When it takes too long"))
        self.add_field(
            "escalate",
            _("Hours until foreman or owner are told"),
            HoursOfMinutes(),
            _("0 for never."),
            required=True,
        )

    def load(self) -> None:
        limits = fault_limits.limits()
        known: dict[str, Any] = {one.value: minutes for one, minutes in limits.by_class}
        for name, minutes in {"wait": limits.wait, "escalate": limits.escalate, **known}.items():
            self.body.boxes[name].field.set_value(minutes)

    def save(self) -> object:
        times = {name: box.field.value() for name, box in self.body.boxes.items()}
        by_class = tuple((one, times[one.value]) for one in FaultClass)
        fault_limits.set_limits(self._desk.by(), Limits(times["wait"], by_class, times["escalate"]))
        return None
