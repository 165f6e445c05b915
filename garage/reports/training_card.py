"""员工培训档案, what one person learned, the last course first: A4."""

from garage.domain.documents_trainings import TrainingCard
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, facts, phone, signatures
from garage.reports.training_lines import added_up, courses


def render(sheet: TrainingCard, paper: Paper, words: Words) -> bytes:
    """The record as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Training Record"),
        number=sheet.number,
        date=day(sheet.day),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [_head(sheet, paper, words), Space(4)]
    if sheet.lines:
        blocks += [courses(sheet.lines, paper, words, names=False), Space(3)]
        blocks.append(Text(added_up(sheet.lines, words), paper.body))
    else:
        blocks.append(Text(_("No course is recorded."), paper.body))
    names = [(_("Employee"), sheet.name), (_("Manager"), "")]
    blocks += [Space(8), Stack([signatures(paper, names, words, dated=True)], whole=True)]
    return build(frame, blocks)


def _head(sheet: TrainingCard, paper: Paper, words: Words) -> Block:
    _ = words
    between = _(", ")
    return facts(
        paper,
        [
            [
                (_("Employee"), Text(sheet.name, paper.strong)),
                (_("Phone"), phone(sheet.phone)),
                (_("Team"), sheet.team),
            ],
            [
                (_("Roles"), between.join(label(role, words) for role in sheet.roles)),
                (_("Trades"), between.join(label(trade, words) for trade in sheet.trades)),
                (_("Day"), day(sheet.day)),
            ],
        ],
    )
