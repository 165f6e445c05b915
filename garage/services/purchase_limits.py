"""Above which amount a purchase order needs the owner's word."""

from garage.domain.money import MAX_FEN, format_yuan
from garage.errors import FieldError
from garage.i18n import _
from garage.services import named_settings, staff
from garage.services.command import Area, By, command

SETTING = "purchase_limit_fen"


def limit_fen() -> int | None:
    """The largest order that anybody may place, None while nobody has set one: everybody may place any."""
    stored = named_settings.stored(SETTING)
    return int(stored) if stored else None


@command(Area.SHOP)
def set_limit(by: By, limit: int | None) -> None:
    """Change it, None for no limit; FieldError("limit") when it cannot be, or whoever asks is no owner."""
    if limit is not None and not 0 <= limit <= MAX_FEN:
        raise FieldError("limit", _("This amount is too large."))
    before = limit_fen()
    if before == limit:
        return
    if not staff.is_owner(by.staff_id):
        raise FieldError("limit", _("Only an owner changes this."))
    text = "" if limit is None else str(limit)
    named_settings.keep(by, SETTING, text, "purchase limit", before={SETTING: before}, after={SETTING: limit})


def approver(by: By, total_fen: int, approved_by: int | None) -> int | None:
    """Who stands for an order of `total_fen`, None while anybody may place it; an owner acts for himself.

    FieldError("approved_by") when it is above the limit and no owner approves.
    """
    most = limit_fen()
    if most is None or total_fen <= most:
        return None
    if approved_by is None and staff.is_owner(by.staff_id):
        return by.staff_id
    if approved_by is None:
        words = _("Above {limit} an owner approves the order.")
        raise FieldError("approved_by", words.format(limit=format_yuan(most)))
    return staff.check_owner("approved_by", approved_by)
