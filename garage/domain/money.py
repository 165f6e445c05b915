"""Money in whole fen: rounding, line amounts, VAT, rounding off, sharing out, typed and written."""

from collections.abc import Sequence

from garage.domain.decimals import parse_decimal
from garage.domain.text import half_width

MAX_FEN = 99_999_999_999_999
"""The largest amount the program takes, 999,999,999,999.99 yuan: what capitals can still name."""

MAX_PRICE_FEN = 10**11
"""The dearest single price or line: a milliard yuan is a slip of the finger."""


def round_half_up(numerator: int, denominator: int) -> int:
    """The quotient as a whole number, halves away from zero; raises ValueError unless denominator > 0."""
    if denominator <= 0:
        raise ValueError(denominator)
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -rounded if numerator < 0 else rounded


def line_amount_fen(unit_fen: int, qty_milli: int) -> int:
    """Price of a parts line in fen, rounded once."""
    return round_half_up(unit_fen * qty_milli, 1000)


def labour_amount_fen(rate_fen: int, hours_centi: int) -> int:
    """Price of a labour line in fen, rounded once."""
    return round_half_up(rate_fen * hours_centi, 100)


def format_plain(fen: int) -> str:
    """Yuan with thousands and always two decimals: "1,680.32", "-88.80"."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def format_yuan(fen: int) -> str:
    """As `format_plain` with ¥ touching the figures: "¥1,680.32", "-¥88.80"."""
    return f"{'-' if fen < 0 else ''}¥{format_plain(abs(fen))}"


def parse_yuan(text: str, field: str = "amount", *, negative: bool = False) -> int:
    """Fen of an amount typed in yuan, with or without ¥, 元 and thousands, in either digit width.

    Raises FieldError(field) when empty, not a number, with more than two decimals, below zero unless
    `negative`, or beyond `MAX_FEN`.
    """
    typed = half_width(text).removesuffix("元").rstrip()
    sign = "-" if typed.startswith("-") else ""
    figures = typed.removeprefix("-").removeprefix("¥").lstrip()
    if not sign and figures.startswith("-") and typed.startswith("¥"):
        sign, figures = "-", figures.removeprefix("-")
    return parse_decimal(sign + figures, places=2, limit=MAX_FEN, field=field, negative=negative)


def split_vat(gross_fen: int, rate_bp: int) -> tuple[int, int]:
    """(net, tax) in fen of a tax-inclusive amount; they add up to it exactly."""
    net = round_half_up(gross_fen * 10_000, 10_000 + rate_bp)
    return net, gross_fen - net


def share_out(total_fen: int, weights: Sequence[int]) -> list[int]:
    """`total_fen` split in proportion to `weights` by largest remainder, the earlier first when equal.

    The shares add up to the total. Raises ValueError when a weight is negative or all are 0.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError(weights)
    amount = abs(total_fen)
    shares = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(amount * weights[place] % whole))
    for place in by_remainder[: amount - sum(shares)]:
        shares[place] += 1
    return [-share for share in shares] if total_fen < 0 else shares
