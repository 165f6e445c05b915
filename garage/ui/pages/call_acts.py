"""What may be done with the call, the question or the talk under the bar, as actions of the page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from garage.domain.followups import FollowUpState
from garage.domain.labels import label
from garage.domain.questions import QuestionAct, next_act, refusals
from garage.i18n import _
from garage.services import callers, contacts, follow_ups, questions
from garage.services.contacts import TalkRow
from garage.services.follow_up_pages import CallPage
from garage.services.questions import QuestionRow
from garage.ui.desk import Desk
from garage.ui.forms import print_calls
from garage.ui.forms.call import CallForm
from garage.ui.forms.call_register import CallRegisterForm
from garage.ui.forms.call_words import about_call
from garage.ui.forms.letter import WriteLetterForm, say_written
from garage.ui.forms.question import AnswerForm, HandUpForm, TellForm, about_question
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.talk_fields import next_steps
from garage.ui.kit.actions import call, make_action
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast
from garage.ui.pages.old_part_page_acts import open_form
from garage.ui.pages.talk_steps import TalkSteps

_FORMS: dict[QuestionAct, Callable[[QWidget, Desk, QuestionRow], FormDialog]] = {
    QuestionAct.HAND_UP: HandUpForm,
    QuestionAct.ANSWER: AnswerForm,
    QuestionAct.TELL: TellForm,
}


class CallActs(QObject):
    """`next` does what waits; what a talk led to follows it, and `booked` tells an appointment that came of it."""

    booked = Signal(int)

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._call: CallPage | None = None
        self._question: QuestionRow | None = None
        self._talk: TalkRow | None = None
        self.steps = TalkSteps(page, desk)
        self.steps.booked.connect(self.booked)
        self.next = make_action(page, _("Call…"), self.do_next, "Ctrl+Return", "phone", name="call_next")
        self.over = make_action(page, _("I call"), self.take_over, "Ctrl+T", "person", name="call_take_over")
        self.hand_up = make_action(
            page, label(QuestionAct.HAND_UP), self.ask_manager, "Ctrl+H", "arrow-right", name="question_up"
        )
        self.drop = make_action(
            page, _("Not called…"), self.cancel, "Ctrl+Shift+C", "close", name="call_cancel"
        )
        self.record = make_action(
            page, _("Record…"), self.print_record, "Ctrl+P", "print", name="print_call_record"
        )
        self.register = make_action(
            page,
            _("Register of calls…"),
            self.print_register,
            "Ctrl+Shift+P",
            "print",
            name="print_call_register",
        )
        self.log = make_action(
            page, _("Log a call or visit…"), self.log_talk, "Ctrl+L", "plus", name="log_talk"
        )
        self.again = make_action(
            page, _("May be called again…"), self.allow, "Ctrl+Shift+A", "undo", name="calls_again"
        )
        self.letter = make_action(
            page,
            _("Letter…"),
            self.answer_by_letter,
            "Ctrl+Shift+L",
            "pencil",
            name="question_letter",
        )
        self.beside = [self.next, self.over, self.hand_up, self.letter, self.drop, self.again, self.record]
        self.fit(None, None, None)

    def fit(self, page: CallPage | None, question: QuestionRow | None, talk: TalkRow | None) -> None:
        """Only what may be done with what is shown."""
        self._call, self._question, self._talk = page, question, talk
        pending = page is not None and page.row.state is FollowUpState.PENDING
        following = next_act(question.asked) if question is not None else None
        callable_ = page is not None and page.row.may_be_called
        self.next.setEnabled(callable_ or following is not None)
        call(self.next, label(following) if following is not None else _("Call…"))
        mine = page is not None and callers.on_duty(page.row.caller_id, self._desk.today()).staff_id
        self.over.setEnabled(bool(pending and mine != self._desk.by().staff_id))
        self.hand_up.setEnabled(question is not None and not refusals(QuestionAct.HAND_UP, question.asked))
        dropped = question is not None and not refusals(QuestionAct.WITHDRAW, question.asked)
        self.drop.setEnabled(pending or dropped)
        call(self.drop, label(QuestionAct.WITHDRAW) if question is not None else _("Not called…"))
        self.letter.setEnabled(question is not None)
        self.again.setEnabled(page is not None and page.row.no_calls)
        self.record.setEnabled(talk is not None or bool(page is not None and page.attempts))

    def do_next(self) -> None:
        """The one thing that waits: the call, or what comes next about a question."""
        if self._call is not None:
            form = CallForm(self._page, self._desk, self._call.row.id, next_steps())
            form.saved.connect(lambda contact_id: self._called(form, contact_id))
            open_form(form)
        elif (row := self._question) is not None and (act := next_act(row.asked)) is not None:
            open_form(_FORMS[act](self._page, self._desk, row))

    def take_over(self) -> None:
        """Who sits here calls."""
        if self._call is not None:
            row = self._call.row
            follow_ups.take_over(self._desk.by(), row.id, row.version)

    def ask_manager(self) -> None:
        """The question goes to the manager."""
        if self._question is not None:
            open_form(HandUpForm(self._page, self._desk, self._question))

    def answer_by_letter(self) -> None:
        """The customer gets the answer in writing."""
        if self._question is not None:
            form = WriteLetterForm(self._desk, self._page, question_id=self._question.id)
            form.saved.connect(lambda ref: say_written(self._page, ref))
            open_form(form)

    def cancel(self) -> None:
        """Nobody calls, or nobody waits for the answer any more; with a reason."""
        by = self._desk.by
        if (page := self._call) is not None:
            row = page.row
            told = _("This call is not made. The next one, if there is one, counts from today.")
            title = _("Not called")
            act: Callable[[str], object] = lambda why: follow_ups.cancel(by(), row.id, row.version, why)  # noqa: E731
            open_form(ReasonForm(self._page, title, about_call(row), told, act, limit=120))
        elif (asked := self._question) is not None:
            title = label(QuestionAct.WITHDRAW).rstrip("…")
            act = lambda why: questions.withdraw(by(), asked.id, asked.version, why)  # noqa: E731
            open_form(ReasonForm(self._page, title, about_question(asked), asked.text, act, limit=120))

    def allow(self) -> None:
        """The customer wants to be called after all."""
        if (page := self._call) is not None:
            told = _("From the next visit on this customer is called again.")
            act = partial(contacts.allow_calls, self._desk.by(), page.row.customer_id)
            open_form(
                ReasonForm(self._page, _("May be called again"), page.row.customer, told, act, limit=120)
            )

    def print_record(self) -> None:
        """回访记录表 of the last attempt, or of the talk."""
        if self._talk is not None:
            print_calls.print_record(self._page, self._desk, self._talk.id)
        elif self._call is not None and self._call.attempts:
            print_calls.print_record(self._page, self._desk, self._call.attempts[-1].id)

    def print_register(self) -> None:
        """回访登记表 of some days."""
        form = CallRegisterForm(self._page, self._desk)
        form.saved.connect(lambda days: print_calls.print_register(self._page, self._desk, *days))
        open_form(form)

    def log_talk(self) -> None:
        """A call that came in, a visit, or any other talk."""
        self.steps.log()

    def _called(self, form: CallForm, contact_id: int) -> None:
        toast(self._page, _("The call is in the log."))
        self.steps.follow(form.wanted, contact_id)
