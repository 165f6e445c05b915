"""The returns day, with the old parts: counted in and shelved, sent to their supplier, disposed of."""

from typing import Any

from garage.domain.old_parts import OldPartState
from garage.services.old_part_register import OldPartFilter
from garage.ui.forms.old_part_acts import CountInForm
from garage.ui.forms.old_part_scrap import ApproveScrapForm, DisposalForm
from garage.ui.forms.shipment import PackForm, ReceivedForm, SendShipmentForm
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import RETURNS
from garage.ui.pages.old_part_sending import SHIPMENTS
from garage.ui.pages.returns import SECTIONS
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.returns_cast import BATTERY_KG, BATTERY_YUAN, LICENCE, MANIFEST, WAYBILL, Returns


def returns_page(hand: Hand, name: str) -> Story[Any]:
    """A page of the warranty returns, by its key."""
    window = yield from hand.at(MainWindow)
    place = [section.name for section in SECTIONS].index(name)
    yield hand.keys(f"Ctrl+{RETURNS + 1}", f"Alt+{place + 1}")
    page = window.page(RETURNS).page(name)
    yield from hand.until(page.isVisible, name)
    yield from hand.at(MainWindow)
    return page


def count_in(hand: Hand, back: Returns) -> Story[None]:
    """The storekeeper finds the tag in the list of what has to come in, and lays the part on its shelf."""
    page = yield from returns_page(hand, "old_parts")
    yield hand.click(f"old_part_chips_{OldPartFilter.TO_COUNT}")
    yield from hand.until(lambda: page.detail.row is not None, "the tag")
    yield hand.keys("Ctrl+I")
    yield from hand.at(CountInForm)
    yield hand.fill("shelf", back.shelf)
    yield hand.fill("condition", back.condition)
    yield from hand.picture("count-in")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.click(f"old_part_chips_{OldPartFilter.SHELVED}")
    yield from hand.picture("old-parts-on-their-shelf")


def dispose(hand: Hand, back: Returns) -> Story[None]:
    """A lead-acid battery: the owner approves, a licensed taker signs for it."""
    page = yield from returns_page(hand, "old_parts")
    yield hand.click(f"old_part_chips_{OldPartFilter.SCRAP}")
    yield from hand.until(lambda: page.detail.row is not None, "the battery")
    yield hand.keys("Ctrl+Shift+S")
    yield from hand.at(ApproveScrapForm)
    yield hand.fill("reason", back.scrap_reason)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.detail.row.state is OldPartState.SCRAP_APPROVED, "the approval")
    yield hand.keys("Ctrl+Shift+D")
    yield from hand.at(DisposalForm)
    for name, text in {
        "taker": back.taker,
        "licence_no": LICENCE,
        "manifest_no": MANIFEST,
        "weight": BATTERY_KG,
        "amount": BATTERY_YUAN,
    }.items():
        yield hand.fill(name, text)
    yield from hand.picture("disposal")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.click("old_part_chips_disposals")
    yield from hand.until(lambda: page.disposals.list.current_row() is not None, "the disposal")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)


def send(hand: Hand, back: Returns) -> Story[None]:
    """The tag is scanned into the box; the carrier's number, the packing list, and the supplier has it."""
    page = yield from returns_page(hand, "sending")
    yield hand.click(f"sending_chips_{SHIPMENTS}")
    yield from hand.until(page.shipments.isVisible, "the shipments")
    yield page.shipments.list.setFocus
    yield hand.keys("Ctrl+N")
    form = yield from hand.at(PackForm)
    tag = form.parts.item(0, 0).text()
    yield hand.fill("scan", tag)
    yield hand.keys("Return")
    yield from hand.until(lambda: bool(form.parts.value()), tag)
    yield from hand.picture("packed-by-tag")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(SendShipmentForm)
    yield hand.fill("carrier", back.carrier)
    yield hand.fill("waybill_no", WAYBILL)
    yield hand.fill("freight", "23")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "packing-list")
    yield from hand.at(MainWindow)
    hand.clock.forward(days=2)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(ReceivedForm)
    yield hand.fill("received_by", back.receiver)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
