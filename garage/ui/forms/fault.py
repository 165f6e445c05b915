"""How hard a fault is, and telling somebody above that it takes too long (B7)."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from garage.domain.fault_clock import UNSOLVED, FaultClass
from garage.domain.labels import label
from garage.domain.lines import LineKind
from garage.i18n import _
from garage.services import fault_clock, fault_limits, orders, workshop
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import about, words
from garage.ui.forms.spoken_time import say_span
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField


def fault_choices() -> list[tuple[FaultClass, str]]:
    """The classes with the time each has."""
    return [
        (one, _("{name} – {time}").format(name=label(one), time=say_span(timedelta(minutes=minutes))))
        for one, minutes in fault_limits.limits().by_class
    ]


def class_of(page: OrderPage) -> FaultClass:
    """The class an order has, else the one its labour speaks for."""
    return workshop.class_of(page.id)


def is_unsolved(page: OrderPage) -> bool:
    """Whether the clock of an order still runs."""
    return page.state in UNSOLVED


class FaultClassForm(FormDialog):
    """Which class, and so how much time."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Fault class"), about(page), width=460)
        self.setObjectName("fault_class_form")
        self._desk = desk
        self._page = page
        hours = sum(line.hours_centi for line in page.lines if line.kind is LineKind.LABOUR)
        usual = label(fault_limits.suggestion(hours))
        self._class = self.add_field(
            "fault_class",
            _("Fault class"),
            ChoiceField(choices=fault_choices()),
            _("By the hours of labour: {name}.").format(name=usual),
        )

    def load(self) -> None:
        self._class.set_value(class_of(self._page))

    def save(self) -> None:
        by, order = self._desk.by(), self._page
        fault_clock.set_class(by, order.id, self._class.value(), version=order.version)

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)


class EscalateForm(FormDialog):
    """Who is told, and what holds the job up."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Escalate"), about(page), default_text=_("Escalate"), width=480)
        self.setObjectName("escalate_form")
        self._desk = desk
        self._page = page
        people = fault_clock.people_to_tell()
        if not people:
            self.add_widget(
                words(_("Nobody is foreman or owner: give somebody the role in the settings."), "warn")
            )
        self._to = self.add_field(
            "to", _("Tell"), ChoiceField(choices=[(one.id, one.name) for one in people]), required=True
        )
        self._note = self.add_field("note", _("What holds it up"), LineField(limit=200), required=True)

    def load(self) -> None:
        others = [one.id for one in fault_clock.people_to_tell() if one.id != self._desk.person.id]
        if others:
            self._to.set_value(others[0])
        self._note.setFocus()

    def save(self) -> None:
        fault_clock.escalate(self._desk.by(), self._page.id, self._to.value(), self._note.value())
