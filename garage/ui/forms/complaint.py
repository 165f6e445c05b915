"""A complaint is written down: who is unhappy with what, how it came in, about which job (G5)."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from garage.domain.complaints import (
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
)
from garage.domain.contacts import ContactChannel
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.errors import FieldError
from garage.i18n import _
from garage.services import (
    complaint_rows,
    complaints,
    contacts,
    customers,
    deadlines,
    orders,
    staff,
    vehicles,
)
from garage.services.complaints import ComplaintData
from garage.ui.desk import Desk
from garage.ui.forms.log_contact import find_people
from garage.ui.forms.order_head import words
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField
from garage.ui.kit.search_field import Hit, SearchField

_HEARD = {
    ContactChannel.PHONE: ComplaintChannel.PHONE,
    ContactChannel.VISIT: ComplaintChannel.VISIT,
    ContactChannel.WECHAT: ComplaintChannel.MESSAGE,
    ContactChannel.SMS: ComplaintChannel.MESSAGE,
}


class ComplaintForm(FormDialog):
    """New complaint; `saved` carries its id. It may begin from a talk, an order or a customer."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        customer_id: int | None = None,
        order_id: int | None = None,
        contact_id: int | None = None,
    ) -> None:
        super().__init__(parent, _("New complaint"), default_text=_("Register the complaint"), width=880)
        self.setObjectName("complaint_form")
        self._desk = desk
        self._given = (customer_id, order_id)
        self._contact_id = contact_id
        self._customer_id: int | None = None
        self._add_who()
        self._add_kind()
        self._clock = words("", "muted")
        self._clock.setObjectName("complaint_clock")
        self.add_widget(self._clock)

    def load(self) -> None:
        customer_id, order_id = self._given
        self._channel.set_value(ComplaintChannel.PHONE)
        self._level.set_value(ComplaintLevel.NORMAL)
        self._category.set_value(None)
        if self._contact_id is not None:
            self._take_talk(self._contact_id)
        elif order_id is not None:
            self._take_order(order_id)
        elif customer_id is not None:
            self._take_customer(customer_id)
        self._fit()
        (self._content if self._customer_id is not None else self._customer).setFocus()

    def check(self) -> None:
        known = self._customer_id is not None or self._name.value() or self._phone.value()
        if not known and not self._customer.text().strip():
            raise FieldError("customer", _("Who complains? A name or a phone number is enough."))
        if self._category.value() is None and self._assigned.value() is not None:
            raise FieldError("category", _("Say what it is about first."))

    def save(self) -> int:
        known = self._customer_id is not None
        typed = "" if known else self._customer.text()
        chosen = self._order.value() if known else None
        return complaints.register(
            self._desk.by(),
            ComplaintData(
                content=self._content.value(),
                channel=self._channel.value(),
                category=self._category.value(),
                level=self._level.value(),
                potential=self._potential.value(),
                demand=self._demand.value(),
                customer_id=self._customer_id,
                vehicle_id=self._vehicle_of(chosen),
                order_id=chosen,
                complainant=self._name.value() or typed,
                phone=self._phone.value(),
                received_at=self._at.moment(),
                assigned_to=self._assigned.value(),
                contact_id=self._contact_id,
            ),
        )

    # Who it is and which job it is about

    def _take_talk(self, contact_id: int) -> None:
        talk = contacts.one(contact_id)
        if talk.customer_id is not None:
            self._car = talk.vehicle_id
            self._take_customer(
                talk.customer_id, talk.order_id or self._last_job(talk.customer_id, self._car)
            )
        else:
            self._customer.setText(talk.spoke_with)
        self._name.set_value(talk.spoke_with)
        self._phone.set_value(display_phone(talk.phone))
        followed = talk.follow_up_id is not None
        self._channel.set_value(ComplaintChannel.FOLLOW_UP if followed else _HEARD[talk.channel])
        self._content.set_value(talk.opinion or talk.note)
        self._demand.set_value(talk.needs)
        self._at.set_moment(talk.at)

    def _take_order(self, order_id: int) -> None:
        page = orders.open_page(order_id)
        self._take_customer(page.customer_id, order_id)
        self._channel.set_value(ComplaintChannel.VISIT)

    def _take_customer(self, customer_id: int, order_id: int | None = None) -> None:
        page = customers.open_customer(customer_id)
        self._customer_id = customer_id
        numbers = " · ".join(map(display_phone, page.phones))
        self._customer.set_value(Hit(("customer", customer_id), page.name, numbers))
        rows = complaint_rows.orders_of(customer_id)
        choices = [
            (row.id, " · ".join(filter(None, (row.no, row.plate, row.received_on.isoformat()))))
            for row in rows
        ]
        known = {row.id for row in rows}
        if order_id is not None and order_id not in known:
            old = orders.open_page(order_id)
            choices.append((order_id, " · ".join((old.no, display_plate(old.plate)))))
        self._order.set_choices([(None, _("no job in particular")), *choices])
        if order_id is not None:
            self._order.set_value(order_id)
        if not self._phone.text() and page.phones:
            self._phone.set_value(display_phone(page.phones[0]))

    def _on_picked(self, hit: Hit | None) -> None:
        self._car = None
        if hit is None:
            self._customer_id = None
        elif hit.ref[0] == "customer":
            self._take_customer(hit.ref[1])
        else:
            self._car = hit.ref[1]
            owner = vehicles.open_vehicle(hit.ref[1], self._desk.today()).owner
            if owner is not None:
                self._take_customer(owner.customer_id, self._last_job(owner.customer_id, self._car))
        self._fit()

    def _last_job(self, customer_id: int, vehicle_id: int | None) -> int | None:
        """The newest visit of the car, which the complaint is most likely about."""
        rows = complaint_rows.orders_of(customer_id) if vehicle_id is not None else []
        return next((row.id for row in rows if row.vehicle_id == vehicle_id), None)

    def _vehicle_of(self, order_id: int | None) -> int | None:
        """A job names its car by itself; without one it is the car that was looked for."""
        return None if order_id is not None else self._car

    def _fit(self) -> None:
        self.body.boxes["order"].setVisible(self._customer_id is not None)
        self.body.boxes["assigned_to"].setVisible(self._category.value() is not None)
        if self._category.value() is None:
            self._assigned.set_value(None)
        self._say_clock()
        self.grow_soon()

    def _say_clock(self) -> None:
        at = self._at.value_if_read()
        moment = at if isinstance(at, datetime) else self._desk.now()
        (verify_by, deadline), given = complaints.clocks_of(moment), deadlines.chosen()
        text = _(
            "To be verified by {moment} ({hours} h); the customer hears the result by {day} ({days} working days)."
        )
        said = [
            text.format(
                moment=f"{verify_by:%m-%d %H:%M}",
                hours=given.verify_hours,
                day=f"{deadline.on:%m-%d}",
                days=given.result_days,
            )
        ]
        if deadline.provisional:
            said.append(_("The holidays of that year are not entered: the day may move."))
        if self._level.value() is ComplaintLevel.SERIOUS:
            said.append(_("A serious complaint goes to the owner at once."))
        self._clock.setText("\n".join(said))

    # Fields

    def _add_who(self) -> None:
        self._car: int | None = None
        self._customer = self.add_field(
            "customer",
            _("Customer"),
            SearchField(
                find_people, placeholder=_("phone, plate, name or initials"), must_pick=False, limit=40
            ),
            _("Somebody unknown: type the name."),
            stretch=3,
        )
        self._customer.picked.connect(self._on_picked)
        self._order = self.add_field(
            "order",
            _("About which job"),
            ChoiceField(choices=[(None, _("no job in particular"))]),
            beside=True,
            stretch=3,
        )
        self._name = self.add_field("complainant", _("Who complains, if somebody else"), LineField(limit=40))
        self._phone = self.add_field("phone", _("Telephone"), LineField(limit=40), beside=True)
        self._at = self.add_field(
            "received_at", _("Received, if not now"), MomentField(now=self._desk.now), beside=True
        )
        self._at.textChanged.connect(lambda _text: self._say_clock())

    def _add_kind(self) -> None:
        self._content = self.add_field(
            "content",
            _("What the customer is unhappy with"),
            TextField(limit=2000, lines=3),
            _("In the customer's words."),
            required=True,
            stretch=3,
        )
        self._demand = self.add_field(
            "demand", _("What the customer asks for"), TextField(limit=2000, lines=3), beside=True, stretch=2
        )
        self._channel = self.add_field(
            "channel", _("How it came"), ChoiceField(choices=[(one, label(one)) for one in ComplaintChannel])
        )
        later = [(None, _("decided later"))]
        self._category = self.add_field(
            "category",
            _("What it is about"),
            ChoiceField(choices=[*later, *((one, label(one)) for one in ComplaintCategory)]),
            beside=True,
        )
        self._level = self.add_field(
            "level",
            _("Level"),
            ChoiceField(choices=[(one, label(one)) for one in ComplaintLevel]),
            _("Serious: danger, injury, the press, an authority, a lawyer."),
            beside=True,
        )
        self._potential = self.add_field(
            "potential", "", TickField(_("Only a potential one: unhappy, but nobody complained"))
        )
        people = [(one.id, one.name) for one in staff.people()]
        self._assigned = self.add_field(
            "assigned_to", _("Who looks after it"), ChoiceField(choices=[*later, *people]), beside=True
        )
        for field in (self._category, self._level):
            field.edited.connect(self._fit)
