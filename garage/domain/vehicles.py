"""What a vehicle is, in the words of its registration papers."""

from enum import StrEnum


class Fuel(StrEnum):
    """Energy of the vehicle."""

    PETROL = "PETROL"
    DIESEL = "DIESEL"
    ELECTRIC = "ELECTRIC"
    HYBRID = "HYBRID"
    GAS = "GAS"
    OTHER = "OTHER"


class Usage(StrEnum):
    """Use that decides inspection intervals and the warranty table."""

    PRIVATE = "PRIVATE"
    COMPANY = "COMPANY"
    OFFICIAL = "OFFICIAL"
    COMMERCIAL = "COMMERCIAL"


class VehicleClass(StrEnum):
    """Class that chooses the statutory warranty table (机动车维修管理规定)."""

    CAR = "CAR"
    MOTORCYCLE = "MOTORCYCLE"
    OTHER = "OTHER"


class OdometerSource(StrEnum):
    """Where a reading was taken."""

    RECEPTION = "RECEPTION"
    EXIT = "EXIT"
    TRIP = "TRIP"
    PHONE = "PHONE"
    CORRECTION = "CORRECTION"
