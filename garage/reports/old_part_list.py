"""旧件登记表 of a period, and 旧件交接单 that the customer signs for what they take or leave. A4 landscape."""

from collections.abc import Sequence

from garage.domain.documents_old_parts import OldPartEntry, OldPartList
from garage.domain.labels import label
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import DAY, Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import facts, kilometres, moment, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(sheet: OldPartList, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    to_sign = _is_to_sign(sheet)
    given = _("Old Parts Handed Over") if sheet.taken_by else _("Old Parts Left with the Garage")
    period = f"{sheet.first.strftime(DAY)} – {sheet.last.strftime(DAY)}"
    frame = Frame(
        paper=paper,
        title=given if to_sign else _("Register of Old Parts"),
        number=sheet.number,
        date=moment(sheet.handed_at) if to_sign else period,
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [_head(sheet, paper, words)] if to_sign else []
    if to_sign:
        took = _("The customer has looked at these replaced parts and takes them along.")
        stays = _("The customer has looked at these replaced parts and leaves them with the garage.")
        for said, entries in ((took, sheet.entries), (stays, sheet.left)):
            blocks += _signed(said, entries, sheet, paper, words)
    elif sheet.entries:
        blocks.append(_table(sheet, sheet.entries, paper, words))
    else:
        blocks.append(Text(_("No part was taken off in this time."), paper.body))
    names = [(_("By"), sheet.imprint.operator), (_("Customer's signature"), "")]
    if not to_sign:
        names = [(_("Store"), ""), (_("Checked by"), "")]
    blocks += [Space(8), Stack([signatures(paper, names, words, dated=True)], whole=True)]
    return build(frame, blocks)


def _signed(
    said: str, entries: Sequence[OldPartEntry], sheet: OldPartList, paper: Paper, words: Words
) -> list[Block]:
    """What is signed for under its sentence; at several times, each with who said so and when."""
    groups: dict[str, list[OldPartEntry]] = {}
    for entry in entries:
        about = " · ".join(filter(None, (entry.who, moment(entry.at) if entry.at else "")))
        groups.setdefault(about, []).append(entry)
    blocks: list[Block] = []
    for about, group in groups.items():
        text = f"{about}: {said}" if len(groups) > 1 else said
        blocks += [Space(5), Text(text, paper.strong), Space(2), _table(sheet, group, paper, words)]
    return blocks


def _is_to_sign(sheet: OldPartList) -> bool:
    return bool(sheet.taken_by or sheet.left)


def _head(sheet: OldPartList, paper: Paper, words: Words) -> Block:
    _ = words
    rows = [[(_("Work order"), sheet.order_no), (_("Car"), sheet.car)]]
    rows[0] += [(_("Handed to"), sheet.taken_by)] if sheet.taken_by else []
    rows[0] += [(_("Left by"), sheet.left_by)] if sheet.left_by else []
    return facts(paper, rows)


def _table(sheet: OldPartList, entries: Sequence[OldPartEntry], paper: Paper, words: Words) -> Grid:
    _ = words
    to_sign = _is_to_sign(sheet)
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Tag"), 30),
        Heading(_("Came off"), 21),
        Heading(_("Part"), 52),
        Heading(_("Qty"), 16, "right"),
        Heading(_("Serial no."), 26),
        *([] if to_sign else [Heading(_("Car"), 28)]),
        Heading(_("Odometer"), 19, "right"),
        Heading(_("Fault"), 40),
        Heading(_("Mechanic"), 18),
        *([] if to_sign else [Heading(_("For whom"), 22), Heading(_("Where"), 34)]),
    ]
    rows = [_row(place, entry, paper, words, to_sign=to_sign) for place, entry in enumerate(entries, start=1)]
    return table(paper, headings, rows)


def _row(place: int, entry: OldPartEntry, paper: Paper, words: Words, *, to_sign: bool) -> Row:
    tag = entry.tag
    hazard = label(tag.hazard, words) if tag.hazard else ""
    detail = " · ".join(word for word in (tag.code, hazard) if word)
    cells = [
        word(paper, str(place), "centre"),
        word(paper, tag.number),
        word(paper, tag.removed_at.strftime(DAY)),
        described(paper, tag.name, detail),
        figure(paper, f"{format_quantity(tag.qty_milli)} {tag.unit}".strip()),
        word(paper, tag.serial),
        *([] if to_sign else [described(paper, tag.plate, tag.order_no)]),
        figure(paper, kilometres(tag.odometer_km)),
        word(paper, tag.fault),
        word(paper, tag.removed_by),
    ]
    if not to_sign:
        cells += [
            word(paper, label(tag.purpose, words)),
            described(paper, label(entry.state, words), entry.where),
        ]
    return Row(cells)
