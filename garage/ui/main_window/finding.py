"""The search at the top: every plate, phone, name, number and part, and a new order for a plate nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from garage.domain.labels import label
from garage.domain.numbers import RETURNS, Series
from garage.domain.plates import PlateKind, display_plate, normalise_plate, plate_kind
from garage.domain.sought_numbers import sought
from garage.i18n import N_, _
from garage.ui.kit.search_field import Hit

if TYPE_CHECKING:
    from garage.services.serials import FittedRow

NEW_ORDER = "new_order"

_WORDS = {
    "vehicle": N_("Vehicle"),
    "customer": N_("Customer"),
    "order": N_("Work order"),
    "part": N_("Part"),
}


@dataclass(frozen=True)
class Place:
    """Where a hit leads: `kind` is one of search.KINDS or "sale" with its row's id, or NEW_ORDER with a plate.

    "paper" is a document by its `number`.
    """

    kind: str
    ref: int = 0
    plate: str = ""
    number: str = ""


def is_plate(text: str) -> bool:
    """Whether the whole text is a plate that somebody could start an order with."""
    return plate_kind(text) not in {PlateKind.OTHER, PlateKind.TEMPORARY, PlateKind.MILITARY}


def _piece(one: FittedRow, text: str) -> Hit:
    """Where the piece with this serial number went, came off, or was to be fitted."""
    number = text.strip().upper()
    said = one.fate
    if not one.returned and number != one.new:
        said = _("taken off, {new} fitted").format(new=one.new)
    words = " · ".join((one.part, said, f"{one.at:%Y-%m-%d}", one.where))
    place = Place("paper", number=one.paper_no)
    if one.order_id is not None:
        place = Place("order", one.order_id)
    elif one.sale_id is not None:
        place = Place("sale", one.sale_id)
    return Hit(place, number, words, _("Serial no."), number)


def _returns(text: str) -> list[Hit]:
    """Documents of warranty returns whose numbers hold what was typed."""
    if sought(text, RETURNS) is None:
        return []
    from garage.services import return_search  # noqa: PLC0415 - not before the first such number

    return [
        Hit(
            Place("paper", number=hit.title),
            hit.title,
            hit.subtitle,
            label(Series(hit.title[:2])),
            hit.title,
        )
        for hit in return_search.find(text)
    ]


def look_up(text: str) -> list[Hit]:
    """Hits of the main search; a full plate that no car has begins with the new order for it."""
    from garage.services import search, serials  # noqa: PLC0415 - not before the first key

    found = search.find(text)
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
    hits[:0] = [_piece(one, text) for one in serials.find(text)]
    if named := _returns(text):
        lettered = text.strip()[:1].isalpha()  # digits alone may be of anything
        hits = [*named, *hits] if lettered else [*hits, *named]
    plate = normalise_plate(text)
    known = any(hit.kind == "vehicle" and hit.plate == plate for hit in found)
    if is_plate(plate) and not known:
        title = _("New work order for {plate}").format(plate=display_plate(plate))
        hits.insert(
            0, Hit(Place(NEW_ORDER, plate=plate), title, _("No car with this plate is known yet"), code=plate)
        )
    return hits
