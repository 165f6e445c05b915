"""预约日程表, the cars that are expected on a day, bay by bay: A4 (A1)."""

from garage.domain.documents_appointments import AppointmentDay, ExpectedCar
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, phone, section
from garage.reports.tables import Heading, described, table, word


def render(sheet: AppointmentDay, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Appointments of the Day"),
        number=sheet.number,
        date=day(sheet.day),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    cars = sum(len(group) for _bay, group in sheet.bays)
    if not cars:
        return build(frame, [Text(_("No car is expected."), paper.body)])
    blocks: list[Block] = [Text(_("{n} expected").format(n=cars), paper.body)]
    for bay, group in sheet.bays:
        blocks += [Space(4), section(paper, bay or _("No bay"), _table(group, paper, words))]
    return build(frame, blocks)


def _table(group: tuple[ExpectedCar, ...], paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("Time"), 26),
        Heading(_("Car"), 36),
        Heading(_("Customer"), 36),
        Heading(_("What it comes for"), 62),
        Heading(_("Mechanic"), 22),
    ]
    return table(paper, headings, [_row(one, paper, words) for one in group])


def _row(one: ExpectedCar, paper: Paper, words: Words) -> Row:
    _ = words
    same_day = one.starts_at.date() == one.ends_at.date()
    until = f"{one.ends_at:%H:%M}" if same_day else f"{one.ends_at:%m-%d %H:%M}"
    here = _("is here") if one.here else ""
    return Row(
        [
            described(paper, f"{one.starts_at:%H:%M}–{until}", here),
            described(paper, one.plate, one.model),
            described(paper, one.name, phone(one.phone)),
            described(paper, one.request, one.number),
            word(paper, one.mechanic),
        ]
    )
