"""判定单: what of a car is still covered by a warranty, and what was decided at this visit."""

from dataclasses import dataclass
from datetime import date

from garage.domain.documents import Imprint, Letterhead, OrderHead
from garage.domain.verdicts import Coverage


@dataclass(frozen=True)
class VerdictSlip:
    """The counter's verdict for the customer; `number` is that of the order, the odometer that of the verdict."""

    garage: Letterhead
    imprint: Imprint
    number: str
    head: OrderHead
    judged_on: date
    odometer_km: int | None
    covered: tuple[Coverage, ...]
    run_out: tuple[Coverage, ...]
