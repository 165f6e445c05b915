"""What a customer is given: credit with a limit and days to pay, a member level, and who may change them (C3, A9)."""

from garage.domain.money import MAX_FEN
from garage.errors import FieldError
from garage.i18n import _
from garage.services import member_levels, staff
from garage.services.command import By

NONE, DAYS, MOST_DAYS = 0, 30, 366
"""Without credit; days in which a bill on account is paid: usually, and at most."""


def check(by: By, before: tuple[int, int], after: tuple[int, int]) -> dict[str, int]:
    """Columns of the new (limit in fen, days); FieldError on one that cannot be, or that only an owner changes."""
    limit_fen, days = after
    if not 0 <= limit_fen <= MAX_FEN:
        raise FieldError("credit_limit_fen", _("This amount is too large."))
    if not 0 <= days <= MOST_DAYS:
        raise FieldError("credit_days", _("From 0 to {most} days.").format(most=MOST_DAYS))
    if before != after and not staff.is_owner(by.staff_id):
        field = "credit_limit_fen" if before[0] != limit_fen else "credit_days"
        raise FieldError(field, _("Only an owner changes this."))
    return {"credit_limit_fen": limit_fen, "credit_days": days}


def check_level(by: By, before: str, after: str) -> None:
    """Members pay less for all they buy: FieldError("member_level") unless an owner says who is one.

    A level that he gives for the first time is one of the levels from now on.
    """
    if before == after:
        return
    if not staff.is_owner(by.staff_id):
        raise FieldError("member_level", _("Only an owner changes this."))
    member_levels.know(by, after)
