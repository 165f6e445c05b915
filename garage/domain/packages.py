"""Service packages: what one costs, and how its own price is spread over its lines to the fen (A9)."""

from collections.abc import Sequence

from garage.domain.money import share_out


def package_price(sum_fen: int, price_fen: int | None, member_price_fen: int | None, *, member: bool) -> int:
    """What a package costs: its own price, for a member the member price, never more than its lines.

    List prices may fall below an own price after it was made: then the lines are charged as they are.
    """
    own = member_price_fen if member and member_price_fen is not None else price_fen
    return sum_fen if own is None else min(own, sum_fen)


def spread(gross_fen: Sequence[int], price_fen: int) -> list[int]:
    """Discount of each line, in proportion to what it costs, so that all lines come to `price_fen` exactly.

    Raises ValueError when the price is more than the lines.
    """
    off = sum(gross_fen) - price_fen
    if off < 0 or price_fen < 0:
        raise ValueError(price_fen)
    return share_out(off, gross_fen) if off else [0] * len(gross_fen)
