"""Every number of a part: further barcodes and OE numbers, whom a scan means, and who has the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from garage.domain.part_file import NumberKind
from garage.domain.search import fold
from garage.domain.text import clean_line, half_width, one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.part_file import PartNumber
from garage.models.parts import Part
from garage.models.statements import insert_many, statement
from garage.services import search
from garage.services.command import By, audit
from garage.services.part_rows import PartRow, hits

MOST_NUMBERS = 20
"""Numbers of one kind that a part may have."""


@dataclass(frozen=True)
class Numbers:
    """Every barcode and OE number of a part, whose first stands on the part itself, and what else it is called."""

    barcodes: tuple[str, ...] = ()
    oe_nos: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def clean_numbers(barcodes: Iterable[str], oe_nos: Iterable[str], aliases: Iterable[str] = ()) -> Numbers:
    """The numbers as they are kept, each once in whatever letters; FieldError on "barcodes", "oe_nos" or "aliases"."""
    return Numbers(
        _clean("barcodes", barcodes),
        _clean("oe_nos", (text.upper() for text in oe_nos)),
        _clean("aliases", aliases),
    )


def _clean(field: str, texts: Iterable[str]) -> tuple[str, ...]:
    numbers: dict[str, str] = {}
    for number in (one_line(field, half_width(text), 60) for text in texts):
        numbers.setdefault(number.upper(), number)
    numbers.pop("", None)
    if len(numbers) > MOST_NUMBERS:
        raise FieldError(field, _("At most {most} numbers.").format(most=MOST_NUMBERS))
    return tuple(numbers.values())


def keep_numbers(by: By, part_id: int, numbers: Numbers) -> bool:
    """Keep the further numbers of a part, all but the first of each kind, and its names; says whether they changed."""
    wanted = Numbers(numbers.barcodes[1:], numbers.oe_nos[1:], numbers.aliases)
    before = further_numbers([part_id]).get(part_id, Numbers())
    if wanted == before:
        return False
    PartNumber.delete().where(PartNumber.part == part_id).execute()
    rows = [(NumberKind.BARCODE, code) for code in wanted.barcodes]
    rows += [(NumberKind.OE, code) for code in wanted.oe_nos]
    rows += [(NumberKind.ALIAS, name) for name in wanted.aliases]
    insert_many(PartNumber, ({"part": part_id, "kind": kind.value, "code": code} for kind, code in rows))
    audit(by, "numbers", "part", part_id, before=_logged(before), after=_logged(wanted))
    return True


def _logged(numbers: Numbers) -> Mapping[str, object]:
    lists = {name: list(getattr(numbers, name)) for name in ("barcodes", "oe_nos", "aliases")}
    return {name: told for name, told in lists.items() if told}


def further_numbers(part_ids: Sequence[int]) -> dict[int, Numbers]:
    """{part id: its numbers besides those on the part} of the parts that have any."""
    found: dict[int, dict[NumberKind, list[str]]] = defaultdict(lambda: {kind: [] for kind in NumberKind})
    for ref, kind, code in _numbers.rows(list(part_ids)) if part_ids else ():
        found[ref][NumberKind(kind)].append(code)
    return {
        ref: Numbers(*(tuple(told[kind]) for kind in (NumberKind.BARCODE, NumberKind.OE, NumberKind.ALIAS)))
        for ref, told in found.items()
    }


@statement
def _numbers(part_ids: Any) -> Any:
    query = PartNumber.select(PartNumber.part, PartNumber.kind, PartNumber.code)
    return query.where(PartNumber.part.in_(part_ids)).order_by(PartNumber.id)


def by_barcode(text: str) -> list[PartRow]:
    """Parts in use or on the shelf that bear what was scanned as barcode, code or OE number, by code.

    Whether in small letters or in capitals: keyboards and scanners differ.
    """
    scanned = clean_line(half_width(text), len(text))
    if not scanned:
        return []
    written = sorted({scanned, scanned.upper(), scanned.lower()})
    own = _bearing.rows(written, scanned.upper(), scanned.upper())
    further = _bearing_further.rows(written)
    refs = {ref for (ref,) in (*own, *further)}
    refs |= _otherwise_written(scanned.upper(), set(search.exact("part", scanned)) - refs)
    there = (row for row in hits(sorted(refs)) if row.active or row.on_hand_milli)
    return sorted(there, key=lambda row: row.code)


def _otherwise_written(number: str, alike: set[int]) -> set[int]:
    """Those of the parts found alike whose barcode is the number but for small letters and capitals mixed."""
    further = further_numbers(sorted(alike))
    barcodes = {
        row.id: (row.barcode, *further.get(row.id, Numbers()).barcodes) for row in hits(sorted(alike))
    }
    return {ref for ref, written in barcodes.items() if number in map(str.upper, written)}


@statement
def _bearing(barcodes: Any, code: Any, oe_no: Any) -> Any:
    borne = Part.barcode.in_(barcodes)
    return Part.select(Part.id).where(borne | (Part.code == code) | (Part.oe_no == oe_no))


@statement
def _bearing_further(codes: Any) -> Any:
    numbers = PartNumber.code.in_(codes) & (PartNumber.kind != NumberKind.ALIAS.value)
    return PartNumber.select(PartNumber.part).where(numbers)


def duplicates(
    *, oe_nos: Iterable[str] = (), barcodes: Iterable[str] = (), part_id: int | None = None
) -> list[PartRow]:
    """Other parts in use with one of these OE numbers, however it is spaced, or barcodes: a notice."""
    oes, bars = ({fold(text) for text in texts} - {""} for texts in (oe_nos, barcodes))
    refs = {ref for term in oes | bars for ref in search.exact("part", term)} - {part_id}
    further = further_numbers(sorted(refs))
    same = []
    for row in hits(sorted(refs)):
        more = further.get(row.id, Numbers())
        its_oes = {fold(number) for number in (row.oe_no, *more.oe_nos)}
        its_bars = {fold(number) for number in (row.barcode, *more.barcodes)}
        same += [row] if oes & its_oes or bars & its_bars else []
    return same
