"""报损单, goods that leave the books: half continuous form."""

from garage.domain.documents_stocktakes import WriteOffSlip, WrittenOffGoods
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, facts, moment, signatures
from garage.reports.tables import Heading, described, figure, serial_words, table, word


def render(slip: WriteOffSlip, paper: Paper, words: Words) -> bytes:
    """The slip as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Write-off"),
        number=slip.number,
        date=moment(slip.at),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
        parts=_("Copies: 1 office (white) · 2 approver (red) · 3 store (yellow)"),
    )
    names = [(_("Store"), slip.keeper), (_("Checked by"), ""), (_("Approved by"), slip.approved_by)]
    blocks: list[Block] = [
        _head(slip, paper, words),
        Space(5),
        Tied(_table(slip, paper, words), signatures(paper, names, words), gap=2),
    ]
    return build(frame, blocks)


def _head(slip: WriteOffSlip, paper: Paper, words: Words) -> Block:
    _ = words
    said = ((_("Note"), slip.note), (_("Reversed because"), slip.reverse_reason))
    rows: list[list[Field]] = [[(_("Reason"), slip.reason, 2), (_("Approved by"), slip.approved_by)]]
    return facts(paper, [*rows, *([(name, text)] for name, text in said if text)])


def _table(slip: WriteOffSlip, paper: Paper, words: Words) -> Grid:
    _ = words
    worth = slip.value_fen is not None
    headings = [
        Heading(_("No."), 11, "centre"),
        Heading(_("Bin"), 24),
        Heading(_("Part code"), 38),
        Heading(_("Part"), 74),
        Heading(_("Qty"), 18, "right"),
        Heading(_("Unit"), 14, "centre"),
        *([Heading(_("Value"), 26, "right")] if worth else []),
    ]
    rows = [_row(place, line, paper, words, worth=worth) for place, line in enumerate(slip.lines, start=1)]
    total = Row(
        [
            Cell(Text(_("Total"), paper.strong, "right"), 6),
            figure(paper, format_plain(slip.value_fen or 0), bold=True),
        ]
    )
    return table(paper, headings, rows, foot=[total] if worth else [])


def _row(place: int, line: WrittenOffGoods, paper: Paper, words: Words, *, worth: bool) -> Row:
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, line.bin),
            word(paper, line.code),
            described(
                paper, line.name, " ".join(filter(None, (line.spec, serial_words(line.serials, words))))
            ),
            figure(paper, format_quantity(line.qty_milli)),
            word(paper, line.unit, "centre"),
            *([figure(paper, format_plain(line.value_fen or 0))] if worth else []),
        ]
    )
