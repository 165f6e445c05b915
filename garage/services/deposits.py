"""How much a deposit may be before somebody is asked whether it is right (C3)."""

from garage.domain.money import MAX_FEN, format_yuan
from garage.domain.settlements import USUAL_DEPOSIT_FEN, is_doubtful_deposit
from garage.errors import FieldError
from garage.i18n import _
from garage.services import named_settings
from garage.services.command import Area, By, command
from garage.services.order_facts import paid_fen
from garage.services.order_lines import lines_of, order_totals

SETTING = "deposit_limit_fen"


def limit_fen() -> int:
    """A deposit without an estimate is asked about above this, in fen."""
    text = named_settings.stored(SETTING)
    return USUAL_DEPOSIT_FEN if text is None else int(text)


@command(Area.SHOP)
def set_limit(by: By, fen: int) -> None:
    """Change that limit; FieldError("deposit_limit_fen")."""
    if not 0 <= fen <= MAX_FEN:
        raise FieldError(SETTING, _("This amount is too large."))
    before = limit_fen()
    if fen != before:
        former, new = {SETTING: before}, {SETTING: fen}
        named_settings.keep(by, SETTING, str(fen), "deposit limit", before=former, after=new)


def doubt(order_id: int, more_fen: int) -> str:
    """What is asked before so much more is taken, with the figures; "" when it is plausible."""
    held, estimate, usual = (
        paid_fen(order_id) + more_fen,
        order_totals(lines_of(order_id)).net_fen,
        limit_fen(),
    )
    if not is_doubtful_deposit(held, estimate, usual):
        return ""
    words = {"held": format_yuan(held), "estimate": format_yuan(estimate), "limit": format_yuan(usual)}
    if estimate:
        return _("{held} would be held, and the estimate says {estimate}. Is that right?").format(**words)
    return _("{held} would be held without an estimate; usual is {limit} at most. Is that right?").format(
        **words
    )
