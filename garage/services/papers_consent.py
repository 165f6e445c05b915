"""Reads that make the papers of what was agreed after the authorisation."""

from collections.abc import Collection

from garage.domain.documents import Imprint
from garage.domain.documents_consent import DelayNotice, SupplementForm
from garage.domain.orders import ConsentChannel, SupplementState
from garage.models import orders as rows
from garage.models.orders import Supplement, WorkOrder
from garage.services import shop
from garage.services.order_lines import all_lines_of, lines_of, order_totals
from garage.services.papers import document_lines, order_head


def supplement_form(
    supplement_id: int, imprint: Imprint, accepted: Collection[int] | None = None
) -> SupplementForm:
    """增项确认单 as it stands; `accepted` are the line ids that the customer has just agreed to."""
    row = Supplement.get_by_id(supplement_id)
    order = WorkOrder.get_by_id(row.order_id)
    lines = [line for line in all_lines_of(order.id) if line.supplement_id == row.id]
    standing = [line for line in lines_of(order.id) if line.supplement_id != row.id]
    agreed = None if accepted is None else [line for line in lines if line.id in accepted]
    return SupplementForm(
        garage=shop.letterhead(),
        imprint=imprint,
        head=order_head(order),
        number=row.no,
        state=SupplementState(row.state),
        found_at=row.created_at,
        reason=row.reason,
        safety=bool(row.safety),
        lines=document_lines(lines, order.id),
        declined=() if agreed is None else tuple(line.position for line in lines if line not in agreed),
        before_fen=order_totals(standing).net_fen,
        delta_fen=order_totals(lines).net_fen,
        agreed_fen=None if agreed is None else order_totals(agreed).net_fen,
        promised_before=order.promised_at,
        promised_at=row.promised_at,
    )


def delay_notice(number: str, imprint: Imprint) -> DelayNotice:
    """延时告知单 by its number; raises KeyError when there is none."""
    row = rows.DelayNotice.get_or_none(rows.DelayNotice.no == number)
    if row is None:
        raise KeyError(number)
    return DelayNotice(
        garage=shop.letterhead(),
        imprint=imprint,
        head=order_head(WorkOrder.get_by_id(row.order_id)),
        number=row.no,
        reason=row.reason,
        promised_before=row.promised_before,
        promised_at=row.promised_at,
        told_at=row.told_at,
        told_who=row.told_who,
        channel=ConsentChannel(row.channel),
        note=row.note,
    )
