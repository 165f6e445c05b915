"""旧件装箱单, the old parts in a shipment to a supplier, with the receipts of carrier and supplier at its foot: A4."""

from garage.domain.documents_settling import PackedPart, PackingList
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.claim_cells import supplier_fields
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, moment, section, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(sheet: PackingList, paper: Paper, words: Words) -> bytes:
    """The packing list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Packing List of Old Parts"),
        number=sheet.number,
        date=moment(sheet.sent_at) or label(sheet.state, words),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
        parts=_("Three copies: in the box, carrier, garage"),
    )
    return build(
        frame,
        [_head(sheet, paper, words), Space(5), Tied(_table(sheet, paper, words), _foot(sheet, paper, words))],
    )


def _head(sheet: PackingList, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [*supplier_fields(sheet.supplier, paper, words)],
        [(_("Address"), sheet.supplier.address)],
        [(_("Carrier"), sheet.carrier), (_("Waybill no."), sheet.waybill_no, 2)],
        [
            (_("Boxes"), f"{sheet.packages:,}"),
            (_("Parts"), f"{len(sheet.parts):,}"),
            (_("Freight"), format_yuan(sheet.freight_fen) if sheet.freight_fen else ""),
        ],
    ]
    said = ((_("Note"), sheet.note), (_("Void because"), sheet.void_reason))
    return facts(paper, [*rows, *([(name, text)] for name, text in said if text)])


def _table(sheet: PackingList, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Tag"), 29),
        Heading(_("Part"), 52),
        Heading(_("Qty"), 16, "right"),
        Heading(_("Fault"), 38),
        Heading(_("Claim"), 29),
        Heading(_("Arrived"), 15, "centre"),
    ]
    return table(
        paper, headings, [_row(place, part, paper) for place, part in enumerate(sheet.parts, start=1)]
    )


def _row(place: int, part: PackedPart, paper: Paper) -> Row:
    detail = " · ".join(text for text in (part.code, part.serial) if text)
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, part.number),
            described(paper, part.name, detail),
            figure(paper, f"{format_quantity(part.qty_milli)} {part.unit}".strip()),
            word(paper, part.fault),
            described(paper, part.claim_no, part.plate),
            word(paper, "□", "centre"),
        ]
    )


def _foot(sheet: PackingList, paper: Paper, words: Words) -> Block:
    _ = words
    carried = [(_("Packed by"), sheet.packed_by), (_("Taken over by the carrier"), "")]
    got = [(_("Receiver"), sheet.received_by), (_("Date"), day(sheet.received_on))]
    text = sheet.received_note or _("Packages and parts agree with this list; what does not is written here:")
    received = Stack([Text(text, paper.small), Space(10), signatures(paper, got, words)])
    return Stack(
        [
            Space(8),
            signatures(paper, carried, words, dated=True),
            Space(10),
            section(paper, _("Receipt of the supplier"), received),
        ],
        whole=True,
    )
