"""The storekeeper's day, in the store: a part is entered, ordered, comes in with a fault, and gets its labels."""

from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QRadialGradient

from garage.services import parts, suppliers
from garage.services.purchase_orders import PurchaseFilter
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.part import PartForm
from garage.ui.forms.part_labels import LabelsForm
from garage.ui.forms.purchase_order import PlaceOrderForm
from garage.ui.main_window import MainWindow
from garage.ui.main_window.window import PARTS
from garage.ui.pages.part_detail import PHOTOS
from garage.ui.pages.purchasing import RECEIPTS
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.storekeeper_cast import Store


def new_part(hand: Hand, store: Store) -> Story[None]:
    """A part the shelf never had, with its numbers and group; a photo is pasted."""
    window = yield from hand.at(MainWindow)
    page = yield from stock_page(hand, "parts", 1)
    yield hand.keys("Ctrl+N")
    form = yield from hand.at(PartForm)
    item = store.fresh
    texts = {
        "code": item.code,
        "name": item.name,
        "brand": item.brand,
        "spec": item.spec,
        "group": store.group,
    }
    for name, text in (texts | {"unit": item.unit, "bin": item.bin}).items():
        yield hand.fill(name, text)
    for name, yuan in (
        ("price", item.price_fen // 100),
        ("min_qty", item.least),
        ("max_qty", item.least + 1),
    ):
        yield hand.fill(name, f"{yuan}")
    yield form.widget("oe_nos").lines()[0].setFocus
    yield hand.write(store.oe_nos[0])
    yield form.widget("oe_nos").add_button.click
    yield hand.write(store.oe_nos[1])
    yield form.widget("barcodes").lines()[0].setFocus
    yield hand.write(item.barcode)
    yield hand.choose("grade", item.grade)
    yield hand.choose("supplier_choice", suppliers.suppliers()[0].id)
    yield hand.tick("old_part_back")
    yield hand.tick("serial_tracked")
    yield from hand.picture("new-part")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.detail.part_id == fresh_id(store), "the part on file")
    yield hand.keys(f"Alt+Shift+{PHOTOS + 1}")
    strip = page.detail.photos.strip
    yield lambda: QGuiApplication.clipboard().setImage(_alternator())
    yield strip.setFocus
    yield hand.keys("Ctrl+V")
    yield from hand.until(lambda: strip.current() is not None, "the photo")
    yield hand.keys("Ctrl+D")
    yield hand.write(store.caption, end="Return")
    yield from hand.picture("part-with-photo")
    yield window.setFocus


def order(hand: Hand, store: Store) -> Story[None]:
    """What is low is proposed; parts that were never bought get their price, and the order goes out."""
    page = yield from stock_page(hand, "buying", 2)
    grid = page.proposals.grid
    yield from hand.until(lambda: bool(grid.rows()), "the proposals")
    codes = [row["code"] for row in grid.rows()]
    yield hand.type_in(grid, codes.index(store.fresh.code), "qty", "2")
    for item in (store.fresh, store.shelf[0]):
        yield hand.type_in(grid, codes.index(item.code), "price", f"{item.cost_fen // 100}")
    yield from hand.picture("proposals")
    yield hand.keys("Ctrl+Return")
    yield hand.click(f"buying_{PurchaseFilter.DRAFT}")
    yield from hand.until(lambda: page.orders.row() is not None, "the draft")
    yield hand.keys("Ctrl+O")
    yield from hand.at(PlaceOrderForm)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.click(f"buying_{PurchaseFilter.COMING}")
    yield from hand.until(lambda: page.orders.row() is not None, "the order")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "purchase-order")
    yield from hand.at(MainWindow)


def delivery(hand: Hand, store: Store) -> Story[None]:
    """Two days later: one of two is cracked, the belts are still to come, and there is freight; then labels."""
    page = yield from stock_page(hand, "buying", 2)
    yield hand.keys("Ctrl+R")
    form = yield from hand.at(GoodsReceiptForm)
    grid = form.grid
    codes = [row["code"] for row in grid.rows()]
    fresh, late = codes.index(store.fresh.code), codes.index(store.shelf[0].code)
    yield hand.fill("search", store.fresh.barcode)
    yield hand.keys("Return")
    yield hand.keys("Alt+A")
    yield hand.type_in(grid, late, "qty", "0")
    yield hand.type_in(grid, fresh, "rejected", "1")
    yield hand.type_in(grid, fresh, "finding", store.finding)
    yield hand.fill("delivery_no", store.delivery_note)
    yield hand.fill("freight_fen", "36")
    yield from hand.picture("delivery-inspected")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield hand.click(f"buying_{RECEIPTS}")
    yield from hand.until(lambda: page.receipts.list.current_row() is not None, "the receipt")
    yield hand.keys("Up")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+B")
    yield from hand.at(LabelsForm)
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "labels")
    yield from hand.at(MainWindow)


def stock_page(hand: Hand, name: str, number: int) -> Story[Any]:
    """A page of the stockroom, by its key."""
    window = yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+4", f"Alt+{number}")
    page = window.page(PARTS).page(name)
    yield from hand.until(page.isVisible, name)
    yield from hand.at(MainWindow)
    return page


def fresh_id(store: Store) -> int:
    """The part that was entered by hand, 0 before it is."""
    return next((one.id for one in parts.by_barcode(store.fresh.barcode)), 0)


def _alternator() -> QImage:
    """What a phone saw: round, with a pulley, on a bench."""
    image = QImage(960, 720, QImage.Format.Format_RGB32)
    image.fill(QColor("#8b7a66"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for radius, light, dark in (
        (270, "#d9dde0", "#7c848b"),
        (120, "#6b7075", "#2f3336"),
        (46, "#b9bec2", "#5a6066"),
    ):
        shine = QRadialGradient(QPointF(440, 300), radius * 1.4)
        shine.setColorAt(0, QColor(light))
        shine.setColorAt(1, QColor(dark))
        painter.setBrush(shine)
        painter.drawEllipse(QPointF(480, 360), radius, radius)
    painter.end()
    return image
