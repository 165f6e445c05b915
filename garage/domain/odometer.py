"""Odometer rules: never backwards without a reason, an implausible jump is questioned (A4)."""

from dataclasses import dataclass
from datetime import date

from garage.errors import FieldError
from garage.i18n import _

MAX_KM = 3_000_000
PLAUSIBLE_KM_A_DAY = 1_000


@dataclass(frozen=True)
class Reading:
    """A reading in kilometres and the day it was taken."""

    km: int
    on: date


def check_reading(
    km: int, today: date, last: Reading | None, *, reason: str = "", confirmed: bool = False
) -> None:
    """Raise FieldError("odo") for a reading that cannot stand.

    Backwards needs a `reason` (meter replaced); a jump above 1 000 km a day needs `confirmed`.
    """
    if not 0 <= km <= MAX_KM:
        raise FieldError(
            "odo", _("The odometer must lie between 0 and {most} km.").format(most=f"{MAX_KM:,}")
        )
    if last is None:
        return
    if km < last.km and not reason.strip():
        raise FieldError(
            "odo",
            _("The last reading was {km} km on {on}. A lower one needs a reason.").format(
                km=f"{last.km:,}", on=last.on
            ),
        )
    if km > last.km and not confirmed and is_jump(km, today, last):
        raise FieldError(
            "odo_confirmed",
            _("That is {km} km more than on {on}. Please check it and confirm.").format(
                km=f"{km - last.km:,}", on=last.on
            ),
        )


def is_jump(km: int, today: date, last: Reading) -> bool:
    """More than 1 000 km for every day since the last reading."""
    days = max(1, (today - last.on).days + 1)
    return km - last.km > days * PLAUSIBLE_KM_A_DAY
