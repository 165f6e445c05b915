"""An owner is told that something falls due: the number, the result by one key, and what came of it (G6)."""

from PySide6.QtWidgets import QWidget

from garage.domain.contacts import Outcome
from garage.domain.labels import label
from garage.domain.reminders import ReminderResult
from garage.errors import StaleError
from garage.i18n import _
from garage.services import customers, reminder_rows, reminders
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.forms.reminder_words import about_reminder, say_terms
from garage.ui.forms.told_form import ToldForm
from garage.ui.kit.choice_fields import ChoiceField

_UNASKED = ("scores", "car_use", "opinion", "advice")
"""What is asked after a repair, and not here."""


class ReminderCallForm(ToldForm):
    """One attempt; `wants_appointment` says that one is to be made now, which then counts as the result."""

    def __init__(self, parent: QWidget | None, desk: Desk, reminder_id: int) -> None:
        self._row = reminder_rows.one(reminder_id)
        title = _("Remind the customer")
        super().__init__(parent, desk, title, about_reminder(self._row), default_text=_("Save what was said"))
        self.setObjectName("reminder_call_form")
        self.wants_appointment = False
        terms = say_terms(self._row, desk.today())
        self.add_widget(words("\n".join(f"{caption}: {text}" for caption, text in terms)))
        self.add_number(customers.live_phones_of(self._row.customer_id))
        self.add_talk(question=False)
        results = [(one, label(one)) for one in ReminderResult]
        self._result = self.add_field(
            "result", _("The customer's answer"), ChoiceField(choices=results, placeholder=_("Choose"))
        )

    def load(self) -> None:
        self.begin(self._row.customer)

    def fit(self) -> None:
        super().fit()
        for name in _UNASKED:
            self.body.boxes[name].setVisible(False)
        self.body.boxes["result"].setVisible(self.outcome.value() is Outcome.REACHED)

    def save(self) -> int:
        talk = self.told()
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
