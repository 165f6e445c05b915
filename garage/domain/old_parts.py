"""Old parts that have to come back: whoever takes the new one owes the old one (S3, E3)."""

from enum import StrEnum


class DutyState(StrEnum):
    """Owed; booked in; charged to who lost it; or gone because the new part itself came back."""

    OPEN = "OPEN"
    CLEARED = "CLEARED"
    CHARGED = "CHARGED"
    RETURNED = "RETURNED"


def share_fen(value_fen: int, part_milli: int, whole_milli: int) -> int:
    """What a part of a duty is worth, cut down, so that the rest keeps the difference."""
    return value_fen * part_milli // whole_milli
