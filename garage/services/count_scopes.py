"""Which parts a stocktake counts: all, those of a bin or group, some, or those not counted for longest (F5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from peewee import Case, fn

from garage.domain.part_file import BETWEEN_BINS, day_before
from garage.domain.stocktakes import CountScope
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.parts import Part
from garage.services.part_rows import BINS

MOST_PARTS = 20_000


@dataclass(frozen=True)
class Scope:
    """Which parts are to be counted: `text` is the bin's beginning or the group; ROLLING takes `days` and `most`."""

    kind: CountScope
    text: str = ""
    days: int = 90
    most: int = 50
    part_ids: Sequence[int] = ()


def said_scope(scope: Scope) -> str:
    """The name in a scope, cleaned; FieldError("scope_text") when it names nothing."""
    text = one_line("scope_text", scope.text, 40)
    if scope.kind in {CountScope.BIN, CountScope.GROUP} and not text:
        raise FieldError("scope_text", _("Say which."))
    return text


def parts_of(at: datetime, scope: Scope, text: str) -> Any:
    """Parts of the scope in the order of the shelf, (id, bins, quantity, value)."""
    if scope.kind is CountScope.BIN:
        return _in_bins(text)
    query = _countable(BINS).order_by(BINS, Part.code)
    match scope.kind:
        case CountScope.GROUP:
            return query.where(Part.group == text)
        case CountScope.PARTS:
            return query.where(Part.id.in_(list(scope.part_ids)))
        case CountScope.ROLLING:
            since = datetime.combine(day_before(at.date(), max(0, scope.days)), time())
            seen = fn.COALESCE(Part.counted_at, Part.created_at)
            oldest = Part.select(Part.id).where((Part.on_hand_milli > 0) & (seen < since))
            oldest = oldest.order_by(seen, Part.id).limit(max(1, scope.most))
            return query.where(Part.id.in_([ref for (ref,) in tuples(oldest)]))
    return query


def _in_bins(text: str) -> Any:
    """Parts that lie in a bin of the area, be it their second; the bin of the area leads."""
    first, second = (
        fn.UPPER(fn.SUBSTR(place, 1, len(text))) == text.upper() for place in (Part.bin, Part.second_bin)
    )
    places = Case(None, [(first, BINS)], Part.second_bin + BETWEEN_BINS + Part.bin)
    return _countable(places).where(first | second).order_by(places, Part.code)


def _countable(places: Any) -> Any:
    query = Part.select(Part.id, places, Part.on_hand_milli, Part.value_fen)
    return query.where(Part.active | (Part.on_hand_milli > 0)).limit(MOST_PARTS)
