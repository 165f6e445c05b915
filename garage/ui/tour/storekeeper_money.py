"""The storekeeper's day, where money changes hands: invoice, payment, goods that go back, and a sale at the counter."""

from garage.domain.numbers import Series
from garage.ui.forms.counter_return import CounterReturnForm
from garage.ui.forms.counter_sale import CounterSaleForm
from garage.ui.forms.supplier_invoice import SupplierInvoiceForm
from garage.ui.forms.supplier_payment import SupplierPaymentForm
from garage.ui.forms.supplier_return import SupplierReturnForm
from garage.ui.forms.supplier_statement import StatementDialog
from garage.ui.main_window import MainWindow
from garage.ui.pages.purchasing import SPOT
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.payment import keep_papers
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.storekeeper import stock_page
from garage.ui.tour.storekeeper_cast import INVOICE, Store

DEARER_FEN = 2_400
"""What the invoice asks more than was agreed."""


def invoice(hand: Hand, store: Store) -> Story[None]:
    """It covers the delivery and asks more for the new part than the order said."""
    page = yield from stock_page(hand, "suppliers", 3)
    yield from hand.until(lambda: page.detail.supplier_id is not None, "the supplier")
    yield hand.keys("Ctrl+I")
    form = yield from hand.at(SupplierInvoiceForm)
    rows = form.grid.rows()
    at = next(place for place, row in enumerate(rows) if row["part"].startswith(store.fresh.code))
    fen = sum(row["booked"] for row in rows if row["receipt_id"] == rows[at]["receipt_id"]) + DEARER_FEN
    yield hand.fill("invoice_no", INVOICE)
    yield hand.fill("amount", f"{fen / 100:.2f}")
    yield hand.fill("tax", f"{fen * 13 // 11300}")
    yield hand.cell(form.grid, at, "chosen")
    yield from hand.until(lambda: form.grid.rows()[at]["chosen"], "the receipt")
    yield hand.type_in(form.grid, at, "said", f"{(rows[at]['booked'] + DEARER_FEN) / 100:.2f}")
    yield from hand.picture("invoice-differs")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def payment(hand: Hand) -> Story[None]:
    """What is due is paid by transfer; the statement shows how the account stands."""
    yield hand.keys("Ctrl+M")
    yield from hand.at(SupplierPaymentForm)
    yield from hand.picture("pay-supplier")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)
    yield from hand.picture("supplier-account")
    yield hand.keys("Ctrl+T")
    yield from hand.at(StatementDialog)
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "supplier-statement")
    yield from hand.at(StatementDialog)
    yield hand.keys("Esc")
    yield from hand.at(MainWindow)


def goes_back(hand: Hand, store: Store) -> Story[None]:
    """Two of what came by mistake go back to the supplier."""
    yield hand.keys("Ctrl+B")
    form = yield from hand.at(SupplierReturnForm)
    code = [row["code"] for row in form.grid.rows() if row["receipt"].startswith(Series.RECEIPT_OF_GOODS)][-1]
    for _piece in range(2):
        yield hand.fill("scan", code)
        yield hand.keys("Return")
    yield hand.fill("reason", store.goes_back)
    yield hand.fill("carrier", store.carrier)
    yield from hand.picture("goods-go-back")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)


def counter(hand: Hand, store: Store) -> Story[None]:
    """Two parts are scanned and paid for; one comes back."""
    page = yield from stock_page(hand, "counter", 4)
    yield hand.keys("Ctrl+N")
    yield from hand.at(CounterSaleForm)
    for code in (store.package_parts[1], store.package_parts[1], store.package_parts[0]):
        yield hand.fill("search", code)
        yield hand.keys("Return")
    yield hand.fill("buyer", store.buyer)
    yield from hand.picture("counter-sale")
    yield hand.keys("Ctrl+Return")
    yield from keep_papers(hand, 2)
    yield from hand.until(lambda: page.detail.page is not None, "the sale")
    yield hand.keys("Ctrl+B")
    yield from hand.at(CounterReturnForm)
    yield hand.fill("scan", store.package_parts[1])
    yield hand.keys("Return")
    yield hand.fill("reason", store.comes_back)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.picture("counter-sales")


def expenses(hand: Hand) -> Story[None]:
    """What was laid out outside this week, for whoever pays it back."""
    page = yield from stock_page(hand, "buying", 2)
    yield hand.click(f"buying_{SPOT}")
    yield from hand.until(lambda: page.spot.list.current_row() is not None, "the purchase")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "expense-list")
    yield from hand.at(MainWindow)
