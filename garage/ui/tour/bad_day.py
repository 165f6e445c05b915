"""The bad day, in the shop: a part runs short, more is found, an inspection fails, and a certificate is due."""

from datetime import timedelta

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import ConsentChannel, OrderState
from garage.services import suppliers
from garage.ui.forms.acting_person import ActingPersonDialog
from garage.ui.forms.delay import DelayForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.hold import HoldForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.forms.payment import DepositForm
from garage.ui.forms.ready import ReadyForm
from garage.ui.forms.supplement import SupplementForm
from garage.ui.forms.supplement_answer import AnswerForm
from garage.ui.forms.trips import BackForm, TripForm
from garage.ui.kit.search_field import SearchField
from garage.ui.main_window import MainWindow
from garage.ui.main_window.window import ORDERS
from garage.ui.pages.order_view import OrderView
from garage.ui.tour.bad_day_cast import BadDay
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.workshop import fail_final, inspect, staff_id


def take_the_desk(hand: Hand, name: str) -> Story[None]:
    """Somebody else sits down: what she may not decide is asked of the owner."""
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+U")
    dialog = yield from hand.at(ActingPersonDialog)
    yield hand.keys("Ctrl+Home")
    while dialog.list.current_row().name != name:
        yield hand.keys("Down")
    yield hand.keys("Return")
    yield from hand.at(MainWindow)


def open_order(hand: Hand, plate: str, number: str = "") -> Story[OrderView]:
    """Type the plate of a car that is here, or the number of a paper: the order opens."""
    window = yield from hand.at(MainWindow)
    yield hand.keys("F2")
    yield hand.write(number or plate)
    yield from hand.until(lambda: bool(window.search.popup.hits()), plate)
    yield hand.keys("Return")
    view = window.page(ORDERS).view
    yield from hand.until(lambda: view.page is not None and view.page.plate == plate, "the order")
    return view


def deposit(hand: Hand) -> Story[None]:
    """Money before the work begins."""
    yield hand.keys("Ctrl+Alt+D")
    yield from hand.at(DepositForm)
    yield hand.fill("amount_1", "1000")
    yield from hand.picture("deposit")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "deposit-receipt")
    yield from hand.at(MainWindow)


def part_short(hand: Hand, view: OrderView, bad: BadDay) -> Story[None]:
    """One of two is there: draw what there is, put the job on hold, and tell the customer."""
    yield hand.keys("Ctrl+Shift+P")
    yield from hand.at(PartsForm)
    yield hand.tick("slip", on=False)
    yield from hand.picture("part-short")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Alt+W")
    yield from hand.at(HoldForm)
    yield from hand.picture("put-on-hold")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.state is OrderState.ON_HOLD, "the hold")
    yield hand.keys("Ctrl+Shift+T")
    yield from hand.at(DelayForm)
    yield hand.fill("reason", bad.delay)
    yield hand.fill("promised_at", f"{hand.clock.now + timedelta(days=1):%m-%d} 15:00")
    yield hand.tick("print")
    yield from hand.picture("delay-told")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)
    yield from hand.picture("on-hold")


def part_comes(hand: Hand, view: OrderView, bad: BadDay) -> Story[None]:
    """The next morning: it is booked in, drawn, and the work goes on."""
    hand.clock.forward(hours=24)
    yield hand.keys("Ctrl+4")
    yield hand.keys("Ctrl+R")
    form = yield from hand.at(GoodsReceiptForm)
    yield hand.fill("search", bad.scarce)
    yield from hand.until(lambda: bool(form.search.popup.hits()), bad.scarce)
    yield hand.keys("Return")
    yield from hand.until(lambda: bool(form.grid.rows()), "the part")
    yield hand.cell(form.grid, 0, "unit_cost")
    yield hand.write("310")
    yield hand.keys("Return")
    yield hand.choose("supplier_choice", suppliers.suppliers()[0].id)
    yield hand.fill("delivery_no", bad.delivery_note)
    yield from hand.picture("part-comes")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+3", "Ctrl+Return")
    yield from hand.until(lambda: view.page.state is OrderState.DISPATCHED, "work again")
    yield from _draw(hand)


def begin(hand: Hand, view: OrderView, bad: BadDay, who: str) -> Story[None]:
    """Level-2 service begins with a diagnosis; then the clocks run."""
    yield from inspect(hand, InspectionStage.DIAGNOSIS, who, keys="Ctrl+Shift+G")
    yield hand.keys("Alt+3")
    yield hand.click("start_all")
    yield from hand.until(lambda: view.page.state is OrderState.IN_WORK, "work")
    hand.clock.forward(hours=1)
    yield hand.keys("Ctrl+Shift+N")
    yield from hand.at(InspectionForm)
    yield hand.keys("N")
    yield hand.write(bad.measured)
    yield hand.click("check_dimensions")
    yield hand.keys(*["P"] * len(CHECK_ITEMS[InspectionStage.IN_PROCESS]))
    yield hand.choose("inspector", staff_id(who))
    yield from hand.picture("in-process-inspection")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def declined(hand: Hand, view: OrderView, bad: BadDay) -> Story[None]:
    """Worn brakes are found; the customer does not want them done, is told what may happen, and signs for it."""
    yield from _propose(hand, bad.declined, safety=True)
    yield from hand.picture("supplement")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.facts.open_supplements == 1, "the supplement")
    yield hand.keys("Alt+5")
    yield from hand.picture("supplement-waits")
    yield hand.keys("Ctrl+Shift+C")
    form = yield from hand.at(AnswerForm)
    yield hand.keys("Alt+N")
    yield from hand.until(lambda: not form.lines.value(), "the refusal")
    yield from hand.picture("supplement-declined")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Alt+Q")
    yield from keep_paper(hand, "declined-with-signature")
    yield from hand.at(MainWindow)


