"""年度培训记录, everybody's courses of a year, the last one first: A4 landscape."""

from garage.domain.documents_trainings import TrainingYear
from garage.domain.trainings import year_days
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, signatures
from garage.reports.training_lines import added_up, courses


def render(sheet: TrainingYear, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Training of the Year"),
        number=sheet.number,
        date=" – ".join(map(day, year_days(sheet.year))),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = []
    if sheet.lines:
        blocks += [Text(added_up(sheet.lines, words), paper.body), Space(3)]
        blocks.append(courses(sheet.lines, paper, words, names=True))
    else:
        blocks.append(Text(_("No course is recorded for this year."), paper.body))
    names = [(_("Workshop foreman"), ""), (_("Manager"), "")]
    blocks += [Space(8), Stack([signatures(paper, names, words, dated=True)], whole=True)]
    return build(frame, blocks)
