"""Whether the rework cases add up: the same car, the clock's day, decisions with their cause, free lines (13)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from garage.domain.lines import COUNTING, PayType
from garage.domain.rework import (
    EVIDENCE_DAYS,
    NOT_OURS,
    OURS,
    UNDECIDED,
    ReworkCause,
    ReworkState,
    evidence_due_on,
)
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.rework import ReworkCase

_S = ReworkState
_STANDING = [status.value for status in COUNTING]
_DAYS = timedelta(days=EVIDENCE_DAYS)


def check_books() -> Iterator[str]:
    """What is wrong with the rework cases, in words."""
    yield from _false_cars()
    yield from _false_states()
    yield from _false_counts()
    yield from _charged()


def _false_cars() -> Iterator[str]:
    """A case is about a line with which the same car left before, and its clock began at reception, or as it was said."""
    first, before = OrderLine.alias(), WorkOrder.alias()
    query = (
        ReworkCase.select(
            ReworkCase.no,
            ReworkCase.vehicle,
            WorkOrder.vehicle,
            before.vehicle,
            before.id,
            WorkOrder.id,
            first.original_line,
            WorkOrder.received_at,
            ReworkCase.opened_at,
            ReworkCase.evidence_due_on,
        )
        .join(WorkOrder, on=(WorkOrder.id == ReworkCase.order))
        .join(first, on=(first.id == ReworkCase.original_line))
        .join(before, on=(before.id == first.order))
        .order_by(ReworkCase.id)
    )
    for no, car, here, there, was, now, root, received_at, opened_at, due_on in tuples(query):
        if not car == here == there or was == now or root is not None:
            yield _("{number} is about another car, or about no first repair.").format(number=no)
        came = received_at.date()
        if due_on not in {came + _DAYS, evidence_due_on(came, opened_at.date())}:
            yield _("{number}: the time for evidence does not begin at reception.").format(number=no)


def _false_states() -> Iterator[str]:
    """What a state needs is written down; what was decided names a cause on the right side."""

    def stands(*states: ReworkState) -> Any:
        return ReworkCase.state.in_([state.value for state in states])

    ours = ReworkCase.cause.in_([*(one.value for one in OURS), ReworkCause.NO_EVIDENCE.value])
    theirs = ReworkCase.cause.in_([one.value for one in NOT_OURS]) & ReworkCase.evidence_at.is_null(False)
    decided = ReworkCase.decided_at.is_null(False)
    referred = ReworkCase.referred_at.is_null(False)
    wrong = (
        (stands(*UNDECIDED) & decided)
        | (stands(_S.OUR_FAULT, _S.REFERRED) & ~(ours & decided))
        | (stands(_S.NOT_OURS) & ~(theirs & decided))
        | (stands(_S.REFERRED) & ~referred)
        | (referred & ~stands(_S.REFERRED, _S.CLOSED))
        | (stands(_S.CLOSED) & ReworkCase.closed_at.is_null())
        | (~stands(_S.CLOSED) & ReworkCase.closed_at.is_null(False))
        | (ReworkCase.referral_back_at.is_null(False) & ~referred)
        | (ReworkCase.referral_cost_fen < 0)
    )
    for (no,) in tuples(ReworkCase.select(ReworkCase.no).where(wrong).order_by(ReworkCase.id)):
        yield _("{number} is not what its dates say.").format(number=no)


def _false_counts() -> Iterator[str]:
    """Attempts at one line only ever grow, and an order has one live case of it."""
    most: dict[int, int] = {}
    live: set[tuple[int, int]] = set()
    query = ReworkCase.select(
        ReworkCase.no, ReworkCase.original_line, ReworkCase.order, ReworkCase.attempt, ReworkCase.state
    )
    for no, root, order_id, attempt, state in tuples(query.order_by(ReworkCase.id)):
        if attempt < most.get(root, 1):
            yield _("{number} counts fewer attempts than the case before it.").format(number=no)
        most[root] = max(attempt, most.get(root, 1))
        if state != _S.CLOSED.value:
            if (order_id, root) in live:
                yield _("{number} is the second case about one line.").format(number=no)
            live.add((order_id, root))


def _charged() -> Iterator[str]:
    """The line of a case that is ours costs the customer nothing (invariant 13)."""
    ours = ReworkCase.state.in_([_S.OUR_FAULT.value, _S.REFERRED.value])
    free = (OrderLine.pay_type == PayType.REWORK.value) & (
        OrderLine.original_line == ReworkCase.original_line
    )
    query = (
        ReworkCase.select(ReworkCase.no)
        .join(OrderLine, on=(OrderLine.id == ReworkCase.line))
        .where(ours & OrderLine.status.in_(_STANDING) & ~free)
        .order_by(ReworkCase.id)
    )
    for (no,) in tuples(query):
        yield _("{number} is ours, and its line is not free.").format(number=no)
