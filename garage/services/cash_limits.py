"""Above which difference a cash-up needs an owner's word."""

from collections.abc import Iterable

from garage.domain.money import MAX_FEN, format_yuan
from garage.errors import FieldError
from garage.i18n import _
from garage.services import named_settings, staff
from garage.services.command import Area, By, command

SETTING = "cash_up_limit_fen"
USUAL_FEN = 5_000


def limit_fen() -> int:
    """The largest difference of one method that needs no owner; 50 yuan while nobody has chosen."""
    stored = named_settings.stored(SETTING)
    return int(stored) if stored else USUAL_FEN


@command(Area.SHOP, Area.MONEY)
def set_limit(by: By, limit: int) -> None:
    """Change it; FieldError("limit") when it cannot be, or whoever asks is no owner."""
    if not 0 <= limit <= MAX_FEN:
        raise FieldError("limit", _("This amount is too large."))
    before = limit_fen()
    if before == limit:
        return
    if not staff.is_owner(by.staff_id):
        raise FieldError("limit", _("Only an owner changes this."))
    changed = {"before": {SETTING: before}, "after": {SETTING: limit}}
    named_settings.keep(by, SETTING, str(limit), "cash-up limit", **changed)


def is_above(differences: Iterable[int]) -> bool:
    """Whether one of these, more or less than the books say, is for an owner to approve."""
    most = limit_fen()
    return any(abs(fen) > most for fen in differences)


def approver(by: By, differences: Iterable[int], approved_by: int | None) -> int | None:
    """Who stands for these differences, None when they are small and nobody does; an owner acts for himself.

    FieldError("approved_by") when one is above the limit and no owner approves.
    """
    if approved_by is not None:
        return staff.check_owner("approved_by", approved_by)
    if not is_above(differences):
        return None
    if staff.is_owner(by.staff_id):
        return by.staff_id
    words = _("A difference above {limit} is for an owner to approve.")
    raise FieldError("approved_by", words.format(limit=format_yuan(limit_fen())))
