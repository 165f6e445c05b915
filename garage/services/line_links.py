"""What points at a line of an estimate while all its lines are typed anew: verdicts and rework cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from garage.models.orders import OrderLine
from garage.models.rework import ReworkCase, WarrantyVerdict
from garage.models.statements import statement

Links = Mapping[tuple[Any, int], tuple[Any, ...]]
"""{(table, id): what the line was}."""
_MODELS: tuple[Any, ...] = (ReworkCase, WarrantyVerdict)


def let_go(order_id: int) -> Links:
    """Take the links to the lines of an order away; the caller deletes the lines next."""
    links: dict[tuple[Any, int], tuple[Any, ...]] = {}
    for model in _MODELS:
        for row_id, *line in _linked.rows(order_id, model=model):
            links[model, row_id] = tuple(line)
    for model, row_id in links:
        model.update(line=None).where(model.id == row_id).execute()
    return links


def take_up(order_id: int, links: Links) -> None:
    """Link to the line of the same kind, name and thing, the first of its like; a line that is gone links nothing."""
    if not links:
        return
    now: dict[tuple[Any, ...], int] = {}
    for line_id, *line in _lines.rows(order_id):
        now.setdefault(tuple(line), line_id)
    for (model, row_id), was in links.items():
        model.update(line=now.get(was)).where(model.id == row_id).execute()


_SAME: Sequence[Any] = (OrderLine.kind, OrderLine.name, OrderLine.operation, OrderLine.part)


@statement
def _linked(order_id: Any, *, model: Any) -> Any:
    return (
        model.select(model.id, *_SAME)
        .join(OrderLine, on=(OrderLine.id == model.line))
        .where(model.order == order_id)
    )


@statement
def _lines(order_id: Any) -> Any:
    return (
        OrderLine.select(OrderLine.id, *_SAME).where(OrderLine.order == order_id).order_by(OrderLine.position)
    )
