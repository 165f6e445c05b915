"""What a person can do with an order now: the one next step, what settles a reason, and everything else."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.inspections import InspectionStage
from garage.domain.money import format_yuan
from garage.domain.orders import IN_SHOP, OrderAct, OrderState, next_step, step_for
from garage.domain.stock import RETURNABLE
from garage.errors import Reason
from garage.i18n import N_, _
from garage.services import order_lines, orders
from garage.services.inspections import STATE_OF_STAGE
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import order_ways, printing
from garage.ui.forms.order_ways import resolve
from garage.ui.kit import messages
from garage.ui.kit.actions import guarded, make_action

__all__ = ["Next", "more_actions", "next_of", "resolve", "take"]

_SETTLED_BY_ITS_FORM = {OrderAct.DISPATCH: {"unassigned"}}
"""Reasons that the form of the step itself puts right: they do not keep it from opening."""


@dataclass(frozen=True)
class Next:
    """The one next step as the page's button says it."""

    act: OrderAct
    text: str
    reasons: tuple[Reason, ...]


def next_of(page: OrderPage) -> Next | None:
    """What comes next and what it still needs; None when the order is closed."""
    step = next_step(page.facts)
    if step is None:
        return None
    text = _(step.label)
    if step.act is OrderAct.SETTLE:
        net = order_lines.order_totals(page.lines).net_fen
        text = _("Settle {amount}").format(amount=format_yuan(net))
    elif step.act is OrderAct.PAY:
        owed = page.facts.payable_fen - page.facts.paid_fen
        text = _("Take payment of {amount}").format(amount=format_yuan(owed))
    return Next(step.act, text, _blockers(step.act, page))


def take(act: OrderAct, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Do one step, by its form where it has one; says whether anything changed.

    What is missing is said in words; a reason that is clicked opens what settles it.
    """
    missing = _blockers(act, page)
    if missing:
        reason = messages.reasons(parent, _("This is not possible yet"), missing)
        return reason is not None and resolve(reason, parent, desk, page)
    done = guarded(parent, lambda: order_ways.STEPS[act](parent, desk, page))()
    return bool(done)


def _blockers(act: OrderAct, page: OrderPage) -> tuple[Reason, ...]:
    _step, missing = step_for(act, page.facts)
    own = _SETTLED_BY_ITS_FORM.get(act, set())
    return tuple(reason for reason in missing if reason.code not in own)


# Everything else


@dataclass(frozen=True)
class Secondary:
    """An act beside the road: when it is legal, and how it is done."""

    name: str
    text: str
    shortcut: str
    icon: str
    legal: Callable[[OrderPage], bool]
    way: order_ways.Act


def _step_way(act: OrderAct) -> order_ways.Act:
    return lambda parent, desk, page: take(act, parent, desk, page)


def _may(act: OrderAct) -> Callable[[OrderPage], bool]:
    """The order stands where the step begins; what it still misses is said when it is asked for."""
    return lambda page: step_for(act, page.facts)[0] is not None


def _may_inspect(stage: InspectionStage) -> Callable[[OrderPage], bool]:
    return lambda page: page.facts.needs_certificate and page.state in STATE_OF_STAGE[stage]


def _in_shop(page: OrderPage) -> bool:
    return page.state in IN_SHOP


def _may_issue(page: OrderPage) -> bool:
    return _in_shop(page) and any(line.draws_stock for line in page.lines)


def _may_return(page: OrderPage) -> bool:
    return page.facts.net_issued and page.state in RETURNABLE


def _may_check_again(page: OrderPage) -> bool:
    return page.state is OrderState.READY and page.facts.handover_passed


def _may_void_receipt(page: OrderPage) -> bool:
    facts = page.facts
    return page.state is OrderState.SETTLED and not facts.pass_issued and facts.paid_fen > 0


_STAGE = InspectionStage
SECONDARY: tuple[Secondary, ...] = tuple(
    Secondary(*row)
    for row in (
        ("work", N_("Work on the lines…"), "Ctrl+Shift+L", "wrench", _in_shop, order_ways.work),
        (
            "issue_parts",
            N_("Issue parts…"),
            "Ctrl+Shift+P",
            "box",
            _may_issue,
            order_ways.parts(returning=False),
        ),
        (
            "return_parts",
            N_("Return parts…"),
            "Ctrl+Shift+B",
            "undo",
            _may_return,
            order_ways.parts(returning=True),
        ),
        (
            "bill_issued",
            N_("Bill what was issued…"),
            "Ctrl+Shift+U",
            "receipt",
            lambda page: _in_shop(page) and page.facts.not_fully_issued > 0,
            order_ways.bill_issued,
        ),
        ("reassign", N_("Change mechanics or bay…"), "Ctrl+Shift+D", "person", _in_shop, order_ways.dispatch),
        (
            "diagnosis",
            N_("Diagnosis…"),
            "Ctrl+Shift+G",
            "search",
            _may_inspect(_STAGE.DIAGNOSIS),
            order_ways.inspect(_STAGE.DIAGNOSIS),
        ),
        (
            "in_process",
            N_("In-process inspection…"),
            "Ctrl+Shift+N",
            "check",
            _may_inspect(_STAGE.IN_PROCESS),
            order_ways.inspect(_STAGE.IN_PROCESS),
        ),
        (
            "hand_over",
            N_("Handover check again…"),
            "Ctrl+Shift+H",
            "check",
            _may_check_again,
            order_ways.hand_over,
        ),
        (
            "recommend",
            N_("Recommend work…"),
            "Ctrl+Shift+M",
            "plus",
            lambda page: page.state is not OrderState.CANCELLED,
            order_ways.recommend,
        ),
        (
            "reopen_estimate",
            N_("Change estimate"),
            "Ctrl+Shift+O",
            "pencil",
            _may(OrderAct.REOPEN_ESTIMATE),
            _step_way(OrderAct.REOPEN_ESTIMATE),
        ),
        (
            "void_receipt",
            N_("Void receipt…"),
            "Ctrl+Shift+K",
            "undo",
            _may_void_receipt,
            order_ways.void_receipt,
        ),
        (
            "void_settlement",
            N_("Void settlement…"),
            "Ctrl+Shift+V",
            "undo",
            _may(OrderAct.VOID_SETTLEMENT),
            _step_way(OrderAct.VOID_SETTLEMENT),
        ),
        (
            "cancel_order",
            N_("Cancel order…"),
            "Ctrl+Shift+Del",
            "trash",
            _may(OrderAct.CANCEL),
            _step_way(OrderAct.CANCEL),
        ),
    )
)
"""In the order of the menu."""


def more_actions(
    parent: QWidget, desk: Desk, page: OrderPage, done: Callable[[], object] = lambda: None
) -> list[QAction]:
    """Secondary acts that are legal now; `done` is called after one that changed something.

    Those of an earlier call leave `parent`, with their shortcuts.
    """
    printing.take_back(parent, "more")
    made = []
    for known in SECONDARY:
        if known.legal(page):
            action = _action(known, parent, desk, page.id, done)
            action.setProperty("menu", "more")
            made.append(action)
    return made


def _action(
    known: Secondary, parent: QWidget, desk: Desk, order_id: int, done: Callable[[], object]
) -> QAction:
    def act() -> None:
        if known.way(parent, desk, orders.open_page(order_id)):
            done()

    def on_reason(reason: Reason) -> None:
        if resolve(reason, parent, desk, orders.open_page(order_id)):
            done()

    return make_action(
        parent, _(known.text), act, known.shortcut, known.icon, name=known.name, on_reason=on_reason
    )
