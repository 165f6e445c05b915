"""日结单, the slip of a cash-up: counted against booked by method, on an 80 mm roll or A5."""

from garage.domain.cash_ups import CashUpRow
from garage.domain.documents_till import CashUpSlip
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, facts, moment, signatures
from garage.reports.tables import Heading, figure, table, word


def render(slip: CashUpSlip, paper: Paper, words: Words) -> bytes:
    """The slip as a PDF."""
    _ = words
    row, narrow = slip.row, paper.width_mm < 120
    frame = Frame(
        paper=paper,
        title=_("Daily Cash-up"),
        number=slip.number,
        date=moment(row.until_at),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
    )
    names = [(_("Till counted by"), row.who), (_("Checked by"), row.approved_by)]
    signed: Block = (
        Stack([signatures(paper, [name], words) for name in names])
        if narrow
        else signatures(paper, names, words)
    )
    blocks = [_period(row, paper, words), Space(3)]
    tail = Stack([_kept(row, paper, words, narrow=narrow), Space(3), signed], gap=2)
    return build(frame, [*blocks, Tied(_table(row, paper, words), tail, gap=3)])


def _period(row: CashUpRow, paper: Paper, words: Words) -> Block:
    _ = words
    return facts(
        paper,
        [[(_("Counting from"), moment(row.from_at))], [(_("Counting to"), moment(row.until_at))]],
        names=20,
        values=52,
    )


def _table(row: CashUpRow, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("Payment by"), 19),
        Heading(_("In the books"), 18, "right"),
        Heading(_("Counted sum"), 18, "right"),
        Heading(_("Difference"), 17, "right"),
    ]
    rows: list[Row] = []
    for line in row.lines:
        if not line.booked_fen and not line.counted_fen:
            continue
        off = line.difference_fen
        rows.append(
            Row(
                [
                    word(paper, label(line.method, words)),
                    figure(paper, format_plain(line.booked_fen)),
                    figure(paper, format_plain(line.counted_fen)),
                    figure(paper, format_plain(off) if off else "", bold=True),
                ]
            )
        )
        if line.reason:
            rows.append(Row([Cell(Text(line.reason, paper.small), 4)]))
    foot = Row(
        [
            Cell(Text(_("Sum"), paper.strong)),
            figure(paper, format_plain(sum(line.booked_fen for line in row.lines)), bold=True),
            figure(paper, format_plain(row.counted_fen), bold=True),
            figure(paper, format_plain(row.difference_fen), bold=True),
        ],
        shade=True,
    )
    return table(paper, headings, rows, foot=[foot])


def _kept(row: CashUpRow, paper: Paper, words: Words, *, narrow: bool) -> Block:
    _ = words
    between = "\n" if narrow else "    "
    notes = between.join(f"{format_yuan(note)} × {pieces}" for note, pieces in row.notes)
    taken = " · ".join(filter(None, (format_yuan(row.taken_fen), row.taken_to)))
    fields: list[Field] = [
        (_("Notes and coins"), notes),
        (_("Stays in the till"), Text(format_yuan(row.left_fen), paper.strong)),
        (_("Taken out"), Text(taken, paper.strong)),
        (_("Note"), row.note),
        (_("Void because"), row.void_reason),
    ]
    return facts(paper, [[field] for field in fields if field[1]], names=22, values=50)
