"""A letter is written: to whom, what kind, in which words; or one that lies here is changed (G4)."""

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.letters import BODY, SUBJECT, LetterKind, send_by
from garage.domain.plates import display_plate
from garage.i18n import _
from garage.services import (
    complaint_rows,
    customers,
    deadlines,
    letter_rows,
    letters,
    questions,
    reminder_rows,
    shop,
    vehicles,
)
from garage.services.letter_rows import LetterRow
from garage.services.letters import ADDRESS, NAME, LetterData
from garage.ui.desk import Desk
from garage.ui.forms.letter_words import (
    about_letter,
    answer_to_complaint,
    answer_to_question,
    known_blanks,
    language_field,
    letter_of_reminder,
)
from garage.ui.forms.log_contact import find_people
from garage.ui.forms.order_head import words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField
from garage.ui.kit.messages import toast
from garage.ui.kit.search_field import Hit, SearchField

_WIDTH, _LINES = 820, 9


class LetterForm(FormDialog):
    """Envelope above, words below; `row` is the letter that is shown, None for a new one. `saved` carries its id."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        title: str,
        row: LetterRow | None = None,
    ) -> None:
        super().__init__(
            parent, title, about_letter(row) if row else "", default_text=_("Save the letter"), width=_WIDTH
        )
        self.setObjectName("letter_form")
        self._desk = desk
        self._customer_id: int | None = None
        self._add_person(row is None)
        self._add_envelope()
        self._doubt = words("", "bad")
        self._doubt.setObjectName("letter_doubt")
        self._doubt.hide()
        self.add_widget(self._doubt)
        self._kind = ChoiceField(choices=[(one, label(one)) for one in LetterKind])
        self._language = language_field()
        self._add_text(row is None)

    def _add_person(self, new: bool) -> None:
        self._customer = SearchField(
            find_people, placeholder=_("phone, plate, name or initials"), must_pick=False, limit=40
        )
        self._vehicle = ChoiceField(choices=[(None, _("no car in particular"))])
        if new:
            self.add_field("customer", _("Customer"), self._customer, required=True, stretch=3)
            self.add_field("vehicle", _("About which car"), self._vehicle, beside=True, stretch=3)

    def _add_envelope(self) -> None:
        self._addressee = self.add_field(
            "addressee", _("Name on the envelope"), LineField(limit=NAME), stretch=3
        )
        self._address = self.add_field(
            "address", _("Address"), LineField(limit=ADDRESS), beside=True, stretch=4
        )
        self._due = self.add_field(
            "due_on", _("Send by"), DateField(now=self._desk.now), beside=True, stretch=2
        )
        self._address.textChanged.connect(lambda _text: self._say_doubt())

    def _add_text(self, new: bool) -> None:
        self._subject = self.add_field(
            "subject", _("Subject"), LineField(limit=SUBJECT), required=True, stretch=4
        )
        self.add_field("kind", _("Kind of letter"), self._kind, beside=True, stretch=2)
        if new:
            self.add_field("language", _("Language"), self._language, beside=True)
        self._body = self.add_field(
            "body",
            _("Text"),
            TextField(limit=BODY, lines=_LINES),
            _("Filled in for the customer: {blanks}").format(blanks=known_blanks(self._desk.paper_language)),
            required=True,
        )

    def _say_doubt(self) -> None:
        """Whether a letter to this address came back."""
        back = None
        if self._customer_id is not None and self._address.text().strip():
            back = letter_rows.came_back(self._customer_id, self._address.text().strip())
        text = _("A letter to this address came back on {day}. Ask the customer for the right one.")
        self._doubt.setText(text.format(day=back.isoformat()) if back else "")
        self._doubt.setVisible(back is not None)
        self.grow_soon()


class WriteLetterForm(LetterForm):
    """A new letter; it may answer a complaint or a question, or tell of a reminder, and then is for that customer."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        customer_id: int | None = None,
        complaint_id: int | None = None,
        question_id: int | None = None,
        reminder_id: int | None = None,
    ) -> None:
        super().__init__(desk, parent, _("New letter"))
        self._given = customer_id
        self._complaint_id, self._question_id, self._reminder_id = complaint_id, question_id, reminder_id
        self._draft = ("", "")
        self._language.edited.connect(self._on_language)
        self._customer.picked.connect(self._on_picked)

    def load(self) -> None:
        self._language.set_value(shop.profile().paper_language)
        self._due.set_date(send_by(self._desk.today(), deadlines.chosen().send_days))
        self._kind.set_value(LetterKind.NOTICE)
        if self._given is not None:
            self._take_customer(self._given)
        if self._complaint_id is not None:
            self._answer_complaint(self._complaint_id)
        elif self._question_id is not None:
            self._answer_question(self._question_id)
        elif self._reminder_id is not None:
            due = reminder_rows.one(self._reminder_id)
            self._take_customer(due.customer_id, due.vehicle_id)
            self._customer.setEnabled(False)
        self._put_draft()
        first = self._subject if self._customer_id is not None else self._customer
        (self._body if self._subject.text() else first).setFocus()

    def save(self) -> int:
        typed = self._customer.text() if self._customer_id is None else ""
        return letters.write(
            self._desk.by(),
            LetterData(
                kind=self._kind.value(),
                subject=self._subject.value(),
                body=self._body.value(),
                customer_id=self._customer_id,
                vehicle_id=self._vehicle.value(),
                addressee=self._addressee.value() or typed,
                address=self._address.value(),
                due_on=self._due.date(),
                complaint_id=self._complaint_id,
                question_id=self._question_id,
                reminder_id=self._reminder_id,
                language=self._language.value(),
            ),
        )

    def _answer_complaint(self, complaint_id: int) -> None:
        row = complaint_rows.one(complaint_id)
        self._begin(row.customer_id, row.vehicle_id, row.complainant or row.customer)

    def _answer_question(self, question_id: int) -> None:
        row = questions.one(question_id)
        self._begin(row.customer_id, row.vehicle_id, row.customer)

    def _on_language(self) -> None:
        """A draft that nobody touched is written anew in the other language."""
        if (self._subject.text(), self._body.value()) == self._draft:
            self._put_draft()

    def _put_draft(self) -> None:
        draft = ("", "")
        if self._complaint_id is not None:
            draft = answer_to_complaint(self._complaint_id, self._language.value())
        elif self._question_id is not None:
            draft = answer_to_question(self._question_id, self._language.value())
        elif self._reminder_id is not None:
            draft = letter_of_reminder(self._reminder_id, self._language.value())
        self._subject.set_value(draft[0])
        self._body.set_value(draft[1])
        self._draft = (self._subject.text(), self._body.value())

    def _begin(self, customer_id: int | None, vehicle_id: int | None, name: str) -> None:
        self._kind.set_value(LetterKind.ANSWER)
        self._kind.setEnabled(False)
        if customer_id is not None:
            self._take_customer(customer_id, vehicle_id)
            self._customer.setEnabled(False)
        else:
            self._customer.setText(name)
            self._addressee.set_value(name)

    def _on_picked(self, hit: Hit | None) -> None:
        if hit is None:
            self._customer_id = None
        elif hit.ref[0] == "customer":
            self._take_customer(hit.ref[1])
        else:
            owner = vehicles.open_vehicle(hit.ref[1], self._desk.today()).owner
            if owner is not None:
                self._take_customer(owner.customer_id, hit.ref[1])
        self._say_doubt()

    def _take_customer(self, customer_id: int, vehicle_id: int | None = None) -> None:
        page = customers.open_customer(customer_id)
        self._customer_id = customer_id
        self._customer.set_value(Hit(("customer", customer_id), page.name, page.address))
        cars = [
            (car.vehicle_id, " · ".join(filter(None, (display_plate(car.plate), car.model))))
            for car in page.vehicles
        ]
        self._vehicle.set_choices([(None, _("no car in particular")), *cars])
        if vehicle_id in dict(cars):
            self._vehicle.set_value(vehicle_id)
        elif len(cars) == 1:
            self._vehicle.set_value(cars[0][0])
        to = letters.envelope(customer_id)
        self._addressee.set_value(to.addressee)
        self._address.set_value(to.address)


