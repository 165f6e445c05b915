"""What another seat did with an order meanwhile: said where an act comes too late, or would overwrite it unseen."""

import json

from garage.domain.labels import label
from garage.domain.order_steps import not_now
from garage.domain.orders import OrderState
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.orders import OrderLine, WorkOrder
from garage.services import staff
from garage.services.command import By, stale


def elsewhere(by: By, order: WorkOrder) -> RuleError:
    """The order does not stand where the act begins: where it stands, who brought it there, and when."""
    from garage.domain.history import Entry, act_words  # noqa: PLC0415 - many words, which hardly any act needs

    state = OrderState(order.state)
    moved = (
        AuditEntry.select()
        .where((AuditEntry.noun == "work_order") & (AuditEntry.ref == order.id))
        .where(AuditEntry.after.contains('"state":'))
        .order_by(AuditEntry.id.desc())
        .first()
    )
    if moved is None:
        return RuleError(not_now(state))
    text = _("The order is now: {state} ({who}, {act}, {time}).").format(
        state=label(state),
        who=staff.names([moved.staff_id]).get(moved.staff_id, "?"),
        act=act_words(Entry(moved.noun, moved.ref, moved.act, {}, json.loads(moved.after))),
        time=f"{moved.at:%H:%M}" if moved.at.date() == by.today else f"{moved.at:%m-%d %H:%M}",
    )
    return RuleError(Reason("state", text, "order"))


def refuse_changed(order: WorkOrder, version: int | None) -> None:
    """StaleError about the order or the line that was saved last, when it was shown at another version."""
    if version is None or order.version == version:
        return
    lines = OrderLine.select(OrderLine.id).where(OrderLine.order == order.id)
    of_line = (AuditEntry.noun == "order_line") & AuditEntry.ref.in_(lines)
    of_order = (AuditEntry.noun == "work_order") & (AuditEntry.ref == order.id)
    last = AuditEntry.select().where(of_line | of_order).order_by(AuditEntry.id.desc()).first()
    line = last is not None and last.noun == "order_line"
    raise stale(OrderLine.get_by_id(last.ref) if line else order)
