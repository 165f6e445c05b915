"""What forms about talks share: the result by a number key, the stars, and what was said (G2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from garage.domain.contacts import SPOKEN, WORDS, ContactChannel, Direction, Outcome, Talk
from garage.domain.labels import label
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import care_settings, deadlines
from garage.ui.desk import Desk
from garage.ui.kit.choice_fields import TickField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField
from garage.ui.kit.stars import StarsField

COMPLAINT, APPOINTMENT, REWORK = "complaint", "appointment", "rework"
"""Names of what a talk may lead to."""
_TOPICS_A_ROW = 3
_WIDTH = 980


class OutcomeField(QWidget):
    """The results as buttons; the keys 1 to 7 choose while it has the keyboard, Alt and the number from anywhere."""

    edited = Signal()

    def __init__(self, outcomes: Sequence[Outcome] = tuple(Outcome)) -> None:
        super().__init__()
        self.field_name = "outcome"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._buttons: dict[Outcome, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for place, outcome in enumerate(Outcome):
            button = QPushButton(f"{place + 1}  {label(outcome)}")
            button.setObjectName(f"outcome_{outcome.lower()}")
            button.setAccessibleName(label(outcome))
            button.setToolTip(f"{label(outcome)} (Alt+{place + 1})")
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on, one=outcome: self.choose(one))
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(lambda one=outcome: self.choose(one))
            self._buttons[outcome] = button
            self._grid.addWidget(button, 0, place)
        self._value = Outcome.REACHED
        self.offer(outcomes)

    def offer(self, outcomes: Sequence[Outcome]) -> None:
        """Only these can be chosen."""
        for outcome, button in self._buttons.items():
            button.setEnabled(outcome in outcomes)
        self.set_value(self._value if self._value in outcomes else Outcome.REACHED)

    def choose(self, outcome: Outcome) -> None:
        """As a person does."""
        if self._buttons[outcome].isEnabled():
            self.set_value(outcome)
            self.edited.emit()
        else:
            self.set_value(self._value)

    def value(self) -> Outcome:
        """The result chosen."""
        return self._value

    def set_value(self, outcome: Outcome) -> None:
        """Choose this one."""
        self._value = outcome
        for one, button in self._buttons.items():
            button.setChecked(one is outcome)
        self.setAccessibleDescription(label(outcome))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        members = tuple(Outcome)
        if plain and 0 <= place < len(members):
            self.choose(members[place])
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._walk(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        offered = [outcome for outcome, button in self._buttons.items() if button.isEnabled()]
        self.choose(offered[(offered.index(self._value) + by) % len(offered)])


class ScoresField(QWidget):
    """Stars for each topic of the garage; a number key gives them and goes on to the next."""

    edited = Signal()

    def __init__(self, topics: Sequence[str]) -> None:
        super().__init__()
        self.field_name = "scores"
        self._stars: dict[str, StarsField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for place, topic in enumerate(topics):
            name = care_settings.topic_name(topic)
            stars = StarsField(f"stars_{place + 1}", name)
            stars.edited.connect(self.edited)
            stars.answered.connect(lambda: self.focusNextPrevChild(True))
            row, column = divmod(place, _TOPICS_A_ROW)
            caption = QLabel(name)
            caption.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(caption, row, 2 * column)
            grid.addWidget(stars, row, 2 * column + 1)
            self._stars[topic] = stars
        grid.setColumnStretch(2 * _TOPICS_A_ROW, 1)
        self.setFocusProxy(next(iter(self._stars.values())))

    def value(self) -> dict[str, int]:
        """{topic: stars} of those that were given."""
        return {topic: stars for topic, field in self._stars.items() if (stars := field.value())}

    def set_value(self, scores: Mapping[str, int]) -> None:
        """Show these."""
        for topic, field in self._stars.items():
            field.set_value(scores.get(topic))


@dataclass(frozen=True)
class NextStep:
    """Something a talk can lead to that is done elsewhere: its name, and the words to tick."""

    name: str
    words: str


def next_steps() -> tuple[NextStep, ...]:
    """All of them, in their order."""
    return (
        NextStep(COMPLAINT, _("It is a complaint")),
        NextStep(APPOINTMENT, _("Wants an appointment")),
        NextStep(REWORK, _("The repair did not hold")),
    )


class TalkForm(FormDialog):
    """A talk and what came of it; subclasses say whom it is with, and do it in `keep`.

    `wanted` are the names of the next steps that were ticked when it was saved.
    """

    def __init__(
        self, parent: QWidget | None, desk: Desk, title: str, subtitle: str = "", default_text: str = ""
    ) -> None:
        super().__init__(parent, title, subtitle, default_text=default_text, width=_WIDTH)
        self._desk = desk
        self._steps: dict[str, TickField] = {}
        self.wanted: frozenset[str] = frozenset()

    def add_who(self) -> None:
        """Who it was and when, beside the fields before."""
        self.add_field("spoke_with", _("Spoke with"), LineField(limit=40), beside=True)
        self.add_field("at", _("When, if not now"), MomentField(now=self._desk.now), beside=True)

    def add_talk(self, *, question: bool = True) -> None:
        """The fields of a talk, from its result to the question that came up."""
        self.outcome = self.add_field("outcome", _("Result: keys 1 to 7"), OutcomeField())
        self.outcome.edited.connect(self.fit)
        self.add_field("call_back_at", _("Call back at"), MomentField(now=self._desk.now))
        self.scores = self.add_field("scores", _("How satisfied"), ScoresField(care_settings.topics()))
        for name, words, beside in (
            ("car_use", _("How the car runs"), False),
            ("opinion", _("What they think of our work"), True),
            ("needs", _("What they want next"), False),
            ("advice", _("Advice we gave"), True),
        ):
            self.add_field(name, words, TextField(limit=500, lines=2), beside=beside)
        self.add_field(
            "next_topic", _("What to talk about next time"), TextField(limit=500, lines=1), beside=False
        )
        self.add_field("note", _("Note"), TextField(limit=500, lines=1), beside=True)
        if question:
            self.add_field(
                "question",
                _("A question that came up"),
                TextField(limit=500, lines=2),
                _said_question(),
            )
            self.add_field("answer", _("Answer given at once"), TextField(limit=500, lines=2), beside=True)

    def add_steps(self, steps: Sequence[NextStep]) -> None:
        """What the talk may lead to, as ticks in a row."""
        for place, step in enumerate(steps):
            self._steps[step.name] = self.add_field(step.name, "", TickField(step.words), beside=place > 0)

    def fit_steps(self, hidden: Collection[str] = ()) -> None:
        """Ticks for who was reached, but for those `hidden`."""
        reached = self.outcome.value() is Outcome.REACHED
        for name in self._steps:
            self.body.boxes[name].setVisible(reached and name not in hidden)

    def keep_steps(self) -> None:
        """Note what was ticked, as the talk is saved."""
        self.wanted = frozenset(name for name in self._steps if self._shown(name))

    def fit(self) -> None:
        """Only what this result can have."""
        outcome = self.outcome.value()
        spoken = outcome in SPOKEN
        for name in (*WORDS, "spoke_with", "scores", "question", "answer"):
            if name in self.body.boxes:
                self.body.boxes[name].setVisible(spoken and outcome is not Outcome.REFUSED)
        self.body.boxes["call_back_at"].setVisible(outcome is Outcome.CALL_BACK)
        self.grow_soon()

    def talk(self, direction: Direction, channel: ContactChannel, phone: str) -> Talk:
        """What was typed; what is out of sight does not count."""
        outcome = self.outcome.value()
        return Talk(
            direction,
            channel,
            outcome,
            phone=phone,
            scores=self._shown("scores") or {},
            call_back_at=self._moment("call_back_at"),
            at=self._moment("at"),
            **{name: self._shown(name) or "" for name in ("spoke_with", "note", *WORDS)},
        )

    def asked(self) -> tuple[str, str]:
        """The question that came up and its answer, empty without."""
        return self._shown("question") or "", self._shown("answer") or ""

    def check(self) -> None:
        question, answer = self.asked()
        if answer and not question:
            raise FieldError("question", _("What was asked?"))

    def _shown(self, name: str) -> Any:
        box = self.body.boxes.get(name)
        return None if box is None or box.isHidden() else box.field.value()  # type: ignore[attr-defined]

    def _moment(self, name: str) -> datetime | None:
        value = self._shown(name)
        return value if isinstance(value, datetime) else None


def _said_question() -> str:
    days = deadlines.chosen().hand_up_days
    return ngettext(
        "Without an answer it is handed to the manager within {n} day.",
        "Without an answer it is handed to the manager within {n} days.",
        days,
    ).format(n=days)
