"""Decimal numbers as people type them, read exactly into scaled integers, and written back."""

import re

from garage.domain.text import excerpt, half_width
from garage.errors import FieldError
from garage.i18n import _, ngettext

_FORM = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.([0-9]*))?")


def parse_decimal(text: str, *, places: int, limit: int, field: str, negative: bool = False) -> int:
    """`text` in units of 10^-places: "1,680.3" with 2 places is 168030.

    Accepts full-width digits, 。 for the point and thousands in threes. Raises FieldError(field) when empty,
    not a number, with more than `places` decimals, below zero unless `negative`, or beyond ±`limit` units.
    """
    typed = half_width(text).replace("。", ".")
    if not typed:
        raise FieldError(field, _("Enter a number."))
    match = _FORM.fullmatch(typed)
    whole, part = (match[2].replace(",", ""), match[3] or "") if match else ("", "")
    if match is None or not whole + part:
        raise FieldError(field, _("“{text}” is not a number.").format(text=excerpt(typed)))
    if part.strip("0") and not places:
        raise FieldError(field, _("Enter a whole number."))
    if len(part.rstrip("0")) > places:
        message = ngettext("At most {count} decimal place.", "At most {count} decimal places.", places)
        raise FieldError(field, message.format(count=places))
    digits = (whole + part.rstrip("0").ljust(places, "0")).lstrip("0") or "0"
    # Length first: Python refuses to convert thousands of digits with an error of its own.
    if len(digits) > len(str(limit)) or int(digits) > limit:
        raise FieldError(field, _("At most {limit}.").format(limit=format_decimal(limit, places)))
    if match[1] and digits != "0" and not negative:
        raise FieldError(field, _("It cannot be less than zero."))
    return -int(digits) if match[1] else int(digits)


def format_decimal(value: int, places: int) -> str:
    """`value` units of 10^-places without trailing zeros: 1500 with 3 places is "1.5"."""
    whole, part = divmod(abs(value), 10**places)
    decimals = f"{part:0{places}d}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"
