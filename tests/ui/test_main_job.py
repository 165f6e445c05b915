"""The whole main job, from the plate to the gate, in the real window and without a mouse."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog

from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.orders import OldPartChoice, OrderState
from garage.domain.warranty import RepairCategory
from garage.services import orders, workshop
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.arrival import ArrivalForm
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.gate import GateForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.forms.papers_window import PapersWindow
from garage.ui.forms.payment import DepositForm
from garage.ui.forms.ready import ReadyForm
from garage.ui.forms.reception import ReceptionForm
from garage.ui.forms.settlement import SettlementForm
from garage.ui.forms.shop_floor_lines import WorkDialog
from garage.ui.forms.supplement import SupplementForm
from garage.ui.forms.supplement_answer import AnswerForm
from garage.ui.kit.pdf_preview import PdfPreview
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import ORDERS
from garage.ui.tour.hand import Story
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.fingers import Fingers, focus
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]


class Job:
    """One car from its plate to the gate."""

    def __init__(self, fingers: Fingers, window: MainWindow) -> None:
        self.at = fingers
        self.window = window

    def page(self) -> OrderPage:
        return self.window.page(ORDERS).view.page

    def stands(self, state: OrderState) -> Story[None]:
        yield from self.at.at(MainWindow)
        yield from self.at.until(lambda: self.page() is not None and self.page().state is state, state.value)

    def from_plate_to_gate(self) -> Story[None]:
        yield from self.arrives()
        yield from self.reception()
        yield from self.estimate()
        yield from self.agreed()
        yield from self.deposit()
        yield from self.dispatched()
        yield from self.work()
        yield from self.supplement()
        yield from self.work()
        yield from self.inspections()
        yield from self.leaves()

    def arrives(self) -> Story[None]:
        at = self.at
        yield from at.at(MainWindow)
        yield from at.press("F2")
        yield from at.write("粤B54321")
        yield from at.hits()
        yield from at.press("Return")
        yield from at.at(ArrivalForm)
        yield from at.fill("name", "李雷")
        yield from at.fill("phones", "13800138001")
        yield from at.fill("model", "丰田 卡罗拉")
        yield from at.press("Ctrl+Return")
        yield from self.stands(OrderState.RECEIVED)

    def reception(self) -> Story[None]:
        at = self.at
        yield from at.press("Alt+2", "Return")
        yield from at.at(ReceptionForm)
        yield from at.fill("complaint", "刹车异响")
        yield from at.fill("odo", "86412")
        yield from at.pick("category", RepairCategory.MINOR_REPAIR)
        yield from at.pick("old_parts", OldPartChoice.TAKE)
        yield from at.fill("promised_at", "16:30")
        yield from at.tick("walk_around_done")
        yield from at.press("Ctrl+Return")
        yield from at.at(MainWindow)
        yield from at.until(lambda: self.page().reception.odometer_km == 86_412, "the sheet")

    def estimate(self) -> Story[None]:
        """Labour in free words, a part by its code; Enter goes from cell to cell."""
        at = self.at
        yield from at.press("Alt+1")
        yield from at.write("更换前刹车片", "Return")
        yield from at.write("2", "Return", "Ctrl+L")
        yield from at.write("BP-001")
        yield from at.hits()
        yield from at.press("Return", "Ctrl+S")
        yield from at.until(lambda: len(self.page().lines) == 2, "both lines")
        yield from at.press("Ctrl+Return")
        yield from self.stands(OrderState.ESTIMATED)

    def agreed(self) -> Story[None]:
        at = self.at
        yield from at.press("Ctrl+Return")
        yield from at.at(AuthorisationForm)
        yield from at.press("Ctrl+Return")
        yield from self.stands(OrderState.AUTHORISED)

    def deposit(self) -> Story[None]:
        at = self.at
        yield from at.press("Ctrl+Alt+D")
        yield from at.at(DepositForm)
        yield from at.write("500", "Ctrl+Return")
        yield from self.no_paper()
        yield from at.until(lambda: self.page().facts.paid_fen == 50_000, "the deposit")

    def no_paper(self, kind: type[QDialog] = PdfPreview) -> Story[None]:
        """The paper that opens is put away."""
        yield from self.at.at(kind)
        yield from self.at.press("Esc")
        yield from self.at.at(MainWindow)

    def dispatched(self) -> Story[None]:
        at = self.at
        yield from at.press("Ctrl+Return")
        yield from at.at(DispatchForm)
        yield from at.press("Ctrl+Return")
        yield from self.no_paper()
        yield from self.stands(OrderState.DISPATCHED)
        yield from at.press("Ctrl+Shift+P")
        yield from at.at(PartsForm)
        yield from at.press("Ctrl+Return")
        yield from self.no_paper()

    def work(self) -> Story[None]:
        at = self.at
        yield from at.press("Ctrl+Shift+L")
        yield from at.at(WorkDialog)
        yield from at.press("Ctrl+Shift+W")
        yield from at.until(lambda: bool(workshop.running_lines(self.page().id)), "a running clock")
        at.clock.forward(minutes=40)
        yield from at.press("Ctrl+Shift+F")
        yield from at.until(lambda: not orders.open_page(self.page().id).facts.undone, "finished lines")
        yield from at.press("Esc")
        yield from at.at(MainWindow)

    def supplement(self) -> Story[None]:
        at = self.at
        yield from at.press("Ctrl+Shift+Q")
        yield from at.at(SupplementForm)
        yield from at.write("制动盘磨损超限")
        yield from at.to("estimate")
        yield from at.write("更换前制动盘", "Return")
        yield from at.write("1.5", "Return", "Ctrl+Return")
        yield from at.at(MainWindow)
        yield from at.press("Ctrl+Shift+C")
        yield from at.at(AnswerForm)
        yield from at.press("Alt+A", "Ctrl+Return")
        yield from at.at(DispatchForm)
        yield from at.press("Ctrl+Return")
        yield from self.no_paper()
        yield from at.until(lambda: len(self.page().lines) == 3, "the supplement's line")

    def inspections(self) -> Story[None]:
        at = self.at
        stages = {
            InspectionStage.SELF: OrderState.SELF_CHECKED,
            InspectionStage.LEADER: OrderState.TEAM_CHECKED,
            InspectionStage.FINAL: OrderState.FINAL_PASSED,
        }
        for stage, reached in stages.items():
            yield from at.press("Ctrl+Return")
            yield from at.at(InspectionForm)
            yield from at.press(*["P"] * len(CHECK_ITEMS[stage]), "Ctrl+Return")
            yield from self.stands(reached)
        yield from at.press("Ctrl+Return")
        yield from at.at(ReadyForm)
        yield from at.press("Return", "Ctrl+Return")
        yield from self.stands(OrderState.READY)

    def leaves(self) -> Story[None]:
        at = self.at
        yield from at.press("Ctrl+Return")
        form = yield from at.at(HandoverForm)
        yield from at.press(*["P"] * len(CHECK_ITEMS[InspectionStage.HANDOVER]), "Ctrl+T")
        yield from at.until(lambda: form.widget("customer_told_at").value() is not None, "the time")
        yield from at.press("Ctrl+Return")
        yield from at.at(MainWindow)
        yield from at.press("Ctrl+Return")
        missing = self.window.page(ORDERS).view.next
        yield from at.until(lambda: focus() in missing.links(), "what is missing")
        yield from at.press("Return")
        yield from at.at(CustomerForm)
        yield from at.fill("address", "深圳市南山区科苑路 9 号")
        yield from at.press("Ctrl+Return")
        yield from at.at(MainWindow)
        yield from at.press("Ctrl+Return")
        yield from at.at(SettlementForm)
        yield from at.press("Ctrl+Return")
        yield from self.no_paper(PapersWindow)
        yield from self.stands(OrderState.SETTLED)
        yield from at.press("Ctrl+Return")
        yield from at.at(GateForm)
        yield from at.press("Ctrl+Return")
        yield from self.stands(OrderState.EXITED)


def test_the_whole_job_by_keyboard(desk: Desk, road: Road, clock: Clock, tmp_path: Path) -> None:
    window = MainWindow(desk, "garage.db", remembers=False)
    window.show()
    window.activateWindow()
    fingers = Fingers(tmp_path, clock)
    fingers.hand.window = window
    failure = fingers.hand.carry_out(Job(fingers, window).from_plate_to_gate())
    window.retire()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert failure is None
    assert orders.open_page(1).state is OrderState.EXITED
