"""积分对账单, the points of a customer: what came, what went, what is left: A4."""

from garage.domain.documents_members import PointLine, PointsStatement
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, facts, moment, phone
from garage.reports.tables import Heading, figure, table, word


def render(sheet: PointsStatement, paper: Paper, words: Words) -> bytes:
    """The statement as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Statement of Points"),
        number=sheet.number,
        date=day(sheet.day),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [_head(sheet, paper, words), Space(4)]
    if sheet.entries:
        blocks.append(_table(sheet, paper, words))
    else:
        blocks.append(Text(_("No points have come or gone yet."), paper.body))
    return build(frame, blocks)


def _head(sheet: PointsStatement, paper: Paper, words: Words) -> Block:
    _ = words
    left = Text(f"{sheet.points:,}", paper.strong)
    return facts(
        paper,
        [
            [
                (_("Customer"), sheet.customer.name),
                (_("Phone"), phone(sheet.customer.phone)),
                (_("Level"), sheet.level),
            ],
            [
                (_("Member points"), left),
                (_("They are worth"), format_yuan(sheet.worth_fen)),
                (_("Day"), day(sheet.day)),
            ],
        ],
    )


def _table(sheet: PointsStatement, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("When"), 34),
        Heading(_("What"), 34),
        Heading(_("Settlement no."), 36),
        Heading(_("Reason"), 42),
        Heading(_("Member points"), 20, "right"),
        Heading(_("Left"), 20, "right"),
    ]
    return table(paper, headings, [_row(line, paper, words) for line in sheet.entries])


def _row(line: PointLine, paper: Paper, words: Words) -> Row:
    _ = words
    what = label(line.kind, words)
    if line.back:
        what = _("{what}, taken back").format(what=what)
    return Row(
        [
            word(paper, moment(line.at)),
            word(paper, what),
            word(paper, line.settlement_no),
            word(paper, line.reason),
            figure(paper, f"{line.points:+,}"),
            figure(paper, f"{line.balance:,}"),
        ]
    )
