"""What a delivery does to its purchase order: what it fits, what is open afterwards, and when it was reversed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from garage.domain.labels import label
from garage.domain.purchasing import COMING, Ordered, PurchaseAct, PurchaseState, refuse_unless, state_after
from garage.domain.quantities import format_quantity
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Part
from garage.models.purchasing import PurchaseOrderLine
from garage.services import purchasing
from garage.services.command import By, refuse_stale, update


@dataclass(frozen=True)
class AgainstOrder:
    """The purchase order that goods are received against, at the version that was seen.

    `over` once a person has said that more than ordered is kept; `rest_gone` says why what is missing will not
    come any more, empty while it is still awaited.
    """

    order_id: int
    version: int
    over: bool = False
    rest_gone: str = ""


def checked(against: AgainstOrder) -> Any:
    """The row of the purchase order; StaleError when somebody changed it, RuleError when nothing is awaited."""
    row = purchasing.find(against.order_id)
    refuse_stale(row, against.version)
    state = PurchaseState(row.state)
    refuse_unless(PurchaseAct.RECEIVE, state, label(state))
    return row


def refuse_over(against: AgainstOrder, accepted: Iterable[tuple[int, int | None, int]]) -> None:
    """Check (part, purchase line, accepted milli-units) of each line against what is open.

    FieldError("lines.0.part") for a line that is none of the order's; RuleError("over_delivery") for each part of
    which more comes than is open, unless that was answered.
    """
    lines = {line.id: line for line in _lines_of(against.order_id)}
    came: Counter[int] = Counter()
    for index, (part_id, line_id, qty_milli) in enumerate(accepted):
        if line_id is None:
            continue
        if line_id not in lines or lines[line_id].part_id != part_id:
            raise FieldError(f"lines.{index}.part", _("This part is not on the purchase order."))
        came[line_id] += qty_milli
    if against.over:
        return
    names = _names(line.part_id for line in lines.values())
    more = [
        Reason(
            "over_delivery",
            _("{part}: {came} came, {open} are open.").format(
                part=names[lines[ref].part_id],
                came=format_quantity(qty),
                open=format_quantity(_ordered(lines[ref]).open_milli),
            ),
            "purchasing",
        )
        for ref, qty in came.items()
        if qty > _ordered(lines[ref]).open_milli
    ]
    if more:
        raise RuleError(more)


def book(by: By, row: Any, against: AgainstOrder, received: Mapping[int, int]) -> None:
    """Count what came, {purchase line: milli-units}, on the order; its state follows. Inside an act."""
    _count(received)
    state = state_after(_ordered(line) for line in _lines_of(row.id))
    if state in COMING and (why := one_line("rest_gone", against.rest_gone, 200)):
        purchasing.drop_rest(by, row, why)
    elif not _move(by, row, state, "receive"):
        purchasing.count_up(row)


def take_back(by: By, order_id: int, received: Mapping[int, int], why: str) -> None:
    """A receipt was reversed: what it brought is open again. Inside an act."""
    row = purchasing.find(order_id)
    _count({line_id: -qty for line_id, qty in received.items()})
    if not _move(by, row, state_after(_ordered(line) for line in _lines_of(order_id)), "reopen", why):
        purchasing.count_up(row)


def _move(by: By, row: Any, state: PurchaseState, act: str, why: str = "") -> bool:
    ended = state in {PurchaseState.RECEIVED, PurchaseState.CLOSED}
    closed_at = (row.closed_at or by.at) if ended else None
    return update(by, row, row.version, act=act, reason=why, state=state.value, closed_at=closed_at)


def _count(received: Mapping[int, int]) -> None:
    line = PurchaseOrderLine
    for ref, qty in received.items():
        line.update(received_milli=line.received_milli + qty).where(line.id == ref).execute()


def _lines_of(order_id: int) -> list[Any]:
    return list(PurchaseOrderLine.select().where(PurchaseOrderLine.purchase_order == order_id))


def _ordered(line: Any) -> Ordered:
    return Ordered(line.qty_milli, line.received_milli, line.dropped_milli)


def _names(part_ids: Iterable[int]) -> dict[int, str]:
    query = Part.select(Part.id, Part.code, Part.name).where(Part.id.in_(list(part_ids)))
    return {ref: f"{code} {name}" for ref, code, name in tuples(query)}
