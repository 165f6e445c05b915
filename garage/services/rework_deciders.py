"""Who says whose fault a comeback was: a foreman too, but an owner where the counter had called it unclear (A5, D2)."""

from typing import Any

from peewee import fn

from garage.domain.staff import Role
from garage.domain.verdicts import Verdict
from garage.errors import FieldError
from garage.i18n import _
from garage.models.orders import OrderLine
from garage.models.rework import WarrantyVerdict
from garage.models.statements import statement
from garage.services import staff
from garage.services.command import By

DECIDING = frozenset({Role.OWNER, Role.FOREMAN})
"""Who may say whose fault it was, where the counter had no doubt."""


def is_owners(order_id: int, root_id: int) -> bool:
    """Whether the counter said of this line at this visit that it is unclear: then the owner decides."""
    return bool(_unclear.value(order_id, root_id))


@statement
def _unclear(order_id: Any, root_id: Any) -> Any:
    said = WarrantyVerdict.select(fn.COUNT(WarrantyVerdict.id)).join(
        OrderLine, on=(OrderLine.id == WarrantyVerdict.original_line)
    )
    root = fn.COALESCE(OrderLine.original_line, OrderLine.id)
    unclear = WarrantyVerdict.verdict == Verdict.UNCLEAR.value
    return said.where((WarrantyVerdict.order == order_id) & unclear & (root == root_id))


def decider(by: By, case: Any, approved_by: int | None) -> int:
    """Who decides the case, FieldError("approved_by") when nobody who may stands for it."""
    if is_owners(case.order_id, case.original_line_id):
        return owner(by, approved_by)
    who = by.staff_id if approved_by is None else approved_by
    if not any(DECIDING & person.roles for person in staff.if_active(who)):
        raise FieldError("approved_by", _("An owner or a foreman decides this."))
    return who


def owner(by: By, approved_by: int | None) -> int:
    """The owner who decides; FieldError("approved_by") when it is none."""
    return staff.check_owner("approved_by", by.staff_id if approved_by is None else approved_by)
