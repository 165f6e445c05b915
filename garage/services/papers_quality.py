"""Reads that make the inspection sheet of an order."""

from garage.domain.documents import Imprint
from garage.domain.documents_quality import CheckedItem, InspectionRound, InspectionSheet
from garage.models.orders import WorkOrder
from garage.services import inspections, papers, shop, staff, workshop


def inspection_sheet(order_id: int, imprint: Imprint) -> InspectionSheet:
    """质检单 of an order: every inspection there has been, in its order."""
    rounds = tuple(
        InspectionRound(
            row.stage,
            row.round,
            row.result,
            row.inspector,
            row.at,
            tuple(CheckedItem(item.code, item.passed, item.note) for item in row.items),
            row.remark,
            row.road_test_km,
        )
        for row in inspections.of_order(order_id)
    )
    who = staff.names(workshop.workers_of(order_id))
    return InspectionSheet(
        garage=shop.letterhead(),
        imprint=imprint,
        head=papers.order_head(WorkOrder.get_by_id(order_id)),
        rounds=rounds,
        mechanics=tuple(who[ref] for ref in sorted(who)),
    )
