"""The returns day, with the supplier: what it asks of a claim, the list of the month, papers, board and figures."""

from garage.domain.claims import ClaimBasis, ReturnDuty, SettleMode
from garage.services.rework_rows import ReworkFilter
from garage.ui.forms.claim_list import ClaimListForm, ProblemsForm, SendListForm
from garage.ui.forms.supplier_terms import SupplierTermsForm
from garage.ui.main_window import MainWindow
from garage.ui.pages.old_part_sending import LISTS
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.returns_cast import Returns
from garage.ui.tour.returns_parts import returns_page


def terms(hand: Hand, back: Returns) -> Story[None]:
    """Asked once: how long it stands for a part, what it pays, and that it wants the old part back."""
    page = yield from returns_page(hand, "terms")
    yield hand.click("terms_kind_suppliers")
    yield page.panels["suppliers"].list.setFocus
    yield hand.keys("Ctrl+E")
    yield from hand.at(SupplierTermsForm)
    for name, text in {"months": "12", "km": "20000", "claim_days": "30", "contact": back.contact}.items():
        yield hand.fill(name, text)
    yield hand.choose("return_duty", ReturnDuty.ALWAYS)
    yield hand.choose("price_basis", ClaimBasis.COST)
    yield hand.choose("settle_mode", SettleMode.CASH)
    yield from hand.picture("terms-of-a-supplier")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def board(hand: Hand) -> Story[None]:
    """Three weeks later: what waits, and how many days are left until the tenth."""
    yield from returns_page(hand, "board")
    yield from hand.picture("returns-board")


def month_list(hand: Hand) -> Story[None]:
    """In May the claims of April go out together, a draft is submitted with them."""
    page = yield from returns_page(hand, "sending")
    yield hand.click(f"sending_chips_{LISTS}")
    yield page.lists.list.setFocus
    yield from hand.picture("month-is-due")
    yield hand.keys("Ctrl+N")
    yield from hand.at(ClaimListForm)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(SendListForm)
    yield from hand.picture("send-the-list")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "monthly-claims")
    yield from hand.at(MainWindow)


def papers_and_figures(hand: Hand) -> Story[None]:
    """What of the supplier failed, and the case, on paper; then what came of it all."""
    page = yield from returns_page(hand, "sending")
    yield hand.click(f"sending_chips_{LISTS}")
    yield page.lists.list.setFocus
    yield hand.keys("Ctrl+Shift+P")
    yield from hand.at(ProblemsForm)
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand)
    page = yield from returns_page(hand, "reworks")
    yield hand.click(f"rework_chips_{ReworkFilter.CLOSED}")
    yield from hand.until(lambda: page.detail.row is not None, "the case")
    yield page.list.setFocus
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "rework-record")
    yield from hand.at(MainWindow)
    yield from returns_page(hand, "figures")
    yield from hand.picture("returns-figures")
