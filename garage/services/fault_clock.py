"""Acts and reads of the fault-class clock: the class of a job, how long it takes, who was told (B7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.fault_clock import (
    UNSOLVED,
    FaultClass,
    FaultRun,
    Wait,
    must_escalate,
    read_clock,
    run_of,
)
from garage.domain.inspections import InspectionResult, InspectionStage
from garage.domain.orders import OrderState
from garage.domain.staff import Role
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.inspections import Inspection
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.services import staff, waits
from garage.services.command import Area, By, command, update
from garage.services.fault_limits import limits
from garage.services.order_moves import elsewhere, refuse_changed

TOLD = frozenset({Role.OWNER, Role.FOREMAN})
"""Who can be told that a job takes too long."""


@dataclass(frozen=True)
class FaultPage:
    """What the head of an order says of its clock; `run` None while none runs."""

    fault_class: FaultClass | None
    run: FaultRun | None
    escalated_at: datetime | None
    escalated_to: str


# Class


@command(Area.ORDERS)
def set_class(by: By, order_id: int, fault_class: FaultClass, *, version: int | None = None) -> None:
    """Say how hard the fault is; RuleError once it is solved, StaleError when it was changed since `version`."""
    order = _unsolved(by, order_id)
    refuse_changed(order, version)
    update(by, order, order.version, act="fault class", fault_class=fault_class.value)


def _unsolved(by: By, order_id: int) -> WorkOrder:
    order: WorkOrder = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in UNSOLVED:
        raise elsewhere(by, order)
    return order


# Clocks


def of_order(order_id: int) -> FaultPage:
    """The clock of one order; after the final inspection it stands where it ended."""
    order = WorkOrder.get_by_id(order_id)
    ended = None if OrderState(order.state) in UNSOLVED else _passed.value(order_id)
    told = staff.names([order.escalated_to_id]) if order.escalated_to_id else {}
    return FaultPage(
        FaultClass(order.fault_class) if order.fault_class else None,
        run_of(order, _waits(waits.spans(order_id)), ended),
        order.escalated_at,
        told.get(order.escalated_to_id or 0, ""),
    )


def _waits(spans: Iterable[waits.Span]) -> list[Wait]:
    return [(since, until) for _reason, since, until in spans]


@statement
def _passed(order_id: Any) -> Any:
    passed = (Inspection.stage == InspectionStage.FINAL.value) & (
        Inspection.result == InspectionResult.PASS.value
    )
    finals = Inspection.select(Inspection.inspected_at).where((Inspection.order == order_id) & passed)
    return finals.order_by(Inspection.id.desc()).limit(1)


# Escalation


def people_to_tell() -> list[staff.Person]:
    """Those above the shop floor."""
    return [one for one in staff.people() if one.roles & TOLD]


@command(Area.ORDERS)
def escalate(by: By, order_id: int, to: int, note: str) -> None:
    """Somebody above is told that a job is not solved, and what holds it up.

    FieldError on "to" or "note"; RuleError once it is solved.
    """
    order = _unsolved(by, order_id)
    if to not in {one.id for one in people_to_tell()}:
        raise FieldError("to", _("Tell the workshop foreman or the owner."))
    why = one_line("note", note, 200)
    if not why:
        raise FieldError("note", _("Say what holds it up."))
    update(by, order, order.version, act="escalate", reason=why, escalated_at=by.at, escalated_to=to)


@statement
def _untold() -> Any:
    unsolved = WorkOrder.state.in_([state.value for state in UNSOLVED])
    return WorkOrder.select().where(unsolved & WorkOrder.escalated_at.is_null()).order_by(WorkOrder.id)


def to_escalate(by: By) -> list[int]:
    """Orders that are not solved after the time of the settings, and that nobody above was told of."""
    orders = _untold.objects()
    held = waits.spans_of(order.id for order in orders)
    allowed = limits()
    found = []
    for order in orders:
        run = run_of(order, _waits(held.get(order.id, ())))
        if run is not None and must_escalate(read_clock(run, allowed, by.at), allowed):
            found.append(order.id)
    return found
