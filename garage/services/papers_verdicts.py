"""Reads that make the verdict slip."""

from garage.domain.documents import Imprint
from garage.domain.documents_verdicts import VerdictSlip
from garage.models.orders import WorkOrder
from garage.services import coverages, shop
from garage.services.papers import order_head


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
    return VerdictSlip(
        garage=shop.letterhead(),
        imprint=imprint,
        number=order.no,
        head=order_head(order),
        judged_on=today,
        odometer_km=km,
        covered=tuple(one for one in judged if one.open),
        run_out=tuple(one for one in judged if not one.open and (one.same or one.decided)),
    )
