"""活动邀约电话清单, the call list of a campaign: A4 landscape, with room to write the answers by hand."""

from garage.domain.campaigns import TargetState
from garage.domain.documents_campaigns import CallList, ListedTarget
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, phone, signatures
from garage.reports.tables import Heading, described, table, word


def render(sheet: CallList, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Call List of the Campaign"),
        number=sheet.number,
        date=day(sheet.imprint.printed_at.date()),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [Text(line, paper.body) for line in _head(sheet, words)]
    blocks += [Space(3), _table(sheet, paper, words), Space(8)]
    names = [(_("Called by"), sheet.caller), (_("Manager"), "")]
    blocks.append(Stack([signatures(paper, names, words, dated=True)], whole=True))
    return build(frame, blocks)


def _head(sheet: CallList, words: Words) -> list[str]:
    _ = words
    days = _("{first} to {last}").format(first=day(sheet.starts_on), last=day(sheet.ends_on))
    first = " · ".join(filter(None, (sheet.title, label(sheet.kind, words), days, sheet.place)))
    left = sum(one.state is TargetState.TO_CALL for one in sheet.targets)
    text = _("{n} customers, {left} still to be called by {day}")
    counted = text.format(n=len(sheet.targets), left=left, day=day(sheet.call_by))
    return [line for line in (first, sheet.content, counted) if line]


def _table(sheet: CallList, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 10),
        Heading(_("Customer"), 36),
        Heading(_("Telephone"), 36),
        Heading(_("Car"), 34),
        Heading(_("Why this one"), 62),
        Heading(_("Called"), 24),
        Heading(_("Answer"), 30),
        Heading(_("Note"), 40),
    ]
    rows = [_row(n, one, paper, words) for n, one in enumerate(sheet.targets, start=1)]
    return table(paper, headings, rows)


def _row(n: int, one: ListedTarget, paper: Paper, words: Words) -> Row:
    waits = one.state is TargetState.TO_CALL
    said = label(one.answer, words) if one.answer is not None else "" if waits else label(one.state, words)
    return Row(
        [
            word(paper, str(n)),
            word(paper, one.customer),
            described(paper, phone(one.phone), one.call_time),
            described(paper, one.plate, one.model),
            word(paper, one.why),
            word(paper, f"{one.called_at:%m-%d %H:%M}" if one.called_at else ""),
            word(paper, said),
            word(paper, one.note),
        ]
    )
