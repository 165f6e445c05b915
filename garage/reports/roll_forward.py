"""收发存表, what there was, came, went and is left: A4 landscape, by part, by group and by kind."""

from collections.abc import Sequence

from garage.domain.documents_figures import RollSheet
from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.domain.roll_forward import Flow, KindFlow, PartFlow
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Column, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, facts, section, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(sheet: RollSheet, paper: Paper, words: Words) -> bytes:
    """The roll-forward as a PDF."""
    _ = words
    period = _("{since} to {until}").format(since=day(sheet.period.first), until=day(sheet.period.last))
    frame = Frame(
        paper=paper,
        title=_("Stock Roll-forward"),
        number=sheet.number,
        date=period,
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [_parts(sheet, paper, words), Space(7)]
    if sheet.group is not None:
        blocks = [facts(paper, [[(_("Group"), sheet.group or _("No group"))]]), Space(5), *blocks]
    if len(sheet.groups) > 1:
        blocks += [section(paper, _("By group"), _groups(sheet, paper, words)), Space(7)]
    names = [(_("Storekeeper"), ""), (_("Bookkeeper"), ""), (_("Checked by"), "")]
    kinds = section(paper, _("By kind"), kinds_table(sheet.kinds, paper, words))
    blocks.append(Stack([kinds, Space(8), signatures(paper, names, words, dated=True)], whole=True))
    return build(frame, blocks)


def _parts(sheet: RollSheet, paper: Paper, words: Words) -> Grid:
    _ = words
    columns = [Column(28), Column(59), Column(12, "centre"), *_flow_columns()]
    heads = [(_("Part code"), 1), (_("Part"), 1), (_("Unit"), 1)]
    rows = [_part(row, paper) for row in sheet.parts]
    return Grid(columns, rows, _heads(heads, paper, words), [_sum(sheet.total, 3, paper, words)], pad_y=1.6)


def _part(row: PartFlow, paper: Paper) -> Row:
    return Row(
        [
            word(paper, row.code),
            described(paper, row.name, row.spec),
            word(paper, row.unit, "centre"),
            *_flow_cells(row.flow, paper),
        ]
    )


def _groups(sheet: RollSheet, paper: Paper, words: Words) -> Grid:
    """Quantities where all parts of a group have one unit: pieces and litres do not add up."""
    _ = words
    columns = [Column(71), Column(16, "right"), Column(12, "centre"), *_flow_columns()]
    heads = [(_("Group"), 1), (_("Parts"), 1), (_("Unit"), 1)]
    rows = [
        Row(
            [
                word(paper, one.group or _("No group")),
                figure(paper, f"{one.parts:,}"),
                word(paper, one.unit, "centre"),
                *_flow_cells(one.flow, paper, counted=bool(one.unit)),
            ]
        )
        for one in sheet.groups
    ]
    return Grid(columns, rows, _heads(heads, paper, words), [_sum(sheet.total, 3, paper, words)], pad_y=1.6)


def kinds_table(kinds: Sequence[KindFlow], paper: Paper, words: Words) -> Grid:
    """What came and what went by each kind, each side with its sum."""
    _ = words
    headings = [
        Heading(_("In or out"), 40),
        Heading(_("Kind"), 80),
        Heading(_("Movements"), 40, "right"),
        Heading(_("Value"), 60, "right"),
    ]
    rows = []
    for came, name in ((True, _("Inward")), (False, _("Outward"))):
        mine = [one for one in kinds if one.came is came]
        rows += [
            Row(
                [
                    word(paper, name),
                    word(paper, label(one.kind, words)),
                    figure(paper, f"{one.movements:,}"),
                    figure(paper, format_plain(one.fen)),
                ]
            )
            for one in mine
        ]
        rows.append(
            Row(
                [
                    Cell(Text(_("Sum: {side}").format(side=name), paper.strong, "right"), 2),
                    figure(paper, f"{sum(one.movements for one in mine):,}", bold=True),
                    figure(paper, format_plain(sum(one.fen for one in mine)), bold=True),
                ],
                shade=True,
            )
        )
    return table(paper, headings, rows)


def _sides(words: Words) -> tuple[str, str, str, str]:
    _ = words
    return _("Opening"), _("Inward"), _("Outward"), _("Closing")


def _fens(flow: Flow) -> tuple[int, int, int, int]:
    return flow.opening_fen, flow.came_fen, flow.went_fen, flow.closing_fen


def _flow_columns() -> list[Column]:
    return [Column(share, "right") for _side in range(4) for share in (17, 26.5)]


def _heads(names: Sequence[tuple[str, int]], paper: Paper, words: Words) -> list[Row]:
    """Two rows: the four sides, and quantity and value under each."""
    _ = words

    def cell(name: str, span: int = 1) -> Cell:
        return Cell(Text(name, paper.strong.but(size=paper.size - 0.5), "centre"), span)

    over = [cell("", sum(span for _name, span in names))] + [cell(side, 2) for side in _sides(words)]
    under = [cell(name, span) for name, span in names]
    under += [cell(name) for _side in range(4) for name in (_("Qty"), _("Value"))]
    return [Row(over, shade=True, middle=True), Row(under, shade=True, middle=True)]


def _flow_cells(flow: Flow, paper: Paper, *, counted: bool = True) -> list[Cell]:
    cells = []
    for milli, fen in zip(flow[::2], flow[1::2], strict=True):
        moved = bool(milli or fen)
        quantity = format_quantity(milli) if moved else "–"
        cells.append(figure(paper, quantity if counted else ""))
        cells.append(figure(paper, format_plain(fen) if moved else "–"))
    return cells


def _sum(flow: Flow, span: int, paper: Paper, words: Words) -> Row:
    """Values alone: pieces and litres do not add up."""
    _ = words
    cells = []
    for fen in _fens(flow):
        cells += [figure(paper, ""), figure(paper, format_plain(fen), bold=True)]
    return Row([Cell(Text(_("Total"), paper.strong, "right"), span), *cells], shade=True)
