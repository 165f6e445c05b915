"""Selling parts over the counter: what a line and the whole sale come to, and what a return gives back (F8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from garage.domain.lines import Totals
from garage.domain.money import MAX_FEN, line_amount_fen, round_half_up
from garage.domain.quantities import MAX_QTY_MILLI
from garage.domain.settlements import Bill, RoundingOff, bill
from garage.domain.staff import Role
from garage.errors import FieldError
from garage.i18n import _

SELLERS = frozenset({Role.OWNER, Role.ADVISOR, Role.STOREKEEPER, Role.CASHIER})
"""Who sells over the counter and takes goods back."""


@dataclass(frozen=True)
class SaleLine:
    """A part that is sold, at the price of one; `discount_fen` is off the whole line.

    Of a tracked part `serials` names each piece.
    """

    part_id: int
    qty_milli: int
    unit_price_fen: int
    discount_fen: int = 0
    serials: tuple[str, ...] = ()

    @property
    def gross_fen(self) -> int:
        """Quantity times price, rounded half up once."""
        return line_amount_fen(self.unit_price_fen, self.qty_milli)

    @property
    def net_fen(self) -> int:
        """What the buyer pays for the line."""
        return self.gross_fen - self.discount_fen


def check_line(index: int, line: SaleLine) -> None:
    """FieldError("lines.<n>.qty", ".price", ".discount") for what cannot be."""
    if not 0 < line.qty_milli <= MAX_QTY_MILLI:
        raise FieldError(f"lines.{index}.qty", _("A quantity is needed."))
    if line.unit_price_fen < 0 or line.gross_fen > MAX_FEN or line.unit_price_fen > MAX_FEN:
        raise FieldError(f"lines.{index}.price", _("It cannot be less than zero or that large."))
    if not 0 <= line.discount_fen <= line.gross_fen:
        raise FieldError(
            f"lines.{index}.discount", _("The discount must lie between 0 and the amount charged.")
        )


def sale_bill(lines: Iterable[SaleLine], rounding: RoundingOff = RoundingOff.NONE) -> Bill:
    """The bill of a sale: parts less discounts, cut down to the chosen unit, never up."""
    sold = list(lines)
    gross, discount = sum(line.gross_fen for line in sold), sum(line.discount_fen for line in sold)
    return bill(Totals(0, gross, 0, discount), rounding=rounding)


def usual_price_fen(price_fen: int, member_price_fen: int | None, *, member: bool) -> int:
    """Price of one that a buyer pays without a word: a member the member price, where there is one (A9)."""
    return member_price_fen if member and member_price_fen is not None else price_fen


def below_usual_fen(line: SaleLine, usual_fen: int) -> int:
    """How much less than the usual price of one a line costs, in fen; a dearer one counts 0."""
    return max(0, line_amount_fen(usual_fen, line.qty_milli) - line.net_fen)


@dataclass(frozen=True)
class SoldLine:
    """A line as it was sold, and how much of it came back before."""

    qty_milli: int
    net_fen: int
    returned_milli: int = 0


def back_for(line: SoldLine, qty_milli: int) -> int:
    """Fen that a quantity coming back is worth: its share of what was paid, the last piece takes the rest."""
    before = round_half_up(line.net_fen * line.returned_milli, line.qty_milli)
    after = round_half_up(line.net_fen * (line.returned_milli + qty_milli), line.qty_milli)
    return after - before


def refund_of(shares_fen: int, left_fen: int, *, everything: bool) -> int:
    """What a return takes off the sale: its shares, never more than what the sale still comes to.

    With the last piece goes what is left, so that sale and returns make nothing together, 抹零 included.
    """
    return left_fen if everything else min(shares_fen, left_fen)
