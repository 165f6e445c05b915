"""Who decides what things cost: an owner, or whoever has an owner's word for it (A9)."""

from garage.domain.price_lists import Priced, PriceTerms
from garage.errors import FieldError
from garage.i18n import _
from garage.services import staff
from garage.services.command import By, audit

_NOUNS = {Priced.OPERATION: "operation", Priced.PART: "part", Priced.PACKAGE: "service_package"}
_NO_PRICE = (PriceTerms(), PriceTerms(price_fen=0))


def check(by: By, noun: str, ref: int, approved_by: int | None) -> None:
    """FieldError("approved_by") unless an owner acts or approves; the word of another stands in the log."""
    own = approved_by is None and staff.is_owner(by.staff_id)
    approver = staff.check_owner("approved_by", by.staff_id if own else approved_by)
    if approver != by.staff_id:
        audit(by, "approve", noun, ref, after={"approved_by": approver})


def check_terms(
    by: By, kind: Priced, ref: int, was: PriceTerms, terms: PriceTerms, approved_by: int | None
) -> None:
    """As `check`, when the terms change; whoever books a part in gives it its first price."""
    if terms != was and not (kind is Priced.PART and was in _NO_PRICE):
        check(by, _NOUNS[kind], ref, approved_by)


def alone(by: By, field: str) -> None:
    """FieldError on `field` unless an owner acts himself."""
    if not staff.is_owner(by.staff_id):
        raise FieldError(field, _("Only an owner changes this."))
