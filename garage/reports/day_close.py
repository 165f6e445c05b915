"""日结单, the close of one day of the stock: A4, with everything that moved."""

from garage.domain.documents_figures import DayCloseSheet
from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, moment, section, signatures
from garage.reports.roll_forward import kinds_table
from garage.reports.tables import Heading, figure, table, word


def render(sheet: DayCloseSheet, paper: Paper, words: Words) -> bytes:
    """The close as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Daily Stock Close"),
        number=sheet.number,
        date=day(sheet.day),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    names = [(_("Storekeeper"), sheet.closed_by), (_("Checked by"), "")]
    blocks: list[Block] = [_head(sheet, paper, words), Space(6)]
    if sheet.kinds:
        blocks += [section(paper, _("By kind"), kinds_table(sheet.kinds, paper, words)), Space(6)]
    if sheet.movements:
        blocks.append(_movements(sheet, paper, words))
    else:
        blocks.append(Text(_("Nothing moved on this day."), paper.body))
    blocks.append(Stack([Space(8), signatures(paper, names, words, dated=True)], whole=True))
    return build(frame, blocks)


def _head(sheet: DayCloseSheet, paper: Paper, words: Words) -> Block:
    _ = words

    def money(fen: int) -> Text:
        return Text(format_yuan(fen), paper.strong, fit=True)

    rows: list[list[Field]] = [
        [
            (_("Day"), Text(day(sheet.day), paper.strong)),
            (_("Closed at"), moment(sheet.closed_at)),
            (_("Closed by"), sheet.closed_by),
        ],
        [
            (_("Value before"), money(sheet.opening_fen)),
            (_("Inward"), money(sheet.in_fen)),
            (_("Outward"), money(sheet.out_fen)),
        ],
        [(_("Value after"), money(sheet.value_fen)), (_("Note"), sheet.note)],
    ]
    if sheet.later:
        text = _("{count} movements of this day came after the close and are not in it.")
        rows.append([(_("After the close"), text.format(count=sheet.later))])
    return facts(paper, rows)


def _movements(sheet: DayCloseSheet, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("Time"), 14, "centre"),
        Heading(_("Document"), 31),
        Heading(_("Part code"), 26),
        Heading(_("Part"), 45),
        Heading(_("Qty"), 17, "right"),
        Heading(_("Unit"), 12, "centre"),
        Heading(_("Value"), 23, "right"),
        Heading(_("By"), 21),
    ]
    rows = [
        Row(
            [
                word(paper, f"{one.at:%H:%M}", "centre"),
                word(paper, one.document),
                word(paper, one.code),
                word(paper, one.name),
                figure(paper, format_quantity(one.qty_milli)),
                word(paper, one.unit, "centre"),
                figure(paper, format_plain(one.value_fen)),
                word(paper, one.who),
            ]
        )
        for one in sheet.movements
    ]
    change = sum(one.value_fen for one in sheet.movements)
    foot = Row(
        [
            Cell(Text(_("Change of the stock's value"), paper.strong, "right"), 6),
            figure(paper, format_plain(change), bold=True),
            word(paper, ""),
        ],
        shade=True,
    )
    return table(paper, headings, rows, foot=[foot])
