"""Later work that goes on with work of the other file: two cars could not have it (invariant 13)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.rework import ReworkCase, WarrantyVerdict
from garage.services.file_rows import batches


def refuse(moved: Mapping[str, Sequence[int]], kept_id: int) -> None:
    """RuleError when an order that would go back and one that would stay are tied by a repeated line."""
    going = set(moved.get("work_order.vehicle_id", ()))
    staying = {
        ref
        for (ref,) in tuples(WorkOrder.select(WorkOrder.id).where(WorkOrder.vehicle == kept_id))
        if ref not in going
    }
    for later, earlier in (*_ties(going, staying), *_ties(staying, going)):
        text = _("{order} goes on with work of {earlier}: the two files cannot be parted any more.")
        raise RuleError(Reason("tied", text.format(order=later, earlier=earlier), "orders"))


def _ties(later: Collection[int], earlier: Collection[int]) -> list[tuple[str, str]]:
    """(order, order whose line it repeats) where one is of `later`, the other of `earlier`."""
    found: list[tuple[str, str]] = []
    first, before = OrderLine.alias(), WorkOrder.alias()
    for model in (OrderLine, ReworkCase, WarrantyVerdict):
        query: Any = (
            model.select(WorkOrder.no, before.no, before.id)
            .join(WorkOrder, on=(WorkOrder.id == model.order))
            .join(first, on=(first.id == model.original_line))
            .join(before, on=(before.id == first.order))
        )
        for some in batches(sorted(later)):
            found += [
                (no, other) for no, other, ref in tuples(query.where(model.order.in_(some))) if ref in earlier
            ]
    return found
