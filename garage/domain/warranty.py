"""Repair warranty: statutory periods by category, own promises, expiry and what is still covered."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from garage.domain.vehicles import VehicleClass
from garage.errors import FieldError
from garage.i18n import _


class RepairCategory(StrEnum):
    """Category of the work, which decides its warranty (机动车维修管理规定; S0 §1.1)."""

    VEHICLE_OVERHAUL = "VEHICLE_OVERHAUL"
    ASSEMBLY_REPAIR = "ASSEMBLY_REPAIR"
    SERVICE_LEVEL_2 = "SERVICE_LEVEL_2"
    SERVICE_LEVEL_1 = "SERVICE_LEVEL_1"
    MINOR_REPAIR = "MINOR_REPAIR"
    SPECIAL_REPAIR = "SPECIAL_REPAIR"


CERTIFICATE_CATEGORIES = frozenset(
    {RepairCategory.VEHICLE_OVERHAUL, RepairCategory.ASSEMBLY_REPAIR, RepairCategory.SERVICE_LEVEL_2}
)


@dataclass(frozen=True)
class Period:
    """A warranty promise: `km` kilometres or `days` days, whichever ends first."""

    km: int
    days: int


_OVERHAUL = (RepairCategory.VEHICLE_OVERHAUL, RepairCategory.ASSEMBLY_REPAIR)
_LEVEL_2 = (RepairCategory.SERVICE_LEVEL_2,)
_MINOR = (RepairCategory.SERVICE_LEVEL_1, RepairCategory.MINOR_REPAIR, RepairCategory.SPECIAL_REPAIR)


def _table(overhaul: Period, level_2: Period, minor: Period) -> dict[RepairCategory, Period]:
    return (
        dict.fromkeys(_OVERHAUL, overhaul) | dict.fromkeys(_LEVEL_2, level_2) | dict.fromkeys(_MINOR, minor)
    )


STATUTORY: dict[VehicleClass, dict[RepairCategory, Period]] = {
    VehicleClass.CAR: _table(Period(20_000, 100), Period(5_000, 30), Period(2_000, 10)),
    VehicleClass.MOTORCYCLE: _table(Period(7_000, 80), Period(800, 10), Period(800, 10)),
    VehicleClass.OTHER: _table(Period(6_000, 60), Period(700, 7), Period(700, 7)),
}


MOST = Period(1_000_000, 3_660)
"""More than this is a typing error, not a promise."""


def check_promise(vehicle_class: VehicleClass, category: RepairCategory, promise: Period) -> None:
    """Refuse a promise below the statutory period: FieldError on "km" or "days" (own promise ≥ statutory)."""
    least = STATUTORY[vehicle_class][category]
    if promise.km < least.km:
        raise FieldError("km", _("The law asks for at least {km} km here.").format(km=least.km))
    if promise.days < least.days:
        raise FieldError("days", _("The law asks for at least {days} days here.").format(days=least.days))
    if promise.km > MOST.km:
        raise FieldError("km", _("At most {limit}.").format(limit=MOST.km))
    if promise.days > MOST.days:
        raise FieldError("days", _("At most {limit}.").format(limit=MOST.days))


def expires_on(start: date, days: int) -> date:
    """Last day of the warranty: the start day is not counted, the last day is included (民法典 201)."""
    return start + timedelta(days=days)


@dataclass(frozen=True)
class Cover:
    """What is left of one line's warranty: negative numbers say by how much it is over."""

    days_left: int
    km_left: int

    @property
    def open(self) -> bool:
        """Still covered; both bounds are inclusive, in the customer's favour."""
        return self.days_left >= 0 and self.km_left >= 0


def cover(*, last_day: date, last_km: int, today: date, odometer_km: int) -> Cover:
    """Days and kilometres left on `today` at `odometer_km`."""
    return Cover((last_day - today).days, last_km - odometer_km)
