"""Discounts typed with the lines of an order: why they are given is asked once and kept in the log (C5, C7)."""

from collections.abc import Iterable
from typing import Any

from garage.domain.line_discounts import Discounted, changes, need_reason
from garage.domain.lines import Totals
from garage.domain.settlements import above_limit
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.statements import statement
from garage.services import shop
from garage.services.command import By, audit

ACT = "line discount"
MOST_WORDS = 120


def log(
    by: By, order_id: int, before: Iterable[Discounted], after: Iterable[Discounted], reason: str
) -> None:
    """Log each discount that changed, with its reason; FieldError("discount_reason") when more is let off without one."""
    found = changes(before, after)
    why = one_line("discount_reason", reason, MOST_WORDS)
    if need_reason(found) and not why:
        raise FieldError("discount_reason", _("Say why there is a discount."))
    for one in found:
        was, is_ = {one.name: one.before_fen}, {one.name: one.after_fen}
        audit(by, ACT, "work_order", order_id, before=was, after=is_, reason=why)


def last_reason(order_id: int) -> str:
    """The reason that was said last for a discount on a line of this order; "" when none was."""
    return str(_reason.value(order_id) or "")


def owner_has_to_approve(totals: Totals) -> bool:
    """Whether the discounts of the lines alone are above what anybody may give: the bill asks an owner then."""
    published = totals.package_off_fen
    given, gross = totals.line_discount_fen - published, totals.gross_fen - published
    return above_limit(gross, given, shop.profile().discount_limit_bp)


@statement
def _reason(order_id: Any) -> Any:
    of_order = (AuditEntry.noun == "work_order") & (AuditEntry.ref == order_id) & (AuditEntry.act == ACT)
    said = AuditEntry.select(AuditEntry.reason).where(of_order & (AuditEntry.reason != ""))
    return said.order_by(AuditEntry.id.desc()).limit(1)
