"""The storekeeper's day, towards the evening: a shelf is counted, a battery written off, the day is closed."""

from PySide6.QtWidgets import QFileDialog

from garage.domain.stocktakes import CountScope, StocktakeState
from garage.ui.forms.day_close import DayCloseForm
from garage.ui.forms.price_paper import PricePaperForm
from garage.ui.forms.stocktake import BeginStocktakeForm, PostForm
from garage.ui.forms.write_off import WriteOffForm
from garage.ui.main_window import MainWindow
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.storekeeper import stock_page
from garage.ui.tour.storekeeper_cast import Store

WORKBOOK = "stock-list.xlsx"


def stocktake(hand: Hand, store: Store, owner: int) -> Story[None]:
    """Bins A, blind: scanned with how many lie there; one is missing, and the owner approves."""
    page = yield from stock_page(hand, "stocktakes", 5)
    yield hand.keys("Ctrl+N")
    yield from hand.at(BeginStocktakeForm)
    yield hand.choose("scope", CountScope.BIN)
    yield hand.fill("bin", "A")
    yield hand.keys("Return")
    yield hand.tick("blind")
    yield from hand.picture("stocktake-begins")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    sheet = page.sheet
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "count-sheet")
    yield from hand.at(MainWindow)
    hand.clock.forward(minutes=25)
    yield hand.keys("Ctrl+F")
    for line in [sheet.model.row_at(at) for at in range(sheet.model.rowCount())]:
        missing = 1 if line.code == store.package_parts[0] else 0
        yield hand.write(line.code, end="Return")
        yield hand.write(f"{line.book_milli // 1000 - missing}", end="Return")
    yield from hand.picture("counted-blind")
    yield hand.keys("Ctrl+O")
    yield from hand.until(lambda: sheet.row.state is StocktakeState.REVIEWED, "the differences")
    yield hand.write(store.missing, end="Return")
    yield from hand.picture("count-differs")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+O")
    yield from hand.at(PostForm)
    yield hand.choose("approved_by", owner)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: sheet.row.state is StocktakeState.POSTED, "the posted count")
    yield hand.keys("Alt+Left")


def write_off(hand: Hand, store: Store, owner: int) -> Story[None]:
    """A battery that stood too long."""
    code, reason = store.broken
    yield hand.keys("Ctrl+Shift+W")
    form = yield from hand.at(WriteOffForm)
    yield hand.fill("search", code)
    yield hand.keys("Return")
    yield from hand.until(lambda: bool(form.grid.rows()), "the part")
    yield hand.fill("reason", reason)
    yield hand.choose("approved_by", owner)
    yield from hand.picture("write-off")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)


def close(hand: Hand) -> Story[None]:
    """What came and went; the day is closed."""
    yield from stock_page(hand, "figures", 6)
    yield hand.keys("Down")
    yield from hand.picture("roll-forward")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+D")
    yield from hand.at(DayCloseForm)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.picture("day-closed")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)


def lists(hand: Hand) -> Story[None]:
    """The price list for the wall, and the stock list as a workbook."""
    yield from stock_page(hand, "prices", 7)
    yield from hand.picture("prices")
    yield hand.keys("Ctrl+P")
    yield from hand.at(PricePaperForm)
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "price-list")
    yield from stock_page(hand, "parts", 1)
    yield hand.keys("F12")
    yield from hand.at(QFileDialog)
    target = hand.folder / WORKBOOK
    yield hand.fill("fileNameEdit", str(target.absolute()))
    yield hand.keys("Return")
    yield from hand.until(target.exists, WORKBOOK)
    yield from hand.at(MainWindow)
    yield from hand.picture("stock-list-in-excel", toasts=True)
