"""What is due in warranty returns: money that waits, the month's claims, answers, and the clocks of reworks (E5, D2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, fn

from garage.domain.claims import UNDECIDED, WAITING, ClaimState, due_on, to_send_by
from garage.domain.returns_board import Ageing, ageing
from garage.models.claims import Claim, ClaimList
from garage.models.listing import tuples
from garage.models.parts import Supplier
from garage.models.statements import statement
from garage.models.warranty_terms import ClaimTerms
from garage.services import rework_due, working_days
from garage.services.rework_due import ReworkDue

SOON = 3
"""Days before the claims of a month are due from which they count as due."""
USUAL_DUE_DAY = 10

_SUBMITTED = ClaimState.SUBMITTED.value
_WAITING = sorted(state.value for state in WAITING)
_UNDECIDED = sorted(state.value for state in UNDECIDED)


@dataclass(frozen=True)
class MonthDue:
    """A day for which claims are due, and how many of them are not with their supplier on a sent list."""

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
class Due:
    """Everything that is due, the soonest first."""

    months: tuple[MonthDue, ...]
    answers: tuple[AnswerDue, ...]
    reworks: tuple[ReworkDue, ...]

    def count(self, today: date) -> int:
        """How much somebody has to do today: late answers, claims due soon, evidence that is due, reworks that wait."""
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
    return Due(tuple(_months(supplier_id)), tuple(_answers(supplier_id)), tuple(rework_due.due()))


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
    """Claims that wait for their month's list by the day for which they are due, in their claim periods."""
    sent = ClaimList.sent_at.is_null(False)
    when = (Claim.state, Claim.due_on, Claim.fault_on, ClaimTerms.claim_days)
    query = (
        Claim.select(*when, fn.COUNT(Claim.id), fn.SUM(Claim.claimed_fen))
        .left_outer_join(ClaimList, on=((ClaimList.id == Claim.claim_list) & sent))
        .switch(Claim)
        .left_outer_join(ClaimTerms, on=(ClaimTerms.supplier == Claim.supplier))
        .where(Claim.state.in_(_UNDECIDED) & ClaimList.id.is_null())
        .group_by(*when)
    )
    found: dict[date, MonthDue] = {}
    for word, on, fault_on, period, count, fen in tuples(_of(query, supplier_id)):
        day = to_send_by(ClaimState(word), on, fault_on, period or 0)
        so_far = found.get(day, MonthDue(day))
        found[day] = MonthDue(day, so_far.unsent + int(count), so_far.fen + int(fen))
    return [found[day] for day in sorted(found)]


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
