"""First half of the tour: first start, a glance at the settings, and a car from its plate to its signature."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QListWidget

from garage.domain.documents import Mark
from garage.domain.lines import LineKind
from garage.domain.orders import Damage, OldPartChoice, Side
from garage.domain.settlements import PayMethod
from garage.domain.warranty import RepairCategory
from garage.services import staff
from garage.ui.forms.arrival import ArrivalForm
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.forms.car_outline import CarOutline
from garage.ui.forms.first_start import FirstStartForm
from garage.ui.forms.reception import ReceptionForm
from garage.ui.forms.settings import SECTIONS, SettingsDialog
from garage.ui.kit.grid import LineGrid
from garage.ui.kit.pdf_preview import PdfPreview
from garage.ui.kit.search_field import SearchField
from garage.ui.main_window import MainWindow
from garage.ui.main_window.window import ORDERS
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Act, Hand, Story

MARKS = (
    (Damage.SCRATCH, Mark(Side.LEFT, 640, 560, Damage.SCRATCH)),
    (Damage.CHIP, Mark(Side.FRONT, 300, 560, Damage.CHIP)),
    (Damage.DENT, Mark(Side.RIGHT, 300, 600, Damage.DENT)),
)


def first_start(hand: Hand, cast: Cast) -> Story[int]:
    """Two names; gives the owner's staff id."""
    form = FirstStartForm(hand.clock)
    form.open()
    yield from hand.at(FirstStartForm)
    yield hand.fill("shop_name", cast.shop)
    yield hand.fill("owner_name", cast.owner)
    yield hand.fill("labour_rate", "120")
    yield hand.tick("starter", on=not cast.operations)
    yield from hand.picture("first-start")
    yield hand.keys("Ctrl+Return")
    yield from hand.until(lambda: form.result() == QDialog.DialogCode.Accepted, "the shop")
    form.deleteLater()
    return staff.people()[0].id


def settings(hand: Hand, cast: Cast) -> Story[None]:
    """What stands on every paper, and who works here."""
    yield hand.keys("F10")
    dialog = yield from hand.at(SettingsDialog)
    yield hand.fill("phone", cast.phone)
    yield hand.fill("hotline", cast.phone)
    yield hand.fill("address", cast.address)
    yield hand.fill("plate_prefix", cast.plate[:2])
    yield hand.keys("Ctrl+Return")
    yield from hand.picture("settings-shop")
    yield lambda: QTest.keyClick(hand.find(QListWidget, "settings_sections"), Qt.Key.Key_Down)
    yield from hand.until(lambda: dialog.names.currentRow() == SECTIONS.index("staff"), "the staff")
    yield from hand.picture("settings-staff")
    yield hand.keys("Esc")
    yield from hand.at(MainWindow)


def arrival(hand: Hand, cast: Cast) -> Story[int]:
    """A plate that nobody knows, with a slip of the finger in the phone; gives the order's id."""
    window = yield from hand.at(MainWindow)
    yield hand.keys("F2")
    yield hand.write(cast.plate)
    yield from hand.until(lambda: bool(window.search.popup.hits()), "the hits")
    yield from hand.picture("unknown-plate")
    yield hand.keys("Return")
    yield from hand.at(ArrivalForm)
    yield hand.fill("name", cast.customer)
    yield hand.fill("phones", cast.wrong_phone)
    yield hand.fill("model", cast.model)
    yield hand.fill("vin", cast.vin)
    yield hand.keys("Ctrl+Return")
    yield from hand.picture("wrong-phone")
    yield hand.fill("phones", cast.right_phone)
    yield hand.keys("Return")
    yield from hand.picture("arrival")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    page = window.page(ORDERS).view.page
    yield hand.click("next_step")
    yield from hand.picture("refused-step")
    return int(page.id)


def reception_sheet(hand: Hand, cast: Cast) -> Story[None]:
    """What the customer says, what the car looks like, and the paper."""
    window = yield from hand.at(MainWindow)
    view = window.page(ORDERS).view
    yield hand.keys("Alt+2")
    yield hand.click("fill_reception")
    form = yield from hand.at(ReceptionForm)
    yield hand.fill("complaint", cast.complaint)
    yield hand.fill("odo", "86412")
    yield hand.choose("category", RepairCategory.MINOR_REPAIR)
    yield hand.fill("warning_lamps", cast.lamps)
    yield hand.fill("belongings", cast.belongings)
    for code in ("spare_tyre", "jack", "tools", "covers"):
        yield hand.tick(f"present_{code}")
    yield hand.tick("valuables_removed")
    yield hand.choose("old_parts", OldPartChoice.TAKE)
    yield hand.choose("pay_method", PayMethod.WECHAT)
    yield hand.fill("call_time", cast.call_time)
    yield hand.fill("promised_at", "16:30")
    yield hand.tick("wash")
    for number, (kind, mark) in enumerate(MARKS, 1):
        yield hand.click(f"damage_{kind.value.lower()}")
        yield _point(form.walk.outline, mark)
        yield hand.fill(f"mark_note_{number}", cast.mark_notes[number - 1])
    yield form.fuel.setFocus
    yield hand.keys("5")
    yield hand.scroll_up()
    yield from hand.picture("reception-sheet")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: view.page.reception.odometer_km is not None, "the sheet")
    yield hand.keys("Ctrl+Shift+R")
    yield from keep_paper(hand)


