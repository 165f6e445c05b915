"""Parts that may be fitted instead of others, offered where one is short."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.part_file import PartSubstitute
from garage.models.parts import Part
from garage.models.statements import insert, statement
from garage.services.command import Area, By, audit, command
from garage.services.part_rows import PartRow, hits


@dataclass(frozen=True)
class Substitute:
    """A part that may be fitted instead; `both_ways` when this one may be fitted instead of it as well."""

    part: PartRow
    note: str
    both_ways: bool


@command(Area.STOCK)
def set_substitute(
    by: By, part_id: int, substitute_id: int, *, note: str = "", both_ways: bool = True
) -> None:
    """Say that a part may be fitted instead of another, and the other way round or not.

    FieldError("substitute_id") for the part itself or one that does not exist.
    """
    if substitute_id == part_id or Part.get_or_none(Part.id == substitute_id) is None:
        raise FieldError("substitute_id", _("Choose another part."))
    said = one_line("note", note, 200)
    before = [_note.value(*pair) for pair in ((part_id, substitute_id), (substitute_id, part_id))]
    after = [said, said if both_ways else None]
    if before == after:
        return
    _forget.run(part_id, substitute_id)
    insert(PartSubstitute, {"part": part_id, "substitute": substitute_id, "note": said})
    if both_ways:
        _forget.run(substitute_id, part_id)
        insert(PartSubstitute, {"part": substitute_id, "substitute": part_id, "note": said})
    elif before[1] is not None:
        _forget.run(substitute_id, part_id)
    told = {"substitute": substitute_id, "note": said, "both_ways": both_ways}
    audit(by, "substitute", "part", part_id, after=told)


@command(Area.STOCK)
def remove_substitute(by: By, part_id: int, substitute_id: int) -> None:
    """Neither may be fitted instead of the other any more; KeyError when that was never said."""
    if not _forget.run(part_id, substitute_id) + _forget.run(substitute_id, part_id):
        raise KeyError(substitute_id)
    audit(by, "no substitute", "part", part_id, before={"substitute": substitute_id})


@statement
def _note(part_id: Any, substitute_id: Any) -> Any:
    pair = (PartSubstitute.part == part_id) & (PartSubstitute.substitute == substitute_id)
    return PartSubstitute.select(PartSubstitute.note).where(pair)


@statement
def _forget(part_id: Any, substitute_id: Any) -> Any:
    pair = (PartSubstitute.part == part_id) & (PartSubstitute.substitute == substitute_id)
    return PartSubstitute.delete().where(pair)


def substitutes(part_id: int) -> list[Substitute]:
    """Parts in use that may be fitted instead of this one, those on the shelf first, then by code."""
    return substitutes_of([part_id]).get(part_id, [])


def substitutes_of(part_ids: Sequence[int]) -> dict[int, list[Substitute]]:
    """{part id: its substitutes} of the parts that have any, as `substitutes`."""
    pairs = _substitutes.rows(list(part_ids)) if part_ids else []
    rows = {row.id: row for row in hits(sorted({pair[1] for pair in pairs}))}
    found: dict[int, list[Substitute]] = defaultdict(list)
    for part_id, other, note, back in pairs:
        if rows[other].active or rows[other].on_hand_milli:
            found[part_id].append(Substitute(rows[other], note, back is not None))
    for offered in found.values():
        offered.sort(key=lambda one: (one.part.available_milli <= 0, one.part.code))
    return dict(found)


@statement
def _substitutes(part_ids: Any) -> Any:
    back = PartSubstitute.alias("back")
    turned = (back.part == PartSubstitute.substitute) & (back.substitute == PartSubstitute.part)
    query = PartSubstitute.select(
        PartSubstitute.part, PartSubstitute.substitute, PartSubstitute.note, back.id
    )
    return query.left_outer_join(back, on=turned).where(PartSubstitute.part.in_(part_ids))
