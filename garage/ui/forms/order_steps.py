"""What a person can do with an order now: the one next step, what settles a reason, and everything else."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.inspections import InspectionStage
from garage.domain.money import format_yuan
from garage.domain.orders import CLOSED, IN_SHOP, OrderAct, OrderState, next_step, step_for
from garage.domain.stock import RETURNABLE
from garage.errors import Reason
from garage.i18n import _
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


def more_actions(
    parent: QWidget, desk: Desk, page: OrderPage, done: Callable[[], object] = lambda: None
) -> list[QAction]:
    """Secondary acts that are legal now; `done` is called after one that changed something.

    Those of an earlier call leave `parent`, with their shortcuts.
    """
    printing.take_back(parent, "more")
    made = []
    for name, text, shortcut, icon, way in _secondary(page):

        def act(way: order_ways.Act = way) -> None:
            if way(parent, desk, orders.open_page(page.id)):
                done()

        action = make_action(
            parent,
            text,
            act,
            shortcut,
            icon,
            name=name,
            on_reason=lambda reason: resolve(reason, parent, desk, orders.open_page(page.id)),
        )
        action.setProperty("menu", "more")
        made.append(action)
    return made


def _step_way(act: OrderAct) -> order_ways.Act:
    return lambda parent, desk, page: take(act, parent, desk, page)


def _secondary(page: OrderPage) -> list[tuple[str, str, str, str, order_ways.Act]]:
    """(object name, words, shortcut, icon, way) of each act that is legal now."""
    state, facts = page.state, page.facts
    in_shop = state in IN_SHOP
    draws = any(line.draws_stock for line in page.lines)
    rows: list[tuple[bool, tuple[str, str, str, str, order_ways.Act]]] = [
        (in_shop, ("work", _("Work on the lines…"), "Ctrl+Shift+L", "wrench", order_ways.work)),
        (
            in_shop and draws,
            ("issue_parts", _("Issue parts…"), "Ctrl+Shift+P", "box", order_ways.parts(returning=False)),
        ),
        (
            facts.net_issued and state in RETURNABLE,
            ("return_parts", _("Return parts…"), "Ctrl+Shift+B", "undo", order_ways.parts(returning=True)),
        ),
        (in_shop, ("reassign", _("Change mechanics or bay…"), "Ctrl+Shift+D", "person", order_ways.dispatch)),
        (
            facts.needs_certificate and state in STATE_OF_STAGE[InspectionStage.DIAGNOSIS],
            (
                "diagnosis",
                _("Diagnosis…"),
                "Ctrl+Shift+G",
                "search",
                order_ways.inspect(InspectionStage.DIAGNOSIS),
            ),
        ),
        (
            facts.needs_certificate and state in STATE_OF_STAGE[InspectionStage.IN_PROCESS],
            (
                "in_process",
                _("In-process inspection…"),
                "Ctrl+Shift+N",
                "check",
                order_ways.inspect(InspectionStage.IN_PROCESS),
            ),
        ),
        (
            state is OrderState.READY and facts.handover_passed,
            ("hand_over", _("Handover check again…"), "Ctrl+Shift+H", "check", order_ways.hand_over),
        ),
        (
            state not in CLOSED,
            ("recommend", _("Recommend work…"), "Ctrl+Shift+M", "plus", order_ways.recommend),
        ),
        (
            state is OrderState.ESTIMATED,
            (
                "reopen_estimate",
                _("Change estimate"),
                "Ctrl+Shift+O",
                "pencil",
                _step_way(OrderAct.REOPEN_ESTIMATE),
            ),
        ),
        (
            state is OrderState.SETTLED and not facts.pass_issued and facts.paid_fen > 0,
            ("void_receipt", _("Void receipt…"), "Ctrl+Shift+K", "undo", order_ways.void_receipt),
        ),
        (
            state is OrderState.SETTLED,
            (
                "void_settlement",
                _("Void settlement…"),
                "Ctrl+Shift+V",
                "undo",
                _step_way(OrderAct.VOID_SETTLEMENT),
            ),
        ),
        (
            step_for(OrderAct.CANCEL, facts)[0] is not None,
            ("cancel_order", _("Cancel order…"), "Ctrl+Shift+Del", "trash", _step_way(OrderAct.CANCEL)),
        ),
    ]
    return [row for legal, row in rows if legal]
