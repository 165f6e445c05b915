"""What a person can do with an order now: the one next step, what settles a reason, and everything else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.domain.order_steps import OrderAct, next_step, step_for
from garage.errors import Reason
from garage.i18n import _
from garage.services import orders, settlements
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import (
    order_ways,
    printing,
    ways_buying,
    ways_claims,
    ways_complaints,
    ways_consent,
    ways_gate,
    ways_money,
    ways_old_parts,
    ways_quality,
    ways_reworks,
    ways_shop,
)
from garage.ui.forms.order_run import Secondary
from garage.ui.forms.order_ways import resolve
from garage.ui.kit import messages
from garage.ui.kit.actions import guarded, make_action

__all__ = ["Next", "more_actions", "more_groups", "next_of", "resolve", "take"]

_SETTLED_BY_ITS_FORM = {OrderAct.DISPATCH: {"unassigned"}}
"""Reasons that the form of the step itself puts right: they do not keep it from opening."""


@dataclass(frozen=True)
class Next:
    """The one next step as the page's button says it."""

    act: OrderAct
    text: str
    reasons: tuple[Reason, ...]


def next_of(page: OrderPage, today: date | None = None) -> Next | None:
    """What comes next and what it still needs; None when the order is closed. With a day the bill counts its offers."""
    step = next_step(page.facts)
    if step is None:
        return None
    text = _(step.label)
    if step.act is OrderAct.SETTLE:
        owed = settlements.to_pay(page.id, today)
        text = _("Settle {amount}").format(amount=format_yuan(owed)) if owed else text
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

GROUPS: tuple[tuple[Secondary, ...], ...] = (
    ways_shop.MORE,
    ways_buying.MORE,
    ways_consent.MORE,
    ways_quality.MORE,
    ways_reworks.MORE,
    ways_old_parts.MORE,
    ways_claims.MORE,
    ways_complaints.MORE,
    ways_money.MORE,
    ways_gate.MORE,
)
"""In the order of the menu, a line between them."""

SECONDARY = tuple(known for group in GROUPS for known in group)


def more_groups(
    parent: QWidget, desk: Desk, page: OrderPage, done: Callable[[], object] = lambda: None
) -> list[list[QAction]]:
    """Secondary acts that are legal now, by group; `done` is called after one that changed something.

    Those of an earlier call leave `parent`, with their shortcuts.
    """
    printing.take_back(parent, "more")
    made = []
    for group in GROUPS:
        actions = [_action(known, parent, desk, page.id, done) for known in group if known.legal(page)]
        for action in actions:
            action.setProperty("menu", "more")
        if actions:
            made.append(actions)
    return made


def more_actions(
    parent: QWidget, desk: Desk, page: OrderPage, done: Callable[[], object] = lambda: None
) -> list[QAction]:
    """`more_groups` in one list."""
    return [action for group in more_groups(parent, desk, page, done) for action in group]


def _action(
    known: Secondary, parent: QWidget, desk: Desk, order_id: int, done: Callable[[], object]
) -> QAction:
    def act() -> None:
        page = orders.open_page(order_id)
        changed = known.way(parent, desk, page) if known.way else take(known.step, parent, desk, page)
        if changed:
            done()

    def on_reason(reason: Reason) -> None:
        if resolve(reason, parent, desk, orders.open_page(order_id)):
            done()

    return make_action(
        parent, _(known.text), act, known.shortcut, known.icon, name=known.name, on_reason=on_reason
    )
