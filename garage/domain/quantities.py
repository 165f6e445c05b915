"""Quantities of parts in milli-units and hours of labour in centi-hours: typed and written."""

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.text import half_width

PIECE = 1000
"""One whole unit in milli-units."""
MAX_QTY_MILLI = 999_999_999
MAX_HOURS_CENTI = 999_999

_HOUR_UNITS = ("小时", "工时", "h", "H")


def parse_quantity(text: str, field: str = "qty") -> int:
    """Milli-units of a quantity from 0 to 999,999.999; raises FieldError(field) otherwise."""
    return parse_decimal(text, places=3, limit=MAX_QTY_MILLI, field=field)


def format_quantity(milli: int) -> str:
    """Quantity without trailing zeros: 4000 is "4", 500 is "0.5"."""
    return format_decimal(milli, 3)


def parse_hours(text: str, field: str = "hours") -> int:
    """Centi-hours of a time from 0 to 9,999.99 hours, with or without its unit; raises FieldError(field)."""
    typed = half_width(text)
    unit = next((unit for unit in _HOUR_UNITS if typed.endswith(unit)), "")
    return parse_decimal(typed.removesuffix(unit), places=2, limit=MAX_HOURS_CENTI, field=field)


def format_hours(centi: int) -> str:
    """Hours without trailing zeros: 150 is "1.5"."""
    return format_decimal(centi, 2)
