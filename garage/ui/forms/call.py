"""A follow-up call: the numbers large, what not to repeat, the result by one key, what was said (G1, G2)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from garage.domain.contacts import UNANSWERED, ContactChannel, Direction, Outcome
from garage.domain.followups import FollowUpState, after_attempt
from garage.domain.money import format_yuan
from garage.errors import StaleError
from garage.i18n import _
from garage.services import care_settings, comeback_talks, follow_up_pages, follow_ups
from garage.services.follow_up_pages import CallPage
from garage.ui.desk import Desk
from garage.ui.forms.call_words import about_call, say_hours, say_number, say_round
from garage.ui.forms.order_head import words
from garage.ui.forms.spoken_time import say_moment
from garage.ui.forms.talk_fields import REWORK, NextStep, TalkForm
from garage.ui.kit.choice_fields import ChoiceField

_MOST_SAID = 3


class CallForm(TalkForm):
    """One attempt; `offers` are what it may lead to."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, follow_up_id: int, offers: Sequence[NextStep] = ()
    ) -> None:
        self._page = follow_up_pages.open_page(follow_up_id, desk.today())
        row = self._page.row
        super().__init__(parent, desk, say_round(row), about_call(row), default_text=_("Save the call"))
        self.setObjectName("call_form")
        self.add_widget(_beside(self._page, desk))
        self._phone = self.add_field(
            "phone",
            _("Number called"),
            ChoiceField(choices=[(one.number, say_number(one)) for one in self._page.phones]),
            "" if self._page.phones else _("The file has no number."),
        )
        self._channel = self.add_field(
            "channel",
            _("Asked"),
            ChoiceField(
                choices=[
                    (ContactChannel.PHONE, _("by telephone")),
                    (ContactChannel.VISIT, _("at the counter")),
                ]
            ),
            beside=True,
        )
        self._channel.edited.connect(self.fit)
        self.add_who()
        self.add_talk()
        self._leads_to = words("", "muted")
        self._leads_to.setObjectName("leads_to")
        self.add_widget(self._leads_to)
        self.add_steps(offers)

    def load(self) -> None:
        row = self._page.row
        self._phone.set_value(next((one.number for one in self._page.phones if one.dead_on is None), None))
        self._channel.set_value(ContactChannel.VISIT if row.here_no else ContactChannel.PHONE)
        self.widget("spoke_with").set_value(row.brought_by or row.customer)  # type: ignore[attr-defined]
        self.fit()
        self.outcome.setFocus()

    def fit(self) -> None:
        by_phone = self._channel.value() is ContactChannel.PHONE
        self.outcome.offer(
            tuple(Outcome) if by_phone else (Outcome.REACHED, Outcome.CALL_BACK, Outcome.REFUSED)
        )
        self.body.boxes["phone"].setVisible(by_phone)
        super().fit()
        row = self._page.row
        came = row.vehicle_id is not None and comeback_talks.left_before(row.vehicle_id)
        self.fit_steps(() if came else {REWORK})
        self._leads_to.setText(self._consequence())
        self._leads_to.setVisible(bool(self._leads_to.text()))

    def save(self) -> int:
        phone = self._phone.value() if self._channel.value() is ContactChannel.PHONE else ""
        talk = self.talk(Direction.OUT, self._channel.value(), phone or "")
        question, answer = self.asked()
        row = self._page.row
        self.keep_steps()
        return follow_ups.call(self._desk.by(), row.id, row.version, talk, question=question, answer=answer)

    def renew(self) -> None:
        self._page = follow_up_pages.open_page(self._page.row.id, self._desk.today())

    def keep_mine(self, error: StaleError) -> None:
        """`renew` has the newer version already."""

    def _consequence(self) -> str:
        """What the result leads to, before it is saved."""
        outcome, row = self.outcome.value(), self._page.row
        alive = [one for one in self._page.phones if one.dead_on is None]
        if outcome is Outcome.REFUSED:
            return _("Nobody will call this customer any more; calls that wait are cancelled.")
        if outcome is Outcome.WRONG_NUMBER:
            left = any(one.number != self._phone.value() for one in alive)
            if left:
                return _("The number is not called any more; the next one is tried now.")
            return _("No number is left: the file lacks one, and this call ends as not reached.")
        if outcome not in UNANSWERED:
            return ""
        rules = care_settings.rules()
        after = after_attempt(
            outcome, tries=row.attempts + 1, at=self._desk.now(), call_time=row.call_time, rules=rules
        )
        if after.state is FollowUpState.UNREACHABLE or after.next_at is None:
            return _("That was attempt {n} of {most}: the call ends as not reached.").format(
                n=row.attempts + 1, most=rules.attempts
            )
        text = _("Attempt {n} of {most}; the next one {when}.")
        moment = say_moment(after.next_at, self._desk.now())
        return text.format(n=row.attempts + 1, most=rules.attempts, when=moment)


def _beside(page: CallPage, desk: Desk) -> QFrame:
    """What lies beside the telephone: numbers, hours, what to talk about and what was said already."""
    row = page.row
    card = QFrame()
    card.setObjectName("beside_call")
    card.setProperty("card", True)
    grid = QGridLayout(card)
    grid.setContentsMargins(14, 10, 14, 10)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    numbers = words("   ".join(say_number(one) for one in page.phones if one.dead_on is None) or "–")
    numbers.setObjectName("call_numbers")
    numbers.setProperty("tone", "title")
    numbers.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    hours, tone = say_hours(row, desk.now())
    lines = [
        (_("Convenient"), hours, tone),
        (_("Work done"), _(", ").join(row.work), ""),
        (_("Talk about"), row.topic, ""),
        (_("Advice not taken"), _(", ").join(one.text for one in page.advice), "warn"),
        (_("Owes"), format_yuan(page.owed_fen) if page.owed_fen else "", "warn"),
        (_("Said already"), "\n".join(_said(page)), "muted"),
    ]
    grid.addWidget(numbers, 0, 0, 1, 2)
    for place, (caption, text, ink) in enumerate(((c, t, i) for c, t, i in lines if t), start=1):
        title = words(caption, "muted")
        title.setWordWrap(False)
        grid.addWidget(title, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(text, ink), place, 1)
    return card


def _said(page: CallPage) -> list[str]:
    """The last talks in a line each: what is not to be repeated."""
    said = [f"{talk.at:%m-%d}  {talk.said}" for talk in page.talks if talk.said]
    return said[:_MOST_SAID]
