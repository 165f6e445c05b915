"""What lies beside the telephone: one call, one question, or one talk, with what was said before."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from garage.domain.followups import FollowUpState
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.phones import display_phone
from garage.i18n import _
from garage.services import care_settings, contacts, follow_up_pages, letter_rows, questions
from garage.services.contacts import TalkRow
from garage.services.follow_up_pages import CallPage, PhoneRow
from garage.services.questions import QuestionRow
from garage.ui.desk import Desk
from garage.ui.forms.call_words import (
    say_due,
    say_hours,
    say_number,
    say_outcome,
    say_question,
    say_round,
    say_scores,
    say_way,
)
from garage.ui.forms.letter_words import say_letters
from garage.ui.kit.actions import make_action
from garage.ui.pages.care_blocks import Line, block, notice
from garage.ui.pages.case_page import drop_down
from garage.ui.pages.customer_parts import action_button, plain_label, set_tone

_BESIDE = 2
"""Acts that have a button beside the next step; where more are possible, all but the first are in a menu."""


class CallDetail(QFrame):
    """The row under the bar; `order_opened` tells the order that was clicked."""

    order_opened = Signal(int)

    def __init__(self, desk: Desk, actions: Sequence[QAction], primary: QAction) -> None:
        super().__init__()
        self.setObjectName("call_detail")
        self._desk = desk
        self.page: CallPage | None = None
        self.question: QuestionRow | None = None
        self.talk: TalkRow | None = None
        self.title = plain_label("call_customer", "title")
        self.state = plain_label("call_state")
        self.about = QLabel()
        self.about.setObjectName("call_about")
        self.about.setTextFormat(Qt.TextFormat.RichText)
        self.about.setWordWrap(True)
        self.about.linkActivated.connect(lambda ref: self.order_opened.emit(int(ref)))
        self.phones = plain_label("call_phones", wraps=True)
        font = self.phones.font()
        font.setPointSizeF(19)
        font.setBold(True)
        self.phones.setFont(font)
        self.dead = plain_label("call_dead_phones", "muted", wraps=True)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(10)
        self._pairs = [(action, action_button(action, primary=action is primary)) for action in actions]
        self._more = action_button(
            make_action(self, _("More"), self._show_more, "Alt+M", "chevron-down", name="call_more")
        )
        self.nothing = plain_label("no_call", "muted")
        self.nothing.setText(_("Choose a line at the left."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.show_nothing()

    # What is shown

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.page = self.question = self.talk = None
        self._body.hide()
        self.nothing.show()

    def show_call(self, follow_up_id: int) -> None:
        """One call; raises KeyError when there is none."""
        self.question = self.talk = None
        page = self.page = follow_up_pages.open_page(follow_up_id, self._desk.today())
        row, now = page.row, self._desk.now()
        due, tone = say_due(row, now)
        self._head(
            row.customer,
            f"{say_round(row)} · {due}",
            tone,
            row.order_id,
            (row.plate, row.model),
            row.order_no,
        )
        self._show_phones(page.phones)
        rules = care_settings.rules()
        hours, hours_tone = say_hours(row, now)
        self._show(
            self._notices(page),
            [
                (
                    "",
                    [
                        (_("Convenient"), hours or _("not known"), hours_tone or ("" if hours else "muted")),
                        (_("Tried"), _("{n} of {most}").format(n=row.attempts, most=rules.attempts), ""),
                        _caller(page),
                        (_("Closed because"), row.closed_reason, ""),
                    ],
                ),
                (_("Work done"), [("", "\n".join(row.work), "")]),
                (_("Talk about"), [("", row.topic, "")]),
                (_("Advice not taken"), [("", "\n".join(one.text for one in page.advice), "warn")]),
                (_("Waits for an answer"), [("", one.text, "warn") for one in page.questions]),
                (_("Said already: do not repeat"), [_said(one) for one in page.talks]),
            ],
        )

    def show_question(self, question_id: int) -> None:
        """One question; raises KeyError when there is none."""
        self.page = self.talk = None
        row = self.question = questions.one(question_id)
        due, tone = say_question(row, self._desk.today())
        self._head(
            row.customer, f"{label(row.state)} · {due}", tone, row.order_id, (row.plate,), row.order_no
        )
        self._show_phones(follow_up_pages.phones(row.customer_id) if row.customer_id else ())
        up = f"{row.escalated_to} {row.escalated_at:%m-%d %H:%M}" if row.escalated_at else ""
        answered = f"{row.answered_by} {row.answered_at:%m-%d %H:%M}" if row.answered_at else ""
        self._show(
            [],
            [
                (_("Question"), [("", row.text, "section")]),
                (
                    "",
                    [
                        (_("Asked"), f"{row.asked_at:%m-%d %H:%M}", ""),
                        (_("With the manager"), up, ""),
                        (_("Answered"), answered, ""),
                    ],
                ),
                (_("Answer"), [("", row.answer, "")]),
                (_("Letters"), [("", say_letters(letter_rows.of_question(row.id), self._desk.today()), "")]),
                (_("In this talk"), [_said(contacts.one(row.contact_id))]),
            ],
        )

    def show_talk(self, contact_id: int) -> None:
        """One talk of the log; raises KeyError when there is none."""
        self.page = self.question = None
        row = self.talk = contacts.one(contact_id)
        self._head(
            row.customer or row.spoke_with or row.phone,
            say_outcome(row),
            "",
            row.order_id,
            (row.plate,),
            row.order_no,
        )
        self._show_phones([PhoneRow(row.phone, None)] if row.phone else ())
        asked = questions.of_contact(contact_id)
        self._show(
            [],
            [
                (
                    "",
                    [
                        (_("When"), f"{row.at:%Y-%m-%d %H:%M} · {row.staff}", ""),
                        (_("How"), say_way(row), ""),
                        (_("Spoke with"), row.spoke_with, ""),
                        (_("Satisfaction"), say_scores(row.scores), ""),
                    ],
                ),
                (_("How the car runs"), [("", row.car_use, "")]),
                (_("What they think of our work"), [("", row.opinion, "")]),
                (_("What they want next"), [("", row.needs, "")]),
                (_("Advice we gave"), [("", row.advice, "")]),
                (_("What to talk about next time"), [("", row.next_topic, "")]),
                (_("Note"), [("", row.note, "")]),
                (_("Question"), [("", one.text, "") for one in asked]),
            ],
        )

    def fit(self) -> None:
        """Buttons for what may be done now."""
        beside = self._beside()
        crowded = len(beside) > _BESIDE
        self._more.setVisible(crowded)
        for action, button in self._pairs:
            button.setVisible(action.isEnabled() and not (crowded and action in beside[1:]))
            button.setText(action.text())
            button.setAccessibleName(action.text())
            button.setToolTip(action.toolTip())

    # Inside

    def _beside(self) -> list[QAction]:
        """What may be done now besides the next step."""
        return [action for action, _button in self._pairs[1:] if action.isEnabled()]

    def _show_more(self) -> None:
        drop_down(self._more, self._beside()[1:])

    def _notices(self, page: CallPage) -> list[tuple[str, str]]:
        row = page.row
        found = []
        if row.here_no:
            found.append(
                (_("The car is here again ({no}): ask at the counter.").format(no=row.here_no), "accent")
            )
        if row.no_calls:
            found.append((_("The customer does not want to be called."), "bad"))
        if not any(one.dead_on is None for one in page.phones):
            found.append((_("The file has no number that works."), "bad"))
        if page.owed_fen:
            found.append((_("Owes {amount}.").format(amount=format_yuan(page.owed_fen)), "warn"))
        if page.owner:
            found.append((_("The car belongs to {name} now.").format(name=page.owner), "warn"))
        return found

    def _head(
        self, who: str, state: str, tone: str, order_id: int | None, car: Sequence[str], order_no: str
    ) -> None:
        self.title.setText(who or "–")
        self.state.setText(state)
        set_tone(self.state, tone)
        parts = [escape(part) for part in car if part]
        if order_id is not None:
            parts.append(f'<a href="{order_id}">{escape(order_no)}</a>')
        self.about.setText(" · ".join(parts))
        self.about.setAccessibleName(" · ".join([*filter(None, car), order_no]))
        self.about.setVisible(bool(parts))
        self.nothing.hide()
        self._body.show()

    def _show_phones(self, phones: Sequence[PhoneRow]) -> None:
        alive = [say_number(one) for one in phones if one.dead_on is None]
        gone = [display_phone(one.number) for one in phones if one.dead_on is not None]
        self.phones.setText("\n".join(alive))
        self.phones.setVisible(bool(alive))
        self.dead.setText(_("not theirs any more: {numbers}").format(numbers=_(", ").join(gone)))
        self.dead.setVisible(bool(gone))

    def _show(self, notices: Sequence[tuple[str, str]], blocks: Sequence[tuple[str, Sequence[Line]]]) -> None:
        while (item := self._blocks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, tone in notices:
            self._blocks.addWidget(notice(text, tone))
        for title, lines in blocks:
            shown = [line for line in lines if line[1]]
            if shown:
                self._blocks.addWidget(block(title, shown))
        self._blocks.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(3)
        first = QHBoxLayout()
        first.addWidget(self.title, 1)
        first.addWidget(self.state)
        head.addLayout(first)
        for part in (self.about, self.phones, self.dead):
            head.addWidget(part)
        inside = QWidget()
        inside.setObjectName("call_blocks")
        inside.setLayout(self._blocks)
        self._blocks.setContentsMargins(0, 4, 8, 4)
        self._area = QScrollArea()
        self._area.setObjectName("call_area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Details"))
        self._area.setWidget(inside)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        buttons: list[QPushButton] = [button for _action, button in self._pairs]
        for button in buttons[1:]:
            foot.addWidget(button)
        foot.addWidget(self._more)
        foot.addStretch(1)
        foot.addWidget(buttons[0])
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(head)
        body.addWidget(self._area, 1)
        body.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self._body, 1)


def _caller(page: CallPage) -> Line:
    """Whose call it is, while it waits; where whoever stands in is away as well, somebody has to take it over."""
    if page.row.state is not FollowUpState.PENDING:
        return _("Caller"), "", ""
    if page.away and not page.caller:
        return _("Caller"), _("{name} is away, and nobody stands in").format(name=page.away), "warn"
    if page.away:
        words = _("{name}, standing in for {other}").format(name=page.caller, other=page.away)
        return _("Caller"), words, ""
    return _("Caller"), page.caller or _("nobody in particular"), "" if page.caller else "muted"


def _said(talk: TalkRow) -> Line:
    """A talk: when, who spoke, what was said, what to talk about next."""
    result = " · ".join(filter(None, (say_outcome(talk), say_scores(talk.scores))))
    following = _("next: {topic}").format(topic=talk.next_topic) if talk.next_topic else ""
    text = "\n".join(filter(None, (f"{result} · {talk.staff}", talk.said, following)))
    return f"{talk.at:%m-%d}", text, ""
