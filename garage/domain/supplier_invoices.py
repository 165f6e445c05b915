"""What a supplier's invoice says of goods that were booked in before it came: differences, and where they belong.

Under the moving average nobody knows which piece is still on the shelf. As is usual with that method, the
difference of a receipt line revalues the stock for as many pieces as are still there, at most the line's own;
what was asked for the others has been used up and is a difference only: it is owed, but no part carries it.
"""

from collections.abc import Sequence

from garage.domain.money import round_half_up, share_out


def invoiced_amounts(amount_fen: int, booked_fen: Sequence[int], said_fen: Sequence[int | None]) -> list[int]:
    """Fen of the invoice for each receipt line, adding up to its amount.

    A line has what the invoice says of it (`said_fen`), else what it was booked at; what the amount is above or below
    that is spread over the lines not said, or over all when each is, in proportion to their fen.
    """
    amounts = [booked if said is None else said for booked, said in zip(booked_fen, said_fen, strict=True)]
    rest = amount_fen - sum(amounts)
    if rest:
        silent = [place for place, said in enumerate(said_fen) if said is None] or list(range(len(amounts)))
        weights = [max(amounts[place], 0) for place in silent]
        shares = share_out(rest, weights if any(weights) else [1] * len(silent))
        for place, share in zip(silent, shares, strict=True):
            amounts[place] += share
    return amounts


def stock_share(difference_fen: int, qty_milli: int, here_milli: int) -> int:
    """Fen of a difference over a quantity that belong to the part of it that is still here, rounded half up."""
    return round_half_up(difference_fen * min(here_milli, qty_milli), qty_milli) if qty_milli else 0
