"""质保判定单, the counter's verdict for the customer: what is covered, until when, by which sum; A5 or an 80 mm roll."""

from collections.abc import Sequence

from garage.domain.documents_verdicts import VerdictSlip
from garage.domain.labels import label
from garage.domain.plates import display_plate
from garage.domain.verdicts import Coverage, say_hints, say_left, say_sum
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import DAY, Frame
from garage.reports.grid import Cell, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, facts, kilometres, section, signatures
from garage.reports.tables import Heading, table, word


def render(slip: VerdictSlip, paper: Paper, words: Words) -> bytes:
    """The slip as a PDF."""
    _ = words
    narrow = paper.width_mm < 150
    frame = Frame(
        paper=paper,
        title=_("Warranty Verdict"),
        number=slip.number,
        date=slip.judged_on.strftime(DAY),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
    )
    blocks: list[Block] = [_head(slip, paper, words, narrow=narrow), Space(4)]
    if slip.covered:
        blocks += [
            section(paper, _("Still covered"), _table(slip.covered, paper, words, narrow=narrow)),
            Space(4),
        ]
    else:
        blocks += [Text(_("Nothing on this car is under warranty today."), paper.strong), Space(4)]
    if slip.run_out:
        blocks += [section(paper, _("Run out"), _table(slip.run_out, paper, words, narrow=narrow)), Space(4)]
    rule = _(
        "A warranty ends with the day or the kilometres that come first; both the last day and the last kilometre count."
    )
    names = [(_("Said by"), slip.imprint.operator), (_("Customer"), "")]
    signed: Block = (
        Stack([signatures(paper, [name], words) for name in names])
        if narrow
        else signatures(paper, names, words)
    )
    blocks.append(Stack([Text(rule, paper.small), Space(2), signed], whole=True))
    return build(frame, blocks)


def _head(slip: VerdictSlip, paper: Paper, words: Words, *, narrow: bool) -> Block:
    _ = words
    car = slip.car
    read = _("not read") if slip.odometer_km is None else kilometres(slip.odometer_km)
    plate = Text(display_plate(car.plate) or car.vin, paper.strong)
    first: list[Field] = [(_("Plate"), plate), (_("Model"), car.model), (_("Odometer"), read)]
    rows: list[list[Field]] = [[field] for field in first] if narrow else [first]
    if slip.complaint:
        rows.append([(_("Complaint"), slip.complaint)])
    return facts(paper, rows, names=20, values=52) if narrow else facts(paper, rows)


def _table(rows: Sequence[Coverage], paper: Paper, words: Words, *, narrow: bool) -> Grid:
    _ = words
    if narrow:
        headings = [Heading(_("Work, part or system"), 46), Heading(_("Left"), 26)]
        return table(paper, headings, [_narrow_row(row, paper, words) for row in rows])
    headings = [
        Heading(_("Work, part or system"), 84),
        Heading(_("Promised by"), 20),
        Heading(_("Until"), 21),
        Heading(_("Left"), 25),
        Heading(_("Our verdict"), 20),
    ]
    return table(paper, headings, [_wide_row(row, paper, words) for row in rows])


def _wide_row(row: Coverage, paper: Paper, words: Words) -> Row:
    return Row(
        [
            Cell(_what(row, paper, words)),
            word(paper, label(row.subject.source, words)),
            word(paper, "\n".join(_until(row, words))),
            word(paper, say_left(row, words)),
            word(paper, label(row.decided, words) if row.decided else ""),
        ]
    )


def _narrow_row(row: Coverage, paper: Paper, words: Words) -> Row:
    decided = f"→ {label(row.decided, words)}" if row.decided else ""
    said = "\n".join(filter(None, (say_left(row, words), label(row.subject.source, words), decided)))
    return Row([Cell(_what(row, paper, words)), word(paper, said)])


def _what(row: Coverage, paper: Paper, words: Words) -> Stack:
    """What it is, the order it comes from, and the sum."""
    name = " · ".join(filter(None, (row.subject.name, row.order_no)))
    said = "\n".join((say_sum(row, words), *say_hints(row, words)))
    return Stack([Text(name, paper.body), Text(said, paper.small)])


def _until(row: Coverage, words: Words) -> list[str]:
    _ = words
    last, km = row.promise.last_day, row.promise.last_km
    replaced = row.driven is not None and row.driven.replaced
    day = "" if last is None else last.strftime(DAY)
    return [said for said in (day, "" if km is None or replaced else kilometres(km)) if said]
