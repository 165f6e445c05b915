"""质量问题清单, what of a supplier failed how often in a month, with room for what it will do about it: A4."""

from garage.domain.documents_settling import Problem, ProblemList
from garage.domain.money import format_plain
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.claim_cells import supplier_fields, total
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(sheet: ProblemList, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("List of Quality Problems"),
        number="",  # no document of the register: a barcode of it would open nothing
        date=_("{month}, as of {day}").format(month=sheet.period, day=day(sheet.imprint.printed_at)),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    names = [(_("Made by"), sheet.made_by), (_("Supplier"), "")]
    signed = signatures(paper, names, words, dated=True)
    blocks: list[Block] = [_head(sheet, paper, words), Space(5)]
    if sheet.problems:
        blocks.append(Tied(_table(sheet, paper, words), signed, gap=8))
    else:
        blocks.append(Text(_("Nothing failed in this month."), paper.body))
    return build(frame, blocks)


def _head(sheet: ProblemList, paper: Paper, words: Words) -> Block:
    _ = words
    faults = sum(problem.faults for problem in sheet.problems)
    waiting = sum(problem.open_claims for problem in sheet.problems)
    rows: list[list[Field]] = [
        [*supplier_fields(sheet.supplier, paper, words)],
        [
            (_("Month"), sheet.period),
            (_("Faults"), f"{faults:,}"),
            (_("Open claims"), f"{waiting:,}"),
        ],
    ]
    return facts(paper, rows)


def _table(sheet: ProblemList, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Part, causes"), 52),
        Heading(_("Faults"), 13, "right"),
        Heading(_("Cars"), 12, "right"),
        Heading(_("Claimed"), 21, "right"),
        Heading(_("Given"), 21, "right"),
        Heading(_("Open claims"), 14, "right"),
        Heading(_("Measure, by whom and when"), 52),
    ]
    rows = [_row(place, problem, paper) for place, problem in enumerate(sheet.problems, start=1)]
    sums = [sum(one.claimed_fen for one in sheet.problems), sum(one.approved_fen for one in sheet.problems)]
    return table(paper, headings, rows, foot=[total(paper, words, 4, sums, rest=2)])


def _row(place: int, problem: Problem, paper: Paper) -> Row:
    return Row(
        [
            word(paper, str(place), "centre"),
            described(paper, problem.part, "; ".join(problem.causes)),
            figure(paper, f"{problem.faults:,}"),
            figure(paper, f"{problem.vehicles:,}"),
            figure(paper, format_plain(problem.claimed_fen)),
            figure(paper, format_plain(problem.approved_fen)),
            figure(paper, f"{problem.open_claims:,}" if problem.open_claims else ""),
            word(paper, ""),
        ],
        least=34,
    )
