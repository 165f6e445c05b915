"""The search at the top: every plate, phone, name, number and part, and a new order for a plate nobody knows."""

from dataclasses import dataclass

from garage.domain.plates import PlateKind, display_plate, normalise_plate, plate_kind
from garage.i18n import N_, _
from garage.ui.kit.search_field import Hit

NEW_ORDER = "new_order"
MOST = 20

_WORDS = {
    "vehicle": N_("Vehicle"),
    "customer": N_("Customer"),
    "order": N_("Work order"),
    "part": N_("Part"),
}


@dataclass(frozen=True)
class Place:
    """Where a hit leads: `kind` is one of search.KINDS with its row's id, or NEW_ORDER with a plate."""

    kind: str
    ref: int = 0
    plate: str = ""


def is_plate(text: str) -> bool:
    """Whether the whole text is a plate that somebody could start an order with."""
    return plate_kind(text) not in {PlateKind.OTHER, PlateKind.TEMPORARY, PlateKind.MILITARY}


def look_up(text: str) -> list[Hit]:
    """Hits of the main search; a full plate that no car has begins with the new order for it."""
    from garage.services import search  # noqa: PLC0415 - not before the first key

    found = search.find(text, MOST)
    hits = [
        Hit(
            Place(hit.kind, hit.ref, hit.plate),
            hit.title,
            hit.subtitle,
            _(_WORDS[hit.kind]),
            hit.plate if hit.kind == "vehicle" else "",
        )
        for hit in found
    ]
    plate = normalise_plate(text)
    known = any(hit.kind == "vehicle" and hit.plate == plate for hit in found)
    if is_plate(plate) and not known:
        title = _("New work order for {plate}").format(plate=display_plate(plate))
        hits.insert(
            0, Hit(Place(NEW_ORDER, plate=plate), title, _("No car with this plate is known yet"), code=plate)
        )
    return hits
