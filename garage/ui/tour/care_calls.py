"""The care day, on the telephone: the call about the tour's own car, and a question that goes to the owner."""

from typing import Any

from garage.domain.plates import display_plate
from garage.domain.questions import QuestionState
from garage.services import questions
from garage.ui.forms.call import CallForm
from garage.ui.forms.call_register import CallRegisterForm
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.question import AnswerForm, HandUpForm, TellForm
from garage.ui.kit.stars import StarsField
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import FOLLOW_UP
from garage.ui.pages.calls import LOG, QUESTIONS, CallsPage
from garage.ui.tour.care_cast import STARS, Care
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper

REGISTER_FROM = "2026-05-01"


def section_page(hand: Hand, tab: int, name: str) -> Story[Any]:
    """A page behind the tabs of a tab, by its key."""
    window = yield from hand.at(MainWindow)
    yield hand.keys(f"Ctrl+{tab + 1}")
    sections = window.page(tab)
    place = [section.name for section in sections.sections].index(name)
    yield hand.keys(f"Alt+{place + 1}")
    page = sections.page(name)
    yield from hand.until(page.isVisible, name)
    yield from hand.at(MainWindow)
    return page


def call(hand: Hand, cast: Cast, care: Care) -> Story[None]:
    """Evening, as the customer likes it: who is due, what is known, what is said; it turns out to be a complaint."""
    page: CallsPage = yield from section_page(hand, FOLLOW_UP, "calls")
    yield page.list.setFocus
    yield hand.keys("Ctrl+Home")
    for _row in range(page.list.rows().rowCount()):
        if page.list.current_row().plate == display_plate(cast.plate):
            break
        yield hand.keys("Down")
    yield from hand.picture("calls-due")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(CallForm)
    yield hand.keys("1")
    for place, stars in enumerate(STARS, 1):
        yield hand.find(StarsField, f"stars_{place}").setFocus
        yield hand.keys(str(stars))
    for name in ("car_use", "opinion", "needs", "next_topic", "question"):
        yield hand.fill(name, getattr(care, name))
    yield hand.tick("complaint")
    yield hand.scroll_up()
    yield from hand.picture("follow-up-call")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(ComplaintForm)


def ask_the_owner(hand: Hand, owner: int) -> Story[None]:
    """What the adviser cannot answer goes to the owner at once."""
    page = yield from _question(hand)
    yield hand.keys("Ctrl+H")
    yield from hand.at(HandUpForm)
    yield hand.choose("escalated_to", owner)
    yield from hand.picture("question-to-the-owner")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from _until_question(hand, page, QuestionState.ESCALATED)


def answer(hand: Hand, care: Care) -> Story[None]:
    """The owner answers the next morning."""
    page = yield from _question(hand)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(AnswerForm)
    yield hand.fill("answer", care.answer)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from _until_question(hand, page, QuestionState.ANSWERED)


def tell(hand: Hand) -> Story[None]:
    """The customer hears the answer on the same day."""
    page = yield from _question(hand)
    yield from hand.picture("customer-is-told-today")
    number = page.detail.question.id
    yield hand.keys("Ctrl+Return")
    yield from hand.at(TellForm)
    yield from hand.picture("tell-the-answer")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: questions.one(number).state is QuestionState.TOLD, "the answer told")


def papers(hand: Hand, cast: Cast) -> Story[None]:
    """The talk in the log, its record on paper, and the register of the month's calls."""
    page: CallsPage = yield from section_page(hand, FOLLOW_UP, "calls")
    yield hand.click(f"call_chips_{LOG}")
    yield page.list.setFocus
    yield hand.keys("Ctrl+End")
    yield from hand.until(lambda: page.detail.talk is not None, "the talk")
    for _row in range(page.list.rows().rowCount()):
        if page.detail.talk.plate == display_plate(cast.plate) and page.detail.talk.scores:
            break
        yield hand.keys("Up")
    yield from hand.picture("call-log")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "call-record")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Shift+P")
    yield from hand.at(CallRegisterForm)
    yield hand.fill("first", REGISTER_FROM)
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "call-register")
    yield from hand.at(MainWindow)


def _question(hand: Hand) -> Story[CallsPage]:
    """The question under the bar."""
    page: CallsPage = yield from section_page(hand, FOLLOW_UP, "calls")
    yield hand.click(f"call_chips_{QUESTIONS}")
    yield page.list.setFocus
    yield from hand.until(lambda: page.detail.question is not None, "the question")
    return page


def _until_question(hand: Hand, page: CallsPage, state: QuestionState) -> Story[None]:
    yield from hand.until(
        lambda: page.detail.question is not None and page.detail.question.state is state, state.value
    )
