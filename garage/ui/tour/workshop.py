"""Second part of the tour: the workshop, from who does what to the final inspection."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import OrderState
from garage.services import shop, staff
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.kit.grid import LineGrid
from garage.ui.main_window import MainWindow
from garage.ui.main_window.window import ORDERS
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Act, Hand, Story
from garage.ui.tour.reception import keep_paper


def dispatch(hand: Hand, cast: Cast) -> Story[None]:
    """Two mechanics share the brakes, one takes the filter; then the job card."""
    yield hand.keys("Ctrl+Return")
    form = yield from hand.at(DispatchForm)
    yield hand.choose("bay", shop.bays()[1][0])
    people = [one.name for one in form.mechanics.model().people]
    yield _row(form.table, 0)
    yield _row(form.mechanics, people.index(cast.mechanics[0]))
    yield _only(form, people, cast.mechanics)
    yield hand.keys("6")
    yield hand.write("0")
    yield hand.keys("Return")
    yield _row(form.table, 1)
    yield _only(form, people, cast.mechanics[1:])
    yield _row(form.table, 0)
    yield from hand.picture("dispatch-with-shares")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand, "job-card")
    yield from hand.at(MainWindow)


def issue_parts(hand: Hand, cast: Cast) -> Story[None]:
    """The first part is scanned, the code of the second is typed; then the slip."""
    yield hand.keys("Ctrl+Shift+P")
    yield from hand.at(PartsForm)
    for code in (cast.shelf[0].barcode, cast.parts[1]):
        yield hand.fill("scan", code)
        yield hand.keys("Return")
    yield from hand.picture("issue-parts")
    yield hand.keys("Ctrl+Return")
    yield from keep_paper(hand)
    yield from hand.at(MainWindow)


def work(hand: Hand) -> Story[None]:
    """Both lines are started and finished on the page of the order."""
    window = yield from hand.at(MainWindow)
    view = window.page(ORDERS).view
    yield hand.keys("Alt+3")
    yield hand.click("start_all")
    yield from hand.until(lambda: view.page.state is OrderState.IN_WORK, "work")
    yield from hand.picture("work-begun")
    hand.clock.forward(hours=1, minutes=10)
    yield hand.click("finish_all")
    yield from hand.until(lambda: not view.page.facts.undone, "finished lines")


def inspections(hand: Hand, cast: Cast) -> Story[None]:
    """Self, leader with advice, final."""
    yield from inspect(hand, InspectionStage.SELF, cast.mechanics[0])
    yield from inspect(hand, InspectionStage.LEADER, cast.leader, advice=cast.advice)
    yield from inspect(hand, InspectionStage.FINAL, cast.inspector)


def inspect(
    hand: Hand,
    stage: InspectionStage,
    who: str,
    *,
    advice: str = "",
    km: int = 0,
    keys: str = "Ctrl+Return",
) -> Story[None]:
    """Every item passed, by keys; perhaps with advice, or the odometer after a road test."""
    yield hand.keys(keys)
    yield from hand.at(InspectionForm)
    yield hand.keys(*["P"] * len(CHECK_ITEMS[stage]))
    yield hand.choose("inspector", staff_id(who))
    if km:
        yield hand.fill("road_test_km", str(km))
    if advice:
        grid = hand.find(LineGrid, "advice")
        yield hand.cell(grid, 0, "text")
        yield hand.write(advice)
        yield hand.keys("Return")
        yield from hand.picture("inspection-with-advice")
    hand.clock.forward(minutes=5)
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def fail_final(hand: Hand, who: str, remark: str) -> Story[None]:
    """The first two items fail: all lines but one go back to work."""
    yield hand.keys("Ctrl+Return")
    form = yield from hand.at(InspectionForm)
    yield hand.keys("F", "F", *["P"] * (len(CHECK_ITEMS[InspectionStage.FINAL]) - 2))
    yield hand.choose("inspector", staff_id(who))
    yield hand.fill("remark", remark)
    yield hand.tick(next(name for name in form.body.boxes if name.startswith("redo_")), on=False)
    yield from hand.picture("final-inspection-failed")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)


def staff_id(name: str) -> int:
    """Who is called so."""
    return next(one.id for one in staff.people() if one.name == name)


def _row(table: QTableView, row: int) -> Act:
    """Click a row of a table."""

    def click() -> None:
        box = table.visualRect(table.model().index(row, 0))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())

    return click


def _only(form: DispatchForm, people: list[str], wanted: tuple[str, ...]) -> Act:
    """Space on every mechanic who is chosen and should not be, or should be and is not."""

    def walk() -> None:
        for row, name in enumerate(people):
            box = form.mechanics.model().index(row, 0)
            chosen = box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            if chosen is not (name in wanted):
                form.mechanics.setFocus()
                form.mechanics.setCurrentIndex(box)
                QTest.keyClick(form.mechanics, Qt.Key.Key_Space)
        form.mechanics.setCurrentIndex(form.mechanics.model().index(people.index(wanted[0]), 0))

    return walk
