"""A car is expected: who comes, when, how long, where, for what; the day's load and what is in the way beside it (A1)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from garage.domain.appointments import (
    LONGEST,
    AppointmentChannel,
    Slot,
    hints,
)
from garage.domain.decimals import parse_decimal
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.plates import PlateKind, display_plate, normalise_plate, plate_kind
from garage.domain.quantities import format_hours
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError, StaleError
from garage.i18n import _, ngettext
from garage.services import (
    appointment_rows,
    appointments,
    customers,
    held_times,
    reminder_leads,
    shop,
    shop_load,
    staff,
    vehicles,
    working_days,
)
from garage.services.appointment_rows import AppointmentRow
from garage.services.appointments import AppointmentData
from garage.ui.desk import Desk
from garage.ui.forms.appointment_words import say_parts
from garage.ui.forms.log_contact import find_people
from garage.ui.forms.notice import Notice, Remark
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import DateField, MomentField
from garage.ui.kit.fields import when_edited
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import HoursField, LineField, NumberField, TextField
from garage.ui.kit.search_field import Hit, SearchField

_WIDTH = 860
_AT_FIELDS = {"bay", "mechanic"}


class AppointmentForm(FormDialog):
    """A new appointment, begun with `data`, or the one with `appointment_id` as it stands."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, data: AppointmentData, appointment_id: int | None = None
    ) -> None:
        self._row = appointment_rows.one(appointment_id) if appointment_id is not None else None
        title = _("Change the appointment") if self._row else _("New appointment")
        super().__init__(parent, title, self._row.no if self._row else "", width=_WIDTH)
        self.setObjectName("appointment_form")
        self._desk, self._data = desk, data
        self._customer_id: int | None = None
        self._vehicle_id: int | None = None
        self._add_who()
        self._add_when()
        self._notice = Notice(self, _("Take the next free time"))
        self._notice.picked.connect(self._take_free)
        self.add_widget(self._notice)
        self._add_what()
        for name in ("planned_at", "minutes", "bay", "mechanic", "hours_centi"):
            when_edited(self.widget(name), self._look)

    def _add_who(self) -> None:
        people = SearchField(
            find_people, placeholder=_("phone, plate, name or initials"), must_pick=False, limit=60
        )
        hint = _("Somebody unknown: type the plate or the name.")
        self._who = self.add_field("who", _("Who comes"), people, hint, stretch=3)
        self._who.picked.connect(self._on_picked)
        no_car = ChoiceField(choices=[(None, _("no car"))])
        self._vehicle = self.add_field("vehicle", _("Car"), no_car, beside=True, stretch=2)
        self.add_field("plate", _("Plate"), LineField(limit=20))
        self.add_field("name", _("Who brings it"), LineField(limit=40), beside=True)
        self.add_field("phone", _("Telephone"), LineField(limit=40), beside=True)

    def _add_when(self) -> None:
        self.add_field("planned_at", _("When"), MomentField(now=self._desk.now), required=True, stretch=2)
        minutes = NumberField(
            lambda text, field: parse_decimal(text, places=0, limit=LONGEST, field=field), str
        )
        self.add_field("minutes", _("Minutes"), minutes, required=True, beside=True)
        hours = self.add_field("hours_centi", _("Hours of work"), HoursField(), beside=True)
        hours.setPlaceholderText(_("as long as it takes"))
        bays = [(ref, name) for ref, _version, name, _active in shop.bays()]
        self.add_field("bay", _("Bay"), ChoiceField(choices=[(None, _("no bay")), *bays]))
        people = [(one.id, one.name) for one in staff.people(Role.MECHANIC)]
        self.add_field(
            "mechanic", _("Mechanic"), ChoiceField(choices=[(None, _("anybody")), *people]), beside=True
        )
        remind = self.add_field("remind_on", _("Remind on"), DateField(now=self._desk.now), beside=True)
        days = reminder_leads.leads().appointment
        remind.setPlaceholderText(ngettext("{n} day before", "{n} days before", days).format(n=days))

    def _add_what(self) -> None:
        self.add_field("request", _("What it comes for"), TextField(limit=500, lines=2))
        channels = [(one, label(one)) for one in AppointmentChannel]
        self.add_field("channel", _("How it was made"), ChoiceField(choices=channels))
        self.add_field("note", _("Note"), LineField(limit=200), beside=True, stretch=3)

    # What a form says

    def load(self) -> None:
        data = self._data if self._row is None else _data_of(self._row)
        for name, value in (
            ("planned_at", data.planned_at),
            ("minutes", data.minutes),
            ("hours_centi", data.hours_centi or None),
            ("bay", data.bay_id),
            ("mechanic", data.mechanic_id),
            ("remind_on", data.remind_on),
            ("request", data.request),
            ("channel", data.channel),
            ("note", data.note),
            ("plate", display_plate(data.plate) if data.plate else ""),
            ("name", data.name),
            ("phone", display_phone(data.phone) if data.phone else ""),
        ):
            self.widget(name).set_value(value)  # type: ignore[attr-defined]
        if data.vehicle_id is not None:
            self._take_vehicle(data.vehicle_id, data.customer_id)
        elif data.customer_id is not None:
            self._take_customer(data.customer_id)
        self._fit()
        self._look()
        known = self._customer_id is not None or data.plate or data.name
        (self.widget("request") if known else self._who).setFocus()

    def save(self) -> int:
        data = self._typed()
        try:
            if self._row is None:
                return appointments.book(self._desk.by(), data)
            appointments.change(self._desk.by(), self._row.id, self._row.version, data)
        except RuleError as error:
            at_field = [reason for reason in error.reasons if reason.code in _AT_FIELDS]
            if not at_field:
                raise
            raise FieldError(at_field[0].code, at_field[0].text) from error
        return self._row.id

    def renew(self) -> None:
        if self._row is not None:
            self._row = appointment_rows.one(self._row.id)

    def keep_mine(self, error: StaleError) -> None:
        """`renew` has the newer version already."""

    def _typed(self) -> AppointmentData:
        values = {name: box.field.value() for name, box in self.body.boxes.items() if name != "who"}  # type: ignore[attr-defined]
        known = self._customer_id is not None
        plate, name = values["plate"], values["name"]
        typed = self._who.text().strip()
        if not known and typed and typed not in {plate, name}:
            if not plate and plate_kind(normalise_plate(typed)) is not PlateKind.OTHER:
                plate = typed
            elif not name:
                name = typed
        return replace(
            self._data,
            planned_at=values["planned_at"],
            minutes=values["minutes"],
            request=values["request"],
            channel=values["channel"],
            vehicle_id=values["vehicle"] if known else None,
            customer_id=self._customer_id,
            plate="" if known and values["vehicle"] else plate,
            name=name,
            phone=values["phone"],
            hours_centi=values["hours_centi"] or 0,
            bay_id=values["bay"],
            mechanic_id=values["mechanic"],
            note=values["note"],
            remind_on=values["remind_on"],
        )

    # The day

    def _look(self) -> None:
        """The load of the day and whatever is unusual or in the way, as one types."""
        start = self.widget("planned_at").value_if_read()  # type: ignore[attr-defined]
        minutes = self.widget("minutes").value_if_read()  # type: ignore[attr-defined]
        if start is None or not minutes:
            self._notice.say([])
            self.say_at_foot("")
            return
        own = self._row.id if self._row is not None else None
        bay, mechanic = (self.widget(name).value() for name in ("bay", "mechanic"))  # type: ignore[attr-defined]
        slot = Slot(start, start + timedelta(minutes=minutes), bay, mechanic)
        calendar, day = working_days.calendar(), start.date()
        unusual = hints(slot, is_working=calendar.is_working(day), provisional=not calendar.is_known(day))
        free = ("free", minutes, bay, mechanic)
        clashes = [reason.text for reason in held_times.in_the_way(slot, own)]
        clashes += held_times.is_away(mechanic, day, slot.end.date())
        load = shop_load.load(day, self._desk.today(), own)
        wanted = self.widget("hours_centi").value_if_read()  # type: ignore[attr-defined]
        after = replace(load, expected_centi=load.expected_centi + (wanted or round(minutes * 100 / 60)))
        full = [_("More is booked on this day than the mechanics can do.")] if after.over else []
        self._notice.say([*(Remark(text, free) for text in clashes), *map(Remark, [*unusual, *full])])
        text = _("{day}: {booked} of {room} h booked, with this one {after}")
        self.say_at_foot(
            text.format(
                day=f"{day:%m-%d}",
                booked=format_hours(load.booked_centi),
                room=format_hours(load.room_centi),
                after=format_hours(after.booked_centi),
            ),
            say_parts(load),
        )
        self.grow_soon()

    def _take_free(self, ref: tuple[str, int, int | None, int | None]) -> None:
        _name, minutes, bay, mechanic = ref
        start = self.widget("planned_at").value_if_read() or self._desk.now()  # type: ignore[attr-defined]
        after = max(start, self._desk.now())
        free = held_times.next_free(after, minutes, bay_id=bay, mechanic_id=mechanic)
        if free is not None:
            self.widget("planned_at").set_value(free)  # type: ignore[attr-defined]
            self._look()
        self.widget("planned_at").setFocus()

    # Who comes

    def _on_picked(self, hit: Hit | None) -> None:
        if hit is None:
            self._customer_id = self._vehicle_id = None
            self._show_cars(())
        elif hit.ref[0] == "customer":
            self._take_customer(hit.ref[1])
        else:
            self._take_vehicle(hit.ref[1], None)
        self._fit()

    def _take_vehicle(self, vehicle_id: int, customer_id: int | None) -> None:
        page = vehicles.open_vehicle(vehicle_id, self._desk.today())
        whose = customer_id if customer_id is not None else page.owner.customer_id if page.owner else None
        if whose is not None:
            self._take_customer(whose, vehicle_id)

    def _take_customer(self, customer_id: int, vehicle_id: int | None = None) -> None:
        page = customers.open_customer(customer_id)
        self._customer_id, self._vehicle_id = customer_id, vehicle_id
        numbers = " · ".join(map(display_phone, page.phones))
        self._who.set_value(Hit(("customer", customer_id), page.name, numbers))
        cars = [(car.vehicle_id, car.plate, car.model) for car in page.vehicles if car.until is None]
        if vehicle_id is not None and vehicle_id not in {car[0] for car in cars}:
            known = vehicles.open_vehicle(vehicle_id, self._desk.today())
            cars.append((vehicle_id, known.plate, known.model))
        self._show_cars(cars)
        self._vehicle.set_value(vehicle_id or (cars[0][0] if len(cars) == 1 else None))

    def _show_cars(self, cars: Sequence[tuple[int, str, str]]) -> None:
        offered = [(ref, " ".join(filter(None, (display_plate(plate), model)))) for ref, plate, model in cars]
        self._vehicle.set_choices([(None, _("no car")), *offered])

    def _fit(self) -> None:
        known = self._customer_id is not None
        self.body.boxes["vehicle"].setVisible(known)
        self.body.boxes["plate"].setVisible(not known)
        self.grow_soon()


def _data_of(row: AppointmentRow) -> AppointmentData:
    """What was agreed, without what the file says by itself."""
    name, phone = row.name, row.phone
    if row.customer_id is not None:
        name = "" if name == customers.open_customer(row.customer_id).name else name
        phone = "" if phone in customers.phones_of(row.customer_id) else phone
    usual = row.planned_at.date() - timedelta(days=reminder_leads.leads().appointment)
    return AppointmentData(
        planned_at=row.planned_at,
        minutes=row.minutes,
        request=row.request,
        channel=row.channel,
        vehicle_id=row.vehicle_id,
        customer_id=row.customer_id,
        plate="" if row.vehicle_id is not None else row.plate,
        name=name,
        phone=phone,
        hours_centi=row.hours_centi,
        bay_id=row.bay_id,
        mechanic_id=row.mechanic_id,
        advisor_id=row.advisor_id,
        note=row.note,
        remind_on=None if row.remind_on == usual else row.remind_on,
        reminder_id=row.reminder_id,
    )
