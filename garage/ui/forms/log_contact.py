"""A call that came in, a visit, or any other talk, from anywhere in the program (F4, G2)."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from garage.domain.contacts import ContactChannel, Direction, Outcome
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services import comeback_talks, customers, questions, search, vehicles
from garage.services.contacts import About
from garage.ui.desk import Desk
from garage.ui.forms.talk_fields import REWORK, NextStep, TalkForm
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.search_field import Hit, SearchField

MOST_HITS = 8
_ANSWERED = (Outcome.REACHED, Outcome.CALL_BACK, Outcome.REFUSED)
_OWNER_SHOWN = 40


def find_people(text: str) -> Sequence[Hit]:
    """Customers by name or phone, and cars by plate; a ref is ("customer" or "vehicle", id)."""
    found = search.find(text, MOST_HITS, ("customer", "vehicle"))
    return [Hit((hit.kind, hit.ref), hit.title, hit.subtitle) for hit in found]


class LogContactForm(TalkForm):
    """Who it was, which way, what was said; a talk about the car is followed up like a repair.

    `offers` are what it may lead to at once, as at a call of ours.
    """

    is_on_the_telephone = True

    def __init__(
        self,
        desk: Desk,
        customer_id: int | None = None,
        vehicle_id: int | None = None,
        parent: QWidget | None = None,
        offers: Sequence[NextStep] = (),
    ) -> None:
        super().__init__(parent, desk, _("Log a call or visit"), default_text=_("Save the talk"))
        self.setObjectName("log_contact_form")
        self._given = (customer_id, vehicle_id)
        self._customer_id: int | None = None
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
        self._vehicle = self.add_field(
            "vehicle", _("Car"), ChoiceField(choices=[(None, _("no car"))]), beside=True, stretch=2
        )
        self._phone = self.add_field("phone", _("Telephone"), LineField(limit=40))
        self._direction = self.add_field(
            "direction",
            _("Who began"),
            ChoiceField(choices=[(one, label(one)) for one in (Direction.IN, Direction.OUT)]),
            beside=True,
        )
        self._channel = self.add_field(
            "channel",
            _("How"),
            ChoiceField(choices=[(one, label(one)) for one in ContactChannel]),
            beside=True,
        )
        self.add_who()
        for field in (self._direction, self._channel, self._vehicle):
            field.edited.connect(self.fit)
        self.add_talk()
        self.add_steps(offers)
        self._follow = self.add_field(
            "follow", "", TickField(_("Call the customer about it in some days, as after a repair"))
        )

    def load(self) -> None:
        self._direction.set_value(Direction.IN)
        self._channel.set_value(ContactChannel.PHONE)
        customer_id, vehicle_id = self._given
        if vehicle_id is not None:
            self._take_vehicle(vehicle_id, customer_id)
        elif customer_id is not None:
            self._take_customer(customer_id)
        self.fit()
        if self._customer_id is None:
            self._customer.setFocus()
        else:
            self.outcome.setFocus()

    def fit(self) -> None:
        incoming = self._direction.value() is Direction.IN or self._channel.value() is ContactChannel.VISIT
        self.outcome.offer(_ANSWERED if incoming else tuple(Outcome))
        self.body.boxes["phone"].setVisible(self._channel.value() is not ContactChannel.VISIT)
        known = self._customer_id is not None
        self.body.boxes["vehicle"].setVisible(known)
        super().fit()
        car = self._vehicle.value() if known else None
        self.fit_steps(() if car is not None and comeback_talks.left_before(car) else {REWORK})
        self.body.boxes["follow"].setVisible(known and self.outcome.value() is Outcome.REACHED)

    def save(self) -> int:
        phone = self._phone.value() if not self.body.boxes["phone"].isHidden() else ""
        talk = self.talk(self._direction.value(), self._channel.value(), phone)
        if self._customer_id is None and not talk.spoke_with:
            talk = replace(talk, spoke_with=self._customer.text())
        vehicle_id = self._vehicle.value() if self._customer_id is not None else None
        about = About(self._customer_id, vehicle_id)
        follow = self._follow.value() and not self.body.boxes["follow"].isHidden()
        question, answer = self.asked()
        self.keep_steps()
        return questions.log_with(self._desk.by(), talk, about, question, answer, follow=follow)

    def _on_picked(self, hit: Hit | None) -> None:
        if hit is None:
            self._customer_id = None
            self._show_cars(())
        elif hit.ref[0] == "customer":
            self._take_customer(hit.ref[1])
        else:
            self._take_vehicle(hit.ref[1], None)
        self.fit()

    def _take_customer(self, customer_id: int, vehicle_id: int | None = None) -> None:
        page = customers.open_customer(customer_id)
        self._customer_id = customer_id
        numbers = " · ".join(map(display_phone, page.phones))
        self._customer.set_value(Hit(("customer", customer_id), page.name, numbers))
        cars = [(car.vehicle_id, car.plate, car.model) for car in page.vehicles if car.until is None]
        if vehicle_id is not None and vehicle_id not in {car[0] for car in cars}:
            known = vehicles.open_vehicle(vehicle_id, self._desk.today())
            cars.append((vehicle_id, known.plate, known.model))
        self._show_cars(cars)
        self._vehicle.set_value(
            vehicle_id if vehicle_id is not None else cars[0][0] if len(cars) == 1 else None
        )
        if not self._phone.text() and page.phones:
            self._phone.set_value(display_phone(page.phones[0]))
        spoke = self.widget("spoke_with")
        if not spoke.text():  # type: ignore[attr-defined]
            spoke.set_value(page.name[:_OWNER_SHOWN])  # type: ignore[attr-defined]

    def _take_vehicle(self, vehicle_id: int, customer_id: int | None) -> None:
        owner = vehicles.open_vehicle(vehicle_id, self._desk.today()).owner
        whose = customer_id if customer_id is not None else owner.customer_id if owner else None
        if whose is not None:
            self._take_customer(whose, vehicle_id)

    def _show_cars(self, cars: Sequence[tuple[int, str, str]]) -> None:
        offered = [(ref, " ".join(filter(None, (display_plate(plate), model)))) for ref, plate, model in cars]
        self._vehicle.set_choices([(None, _("no car")), *offered])
