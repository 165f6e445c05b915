"""The care day, with the complaint: registered from the call, looked into, made good, told, asked again and closed."""

from garage.domain.complaints import ComplaintCategory, ComplaintState
from garage.services.complaint_rows import ComplaintFilter
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.complaint_acts import ImplementForm, InformForm, PlanForm, RevisitForm, VerifyForm
from garage.ui.forms.complaint_day import ComplaintDayForm
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import FOLLOW_UP
from garage.ui.pages.complaints import ComplaintsPage
from garage.ui.tour.care_calls import section_page
from garage.ui.tour.care_cast import COMPENSATION_YUAN, Care
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper


def register(hand: Hand, leader: int) -> Story[None]:
    """What was said on the telephone stands in the form already; both clocks run."""
    yield from hand.at(ComplaintForm)
    yield hand.choose("category", ComplaintCategory.REPAIR)
    yield hand.choose("assigned_to", leader)
    yield hand.scroll_up()
    yield from hand.picture("complaint-from-the-call")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    page = yield from _complaint(hand)
    yield from _until(hand, page, ComplaintState.ASSIGNED)
    yield from hand.picture("complaint-registered")


def measures(hand: Hand, care: Care, mechanic: int) -> Story[None]:
    """Within a day: what was found out and whose work it was; why, and what is done about it."""
    page = yield from _complaint(hand)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(VerifyForm)
    yield hand.fill("findings", care.findings)
    yield hand.choose("our_fault", "yes")
    yield hand.choose("responsible", mechanic)
    yield from hand.picture("complaint-verified")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from _until(hand, page, ComplaintState.VERIFIED)
    hand.clock.forward(minutes=25)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(PlanForm)
    yield hand.fill("cause", care.cause)
    yield hand.fill("measures", care.measures)
    yield hand.fill("compensation_fen", COMPENSATION_YUAN)
    yield from hand.picture("complaint-measures")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from _until(hand, page, ComplaintState.MEASURES)


def done_and_told(hand: Hand, care: Care) -> Story[None]:
    """The car was here: it is done, and the customer hears the result on the second working day of seven."""
    page = yield from _complaint(hand)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(ImplementForm)
    yield hand.fill("note", care.done)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from _until(hand, page, ComplaintState.IMPLEMENTED)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(InformForm)
    yield from hand.picture("complaint-told")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from _until(hand, page, ComplaintState.INFORMED)


def closed(hand: Hand, care: Care) -> Story[None]:
    """Asked again four days later: content, and closed in time; the form and the sheet of its day on paper."""
    page = yield from _complaint(hand)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(RevisitForm)
    yield hand.choose("satisfied", "yes")
    yield hand.fill("note", care.content)
    yield from hand.picture("complaint-asked-again")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.click(f"complaint_chips_{ComplaintFilter.CLOSED}")
    yield from _until(hand, page, ComplaintState.CLOSED)
    yield page.list.setFocus
    yield from hand.picture("complaint-closed-in-time")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "complaint-form")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Shift+P")
    yield from hand.at(ComplaintDayForm)
    yield hand.fill("day", f"{page.detail.row.received_at:%Y-%m-%d}")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "complaint-day")
    yield from hand.at(MainWindow)


def _complaint(hand: Hand) -> Story[ComplaintsPage]:
    """The one complaint there is, under the bar."""
    page: ComplaintsPage = yield from section_page(hand, FOLLOW_UP, "complaints")
    yield page.list.setFocus
    yield from hand.until(lambda: page.detail.row is not None, "the complaint")
    return page


def _until(hand: Hand, page: ComplaintsPage, state: ComplaintState) -> Story[None]:
    yield from hand.until(lambda: page.detail.row is not None and page.detail.row.state is state, state.value)
