"""A customer is reminded of an appointment: the number, the result by one key, whether the car comes (G6, A1)."""

from PySide6.QtWidgets import QWidget

from garage.domain.appointments import AppointmentAnswer
from garage.domain.contacts import UNANSWERED, ContactChannel, Outcome
from garage.domain.labels import label
from garage.errors import StaleError
from garage.i18n import _
from garage.services import appointment_calls, appointment_rows, care_settings
from garage.ui.desk import Desk
from garage.ui.forms.appointment_words import about
from garage.ui.forms.order_head import words
from garage.ui.forms.told_form import ToldForm
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import MomentField

_UNASKED = ("scores", "car_use", "opinion", "advice", "next_topic")
"""What is asked after a repair, and not here."""


class AppointmentCallForm(ToldForm):
    """One attempt; a customer who was reached confirms, names another time, or calls it off."""

    def __init__(self, parent: QWidget | None, desk: Desk, appointment_id: int) -> None:
        self._row = appointment_rows.one(appointment_id)
        self._standing = appointment_calls.standing(appointment_id)
        title = _("Remind of the appointment")
        subtitle = about(self._row, desk.now())
        super().__init__(parent, desk, title, subtitle, default_text=_("Save what was said"))
        self.setObjectName("appointment_call_form")
        self.add_number(self._standing.phones)
        self.add_talk(question=False)
        answers = [(one, label(one)) for one in AppointmentAnswer]
        self._answer = self.add_field(
            "result", _("The customer's answer"), ChoiceField(choices=answers, placeholder=_("Choose"))
        )
        self._answer.edited.connect(self.fit)
        self.add_field("planned_at", _("Comes at"), MomentField(now=desk.now), beside=True)
        self._leads_to = words("", "muted")
        self._leads_to.setObjectName("leads_to")
        self.add_widget(self._leads_to)

    def load(self) -> None:
        refused = self._standing.no_calls
        self.widget("planned_at").set_value(self._row.planned_at)  # type: ignore[attr-defined]
        self.begin(self._row.name, ContactChannel.VISIT if refused else ContactChannel.PHONE)

    def fit(self) -> None:
        super().fit()
        for name in _UNASKED:
            self.body.boxes[name].setVisible(False)
        reached = self.outcome.value() is Outcome.REACHED
        self.body.boxes["result"].setVisible(reached)
        moved = reached and self._answer.value() is AppointmentAnswer.MOVED
        self.body.boxes["planned_at"].setVisible(moved)
        self._leads_to.setText(self._consequence())
        self._leads_to.setVisible(bool(self._leads_to.text()))

    def save(self) -> int:
        talk = self.told()
        answer = self._answer.value() if talk.outcome is Outcome.REACHED else None
        row, at = self._row, self._moment("planned_at")
        return appointment_calls.remind(self._desk.by(), row.id, row.version, talk, answer, at)

    def renew(self) -> None:
        self._row = appointment_rows.one(self._row.id)

    def keep_mine(self, error: StaleError) -> None:
        """`renew` has the newer version already."""

    def _consequence(self) -> str:
        """What the result leads to, before it is saved."""
        outcome, tries = self.outcome.value(), self._standing.attempts + 1
        if outcome is Outcome.REFUSED and self._row.customer_id is not None:
            return _("Nobody will call this customer any more; calls that wait are cancelled.")
        if outcome not in UNANSWERED:
            return ""
        day = appointment_calls.again_on(self._row.id, outcome, self._desk.now())
        most = care_settings.rules().attempts
        if day is None:
            return _("That was attempt {n} of {most}: the call ends as not reached.").format(
                n=tries, most=most
            )
        text = _("Attempt {n} of {most}; the next one {when}.")
        return text.format(n=tries, most=most, when=f"{day:%m-%d}")
