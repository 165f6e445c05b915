"""Who was spoken with, when and how: four fields that forms of consent share."""

from dataclasses import dataclass
from datetime import datetime

from garage.domain.labels import label
from garage.domain.orders import ConsentChannel
from garage.domain.phones import display_phone
from garage.errors import FieldError
from garage.i18n import _
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField


@dataclass(frozen=True)
class Spoken:
    """What the four fields say."""

    who: str
    at: datetime
    channel: ConsentChannel
    note: str


class ConsentFields:
    """Adds the fields to a form; `who`, `at` and `note` are what FieldErrors call them."""

    def __init__(
        self, form: FormDialog, desk: Desk, page: OrderPage, *, who: str = "who", at: str = "at"
    ) -> None:
        self._desk = desk
        self._page = page
        self.channel = form.add_field(
            "channel", _("How"), ChoiceField(choices=[(how, label(how)) for how in ConsentChannel])
        )
        self.at = form.add_field(at, _("When"), MomentField(now=desk.now), required=True, beside=True)
        self.who = form.add_field(who, _("Spoken with"), LineField(limit=60), required=True, beside=True)
        self.note = form.add_field(
            "note", _("Note"), LineField(limit=200), _("For a call the number, for a message its words.")
        )
        self.channel.edited.connect(self._fill_number)

    def load(self, channel: ConsentChannel) -> None:
        """The customer, now, in the usual way."""
        self.channel.set_value(channel)
        self.at.set_moment(self._desk.now())
        self.who.set_value(self._page.reception.brought_by or self._page.customer)
        self._fill_number()

    def check(self) -> None:
        """FieldError("note") when a call or a message leaves no trace."""
        if self.channel.value() is not ConsentChannel.SIGNED and not self.note.value():
            raise FieldError("note", _("Write down the number that was called or the message."))

    def value(self) -> Spoken:
        """What was typed; raises FieldError."""
        moment = self.at.moment()
        if moment is None:
            raise FieldError(self.at.field_name, _("Please fill this in."))
        return Spoken(self.who.value(), moment, self.channel.value(), self.note.value())

    def _fill_number(self) -> None:
        """By phone: most likely the number that the order knows."""
        phone = self._page.reception.brought_by_phone or next(iter(self._page.phones), "")
        if self.channel.value() is ConsentChannel.PHONE and not self.note.text() and phone:
            self.note.set_value(display_phone(phone))
