"""Reads that make the verdict slip."""

from dataclasses import replace
from datetime import date

from garage.domain.documents import Imprint
from garage.domain.documents_verdicts import VerdictSlip
from garage.domain.verdicts import Coverage
from garage.models.orders import WorkOrder
from garage.services import coverages, shop
from garage.services.papers import car_of

LAST_VISITS = 6
"""Visits whose work is named on the slip of a car although it has run out: a customer remembers no more."""


def slip(order_id: int, imprint: Imprint, odometer_km: int | None = None) -> VerdictSlip:
    """判定单 of an order, with a reading that is typed but not saved; KeyError without such an order.

    What has run out is named where the customer comes for it, or where something was decided about it.
    """
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    km = order.odo_in if odometer_km is None else odometer_km
    today = imprint.printed_at.date()
    judged = coverages.of_vehicle(order.vehicle_id, today, km, order_id)
    asked = tuple(one for one in judged if one.open or one.same or one.decided)
    day = coverages.day_judged(order_id, today)
    made = _slip(order.vehicle_id, imprint, day, km, asked)
    return replace(made, number=order.no, complaint=order.complaint)


def of_car(vehicle_id: int, imprint: Imprint, odometer_km: int | None = None) -> VerdictSlip:
    """判定单 of a car that is not received, at a reading that was only told; KeyError without such a car.

    What has run out is named of the last visits.
    """
    today = imprint.printed_at.date()
    judged = coverages.of_vehicle(vehicle_id, today, odometer_km)
    last = sorted({one.order_id for one in judged if one.order_id is not None})[-LAST_VISITS:]
    named = tuple(one for one in judged if one.open or one.order_id in last)
    return _slip(vehicle_id, imprint, today, odometer_km, named)


def _slip(
    vehicle_id: int, imprint: Imprint, day: date, km: int | None, named: tuple[Coverage, ...]
) -> VerdictSlip:
    return VerdictSlip(
        garage=shop.letterhead(),
        imprint=imprint,
        number="",
        car=car_of(vehicle_id),
        judged_on=day,
        odometer_km=km,
        covered=tuple(one for one in named if one.open),
        run_out=tuple(one for one in named if not one.open),
    )
