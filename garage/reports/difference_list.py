"""盘点差异表, what was counted more or less than the books said, what it is worth and why. A4."""

from garage.domain.documents_stocktakes import DifferenceEntry, DifferenceList
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.domain.stocktakes import StocktakeState, signed
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.count_sheet import scope_words
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, facts, moment, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(sheet: DifferenceList, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    posted = sheet.state is StocktakeState.POSTED
    frame = Frame(
        paper=paper,
        title=_("Count Differences") if posted else _("Count Differences (not posted)"),
        number=sheet.number,
        date=moment(sheet.posted_at if posted else sheet.imprint.printed_at),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    names = [
        (_("Counted by"), _(", ").join(sheet.counters)),
        (_("Checked by"), sheet.reviewed_by),
        (_("Approved by"), sheet.approved_by),
    ]
    blocks: list[Block] = [_head(sheet, paper, words), Space(5)]
    if sheet.lines:
        blocks.append(_table(sheet, paper, words))
    else:
        blocks.append(Text(_("What was counted is what the books said."), paper.body))
    if sheet.unknown:
        said = _("Scanned but not counted: {codes}").format(codes=_(", ").join(sheet.unknown))
        blocks += [Space(4), Text(said, paper.body)]
    blocks += [Space(8), Stack([signatures(paper, names, words)], whole=True)]
    return build(frame, blocks)


def _head(sheet: DifferenceList, paper: Paper, words: Words) -> Block:
    _ = words
    counted = _("{counted} of {all}").format(counted=f"{sheet.counted:,}", all=f"{sheet.parts:,}")
    rows: list[list[Field]] = [
        [
            (_("What is counted"), scope_words(sheet, words)),
            (_("Snapshot"), moment(sheet.snapshot_at)),
            (_("Parts counted"), counted),
        ]
    ]
    if sheet.gain_fen is not None and sheet.loss_fen is not None:
        net = sheet.gain_fen + sheet.loss_fen
        rows.append(
            [
                (_("More counted"), signed(sheet.gain_fen, format_plain)),
                (_("Less counted"), signed(sheet.loss_fen, format_plain)),
                (_("Together"), Text(signed(net, format_plain), paper.strong)),
            ]
        )
    if sheet.note:
        rows.append([(_("Note"), sheet.note)])
    return facts(paper, rows)


def _table(sheet: DifferenceList, paper: Paper, words: Words) -> Grid:
    _ = words
    worth = sheet.gain_fen is not None
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Bin"), 17),
        Heading(_("Part code"), 28),
        Heading(_("Part"), 42),
        Heading(_("Unit"), 10, "centre"),
        Heading(_("In the books"), 17, "right"),
        Heading(_("Counted"), 15, "right"),
        Heading(_("Qty difference"), 17, "right"),
        *([Heading(_("Value"), 20, "right")] if worth else []),
        Heading(_("Reason"), 30),
        Heading(_("Counted by"), 15),
    ]
    rows = [_row(place, line, paper, worth=worth) for place, line in enumerate(sheet.lines, start=1)]
    net = (sheet.gain_fen or 0) + (sheet.loss_fen or 0)
    total = Row(
        [
            Cell(Text(_("Together"), paper.strong, "right"), 8),
            figure(paper, signed(net, format_plain), bold=True),
            Cell(Text("", paper.body), 2),
        ]
    )
    return table(paper, headings, rows, foot=[total] if worth else [])


def _row(place: int, line: DifferenceEntry, paper: Paper, *, worth: bool) -> Row:
    value = "?" if line.value_fen is None else signed(line.value_fen, format_plain)
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, line.bin),
            word(paper, line.code),
            described(paper, line.name, line.spec),
            word(paper, line.unit, "centre"),
            figure(paper, format_quantity(line.expected_milli)),
            figure(paper, format_quantity(line.counted_milli)),
            figure(paper, signed(line.difference_milli, format_quantity), bold=True),
            *([figure(paper, value)] if worth else []),
            word(paper, line.reason),
            word(paper, line.counted_by),
        ]
    )