def estimate(hand: Hand, cast: Cast) -> Story[None]:
    """Labour by initials, parts by code, another charge, work given away; the sum in capitals."""
    window = yield from hand.at(MainWindow)
    view = window.page(ORDERS).view
    grid = view.lines.grid
    yield hand.keys("Alt+1")
    for row, text in enumerate((*cast.search_labour, *cast.parts)):
        if row:
            yield hand.keys("Ctrl+L")
        yield hand.cell(grid, row, "name")
        yield hand.write(text)
        yield from hand.until(lambda: has_hits(grid.findChild(SearchField)), text)
        if row < 2 and grid.findChild(SearchField).popup.highlighted() is None:
            yield hand.keys("Down")
        if row == 1:
            yield from hand.picture("labour-by-initials")
        yield hand.keys("Return")
    for row, kind, name in ((4, LineKind.OTHER, cast.charge), (5, LineKind.SUBLET, cast.sublet)):
        yield hand.keys("Ctrl+L")
        yield from choose_kind(hand, grid, row, kind)
        yield hand.type_in(grid, row, "name", name)
        yield hand.type_in(grid, row, "unit", cast.charge_unit)
    yield hand.type_in(grid, 4, "price", "30")
    yield hand.type_in(grid, 5, "price", "160")
    yield hand.type_in(grid, 5, "vendor", cast.vendor)
    yield hand.type_in(grid, 5, "cost", "110")
    yield hand.type_in(grid, 3, "discount", "8")
    yield hand.fill("discount_reason", cast.discount_why)
    yield hand.cell(grid, 2, "kind")  # the first columns come into sight
    yield hand.cell(grid, 2, "name")
    yield hand.keys("Ctrl+S")
    yield from hand.until(lambda: len(view.page.lines) == 6, "the lines")
    yield from hand.picture("estimate")
    hand.clock.forward(minutes=14)
    yield hand.keys("Ctrl+Return")
    yield from hand.until(lambda: view.page.state.value == "ESTIMATED", "the finished estimate")


def authorisation(hand: Hand) -> Story[None]:
    """The paper is printed and signed."""
    yield hand.keys("Ctrl+Return")
    yield from hand.at(AuthorisationForm)
    yield from hand.picture("authorisation")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "authorisation-paper")
    yield from hand.at(AuthorisationForm)
    hand.clock.forward(minutes=6)
    yield hand.keys("Ctrl+Return")
    window = yield from hand.at(MainWindow)
    view = window.page(ORDERS).view
    yield from hand.until(lambda: view.page.state.value == "AUTHORISED", "the signature")


def keep_paper(hand: Hand, picture: str = "") -> Story[None]:
    """The paper in its preview is saved beside the pictures under the name it suggests."""
    preview = yield from hand.at(PdfPreview)
    if picture:
        yield from hand.picture(picture)
    yield hand.keys("Ctrl+S")
    yield from save_file(hand)
    yield from hand.until(lambda: hand.here() is not preview, "the saved paper")


def save_file(hand: Hand) -> Story[None]:
    """The window that asks where is open at the tour's folder, with a name filled in."""
    dialog = yield from hand.at(QFileDialog)
    target = Path(dialog.selectedFiles()[0])
    yield hand.keys("Return")
    yield from hand.until(target.exists, target.name)


def _point(outline: CarOutline, mark: Mark) -> Act:
    """Click the car where a mark belongs."""

    def click() -> None:
        QTest.mouseClick(outline, Qt.MouseButton.LeftButton, pos=outline.point_of(mark).toPoint())

    return click


def choose_kind(hand: Hand, grid: LineGrid, row: int, kind: LineKind) -> Story[None]:
    """What a new line of an estimate is, from the list in its cell."""
    yield hand.cell(grid, row, "kind")
    yield hand.keys("Space")
    yield from hand.until(lambda: QApplication.activePopupWidget() is not None, "the kinds of line")
    yield hand.keys(*["Down"] * list(LineKind).index(kind), "Return")
    yield from hand.until(lambda: grid.lines.lines[row].values["kind"] is kind, kind)


def has_hits(field: SearchField | None) -> bool:
    """Whether a search has found something."""
    return field is not None and bool(field.popup.hits())
