"""Whether a repair was under warranty when its car came back: read by the list of orders, so it stands on little (A5)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from garage.domain.verdicts import Promise
from garage.models.orders import OrderLine
from garage.models.statements import statement
from garage.models.warranty import RepairWarranty
from garage.services.coverages import Odometer, repair_promise


def covered(cases: Collection[tuple[int, int, date, int | None]]) -> set[int]:
    """Which of the cases (id, first line, day of reception, odometer) came while the repair was under warranty.

    As the counter's verdict has it: where the odometer was replaced, what was driven on both counts.
    """
    wanted = {root for _case, root, _day, _km in cases}
    promises: dict[int, list[tuple[Any, ...]]] = {}
    for line_id, original_id, *ends in _promises.rows(sorted(wanted)) if wanted else ():
        promises.setdefault(original_id or line_id, []).append(tuple(ends))
    return {
        case for case, root, day, km in cases if any(_runs(ends, day, km) for ends in promises.get(root, ()))
    }


def _runs(ends: tuple[Any, ...], day: date, km: int | None) -> bool:
    """Whether a promise ran on that day, both bounds included; what is not known does not end it."""
    car, start, start_km, days, promised_km, *bounds = ends
    ours = repair_promise(bounds[0], bounds[1], days, promised_km)

    def within(since: date, since_km: int, last_day: date | None, last_km: int | None) -> bool:
        if last_day is None or not start <= day <= last_day:
            return False
        if km is None or last_km is None or km > last_km:
            return km is None or last_km is None
        way = Odometer(car, km, day).since(Promise(since, last_day, last_km - since_km, since_km))
        return way is None or way.km <= last_km - since_km

    return within(ours.since or start, ours.since_km, *bounds[:2]) or within(start, start_km, *bounds[2:])


@statement
def _promises(root_ids: Any) -> Any:
    return (
        OrderLine.select(
            OrderLine.id,
            OrderLine.original_line,
            RepairWarranty.vehicle,
            RepairWarranty.start_on,
            RepairWarranty.start_km,
            RepairWarranty.days,
            RepairWarranty.km,
            RepairWarranty.expires_on,
            RepairWarranty.expires_km,
            RepairWarranty.part_expires_on,
            RepairWarranty.part_expires_km,
        )
        .join(RepairWarranty, on=(RepairWarranty.line == OrderLine.id))
        .where(OrderLine.id.in_(root_ids) | OrderLine.original_line.in_(root_ids))
    )
