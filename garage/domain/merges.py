"""Two files of one customer or of one car: what each side says, what the one that stays takes over (A11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from garage.domain.plates import PlateKind, plate_kind
from garage.errors import Reason
from garage.i18n import _


class FileKind(StrEnum):
    """What the two files are about."""

    CUSTOMER = "CUSTOMER"
    VEHICLE = "VEHICLE"


class MergeState(StrEnum):
    """What became of two files that looked like one."""

    MERGED = "MERGED"
    UNDONE = "UNDONE"
    DISTINCT = "DISTINCT"


class Side(StrEnum):
    """Whose word stands: that of the file that stays, of the one that goes, or both one after the other."""

    KEPT = "KEPT"
    GONE = "GONE"
    BOTH = "BOTH"


class Likeness(StrEnum):
    """Why two files may be one, the strongest reason first; no two files have one VIN."""

    PLATE = "PLATE"
    PHONE = "PHONE"
    USCC = "USCC"
    ENGINE_NO = "ENGINE_NO"
    SAME_OWNER = "SAME_OWNER"
    NAME = "NAME"


CUSTOMER_FIELDS = (
    "name",
    "kind",
    "contact",
    "address",
    "uscc",
    "preferred_call_time",
    "member_level",
    "marketing_ok",
    "needs",
    "note",
)
VEHICLE_FIELDS = (
    "plate",
    "vin",
    "brand",
    "model",
    "colour",
    "engine_no",
    "fuel",
    "usage",
    "registered_on",
    "service_days",
    "service_km",
    "next_service_on",
    "next_service_km",
    "insurance_until",
    "inspection_until",
    "factory_warranty_until",
    "factory_warranty_km",
    "note",
)
OWNER = "owner"
"""Of a car the choice of its present owner, beside the fields of its file."""
JOINED = frozenset({"needs", "note"})
_LATEST = frozenset({"insurance_until", "inspection_until"})
_CAUTIOUS = frozenset({"marketing_ok"})
_PASSING = frozenset({PlateKind.TEMPORARY, PlateKind.OTHER})

Value = str | int | bool | date | None


@dataclass(frozen=True)
class Compared:
    """One field on both sides, and whose word is proposed."""

    field: str
    kept: Value
    gone: Value
    side: Side

    @property
    def differs(self) -> bool:
        """The two sides do not say the same."""
        return self.kept != self.gone

    def value(self, side: Side) -> Value:
        """What stands in the file that stays when `side` is chosen."""
        if side is Side.BOTH:
            return joined(str(self.kept or ""), str(self.gone or ""))
        return self.gone if side is Side.GONE else self.kept


def joined(kept: str, gone: str) -> str:
    """Both texts, no line twice."""
    lines = [line for text in (kept, gone) for line in text.splitlines()]
    return "\n".join(dict.fromkeys(line for line in lines if line.strip()))


def proposed(field: str, kept: Value, gone: Value, newer: Side, better: Side = Side.KEPT) -> Side:
    """Whose word is proposed: that of the side that says something, else of the file that was written last.

    Of member levels the `better`, of two insurances the later, of wishes and notes both; a permanent plate goes before
    a temporary one or one of no known form, and who asked for no offers gets none.
    """
    if kept == gone:
        return Side.KEPT
    if field in JOINED and kept and gone:
        return Side.BOTH
    if field in _CAUTIOUS:
        return Side.GONE if kept else Side.KEPT
    if not kept or not gone:
        return Side.KEPT if kept else Side.GONE
    if field == "member_level":
        return better
    if field in _LATEST:
        return Side.GONE if str(gone) > str(kept) else Side.KEPT
    if field == "plate":
        temporary = [plate_kind(str(plate)) in _PASSING for plate in (kept, gone)]
        if temporary[0] != temporary[1]:
            return Side.GONE if temporary[0] else Side.KEPT
    return newer


def compare(
    fields: Sequence[str],
    kept: Mapping[str, Value],
    gone: Mapping[str, Value],
    newer: Side,
    better: Side = Side.KEPT,
) -> tuple[Compared, ...]:
    """Every field of both files."""
    return tuple(
        Compared(name, kept[name], gone[name], proposed(name, kept[name], gone[name], newer, better))
        for name in fields
    )


def decided(compared: Sequence[Compared], chosen: Mapping[str, Side]) -> dict[str, Value]:
    """What the file that stays says afterwards; what nobody chose is as proposed.

    ValueError for a field that there is not, or both words where only one can stand.
    """
    known = {one.field for one in compared}
    if wrong := sorted(set(chosen) - known):
        raise ValueError(", ".join(wrong))
    if wrong := sorted(name for name, side in chosen.items() if side is Side.BOTH and name not in JOINED):
        raise ValueError(", ".join(wrong))
    return {one.field: one.value(chosen.get(one.field, one.side)) for one in compared}


def united_phones(kept: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    """Every number once, those of the file that stays first."""
    return tuple(dict.fromkeys((*kept, *gone)))


@dataclass(frozen=True)
class Span:
    """A time in which somebody owned a car; `until` None is to this day."""

    since: date
    until: date | None

    def touches(self, other: "Span") -> bool:
        """No day lies between the two that belongs to neither."""
        day = timedelta(days=1)
        ends_before = self.until is not None and self.until + day < other.since
        begins_after = other.until is not None and other.until + day < self.since
        return not ends_before and not begins_after

    def with_(self, other: "Span") -> "Span":
        """From the first day of both to the last."""
        open_ended = self.until is None or other.until is None
        last = None if open_ended else max(day for day in (self.until, other.until) if day is not None)
        return Span(min(self.since, other.since), last)


def set_back(readings: Sequence[tuple[int, bool]]) -> list[int]:
    """Which readings, by their place, run backwards without a reason; each is (kilometres, whether it has one)."""
    last, wrong = 0, []
    for place, (km, has_reason) in enumerate(readings):
        if km < last and not has_reason:
            wrong.append(place)
        last = km
    return wrong


def against_customers(*, same: bool, gone_already: bool) -> list[Reason]:
    """What forbids that two files of customers become one."""
    return _against(same=same, gone_already=gone_already)


def against_vehicles(
    *, same: bool, gone_already: bool, vins: tuple[str, str], open_orders: tuple[str, str], same_class: bool
) -> list[Reason]:
    """What forbids that two files of cars become one: two VINs, two visits at once, two classes of vehicle."""
    reasons = _against(same=same, gone_already=gone_already)
    if all(vins) and vins[0] != vins[1]:
        text = _("Two VINs are two cars: {one} and {other}.")
        reasons.append(Reason("vin", text.format(one=vins[0], other=vins[1])))
    if all(open_orders):
        text = _("Both are in the shop: {one} and {other}. Close one of the orders first.")
        reasons.append(Reason("open_orders", text.format(one=open_orders[0], other=open_orders[1])))
    if not same_class:
        text = _("One is a car, the other is not: put the vehicle class right first.")
        reasons.append(Reason("vehicle_class", text))
    return reasons


def _against(*, same: bool, gone_already: bool) -> list[Reason]:
    reasons = []
    if same:
        reasons.append(Reason("same", _("This is one file, not two.")))
    if gone_already:
        reasons.append(Reason("merged", _("One of the two files was merged already.")))
    return reasons
