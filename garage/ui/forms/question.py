"""Forms of a customer's question: to the manager, the answer, and telling it (G3)."""

from PySide6.QtWidgets import QWidget

from garage.domain.contacts import ContactChannel, Outcome
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.questions import QuestionAct
from garage.i18n import _
from garage.services import follow_up_pages, questions
from garage.services.questions import QuestionRow
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField


def about_question(row: QuestionRow) -> str:
    """Whose question it is, and about which car."""
    return " · ".join(part for part in (row.customer, row.plate, row.order_no) if part)


class QuestionForm(FormDialog):
    """A form over one question, which stands at its head."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: QuestionRow, act: QuestionAct) -> None:
        title = label(act).rstrip("…")
        super().__init__(parent, title, about_question(row), default_text=title, width=560)
        self.setObjectName(f"question_{act.lower()}_form")
        self._desk, self._row = desk, row
        asked = words(row.text, "section")
        asked.setObjectName("question_text")
        self.add_widget(asked)

    def renew(self) -> None:
        self._row = questions.one(self._row.id)


class HandUpForm(QuestionForm):
    """The manager looks for the answer."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: QuestionRow) -> None:
        super().__init__(parent, desk, row, QuestionAct.HAND_UP)
        self._to = self.add_field(
            "escalated_to", _("To whom"), ChoiceField(choices=questions.managers()), required=True
        )

    def save(self) -> int:
        questions.hand_up(self._desk.by(), self._row.id, self._row.version, self._to.value())
        return self._row.id


class AnswerForm(QuestionForm):
    """The answer is there; the customer is told today."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: QuestionRow) -> None:
        super().__init__(parent, desk, row, QuestionAct.ANSWER)
        self._answer = self.add_field(
            "answer",
            _("Answer"),
            TextField(limit=500, lines=4),
            _("The customer is told on the day on which the answer is known."),
            required=True,
        )

    def load(self) -> None:
        self._answer.set_value(self._row.answer)

    def save(self) -> int:
        questions.answer(self._desk.by(), self._row.id, self._row.version, self._answer.value())
        return self._row.id


class TellForm(QuestionForm):
    """The customer was told: how, and who."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: QuestionRow) -> None:
        super().__init__(parent, desk, row, QuestionAct.TELL)
        self.add_widget(words(row.answer))
        numbers = follow_up_pages.phones(row.customer_id) if row.customer_id else ()
        said = "   ".join(display_phone(one.number) for one in numbers if one.dead_on is None)
        if said:
            line = words(said, "title")
            line.setObjectName("call_numbers")
            self.add_widget(line)
        self._phone = next((one.number for one in numbers if one.dead_on is None), "")
        self._channel = self.add_field(
            "channel", _("How"), ChoiceField(choices=[(one, label(one)) for one in ContactChannel])
        )
        self._who = self.add_field(
            "spoke_with", _("Told to"), LineField(limit=40), required=True, beside=True
        )

    def load(self) -> None:
        self._who.set_value(self._row.customer[:40])

    def save(self) -> int:
        by_phone = self._channel.value() is ContactChannel.PHONE
        talk = questions.telling(
            self._row,
            self._channel.value(),
            outcome=Outcome.REACHED,
            spoke_with=self._who.value(),
            phone=self._phone if by_phone else "",
        )
        questions.tell(self._desk.by(), self._row.id, self._row.version, talk)
        return self._row.id
