"""VAT by the day from which a rate counts; prices include it (DOMAIN §2.5)."""

from datetime import date
from typing import Any

from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.shop import VatRate
from garage.models.staff import Staff
from garage.models.statements import statement
from garage.services.command import Area, By, command, create

MOST_BP = 5_000


def rate_bp(on: date) -> int:
    """VAT on a day in basis points; 0 when none is charged, or none was ever set."""
    return _rate.value(on) or 0


@statement
def _rate(on: Any) -> Any:
    rates = VatRate.select(VatRate.rate_bp).where(VatRate.valid_from <= on)
    return rates.order_by(VatRate.valid_from.desc(), VatRate.id.desc()).limit(1)


def rates() -> list[tuple[date, int, str]]:
    """(valid from, basis points, who set it), newest first."""
    query = (
        VatRate.select(VatRate.valid_from, VatRate.rate_bp, Staff.name)
        .left_outer_join(Staff, on=(Staff.id == VatRate.created_by))
        .order_by(VatRate.valid_from.desc(), VatRate.id.desc())
    )
    return [(row[0], row[1], row[2]) for row in tuples(query)]


@command(Area.SHOP)
def set_rate(by: By, *, rate_bp: int, valid_from: date) -> None:
    """A rate from a day on, today at the earliest: bills already made keep theirs; 0 charges none.

    FieldError on "rate" or "valid_from".
    """
    if valid_from < by.today:
        raise FieldError("valid_from", _("A rate starts today or later."))
    if not 0 <= rate_bp <= MOST_BP:
        raise FieldError("rate", _("A percentage from 0 to 50."))
    create(by, VatRate, valid_from=valid_from, rate_bp=rate_bp)
