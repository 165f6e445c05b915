"""An owner is told that something falls due: the number, the result by one key, and what came of it (G6)."""

from PySide6.QtWidgets import QWidget

from garage.domain.contacts import ContactChannel, Direction, Outcome
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.reminders import ReminderResult
from garage.errors import StaleError
from garage.i18n import _
from garage.services import customers, reminder_rows, reminders
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.forms.reminder_words import about_reminder, say_terms
from garage.ui.forms.talk_fields import TalkForm
from garage.ui.kit.choice_fields import ChoiceField

_UNASKED = ("scores", "car_use", "opinion", "advice")
"""What is asked after a repair, and not here."""


class ReminderCallForm(TalkForm):
    """One attempt; `wants_appointment` says that one is to be made now, which then counts as the result."""

    def __init__(self, parent: QWidget | None, desk: Desk, reminder_id: int) -> None:
        self._row = reminder_rows.one(reminder_id)
        title = _("Remind the customer")
        super().__init__(parent, desk, title, about_reminder(self._row), default_text=_("Save what was said"))
        self.setObjectName("reminder_call_form")
        self.wants_appointment = False
        terms = say_terms(self._row, desk.today())
        self.add_widget(words("\n".join(f"{caption}: {text}" for caption, text in terms)))
        numbers = [
            (number, display_phone(number)) for number in customers.live_phones_of(self._row.customer_id)
        ]
        self._phone = self.add_field(
            "phone",
            _("Number called"),
            ChoiceField(choices=numbers),
            "" if numbers else _("The file has no number."),
        )
        channels = [(ContactChannel.PHONE, _("by telephone")), (ContactChannel.VISIT, _("at the counter"))]
        self._channel = self.add_field("channel", _("How told"), ChoiceField(choices=channels), beside=True)
        self._channel.edited.connect(self.fit)
        self.add_who()
        self.add_talk(question=False)
        results = [(one, label(one)) for one in ReminderResult]
        self._result = self.add_field(
            "result", _("The customer's answer"), ChoiceField(choices=results, placeholder=_("Choose"))
        )

    def load(self) -> None:
        self._channel.set_value(ContactChannel.PHONE)
        self.widget("spoke_with").set_value(self._row.customer)  # type: ignore[attr-defined]
        self.fit()
        self.outcome.setFocus()

    def fit(self) -> None:
        by_phone = self._channel.value() is ContactChannel.PHONE
        here = (Outcome.REACHED, Outcome.CALL_BACK, Outcome.REFUSED)
        self.outcome.offer(tuple(Outcome) if by_phone else here)
        self.body.boxes["phone"].setVisible(by_phone)
        super().fit()
        for name in _UNASKED:
            self.body.boxes[name].setVisible(False)
        self.body.boxes["result"].setVisible(self.outcome.value() is Outcome.REACHED)

    def save(self) -> int:
        by_phone = self._channel.value() is ContactChannel.PHONE
        talk = self.talk(
            Direction.OUT, self._channel.value(), (self._phone.value() or "") if by_phone else ""
        )
        reached = talk.outcome is Outcome.REACHED
        result = self._result.value() if reached else None
        row = self._row
        self.wants_appointment = result is ReminderResult.BOOKED
        if self.wants_appointment:  # it is booked when the appointment is written down, not before
            result = ReminderResult.TOLD
        return reminders.tell(self._desk.by(), row.id, row.version, talk, result)

    def renew(self) -> None:
        self._row = reminder_rows.one(self._row.id)

    def keep_mine(self, error: StaleError) -> None:
        """`renew` has the newer version already."""
