"""质量故障周报, the faults of a week as they are told to a supplier: A4 landscape."""

from garage.domain.documents_settling import ReportedFault, WeeklyFaults
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.claim_cells import supplier_fields
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, kilometres, signatures
from garage.reports.tables import Heading, described, table, word


def render(sheet: WeeklyFaults, paper: Paper, words: Words) -> bytes:
    """The report as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Weekly Fault Report"),
        number="",  # no document of the register: a barcode of it would open nothing
        date=_("{since} to {until}").format(since=day(sheet.first), until=day(sheet.last)),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    names = [(_("Reported by"), sheet.made_by), (_("Supplier"), "")]
    signed = signatures(paper, names, words, dated=True)
    return build(
        frame, [_head(sheet, paper, words), Space(5), Tied(_table(sheet, paper, words), signed, gap=8)]
    )


def _head(sheet: WeeklyFaults, paper: Paper, words: Words) -> Block:
    _ = words
    major = sum(fault.major for fault in sheet.faults)
    rows: list[list[Field]] = [
        [*supplier_fields(sheet.supplier, paper, words)],
        [(_("Faults"), f"{len(sheet.faults):,}"), (_("Major faults"), f"{major:,}", 2)],
    ]
    return facts(paper, rows)


def _table(sheet: WeeklyFaults, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Day"), 22),
        Heading(_("Claim"), 34),
        Heading(_("Car"), 42),
        Heading(_("Odometer"), 22, "right"),
        Heading(_("Part"), 40),
        Heading(_("Symptoms"), 48),
        Heading(_("Cause"), 38),
        Heading(_("What was done"), 25),
    ]
    rows = [_row(place, fault, paper, words) for place, fault in enumerate(sheet.faults, start=1)]
    return table(paper, headings, rows)


def _row(place: int, fault: ReportedFault, paper: Paper, words: Words) -> Row:
    _ = words
    part = Text(fault.part, paper.strong) if fault.major else Text(fault.part, paper.body)
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, day(fault.fault_on)),
            described(paper, fault.claim_no, _("major fault") if fault.major else ""),
            described(paper, fault.model, fault.vin),
            word(paper, kilometres(fault.odometer_km), "right"),
            Cell(part),
            word(paper, fault.symptoms),
            word(paper, fault.cause),
            word(paper, label(fault.remedy, words) if fault.remedy else ""),
        ]
    )
