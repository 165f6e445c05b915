"""Forms of calls and questions, for the catalogue."""

from typing import Any

from PySide6.QtWidgets import QDialog

from garage.domain.contacts import Direction, Talk
from garage.services import call_plans, contacts, questions
from garage.services.contacts import About
from garage.services.orders import OrderPage
from garage.services.questions import QuestionRow
from garage.ui.desk import Desk
from garage.ui.forms import care_settings
from garage.ui.forms.call import CallForm
from garage.ui.forms.call_register import CallRegisterForm
from garage.ui.forms.log_contact import LogContactForm
from garage.ui.forms.question import AnswerForm, HandUpForm, QuestionForm, TellForm
from garage.ui.forms.talk_fields import TalkForm, next_steps
from garage.ui.forms.told_form import ToldForm

BASES: set[type] = {TalkForm, ToldForm, QuestionForm}


def a_talk(desk: Desk, page: OrderPage) -> int:
    """The customer of the order called and asked something."""
    said = Talk(
        Direction.IN, spoke_with="王女士", phone="13800138000", needs="问大保养", next_topic="冬季检测"
    )
    return contacts.log(desk.by(), said, About(page.customer_id, page.vehicle_id), follow=True)


def a_question(desk: Desk, page: OrderPage, *, answered: bool = False) -> QuestionRow:
    """What was asked in it."""
    ref = questions.ask(desk.by(), a_talk(desk, page), "发票抬头能改成公司吗？")
    if answered:
        questions.answer(desk.by(), ref, 1, "可以，本月内凭税号重开")
    return questions.one(ref)


def _call(desk: Desk, page: OrderPage) -> QDialog:
    a_talk(desk, page)
    ref = call_plans.consultation(desk.by(), page.customer_id, page.vehicle_id, desk.today(), "冬季检测")
    return CallForm(None, desk, ref, next_steps())


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "call": ("receive", _call),
        "log_contact": (
            "receive",
            lambda desk, page: LogContactForm(desk, page.customer_id, page.vehicle_id, None, next_steps()),
        ),
        "question_hand_up": ("receive", lambda desk, page: HandUpForm(None, desk, a_question(desk, page))),
        "question_answer": ("receive", lambda desk, page: AnswerForm(None, desk, a_question(desk, page))),
        "question_tell": (
            "receive",
            lambda desk, page: TellForm(None, desk, a_question(desk, page, answered=True)),
        ),
        "call_register": ("receive", lambda desk, _page: CallRegisterForm(None, desk)),
        "absence": ("receive", lambda desk, _page: care_settings.AbsenceForm(desk)),
    }
