"""Which way does each step of an order, and which puts a missing thing right."""

from PySide6.QtWidgets import QWidget

from garage.domain.inspections import InspectionStage
from garage.domain.order_steps import OrderAct
from garage.domain.orders import DRAWING, IN_SHOP, OrderState
from garage.domain.stock import RESERVING, RETURNABLE
from garage.errors import Reason
from garage.services import holds, orders
from garage.services.certificates import CERTIFIABLE
from garage.services.delays import TELLING
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.order_run import Act, direct, run
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.forms.ways_buying import buy_outside, order_parts
from garage.ui.forms.ways_claims import approve, drop, may_drop, waits_for_approval
from garage.ui.forms.ways_consent import answer, hold, hold_for_parts, tell_delay
from garage.ui.forms.ways_gate import cancel, give_back_first, go_on, issue_pass, leave
from garage.ui.forms.ways_money import pay, refund, settle, void_settlement
from garage.ui.forms.ways_quality import certify, hand_over, inspect, make_ready, skip_wash
from garage.ui.forms.ways_reworks import do_owed, open_case
from garage.ui.forms.ways_reworks import go_on as go_on_rework
from garage.ui.forms.ways_shop import authorise, dispatch, draw_or_give_back, work
from garage.ui.kit.actions import guarded


def resolve(reason: Reason, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Open what puts a reason right; False when nothing changed or only the page itself can help."""
    stage = {"diagnosis": InspectionStage.DIAGNOSIS, "in_process": InspectionStage.IN_PROCESS}.get(
        reason.code
    )
    if stage is not None:
        return inspect(stage)(parent, desk, page)
    if reason.code == "parts_out":
        return bool(guarded(parent, lambda: give_back_first(parent, desk, page))())
    in_shop = page.state in IN_SHOP
    ways: dict[str, tuple[bool, Act]] = {
        "dispatch": (page.state in DRAWING or page.state is OrderState.AUTHORISED, dispatch),
        "supplements": (page.facts.open_supplements > 0, answer),
        "hold": (page.state is OrderState.ON_HOLD, direct(holds.resume)),
        "stock": (in_shop, hold_for_parts),
        "order_parts": (page.state in RESERVING, order_parts),
        "buy_outside": (page.state in DRAWING, buy_outside),
        "delay": (page.state in TELLING, tell_delay),
        "lines": (in_shop, work),
        "rework": (True, go_on_rework),
        "open_rework": (True, open_case),
        "owed_rework": (True, do_owed),
        "parts": (page.state in RETURNABLE, draw_or_give_back),
        "handover": (page.state is OrderState.READY, hand_over),
        "certificate": (page.state in CERTIFIABLE, certify),
        "money": (page.state is OrderState.SETTLED or page.facts.paid_fen > 0, money),
        "customer": (page.state is OrderState.READY, complete_file),
        "passes": (True, go_on),
        "drop_claim": (may_drop(page), drop),
        "supplier_approval": (waits_for_approval(page), approve),
    }
    possible, way = ways.get(reason.goto, (False, _nothing))
    return possible and bool(guarded(parent, lambda: way(parent, desk, page))())


def _nothing(_parent: QWidget, _desk: Desk, _page: OrderPage) -> bool:
    return False


def money(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What the money still waits for: before the bill that it goes back, then payment, then the pass."""
    if not page.facts.settled:
        return refund(parent, desk, page)
    owed = page.facts.paid_fen < page.facts.payable_fen and not page.facts.on_account
    return pay(parent, desk, page) if owed else issue_pass(parent, desk, page)


def complete_file(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What the file owes is asked now: the customer's part, then the car's model."""
    lacking = set(page.facts.file_missing)
    done = False
    if lacking - {"model"}:
        done = run(CustomerForm(desk, parent, page.customer_id), parent, desk, page)
    if "model" in lacking:
        done = run(VehicleForm(desk, parent, page.vehicle_id), parent, desk, page) or done
    return done


STEPS: dict[OrderAct, Act] = {
    OrderAct.FINISH_ESTIMATE: direct(orders.finish_estimate),
    OrderAct.REOPEN_ESTIMATE: direct(orders.reopen_estimate),
    OrderAct.AUTHORISE: authorise,
    OrderAct.DISPATCH: dispatch,
    OrderAct.START: work,
    OrderAct.HOLD: hold,
    OrderAct.RESUME: direct(holds.resume),
    OrderAct.CAR_BACK: go_on,
    OrderAct.ANSWER: answer,
    OrderAct.SELF_PASS: inspect(InspectionStage.SELF),
    OrderAct.LEADER_PASS: inspect(InspectionStage.LEADER),
    OrderAct.LEADER_FAIL: inspect(InspectionStage.LEADER),
    OrderAct.FINAL_PASS: inspect(InspectionStage.FINAL),
    OrderAct.FINAL_FAIL: inspect(InspectionStage.FINAL),
    OrderAct.WASH: direct(orders.start_wash),
    OrderAct.CERTIFY: certify,
    OrderAct.WASHED: make_ready,
    OrderAct.NO_WASH: skip_wash,
    OrderAct.MAKE_READY: make_ready,
    OrderAct.HAND_OVER: hand_over,
    OrderAct.SETTLE: settle,
    OrderAct.PAY: pay,
    OrderAct.ISSUE_PASS: issue_pass,
    OrderAct.LEAVE: leave,
    OrderAct.VOID_SETTLEMENT: void_settlement,
    OrderAct.CANCEL: cancel,
}
