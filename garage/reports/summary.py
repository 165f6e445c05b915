"""月度小结 / 年度总结: key figures compared, a chart, what happened, problems, measures, plan: A4, 2 to 3 pages (DOMAIN §5)."""

from collections.abc import Iterator

from garage.domain.documents_summaries import SummaryPaper
from garage.domain.labels import label
from garage.domain.month_tables import GROUPS, KeyFigure
from garage.domain.summaries import FigureValue, MeasureState, SummaryKind, figures_of
from garage.domain.summary_words import say_period, short, short_change
from garage.i18n import Words
from garage.reports import month_columns_care, month_columns_goods, month_columns_work
from garage.reports.bars import bars
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, moment, section, signatures
from garage.reports.tables import Heading, figure, table, word

_SOURCES = {
    one.table: one.title
    for one in (*month_columns_work.TABLES, *month_columns_goods.TABLES, *month_columns_care.TABLES)
}
_ROOM = 54.0
"""Height in points that is left for the opinion, to write it by hand."""


def render(sheet: SummaryPaper, paper: Paper, words: Words) -> bytes:
    """The summary as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=label(sheet.period.kind, words),
        number=sheet.number,
        date=say_period(sheet.period, words),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    month = sheet.period.kind is SummaryKind.MONTH
    chart = _("Revenue by day, yuan") if month else _("Revenue by month, yuan")
    blocks: list[Block] = [
        Text(_about(sheet, words), paper.small),
        Space(4),
        _figures(sheet, paper, words),
        Space(6),
        Stack([section(paper, chart, bars(paper, [(bar.name, bar.fen) for bar in sheet.bars]))], whole=True),
        Space(6),
        *_texts(sheet, paper, words),
        *_measures(sheet, paper, words),
        section(paper, _("Opinion of the manager"), _opinion(sheet, paper)),
        Space(8),
        Stack([_signed(sheet, paper, words)], whole=True),
    ]
    return build(frame, blocks)


def _about(sheet: SummaryPaper, words: Words) -> str:
    """Of when the figures are, and whether it is filed."""
    _ = words
    filed = _("filed {at} by {who}").format(at=moment(sheet.filed_at), who=sheet.filed_by)
    state = filed if sheet.filed_at else _("draft, not filed yet")
    text = _("{first} to {last} · figures as of {at} · {state}")
    period = sheet.period
    return text.format(first=day(period.first), last=day(period.last), at=moment(sheet.made_at), state=state)


def _figures(sheet: SummaryPaper, paper: Paper, words: Words) -> Grid:
    """A line a figure under the name of its group; the last column names the sheet of the workbook that it is made from."""
    _ = words
    month = sheet.period.kind is SummaryKind.MONTH
    headings = [
        Heading(_("Figure"), 44),
        Heading(_("This month") if month else _("This year"), 26, "right"),
        Heading(_("Last month") if month else _("Last year"), 26, "right"),
        Heading(_("To last month") if month else _("To last year"), 26, "right"),
    ]
    if month:
        headings += [Heading(_("A year ago"), 26, "right"), Heading(_("To a year ago"), 26, "right")]
    headings.append(Heading(_("Made from"), 30))
    known = {one.key: one for one in sheet.figures}
    figures = figures_of(sheet.period.kind)
    rows: list[Row] = []
    for group in GROUPS:
        mine = [(figures[one.key], known[one.key]) for one in group.figures if one.key in known]
        mine = [pair for pair in mine if _says_something(pair[1])]
        if mine:
            name = Text(_(group.name), paper.strong.but(size=paper.size - 0.5))
            rows.append(Row([Cell(name, len(headings), shade=True)]))
            rows += [_row(made, value, paper, words, month=month) for made, value in mine]
    return table(paper, headings, rows)


def _says_something(value: FigureValue) -> bool:
    """A figure that is nothing now and was nothing before only takes room."""
    return any((value.this, value.last, value.year))


def _row(made: KeyFigure, value: FigureValue, paper: Paper, words: Words, *, month: bool) -> Row:
    _ = words
    cells = [
        word(paper, _(made.name)),
        figure(paper, short(made, value.this), bold=True),
        figure(paper, short(made, value.last)),
        figure(paper, short_change(made, value.this, value.last, words)),
    ]
    if month:
        cells.append(figure(paper, short(made, value.year)))
        cells.append(figure(paper, short_change(made, value.this, value.year, words)))
    source = Text(_(_SOURCES[made.over[0][0]]), paper.small, fit=True)
    return Row([*cells, Cell(source)], middle=True)


def _texts(sheet: SummaryPaper, paper: Paper, words: Words) -> Iterator[Block]:
    _ = words
    texts = sheet.texts
    for title, text in (
        (_("What happened"), texts.review),
        (_("Problems"), texts.problems),
        (_("Plan"), texts.plan),
    ):
        if text:
            yield section(paper, title, _paragraphs(text, paper))
            yield Space(5)


def _paragraphs(text: str, paper: Paper) -> Block:
    style = paper.body.but(size=paper.size + 1, leading=1.5)
    return Stack([Text(line, style) for line in text.splitlines() if line.strip()], gap=2)


def _measures(sheet: SummaryPaper, paper: Paper, words: Words) -> Iterator[Block]:
    """What is to be done, who does it, until when, and how it stands."""
    if not sheet.measures:
        return
    _ = words
    headings = [
        Heading(_("No."), 8, "centre"),
        Heading(_("Measure"), 80),
        Heading(_("Who does it"), 22),
        Heading(_("Until"), 22),
        Heading(_("State"), 54),
    ]
    rows = []
    for place, one in enumerate(sheet.measures, 1):
        ended = "" if one.state is MeasureState.OPEN else one.result
        state = "  ".join(filter(None, (label(one.state, words), ended)))
        cells = (str(place), one.text, one.who, day(one.due_on), state)
        rows.append(Row([word(paper, text) for text in cells]))
    yield section(paper, _("Measures"), table(paper, headings, rows))
    yield Space(5)


def _opinion(sheet: SummaryPaper, paper: Paper) -> Block:
    return _paragraphs(sheet.texts.opinion, paper) if sheet.texts.opinion else Space(_ROOM)


def _signed(sheet: SummaryPaper, paper: Paper, words: Words) -> Block:
    _ = words
    names = [(_("Manager"), sheet.filed_by), (_("Owner"), "")]
    return signatures(paper, names, words, dated=True)