def accepted(hand: Hand, view: OrderView, bad: BadDay) -> Story[None]:
    """A torn bush: agreed to by phone, given to a mechanic, its part drawn."""
    yield from _propose(hand, bad.accepted, part=bad.arm)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.facts.open_supplements == 1, "the supplement")
    yield hand.keys("Ctrl+Shift+C")
    yield from hand.at(AnswerForm)
    yield hand.choose("channel", ConsentChannel.PHONE)
    yield hand.fill("note", bad.said_on_the_phone)
    yield from hand.picture("supplement-agreed-by-phone")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(DispatchForm)
    yield hand.tick("job_card", on=False)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Alt+5")
    yield from hand.picture("both-answered")
    yield hand.keys("Ctrl+Alt+Q")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)
    yield from _draw(hand)
    yield hand.keys("Alt+3")
    yield hand.click("start_all")
    hand.clock.forward(hours=3)


def road_test(hand: Hand, view: OrderView, bad: BadDay) -> Story[None]:
    """All is done: out through the gate with a pass, and back seven kilometres later."""
    yield from _finish(hand, view)
    yield hand.keys("Ctrl+Alt+T")
    yield from hand.at(TripForm)
    yield hand.fill("purpose", bad.road_test)
    yield hand.tick("print")
    yield from hand.picture("road-test")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)
    yield from hand.picture("car-is-out")
    hand.clock.forward(minutes=22)
    yield hand.keys("Ctrl+Alt+B")
    yield from hand.at(BackForm)
    yield hand.fill("odo", str(bad.firm.km + 7))
    yield from hand.picture("car-is-back")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: not view.page.facts.car_away, "the car")


def inspections(hand: Hand, view: OrderView, cast: Cast, km: int) -> Story[None]:
    """The final one fails: back to work, and all of them once more; then certificate and sheet."""
    worker, leader, final = cast.mechanics[1], cast.leader, cast.inspector
    yield from inspect(hand, InspectionStage.SELF, worker)
    yield from inspect(hand, InspectionStage.LEADER, leader)
    yield from fail_final(hand, final, cast.failed_remark)
    yield from hand.until(lambda: view.page.state is OrderState.IN_WORK, "work again")
    hand.clock.forward(minutes=4)
    yield hand.keys("Alt+3")
    yield hand.click("start_all")
    yield from hand.picture("back-in-work")
    hand.clock.forward(minutes=25)
    yield from _finish(hand, view)
    yield from inspect(hand, InspectionStage.SELF, worker)
    yield from inspect(hand, InspectionStage.LEADER, leader)
    yield from inspect(hand, InspectionStage.FINAL, final, km=km)
    yield hand.keys("Alt+4")
    yield from hand.picture("rounds-of-inspection")
    yield hand.keys("Ctrl+Alt+G")
    yield from keep_paper(hand, "inspection-sheet")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "completion-certificate")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(ReadyForm)
    yield hand.keys("Return", "Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.state is OrderState.READY, "a car that is ready")


def _propose(hand: Hand, found: tuple[str, str], part: str = "", *, safety: bool = False) -> Story[None]:
    """Type a supplement: what was found, its labour, perhaps a part."""
    yield hand.keys("Ctrl+Shift+Q")
    form = yield from hand.at(SupplementForm)
    yield hand.fill("reason", found[0])
    for row, code in enumerate(filter(None, (found[1], part))):
        yield hand.cell(form.grid, row, "name")
        yield hand.write(code)
        yield from hand.until(lambda: _has_hits(form), code)
        yield hand.keys("Return")
        if part and not row:
            yield hand.keys("Return", "Return")
            yield from hand.until(lambda: len(form.grid.lines.lines) == 2, "a second line")
    if safety:
        yield hand.tick("safety")


def _draw(hand: Hand) -> Story[None]:
    """Everything that is still to be drawn."""
    yield hand.keys("Ctrl+Shift+P")
    yield from hand.at(PartsForm)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def _finish(hand: Hand, view: OrderView) -> Story[None]:
    yield hand.keys("Alt+3")
    yield hand.click("finish_all")
    yield from hand.until(lambda: not view.page.facts.undone, "finished lines")


def _has_hits(form: SupplementForm) -> bool:
    field = form.grid.findChild(SearchField)
    return field is not None and bool(field.popup.hits())
