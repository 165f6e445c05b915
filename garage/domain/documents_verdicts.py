"""判定单: what of a car is still covered by a warranty, and what was decided at this visit."""

from dataclasses import dataclass
from datetime import date

from garage.domain.documents import Car, Imprint, Letterhead
from garage.domain.verdicts import Coverage


@dataclass(frozen=True)
class VerdictSlip:
    """The counter's verdict for the customer; `number` is that of the order, "" for a car that is not received.

    The odometer is the one that the verdict was said at.
    """

    garage: Letterhead
    imprint: Imprint
    number: str
    car: Car
    judged_on: date
    odometer_km: int | None
    covered: tuple[Coverage, ...]
    run_out: tuple[Coverage, ...]
    complaint: str = ""
