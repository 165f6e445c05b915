"""The paper of an issue or a return of parts, read from the ledger."""

from collections import defaultdict
from typing import Any

from garage.domain.documents import Imprint, IssuedPart, IssueSlip, Letterhead
from garage.domain.lines import PartGrade
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.statements import statement
from garage.models.stock import GoodsIssue, LineSerial, StockMovement
from garage.services import papers, staff
from garage.services.part_rows import BINS


def slip(issue_id: int, garage: Letterhead, imprint: Imprint, *, with_cost: bool) -> IssueSlip:
    """The paper of an issue or a return; cost belongs on the stock's own copy alone (B3).

    Raises KeyError when there is no such document.
    """
    row: Any = GoodsIssue.get_or_none(GoodsIssue.id == issue_id)
    if row is None:
        raise KeyError(issue_id)
    head = papers.order_head(WorkOrder.get_by_id(row.order_id))
    people = staff.names([row.issued_by_id, row.received_by_id])
    return IssueSlip(
        garage=garage,
        imprint=imprint,
        number=row.no,
        order_no=head.order_no,
        car=head.car,
        at=row.issued_at,
        is_return=bool(row.is_return),
        parts=_issued(row, with_cost=with_cost),
        issued_by=people[row.issued_by_id],
        received_by=people[row.received_by_id],
        note=row.note,
    )


def _issued(slip_row: Any, *, with_cost: bool) -> tuple[IssuedPart, ...]:
    noted: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for line_id, new, old in _serials.rows(slip_row.id, slip_row.no, slip_row.order_id):
        noted[line_id].append((new, old))
    query = (
        StockMovement.select(
            OrderLine.id,
            Part.code,
            Part.name,
            Part.grade,
            Part.unit,
            StockMovement.qty_milli,
            BINS,
            Part.old_part_back,
            StockMovement.value_fen,
        )
        .join(Part, on=(Part.id == StockMovement.part))
        .switch(StockMovement)
        .join(OrderLine, on=(OrderLine.id == StockMovement.order_line))
        .where((OrderLine.order == slip_row.order_id) & (StockMovement.document == slip_row.no))
        .order_by(OrderLine.position)
    )
    return tuple(
        IssuedPart(
            code=code,
            name=name,
            grade=PartGrade(grade),
            unit=unit,
            qty_milli=abs(qty_milli),
            bin=bin_,
            old_part_back=bool(old_part_back),
            cost_fen=abs(value_fen) if with_cost else None,
            serials=tuple(noted[line_id]),
        )
        for line_id, code, name, grade, unit, qty_milli, bin_, old_part_back, value_fen in tuples(query)
    )


@statement
def _serials(issue_id: Any, number: Any, order_id: Any) -> Any:
    """Numbers that went out with a slip, also those that came back since, or that came back with it."""
    query = LineSerial.select(LineSerial.order_line, LineSerial.new_serial, LineSerial.old_serial)
    query = query.join(OrderLine, on=(OrderLine.id == LineSerial.order_line))
    moved = (LineSerial.issue == issue_id) | (LineSerial.back_document == number)
    return query.where((OrderLine.order == order_id) & moved).order_by(LineSerial.id)