class ChangeLetterForm(LetterForm):
    """Other words, another envelope or day, while the letter lies here."""

    def __init__(self, desk: Desk, parent: QWidget | None, row: LetterRow) -> None:
        super().__init__(desk, parent, _("Change the letter"), row)
        self._row = row
        self._kind.setEnabled(row.complaint_id is None and row.question_id is None)

    def load(self) -> None:
        row = self._row
        self._customer_id = row.customer_id
        self._kind.set_value(row.kind)
        self._addressee.set_value(row.addressee)
        self._address.set_value(row.address)
        self._due.set_date(row.due_on)
        self._subject.set_value(row.subject)
        self._body.set_value(row.body)
        self._say_doubt()
        self._body.setFocus()

    def renew(self) -> None:
        self._row = letter_rows.one(self._row.id)

    def save(self) -> int:
        row = self._row
        letters.change(
            self._desk.by(),
            row.id,
            row.version,
            LetterData(
                kind=self._kind.value(),
                subject=self._subject.value(),
                body=self._body.value(),
                addressee=self._addressee.value(),
                address=self._address.value(),
                due_on=self._due.date(),
            ),
        )
        return row.id


def say_written(parent: QWidget, letter_id: int) -> None:
    """The number of a new letter, and by when it goes out."""
    row = letter_rows.one(letter_id)
    day = f"{row.due_on:%m-%d}" if row.due_on else "–"
    toast(parent, _("{number} is written: send it by {day}.").format(number=row.no, day=day))
