"""The table of courses, which the paper of a person and that of a year share."""

from garage.domain.documents_trainings import TrainingLine
from garage.domain.labels import label
from garage.domain.quantities import format_hours
from garage.i18n import Words
from garage.reports.grid import Cell, Grid, Row
from garage.reports.papers import Paper
from garage.reports.pieces import day
from garage.reports.tables import Heading, described, figure, table, word


def courses(lines: tuple[TrainingLine, ...], paper: Paper, words: Words, *, names: bool) -> Grid:
    """A row for each course; `names` where it is not one person's paper."""
    _ = words
    headings = [
        Heading(_("Date"), 20),
        Heading(_("Employee"), 28),
        Heading(_("What was taught"), 54),
        Heading(_("Hours taught"), 17, "right"),
        Heading(_("Taught by"), 34),
        Heading(_("Result"), 22),
        Heading(_("No. of the certificate"), 32),
        Heading(_("Valid until"), 26),
    ]
    rows = [_cells(line, paper, words) for line in lines]
    if not names:
        headings.pop(1)
        for cells in rows:
            cells.pop(1)
    return table(paper, headings, [Row(cells) for cells in rows])


def _cells(line: TrainingLine, paper: Paper, words: Words) -> list[Cell]:
    stands = label(line.stands, words) if line.stands is not None and line.valid_until is not None else ""
    return [
        word(paper, day(line.held_on)),
        word(paper, line.who),
        described(paper, line.subject, line.note),
        figure(paper, format_hours(line.hours_centi) if line.hours_centi else ""),
        word(paper, line.trainer),
        word(paper, label(line.result, words)),
        word(paper, line.certificate_no),
        described(paper, day(line.valid_until), stands),
    ]


def added_up(lines: tuple[TrainingLine, ...], words: Words) -> str:
    """How many courses and hours there were, in one line."""
    _ = words
    count, hours = len(lines), sum(line.hours_centi for line in lines)
    return _("Records: {n} · hours taught: {hours}").format(n=count, hours=format_hours(hours))
