"""派工单, the job card for the shop floor: plate and barcode large, work and parts, never a price. A5 landscape."""

from garage.domain.documents import DocumentLine, JobCard
from garage.domain.labels import label
from garage.domain.lines import LineKind
from garage.domain.orders import Priority
from garage.domain.quantities import format_hours, format_quantity
from garage.i18n import Words
from garage.reports.blocks import Beside, Block, Space, Stack, Text
from garage.reports.fonts import BOX
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Column, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import band, day, facts, kilometres, moment, plate_box, promised
from garage.reports.tables import Heading, described, figure, table, word


def render(card: JobCard, paper: Paper, words: Words) -> bytes:
    """The card as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Job Card"),
        number=card.head.order_no,
        date=_("Date {date}").format(date=day(card.imprint.printed_at)),
        garage=card.garage,
        imprint=card.imprint,
        words=words,
    )
    work = [line for line in card.lines if line.kind != LineKind.PART]
    parts = [line for line in card.lines if line.kind == LineKind.PART]
    blocks: list[Block] = [
        _top(card, paper, words),
        Space(3),
        *([_work(card, work, paper, words), Space(3)] if parts else []),
        Tied(
            _parts(card, parts, paper, words) if parts else _work(card, work, paper, words),
            _checks(card, paper, words),
            gap=3,
        ),
    ]
    return build(frame, blocks)


def _top(card: JobCard, paper: Paper, words: Words) -> Block:
    _ = words
    head, car = card.head, card.head.car
    urgent = card.priority != Priority.NORMAL
    plate: list[Block] = [plate_box(car.plate, size=24, high=36 if urgent else 54)]
    if urgent:
        plate += [Space(3), band(label(card.priority, words), size=9.5)]
    fields = facts(
        paper,
        [
            [(_("Make and model"), car.model)],
            [(_("Colour"), car.colour), (_("Odometer in"), kilometres(head.odometer_km))],
            [(_("Brought in"), moment(head.received_at)), (_("Service advisor"), head.advisor)],
            [
                (_("Promised for"), Text(promised(head), paper.strong)),
                (_("Bay"), Text(card.bay, paper.strong)),
            ],
        ],
        names=18,
        values=41,
    )
    wishes = facts(
        paper,
        [
            [(_("Fault described"), head.complaint)],
            [(_("Left in the car"), _guarded(card.belongings, words))],
        ],
        names=22,
        values=166,
    )
    return Stack([Beside([Stack(plate), fields], shares=(62, 126), gap=6), Space(2), wishes])


def _guarded(belongings: str, words: Words) -> str:
    _ = words
    return (
        _("{belongings} – do not touch without the advisor").format(belongings=belongings)
        if belongings
        else ""
    )


def _work(card: JobCard, lines: list[DocumentLine], paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Labour operation"), 62),
        Heading(_("Trade"), 20),
        Heading(_("Hours"), 13, "right"),
        Heading(_("Mechanic"), 34),
        Heading(_("Started at"), 20),
        Heading(_("Finished at"), 20),
        Heading(_("Done"), 12, "centre"),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                described(paper, line.name, _added(card, line, words)),
                word(paper, label(line.trade or line.kind, words)),
                figure(paper, format_hours(line.hours_centi) if line.hours_centi else ""),
                word(paper, _(", ").join(line.technicians) or line.vendor),
                word(paper, ""),
                word(paper, ""),
                word(paper, BOX, "centre"),
            ],
            middle=True,
            least=18,
        )
        for place, line in enumerate(lines, start=1)
    ]
    return table(paper, headings, rows)


def _parts(card: JobCard, lines: list[DocumentLine], paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Part to draw"), 66),
        Heading(_("Part code"), 40),
        Heading(_("Part grade"), 32),
        Heading(_("Qty"), 17, "right"),
        Heading(_("Bin"), 14),
        Heading(_("Drawn"), 12, "centre"),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                described(
                    paper,
                    "  ".join(filter(None, (line.name, line.spec))),
                    _added(card, line, words),
                ),
                word(paper, line.code),
                word(paper, _grade(line, words)),
                figure(paper, " ".join(filter(None, (format_quantity(line.qty_milli), line.unit)))),
                word(paper, line.bin),
                word(paper, BOX, "centre"),
            ],
            middle=True,
        )
        for place, line in enumerate(lines, start=1)
    ]
    return table(paper, headings, rows)


def _added(card: JobCard, line: DocumentLine, words: Words) -> str:
    _ = words
    return _("[supplement]") if line.position in card.added else ""


def _grade(line: DocumentLine, words: Words) -> str:
    _ = words
    if line.customer_supplied:
        return _("Customer-supplied")
    return label(line.grade, words) if line.grade else ""


def _checks(card: JobCard, paper: Paper, words: Words) -> Block:
    """Inspection stages to tick and sign, and room for the team leader's advice."""
    _ = words
    passed, sent_back = _("passed"), _("sent back")
    stages = [
        Cell(
            Beside(
                [
                    Text(label(stage, words), paper.strong, fit=True),
                    Text(f"{BOX}{passed}  {BOX}{sent_back}", paper.body, "right", fit=True),
                ],
                gap=5,
            )
        )
        for stage in card.stages
    ]
    signs = [Cell(Text(_("Signature / time"), paper.small)) for _stage in card.stages]
    columns = [Column(188 / len(stages))] * len(stages)
    advice = Stack([Text(_("Advice and remarks for the customer"), paper.small), Space(12)])
    rows = [Row(stages), Row(signs, least=23.5), Row([Cell(advice, len(stages))])]
    return Stack([Grid(columns, rows)], whole=True)
