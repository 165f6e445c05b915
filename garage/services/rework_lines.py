"""The lines that a rework case is about: the chain they repeat, what is still promised on it, and who pays (D2–D4)."""

from dataclasses import replace
from typing import Any

from garage.domain.lines import CHARGED, COUNTING, LineKind, LineStatus, PayType
from garage.domain.orders import SUPPLEMENTED, UNSETTLED, OrderState
from garage.errors import RuleError
from garage.models.orders import OrderLine, WorkOrder
from garage.models.rework import ReworkCase
from garage.models.statements import insert, statement
from garage.models.warranty import RepairWarranty
from garage.services import claim_holds, concessions, order_lines, supplements
from garage.services.command import By, audit, update
from garage.services.order_lines import Line, LineData, all_lines_of, lines_of

_COUNTING = [status.value for status in COUNTING]
_LONGEST_WHY = 280


def earlier_reworks(root_id: int, order_id: int | None = None) -> int:
    """How many visits have tried the line `root_id` again, that of `order_id` not counted (D3, D4).

    A visit counts when the car left with a rework line of it, or another garage had it; what is owed was not tried.
    """
    visits = {row[0] for row in (*_by_line.rows(root_id), *_by_referral.rows(root_id))}
    return len(visits - {order_id})


def count_tries(root_id: int) -> int:
    """Write on every promise about the line how often it was tried by now; returns that."""
    tries = earlier_reworks(root_id)
    chain = OrderLine.select(OrderLine.id).where(OrderLine.original_line == root_id)
    same = RepairWarranty.line.in_(chain) | (RepairWarranty.line == root_id)
    RepairWarranty.update(attempts=tries).where(same).execute()
    return tries


@statement
def _by_line(root_id: Any) -> Any:
    again = OrderLine.status.in_(_COUNTING) & (OrderLine.pay_type == PayType.REWORK.value)
    lines = OrderLine.select(OrderLine.order).join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
    left = WorkOrder.state == OrderState.EXITED.value
    return lines.where((OrderLine.original_line == root_id) & again & left)


@statement
def _by_referral(root_id: Any) -> Any:
    referred = ReworkCase.referred_at.is_null(False)
    return ReworkCase.select(ReworkCase.order).where((ReworkCase.original_line == root_id) & referred)


def lines_of_case(case: Any) -> list[Line]:
    """The lines of the case's order that are about it: the one it names, and free rework of the same line."""
    return [
        line
        for line in lines_of(case.order_id)
        if line.id == case.line_id
        or (line.pay_type is PayType.REWORK and line.original_line_id == case.original_line_id)
    ]


def make_free(by: By, case: Any, order: Any, why: str) -> None:
    """The customer pays nothing for what the case is about, from now on (invariant 13); RuleError under a claim."""
    changed = False
    for line in lines_of_case(case):
        claim_holds.refuse_claimed(line.id)
        row = OrderLine.get_by_id(line.id)
        free = {"pay_type": PayType.REWORK.value, "original_line": case.original_line_id}
        changed = update(by, row, row.version, act="who pays", reason=why, **free) or changed
    if changed:
        order_lines.touch(by, order, order.version)


def quote(by: By, case: Any, order: Any, why: str) -> None:
    """What the case is about is offered at its normal price: as a line, or as a supplement once all was signed.

    RuleError when work on it has begun or parts are out: nobody agreed to pay for them.
    """
    free = [line for line in lines_of_case(case) if line.pay_type is PayType.REWORK]
    if not free:
        return
    if OrderState(order.state) not in SUPPLEMENTED:
        for line in free:
            _charge(by, line.id, why)
        order_lines.touch(by, order, order.version)
        return
    asked = [line for line in free if not _taken_back(by, line, why)]
    if not asked:
        return
    for line in asked:
        _drop(by, order, line, why)
    priced = tuple(_at_full_price(line) for line in asked if line.gross_fen)
    if case.line_id in {line.id for line in asked}:
        update(by, case, case.version, line=None)
    if priced:
        data = supplements.SupplementData(why[:_LONGEST_WHY], priced)
        supplements.propose(by, order.id, data)


def _charge(by: By, line_id: int, why: str) -> None:
    row = OrderLine.get_by_id(line_id)
    paid = {"pay_type": PayType.CUSTOMER.value, "original_line": None}
    update(by, row, row.version, act="who pays", reason=why, **paid)


def _taken_back(by: By, line: Line, why: str) -> bool:
    """Whether the customer had agreed to pay for it before it was made free: then that stands again."""
    agreed = concessions.as_agreed(OrderLine.get_by_id(line.id))
    if agreed is None or agreed.pay_type not in CHARGED:
        return False
    _charge(by, line.id, why)
    return True


def _drop(by: By, order: Any, line: Line, why: str) -> None:
    """Take a line off that the customer agreed to as free; the last one may go, for it is asked for anew."""
    standing = supplements.droppable(OrderState(order.state), lines_of(order.id), line.id)
    if reasons := [reason for reason in standing if reason.code != "last_line"]:
        raise RuleError(reasons)
    row = OrderLine.get_by_id(line.id)
    update(by, row, row.version, act="drop", reason=why, status=LineStatus.DROPPED.value)
    order_lines.touch(by, order, order.version)


def _at_full_price(line: Line) -> LineData:
    typed = LineData(**{name: getattr(line, name) for name in LineData.__dataclass_fields__})
    return replace(typed, pay_type=PayType.CUSTOMER, original_line_id=None)


def add_sublet(by: By, case: Any, order: Any, name: str, garage: str, cost_fen: int) -> bool:
    """A line for the other garage's work, which costs the customer nothing; False once the order is settled.

    It asks the customer for no money and no consent: a finished estimate takes it as well.
    """
    if OrderState(order.state) not in UNSETTLED:
        return False
    line = order_lines.check_line(
        0,
        LineData(
            LineKind.SUBLET,
            name[:120],
            PayType.REWORK,
            vendor=garage,
            vendor_cost_fen=cost_fen,
            original_line_id=case.original_line_id,
        ),
    )
    last = max((one.position for one in all_lines_of(order.id)), default=0)
    insert(OrderLine, order_lines.line_columns(order.id, last + 1, line, by))
    audit(by, "lines", "work_order", order.id, after={f"{last + 1}": f"{line.name} 0"})
    order_lines.touch(by, order, order.version)
    return True


def sublet_of(case: Any) -> Any:
    """The line of the other garage's work, None when there is none."""
    return OrderLine.get_or_none(
        (OrderLine.order == case.order_id)
        & (OrderLine.kind == LineKind.SUBLET.value)
        & (OrderLine.original_line == case.original_line_id)
        & (OrderLine.vendor == case.referred_to)
    )
