"""Third part of the tour: the car is handed over, paid for, and leaves."""

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod, RoundingOff
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.gate import GateForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.papers_window import PapersWindow
from garage.ui.forms.ready import ReadyForm
from garage.ui.forms.settlement import SettlementForm
from garage.ui.main_window import MainWindow
from garage.ui.main_window.window import ORDERS
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import save_file


def hand_over(hand: Hand, cast: Cast) -> Story[None]:
    """Washed, checked, the customer called; what the file still lacks is asked for and written down."""
    window = yield from hand.at(MainWindow)
    view = window.page(ORDERS).view
    yield hand.keys("Ctrl+Return")
    yield from hand.until(lambda: view.page.state is OrderState.WASHING, "the wash")
    hand.clock.forward(minutes=20)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(ReadyForm)
    yield hand.keys("Return")
    yield hand.fill("parking_spot", "A3")
    yield from hand.picture("washed-and-parked")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.state is OrderState.READY, "a clean car")
    yield hand.keys("Ctrl+Return")
    form = yield from hand.at(HandoverForm)
    yield hand.keys(*["P"] * len(CHECK_ITEMS[InspectionStage.HANDOVER]))
    yield hand.keys("Ctrl+T")
    yield from hand.until(lambda: form.widget("customer_told_at").value() is not None, "the call")
    yield from hand.picture("handover-check")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.picture("file-incomplete")
    yield hand.click("reason_file")
    yield from hand.at(CustomerForm)
    yield hand.fill("address", cast.home)
    yield from hand.picture("customer")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def settle(hand: Hand, cast: Cast) -> Story[None]:
    """A discount, rounded off, part by WeChat and part in cash with change; slip, receipt and pass."""
    yield hand.keys("Ctrl+Return")
    form = yield from hand.at(SettlementForm)
    yield hand.fill("order_discount", "20")
    yield hand.fill("discount_reason", cast.discount_why)
    yield hand.choose("rounding", RoundingOff.YUAN)
    yield hand.fill("next_service_on", "2026-09-16")
    yield hand.fill("next_service_km", "91500")
    yield hand.fill("amount_1", "500")
    yield hand.click("add_method")
    yield from hand.until(lambda: len(form.tenders.rows()) == 2, "another method")
    yield hand.choose("method_2", PayMethod.CASH)
    yield hand.fill("amount_2", "300")
    yield hand.scroll_up()
    yield from hand.picture("settlement")
    yield hand.keys("Ctrl+Return")
    yield from keep_papers(hand, 3, "slip-receipt-and-pass")


def keep_papers(hand: Hand, count: int, picture: str = "") -> Story[None]:
    """The papers that come together are saved one after another."""
    papers = yield from hand.at(PapersWindow)
    if picture:
        yield from hand.picture(picture)
    for left in reversed(range(count)):
        yield hand.click("save_as_button")
        yield from save_file(hand)
        if left:
            yield from hand.until(lambda left=left: len(papers.previews()) == left, "the next paper")
    yield from hand.at(MainWindow)


def leave(hand: Hand) -> Story[None]:
    """Through the gate with one kilometre more."""
    window = yield from hand.at(MainWindow)
    view = window.page(ORDERS).view
    hand.clock.forward(minutes=8)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(GateForm)
    yield hand.fill("odo", "86414")
    yield from hand.picture("gate")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.state is OrderState.EXITED, "the open road")
    yield hand.keys("Alt+5")
    yield from hand.picture("car-has-left")
