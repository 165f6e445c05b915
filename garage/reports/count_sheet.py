"""盘点表, the sheet to count by: bin after bin, with room to write. A4."""

from dataclasses import replace

from garage.domain.documents_stocktakes import CountSheet, DifferenceList, SheetEntry
from garage.domain.labels import label
from garage.domain.quantities import format_quantity
from garage.domain.stocktakes import CountScope
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import facts, moment, notes, signatures
from garage.reports.tables import Heading, described, figure, table, word

_ROOM = 4
"""Points around a line: a pen needs more than print."""

_FREE = 4
"""Empty lines for what lies there and is not on the sheet."""


def render(sheet: CountSheet, paper: Paper, words: Words) -> bytes:
    """The sheet as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Count Sheet (blind)") if sheet.blind else _("Count Sheet"),
        number=sheet.number,
        date=_("Snapshot {at}").format(at=moment(sheet.snapshot_at)),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    told = [
        _("Count what lies in the bin, also what is wrapped or opened; write 0 where nothing lies."),
        _("Where two bins stand, count what lies in both."),
        _("Write down when you counted: what comes and goes before and after is taken into account."),
        _("What lies there and is not on this sheet is written below the last line."),
    ]
    names = [(_("Counted by"), ""), (_("Checked by"), ""), (_("Counted on, at"), "")]
    blocks: list[Block] = [
        _head(sheet, paper, words),
        Space(5),
        _table(sheet, paper, words),
        Space(5),
        Stack([notes(paper.small, told), Space(8), signatures(paper, names, words)], whole=True),
    ]
    return build(frame, blocks)


def scope_words(sheet: CountSheet | DifferenceList, words: Words) -> str:
    """What is counted, in the language of the paper."""
    _ = words
    match sheet.scope:
        case CountScope.BIN:
            return _("Bin {name}").format(name=sheet.scope_text)
        case CountScope.GROUP:
            return _("Group {name}").format(name=sheet.scope_text)
        case CountScope.ROLLING:
            return _("Not counted for {days} days").format(days=sheet.scope_text)
    return label(sheet.scope, words)


def _head(sheet: CountSheet, paper: Paper, words: Words) -> Block:
    _ = words
    rows = [
        [
            (_("What is counted"), scope_words(sheet, words)),
            (_("Parts"), f"{len(sheet.lines):,}"),
            (_("Begun by"), sheet.begun_by),
        ]
    ]
    return facts(paper, [*rows, *([[(_("Note"), sheet.note)]] if sheet.note else [])])


def _table(sheet: CountSheet, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 10, "centre"),
        Heading(_("Bin"), 20),
        Heading(_("Part code"), 34),
        Heading(_("Part"), 62),
        Heading(_("Unit"), 12, "centre"),
        *([] if sheet.blind else [Heading(_("In the books"), 19, "right")]),
        Heading(_("Counted"), 22, "right"),
        *([Heading(_("Counted again"), 22, "right")] if sheet.blind else []),
        Heading(_("Note"), 28 if sheet.blind else 25),
    ]
    rows = [_row(place, line, paper, blind=sheet.blind) for place, line in enumerate(sheet.lines, start=1)]
    rows += [Row([word(paper, " ") for _heading in headings]) for _nth in range(_FREE)]
    return replace(table(paper, headings, rows), pad_y=_ROOM)


def _row(place: int, line: SheetEntry, paper: Paper, *, blind: bool) -> Row:
    counted = "" if line.counted_milli is None else format_quantity(line.counted_milli)
    books = [] if blind else [figure(paper, format_quantity(line.book_milli or 0))]
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, line.bin),
            word(paper, line.code),
            described(paper, line.name, line.spec),
            word(paper, line.unit, "centre"),
            *books,
            figure(paper, counted),
            *([word(paper, "")] if blind else []),
            word(paper, ""),
        ]
    )
