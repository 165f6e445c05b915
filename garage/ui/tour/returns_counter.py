"""The returns day, at the counter: what is promised on the car, the case of the rework, and a bill of nothing."""

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import OldPartChoice, OrderState
from garage.domain.rework import ReworkCause, ReworkState
from garage.domain.verdicts import Source
from garage.services import exit_passes, inspections, rework_rows
from garage.ui.forms.estimate_rework import earlier_lines
from garage.ui.forms.old_part_tag import TagLinesForm
from garage.ui.forms.rework_acts import EvidenceForm, OpenCaseForm, OursForm
from garage.ui.forms.settlement import SettlementForm
from garage.ui.forms.verdict import VerdictForm
from garage.ui.forms.warranty_panel import KEY
from garage.ui.kit.messages import Box
from garage.ui.main_window import MainWindow
from garage.ui.pages.order_view import OrderView
from garage.ui.tour.bad_day import open_order
from garage.ui.tour.bad_day_cast import BadDay
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.payment import keep_papers
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.returns_cast import Returns
from garage.ui.tour.visit import Visit


def verdicts(hand: Hand, bad: BadDay, back: Returns) -> Story[OrderView]:
    """The work is done again, the absorber is claimed: a key for each; the customer gets it on paper."""
    view = yield from open_order(hand, bad.firm.plate)
    yield from hand.until(view.warranty.isVisible, "the warranties")
    yield from hand.picture("back-under-warranty")
    yield hand.keys(KEY)
    form = yield from hand.at(VerdictForm)
    yield from _put_bar_on(hand, form, Source.REPAIR, back.repeats)
    yield hand.keys("R")
    absorber = next(item.name for item in bad.shelf if item.code == bad.scarce)
    yield from _put_bar_on(hand, form, Source.PART, absorber)
    yield hand.keys("C")
    yield from hand.until(lambda: form.list.current_row().decided is not None, "the verdict")
    yield from hand.picture("verdicts")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "verdict-slip")
    yield from hand.at(VerdictForm)
    yield hand.keys("Esc")
    yield from hand.at(MainWindow)
    yield hand.keys("Alt+1")
    yield hand.type_in(view.lines.grid, 1, "qty", "1")
    yield hand.keys("Ctrl+S")
    return view


def case(hand: Hand, view: OrderView, back: Returns) -> Story[None]:
    """The customer says it did not hold; somebody looks, records what shows it, and it is ours."""
    yield hand.keys("Ctrl+Alt+7")
    yield from hand.at(OpenCaseForm)
    earlier = earlier_lines(view.page)
    yield hand.choose("original", next(line.line_id for line in earlier if line.name == back.repeats))
    yield hand.choose("line", next(line.id for line in view.page.lines if line.name == back.repeats))
    yield from hand.picture("rework-case")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Alt+8")
    yield from hand.at(Box)
    yield hand.keys("Return")
    yield from hand.until(lambda: _state(view) is ReworkState.DIAGNOSING, "the search for the cause")
    yield from hand.at(MainWindow)
    hand.clock.forward(minutes=40)
    yield hand.keys("Ctrl+Alt+8")
    yield from hand.at(EvidenceForm)
    yield hand.choose("cause", ReworkCause.PART)
    yield hand.fill("evidence", back.evidence)
    yield from hand.picture("rework-evidence")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Alt+8")
    yield from hand.at(OursForm)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: _state(view) is ReworkState.OUR_FAULT, "the decision")
    yield from hand.picture("rework-is-ours")


def free_of_charge(hand: Hand, view: OrderView, visit: Visit) -> Story[None]:
    """Done again while the old part gets its tag; the bill is nothing, and the case is closed at the gate."""
    yield hand.keys("Ctrl+Return")
    yield from hand.until(lambda: view.page.state is OrderState.ESTIMATED, "the finished estimate")
    visit.at = hand.clock.now
    visit.work()
    hand.clock.now = visit.at
    yield hand.keys("Ctrl+F6")
    yield from hand.at(TagLinesForm)
    yield from hand.picture("tag-old-part")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "old-part-tag")
    yield from hand.at(MainWindow)
    visit.at = hand.clock.now
    visit.check()
    by = visit.by(minutes=15)
    answers = {code: True for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
    inspections.hand_over(by, visit.order, answers, old_parts=OldPartChoice.WAIVE, customer_told_at=by.at)
    hand.clock.now = visit.at
    yield hand.keys("Ctrl+Return")
    yield from hand.at(SettlementForm)
    yield from hand.picture("free-of-charge")
    yield hand.keys("Ctrl+Return")
    yield from keep_papers(hand, 2)
    exit_passes.leave(visit.by(minutes=6), visit.order, visit.km + 1)
    hand.clock.now = visit.at


def _put_bar_on(hand: Hand, form: VerdictForm, source: Source, name: str) -> Story[None]:
    yield hand.keys("Ctrl+Home")
    for _row in range(form.list.rows().rowCount()):
        subject = form.list.current_row().subject
        if (subject.source, subject.name) == (source, name):
            return
        yield hand.keys("Down")


def _state(view: OrderView) -> ReworkState:
    return rework_rows.of_order(view.page.id)[0].state
