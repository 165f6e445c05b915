"""The storekeeper's day, for a job: a package, a part that is not there, one bought outside, and a tracked piece."""

from garage.domain.lines import LineKind
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.forms.old_parts import OldPartForm, OldPartsDialog
from garage.ui.forms.purchase_order import OrderForLineForm
from garage.ui.forms.spot_purchase import SpotPurchaseForm
from garage.ui.kit.search_field import SearchField
from garage.ui.main_window import MainWindow
from garage.ui.pages.order_view import OrderView
from garage.ui.tour.bad_day import open_order
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import choose_kind, has_hits, keep_paper
from garage.ui.tour.storekeeper import stock_page
from garage.ui.tour.storekeeper_cast import SERIALS, Store
from garage.ui.tour.visit import People, Visit


def estimate(hand: Hand, store: Store, people: People) -> Story[OrderView]:
    """A package by its name, the new part, a tensioner of which there is none, and a bulb in free words."""
    visit = Visit(people, hand.clock.now)
    visit.arrive(store.visitor, None)
    hand.clock.now = visit.at
    yield hand.keys("Ctrl+3")
    view = yield from open_order(hand, store.visitor.plate)
    grid = view.lines.grid
    yield hand.keys("Alt+1")
    for text in (store.package[1], store.visitor.operation, store.fresh.code, store.visitor.part):
        row = len(grid.lines.lines) if text != store.package[1] else 0
        if row:
            yield hand.keys("Ctrl+L")
        yield hand.cell(grid, row, "name")
        yield hand.write(text)
        yield from hand.until(lambda: has_hits(grid.findChild(SearchField)), text)
        if grid.findChild(SearchField).popup.highlighted() is None:
            yield hand.keys("Down")
        if text == store.package[1]:
            yield from hand.picture("package-by-name")
        yield hand.keys("Return")
    row = len(grid.lines.lines)
    yield hand.keys("Ctrl+L")
    yield from choose_kind(hand, grid, row, LineKind.PART)
    yield hand.type_in(grid, row, "name", store.free_part[0])
    yield hand.type_in(grid, row, "price", "45")
    yield hand.cell(grid, row - 1, "name")
    yield hand.keys("Ctrl+S")
    yield from hand.picture("estimate-with-package")
    yield hand.keys("Ctrl+Return")
    yield from hand.until(lambda: view.page.state.value == "ESTIMATED", "the finished estimate")
    visit.at = hand.clock.now
    visit.agree()
    hand.clock.now = visit.at
    return view


def short(hand: Hand, store: Store) -> Story[None]:
    """The tensioner is not there: it is ordered for the job, and the day it is due shows."""
    yield from open_order(hand, store.visitor.plate)
    yield hand.keys("Ctrl+Shift+P")
    yield from hand.at(PartsForm)
    yield from hand.picture("not-on-the-shelf")
    yield hand.keys("Alt+O")
    yield from hand.at(OrderForLineForm)
    yield hand.fill("price", f"{store.shelf[1].cost_fen // 100}")
    yield from hand.picture("order-it")
    yield hand.keys("Ctrl+Return")
    yield from hand.until(lambda: not isinstance(hand.here(), OrderForLineForm), "the order")


def bought_outside(hand: Hand, store: Store) -> Story[None]:
    """The bulb is bought round the corner: entered, booked in and handed over in one form."""
    view = yield from open_order(hand, store.visitor.plate)
    yield hand.keys("F8")
    yield from hand.at(SpotPurchaseForm)
    name, code = store.free_part
    yield hand.choose("line", next(line.id for line in view.page.lines if line.name == name))
    yield hand.fill("code", code)
    yield hand.fill("cost", "28")
    yield hand.fill("vendor", store.vendor)
    yield from hand.picture("bought-outside")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def issue(hand: Hand, store: Store) -> Story[None]:
    """Each part is scanned, the new piece with its number and the old one's; later the old piece is there."""
    yield hand.keys("Ctrl+Shift+P")
    form = yield from hand.at(PartsForm)
    yield hand.fill("scan", store.fresh.barcode)
    yield hand.keys("Return")
    yield from hand.until(lambda: form.bench.asks is not None, "the question for the number")
    yield from hand.picture("serial-number")
    for number in SERIALS:
        yield hand.write(number, end="Return")
    for code in store.package_parts:
        yield hand.fill("scan", code)
        yield hand.keys("Return")
    yield hand.tick("slip")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "issue-slip")
    yield from hand.at(MainWindow)
    hand.clock.forward(hours=1, minutes=20)
    yield from stock_page(hand, "parts", 1)
    yield hand.keys("Ctrl+Shift+O")
    window = yield from hand.at(OldPartsDialog)
    yield from hand.until(lambda: window.section.list.current_row() is not None, "the old part")
    yield from hand.picture("old-parts-owed")
    yield hand.keys("Ctrl+I")
    yield from hand.at(OldPartForm)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(OldPartsDialog)
    yield hand.keys("Esc")
    yield from hand.at(MainWindow)


def comes_back(hand: Hand, store: Store) -> Story[None]:
    """The filter is not the one for this engine: it goes back into the store, with its slip."""
    yield from open_order(hand, store.visitor.plate)
    yield hand.keys("Ctrl+Shift+B")
    yield from hand.at(PartsForm)
    yield hand.fill("scan", store.package_parts[1])
    yield hand.keys("Return")
    yield hand.fill("note", store.does_not_fit)
    yield from hand.picture("part-comes-back")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "return-slip")
    yield from hand.at(MainWindow)
