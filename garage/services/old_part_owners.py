"""Whose an old part is: what the customer paid for is theirs until they leave it, and say so (E2, invariant 18)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from garage.domain.lines import PayType
from garage.domain.old_parts import OldPartPurpose
from garage.errors import FieldError
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine
from garage.services.old_part_tags import prefill

_P = OldPartPurpose
WAIVE = "waive"
"""The act in the log that keeps who left a part, how and when."""


def asks_customer(old_part_id: int, purpose: OldPartPurpose) -> bool:
    """Whether only the customer can give the part away for `purpose`.

    What they want is theirs; for scrap also what nobody asked them about, and what no supplier wants any more.
    """
    row = OldPart.get_by_id(old_part_id)
    if row.purpose == _P.CUSTOMER.value:
        return purpose in {_P.CLAIM, _P.SCRAP}
    if purpose is not _P.SCRAP or row.purpose == _P.SCRAP.value:
        return False
    return _is_theirs(row.order_id, row.line_id) and not _was_left(old_part_id)


def check_tag(order_id: int, line_id: int | None, purpose: OldPartPurpose) -> None:
    """No tag gives away what is the customer's. FieldError("purpose")."""
    wanted = prefill(order_id, line_id).purpose is _P.CUSTOMER and purpose is _P.CLAIM
    if wanted or (purpose is _P.SCRAP and _is_theirs(order_id, line_id)):
        raise FieldError("purpose", _("It is the customer's: tag it first, then write down who left it."))


def _is_theirs(order_id: int, line_id: int | None) -> bool:
    """Whether the customer paid for the new part, its supplier does not want the old one, and they did not leave it."""
    told = prefill(order_id, line_id).purpose
    if told is _P.UNDECIDED and line_id is not None:
        return bool(OrderLine.get_by_id(line_id).pay_type != PayType.REWORK.value)
    return told in {_P.UNDECIDED, _P.CUSTOMER}


def _was_left(old_part_id: int) -> bool:
    return old_part_id in left([old_part_id])


@dataclass(frozen=True)
class Left:
    """That the customer left an old part: who said so and how, and when."""

    said: str
    at: datetime


def left(old_part_ids: Collection[int]) -> dict[int, Left]:
    """{old part: the customer's last word} of those that they left with the garage."""
    if not old_part_ids:
        return {}
    about = (AuditEntry.noun == "old_part") & AuditEntry.ref.in_(list(old_part_ids))
    said = AuditEntry.select().where(about & (AuditEntry.act == WAIVE)).order_by(AuditEntry.id)
    return {entry.ref: Left(entry.reason, entry.at) for entry in said}
