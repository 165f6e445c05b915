"""Which rework cases wait for somebody: evidence, a decision, another garage, work that is still owed (D2, D3)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.orders import UNSETTLED, OrderState
from garage.domain.rework import UNDECIDED, Awaited, ReworkState, awaited
from garage.models.rework import ReworkCase
from garage.models.statements import statement
from garage.services.rework_rows import CaseRow, made, select

_HERE = UNSETTLED | {OrderState.SETTLED}
_UNDECIDED = sorted(state.value for state in UNDECIDED)
_DUE = [*_UNDECIDED, ReworkState.OUR_FAULT.value]


@dataclass(frozen=True)
class ReworkDue:
    """A case that waits, and since or until when: the last day for evidence, else the day it became so."""

    case_id: int
    no: str
    order_id: int
    plate: str
    customer: str
    on: date
    waits_for: Awaited
    by_law: bool = False
    """Nobody showed another cause in time: it is free by itself."""


def due() -> list[ReworkDue]:
    """Every case that waits for somebody, the soonest first."""
    found = [_due(row) for row in made(_waiting.rows())]
    return sorted((one for one in found if one is not None), key=lambda one: (one.on, one.case_id))


def _due(row: CaseRow) -> ReworkDue | None:
    waits_for = awaited(row.case, gone=is_gone(row))
    if waits_for is None:
        return None
    moment = row.decided_at or row.evidence_at
    on = row.due_on if waits_for is Awaited.EVIDENCE or moment is None else moment.date()
    named = (row.id, row.no, row.order_id, row.plate, row.customer)
    return ReworkDue(*named, on, waits_for, row.case.assumed)


def is_gone(row: CaseRow) -> bool:
    """Whether the car of the case has left with its order."""
    return row.order_state not in _HERE


@statement
def _waiting() -> Any:
    return select().where(ReworkCase.state.in_(_DUE)).order_by(ReworkCase.id)


def owed(vehicle_id: int) -> list[CaseRow]:
    """Free rework of this car with which it never left: what stands at its next arrival, the oldest first."""
    return [row for row in made(_owed.rows(vehicle_id)) if is_gone(row)]


@statement
def _owed(vehicle_id: Any) -> Any:
    ours = ReworkCase.state == ReworkState.OUR_FAULT.value
    return select().where((ReworkCase.vehicle == vehicle_id) & ours).order_by(ReworkCase.id)


def overdue(today: date) -> list[CaseRow]:
    """Undecided cases whose last day for evidence is over."""
    return made(_overdue.rows(today))


@statement
def _overdue(today: Any) -> Any:
    undecided = ReworkCase.state.in_(_UNDECIDED)
    return select().where(undecided & (ReworkCase.evidence_due_on < today)).order_by(ReworkCase.id)
