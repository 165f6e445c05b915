"""What is due in warranty returns: money that waits, the month's claims, answers, and the clocks of reworks (E5, D2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, fn

from garage.domain.claims import UNDECIDED, WAITING, ClaimState, due_on
from garage.domain.returns_board import Ageing, ageing
from garage.domain.rework import UNDECIDED as UNEXPLAINED
from garage.models.claims import Claim, ClaimList
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.parts import Supplier
from garage.models.rework import ReworkCase
from garage.models.statements import statement
from garage.models.vehicles import Vehicle
from garage.services import working_days

SOON = 3
"""Days before the claims of a month are due from which they count as due."""
USUAL_DUE_DAY = 10

_SUBMITTED = ClaimState.SUBMITTED.value
_WAITING = sorted(state.value for state in WAITING)
_UNEXPLAINED = sorted(state.value for state in UNEXPLAINED)
_UNDECIDED = sorted(state.value for state in UNDECIDED)


@dataclass(frozen=True)
class MonthDue:
    """The day for which a month's claims are due, and how many of them are not with their supplier on a sent list."""

    on: date
    unsent: int = 0
    fen: int = 0


@dataclass(frozen=True)
class AnswerDue:
    """A supplier who was told of a major fault, or asked for its approval, and has to answer by a working day."""

    claim_id: int
    no: str
    supplier: str
    plate: str
    on: date
    provisional: bool


@dataclass(frozen=True)
class ReworkDue:
    """A rework whose evidence is not there yet; without it the fault is ours (民法典, three days)."""

    case_id: int
    no: str
    order_id: int
    plate: str
    on: date


@dataclass(frozen=True)
class Due:
    """Everything that is due, the soonest first."""

    months: tuple[MonthDue, ...]
    answers: tuple[AnswerDue, ...]
    reworks: tuple[ReworkDue, ...]

    def count(self, today: date) -> int:
        """How much somebody has to do today: late answers, claims that are due soon, evidence that is due."""
        late = sum(one.on < today for one in self.answers)
        unsent = sum(one.unsent for one in self.months if (one.on - today).days <= SOON)
        return late + unsent + sum(one.on <= today for one in self.reworks)

    def coming(self, today: date) -> MonthDue:
        """The next day for which claims are due; the coming 10th where none wait for one."""
        this = today.replace(day=USUAL_DUE_DAY)
        usual = MonthDue(this if this >= today else due_on(today, USUAL_DUE_DAY))
        return next((one for one in self.months if one.on >= today), usual)

    def late(self, today: date) -> int:
        """How many claims should have been with their supplier before today."""
        return sum(one.unsent for one in self.months if one.on < today)


def due(supplier_id: int | None = None) -> Due:
    """What is due now; the claims of one supplier where it is named."""
    return Due(tuple(_months(supplier_id)), tuple(_answers(supplier_id)), tuple(_reworks()))


def waiting(today: date, supplier_id: int | None = None) -> Ageing:
    """Money that waits at suppliers, by days since the claims were submitted."""
    return ageing([row[1:] for row in waiting_claims() if supplier_id in {None, row[0]}], today)


def waiting_claims() -> list[tuple[int, date, int]]:
    """(supplier, day of the submission, fen) of every claim whose money waits."""
    return [(ref, at.date(), int(fen)) for ref, at, fen in _money.rows()]


@statement
def _money() -> Any:
    worth = Case(None, [(Claim.state == _SUBMITTED, Claim.claimed_fen)], Claim.approved_fen)
    return Claim.select(Claim.supplier, Claim.submitted_at, worth).where(Claim.state.in_(_WAITING))


def _months(supplier_id: int | None) -> list[MonthDue]:
    """Claims that wait for their month's list by the day for which they are due."""
    sent = ClaimList.sent_at.is_null(False)
    query = (
        Claim.select(Claim.due_on, fn.COUNT(Claim.id), fn.SUM(Claim.claimed_fen))
        .left_outer_join(ClaimList, on=((ClaimList.id == Claim.claim_list) & sent))
        .where(Claim.state.in_(_UNDECIDED) & ClaimList.id.is_null())
        .group_by(Claim.due_on)
        .order_by(Claim.due_on)
    )
    return [MonthDue(on, int(count), int(fen)) for on, count, fen in tuples(_of(query, supplier_id))]


def _answers(supplier_id: int | None) -> list[AnswerDue]:
    query = (
        Claim.select(Claim.id, Claim.no, Supplier.name, Claim.plate, Claim.answer_due_on)
        .join(Supplier, on=(Supplier.id == Claim.supplier))
        .where(Claim.state.in_(_UNDECIDED) & Claim.answer_due_on.is_null(False) & Claim.answered_at.is_null())
        .order_by(Claim.answer_due_on, Claim.id)
    )
    known = working_days.calendar()
    return [
        AnswerDue(ref, no, name, plate, on, provisional=not known.is_known(on))
        for ref, no, name, plate, on in tuples(_of(query, supplier_id))
    ]


def _of(query: Any, supplier_id: int | None) -> Any:
    return query if supplier_id is None else query.where(Claim.supplier == supplier_id)


def _reworks() -> list[ReworkDue]:
    query = (
        ReworkCase.select(
            ReworkCase.id, ReworkCase.no, WorkOrder.id, Vehicle.plate, ReworkCase.evidence_due_on
        )
        .join(WorkOrder, on=(WorkOrder.id == ReworkCase.order))
        .join(Vehicle, on=(Vehicle.id == ReworkCase.vehicle))
        .where(ReworkCase.state.in_(_UNEXPLAINED) & ReworkCase.evidence_at.is_null())
        .order_by(ReworkCase.evidence_due_on, ReworkCase.id)
    )
    return [ReworkDue(*row) for row in tuples(query)]
