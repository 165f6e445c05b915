"""旧件处置单, what was scrapped or handed to a recycler or a licensed taker of dangerous waste. A4."""

from garage.domain.decimals import format_decimal
from garage.domain.documents_old_parts import DisposalList, DisposedPart
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.old_parts import DisposalKind
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, facts, moment, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(sheet: DisposalList, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Disposal of Old Parts"),
        number=sheet.number,
        date=moment(sheet.at),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    approvers = list(dict.fromkeys(part.approved_by for part in sheet.parts if part.approved_by))
    names = [
        (_("Store"), sheet.keeper),
        (_("Approved by"), _(", ").join(approvers)),
        (_("Taken over by"), ""),
    ]
    blocks: list[Block] = [_head(sheet, paper, words), Space(5)]
    if sheet.parts:
        blocks.append(_table(sheet, paper, words))
    else:
        blocks.append(Text(_("Its parts did not leave."), paper.body))
    blocks += [Space(8), Stack([signatures(paper, names, words)], whole=True)]
    return build(frame, blocks)


def _head(sheet: DisposalList, paper: Paper, words: Words) -> Block:
    _ = words
    money = _("Money received") if sheet.amount_fen >= 0 else _("Money paid")
    weight = _("{kg} kg").format(kg=format_decimal(sheet.weight_g, 3)) if sheet.weight_g else ""
    rows: list[list[Field]] = [
        [(_("Kind"), label(sheet.kind, words)), (_("Taken over by"), sheet.taker, 2)],
        [
            (_("Parts"), f"{len(sheet.parts):,}"),
            (_("Weight"), weight),
            (money, format_yuan(abs(sheet.amount_fen))),
        ],
    ]
    if sheet.kind is DisposalKind.HAZARDOUS or sheet.licence_no or sheet.manifest_no:
        rows.insert(1, [(_("Licence no."), sheet.licence_no), (_("Manifest no."), sheet.manifest_no, 2)])
    said = ((_("Note"), sheet.note), (_("Void because"), sheet.void_reason))
    return facts(paper, [*rows, *([(name, text)] for name, text in said if text)])


def _table(sheet: DisposalList, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Tag"), 29),
        Heading(_("Part"), 50),
        Heading(_("Qty"), 15, "right"),
        Heading(_("Danger"), 22),
        Heading(_("Car"), 26),
        Heading(_("Reason"), 36),
        Heading(_("Approved by"), 18),
    ]
    rows = [_row(place, part, paper, words) for place, part in enumerate(sheet.parts, start=1)]
    return table(paper, headings, rows)


def _row(place: int, part: DisposedPart, paper: Paper, words: Words) -> Row:
    tag = part.tag
    detail = " · ".join(text for text in (tag.code, tag.serial) if text)
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, tag.number),
            described(paper, tag.name, detail),
            figure(paper, f"{format_quantity(tag.qty_milli)} {tag.unit}".strip()),
            word(paper, label(tag.hazard, words) if tag.hazard else "–"),
            described(paper, tag.plate, tag.order_no),
            word(paper, part.reason),
            word(paper, part.approved_by),
        ]
    )
