"""The bad day, at the counter: a discount to be approved, a bill voided, money on account, and a car that gives up."""

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod, RoundingOff
from garage.ui.forms.gate import GateForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.line_terms import LineDiscountForm
from garage.ui.forms.payment import PaymentForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.settlement import Rest, SettlementForm
from garage.ui.main_window import MainWindow
from garage.ui.pages.order_view import OrderView
from garage.ui.tour.bad_day_cast import BadDay
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.payment import keep_papers
from garage.ui.tour.reception import keep_paper


def discount(hand: Hand, view: OrderView, bad: BadDay) -> Story[None]:
    """The part that was late gets cheaper, by more than anybody may give alone."""
    yield hand.keys("Ctrl+Return")
    form = yield from hand.at(HandoverForm)
    yield hand.keys(*["P"] * len(CHECK_ITEMS[InspectionStage.HANDOVER]), "Ctrl+T")
    yield from hand.until(lambda: form.widget("customer_told_at").value() is not None, "the call")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    late = next(line for line in view.page.lines if line.code == bad.scarce)
    yield hand.keys("Ctrl+Alt+L")
    yield from hand.at(LineDiscountForm)
    yield hand.choose("line", late.id)
    yield hand.fill("discount", "320")
    yield hand.fill("reason", bad.discount)
    yield from hand.picture("discount-on-a-line")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def settle_in_part(hand: Hand, view: OrderView, owner: int) -> Story[None]:
    """The deposit is counted, the owner approves the discount, a part is paid now."""
    yield hand.keys("Ctrl+Return")
    yield from hand.at(SettlementForm)
    yield hand.choose("rest", Rest.LATER)
    yield hand.fill("amount_1", "500")
    yield hand.choose("discount_by", owner)
    yield from hand.picture("settled-in-part")
    yield hand.keys("Ctrl+Return")
    yield from keep_papers(hand, 2)
    yield from hand.until(lambda: view.page.state is OrderState.SETTLED, "the bill")


def void(hand: Hand, view: OrderView, bad: BadDay) -> Story[None]:
    """The bill is taken back; the money that came in waits for the next one."""
    hand.clock.forward(minutes=3)
    yield hand.keys("Ctrl+Shift+V")
    yield from hand.at(ReasonForm)
    yield hand.fill("reason", bad.void)
    yield from hand.picture("void-the-bill")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.state is OrderState.READY, "the void bill")


def settle_on_account(hand: Hand, view: OrderView, bad: BadDay, owner: int) -> Story[None]:
    """Rounded off this time; what is left goes on account, above the firm's limit with the owner's word."""
    yield hand.keys("Ctrl+Return")
    yield from hand.at(SettlementForm)
    yield hand.choose("rounding", RoundingOff.YUAN)
    yield hand.choose("discount_by", owner)
    yield hand.fill("next_service_km", str(bad.firm.km + 10_000))
    yield hand.choose("rest", Rest.ON_ACCOUNT)
    yield hand.choose("approved_by", owner)
    yield hand.fill("override", bad.override)
    yield hand.scroll_up()
    yield from hand.picture("rest-on-account")
    yield hand.keys("Ctrl+Return")
    yield from keep_papers(hand, 2)
    yield from hand.until(lambda: view.page.state is OrderState.SETTLED, "the bill")
    yield hand.keys("Alt+6")
    yield from hand.picture("money-of-the-order")


def leave(hand: Hand, view: OrderView, km: int, picture: str) -> Story[None]:
    """Through the gate with the pass there is."""
    hand.clock.forward(minutes=6)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(GateForm)
    yield hand.fill("odo", str(km))
    yield from hand.picture(picture)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.facts.left, "the open road")


def pay_the_account(hand: Hand) -> Story[None]:
    """Eleven days later the firm pays."""
    hand.clock.forward(days=11)
    yield hand.keys("Ctrl+Alt+M")
    yield from hand.at(PaymentForm)
    yield hand.choose("method_1", PayMethod.TRANSFER)
    yield from hand.picture("account-is-paid")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)
    yield hand.keys("Alt+6")
    yield from hand.picture("nothing-is-owed")


def gives_up(hand: Hand, view: OrderView, bad: BadDay) -> Story[None]:
    """Too dear: the order ends without a bill, and a pass lets the car go as it came."""
    yield hand.keys("Ctrl+Alt+U")
    yield from hand.at(ReasonForm)
    yield hand.fill("reason", bad.unrepaired)
    yield from hand.picture("leaves-unrepaired")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "unrepaired-pass")
    yield from hand.at(MainWindow)
    yield from leave(hand, view, bad.gives_up.km, "gate-unrepaired")
