"""竣工出厂合格证, the completion certificate: garage's part, customer's part and warranty card. A4 landscape."""

from garage.domain.documents_quality import CardRepair, CompletionCertificate
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Beside, Block, Drawing, Framed, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pen import Pen
from garage.reports.pieces import (
    day,
    facts,
    kilometres,
    notes,
    signatures,
    stamp,
    warranty_lines,
)
from garage.reports.tables import Heading, table
from garage.reports.text import Style

_REPAIRS = 4
"""Lines of the card for repairs under warranty."""
_PANEL = 398.0
"""Points that each of the three parts is high."""


def render(paper_: CompletionCertificate, paper: Paper, words: Words) -> bytes:
    """The certificate as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Completion Certificate") if paper_.required else _("Minor Repair Certificate"),
        number=paper_.number,
        date=_("Issued on {date}").format(date=day(paper_.issued_on)),
        garage=paper_.garage,
        imprint=paper_.imprint,
        words=words,
    )
    panels = [
        _panel(_certificate(paper_, paper, words), _("Part 2: kept by the garage"), paper),
        _panel(_certificate(paper_, paper, words), _("Part 1: for the customer"), paper),
        _panel(_card(paper_, paper, words), _("Warranty card"), paper),
    ]
    specimen = _("Specimen on plain paper: where the province issues numbered forms, that form counts.")
    below = [Space(3), Text(specimen, paper.small)]
    if paper_.void_reason:
        below.append(Text(_("Void: {why}").format(why=paper_.void_reason), paper.strong, fit=True))
    return build(frame, [Beside(panels, gap=12), *below])


def _panel(blocks: list[Block], name: str, paper: Paper) -> Block:
    """A part in its own frame, as high as its neighbours; the last block stands at its foot."""
    heading = Text(name, Style(paper.size + 3, bold=True, leading=1.3), "centre")
    body, foot = Stack([heading, Space(4), *blocks[:-1]]), blocks[-1]

    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        body.draw(pen, x, top, width)
        foot.draw(pen, x, top + _PANEL - foot.height(width), width)

    return Framed(Drawing(_PANEL, paint), pad=8, line=0.8)


def _certificate(paper_: CompletionCertificate, paper: Paper, words: Words) -> list[Block]:
    _ = words
    head, car = paper_.head, paper_.head.car
    categories = _(", ").join(label(one, words) for one in paper_.categories)

    def one_line(value: str) -> Text:
        return Text(value, paper.body, fit=True)

    plate = "  ".join(filter(None, (car.plate, car.colour)))
    fields = facts(
        paper,
        [
            [(_("Certificate no."), Text(paper_.number, paper.strong))],
            [(_("Customer (owner)"), one_line(head.customer.name))],
            [(_("Plate"), Text(plate, paper.strong, fit=True))],
            [(_("Make and model"), one_line(car.model))],
            [(_("VIN"), car.vin)],
            [(_("Engine no."), car.engine_no)],
            [(_("Repair category"), one_line(categories))],
            [(_("Contract no."), paper_.authorisation_no)],
            [(_("Brought in"), day(head.received_at)), (_("Odometer in"), kilometres(head.odometer_km))],
            [
                (_("Work completed"), day(paper_.completed_at)),
                (_("Odometer then"), kilometres(paper_.odometer_km)),
            ],
            [
                (_("Left on"), day(paper_.left_on)),
                (_("Odometer out"), kilometres(paper_.odometer_out_km)),
            ],
        ],
        names=19,
        values=25,
    )
    sentence = _("Repaired as agreed, inspected and found in order: this vehicle may leave the garage.")
    strong = Style(paper.size + 1.5, bold=True, leading=1.4)
    return [
        fields,
        Space(7),
        Text(sentence, strong),
        Beside(
            [
                Stack(
                    [
                        signatures(paper, [(_("Quality inspector"), paper_.inspector)], words),
                        signatures(paper, [(_("Received by"), "")], words),
                        signatures(paper, [(_("Date"), "")], words),
                    ]
                ),
                stamp(_("Stamp of the garage"), radius=30),
            ],
            shares=(62, 38),
            gap=6,
            middle=True,
        ),
    ]


def _card(paper_: CompletionCertificate, paper: Paper, words: Words) -> list[Block]:
    _ = words
    fields = facts(
        paper,
        [
            [
                (_("Certificate no."), Text(paper_.number, paper.body, fit=True)),
                (_("Plate"), Text(paper_.head.car.plate, paper.strong)),
            ],
            [(_("Invoice no."), "")],
        ],
        names=20,
        values=24,
    )
    terms = [
        *warranty_lines(paper_.warranty, words),
        _("What fails within this time through the quality of the repair is put right free of charge."),
        _(
            "If the car cannot be driven and the garage shows no other cause within three days, it repairs free of charge at once."
        ),
        _("After two repairs of the same fault without success, the garage pays for another garage."),
        _("Parts that the customer brought along carry no parts warranty."),
        _("Please bring this card."),
    ]
    headings = [
        Heading(name, width, "centre")
        for name, width in (
            ("", 6),
            (_("Repaired again"), 22),
            (_("Came on"), 16),
            (_("Done on"), 16),
            (_("Brought by"), 15),
            (_("Inspector"), 15),
        )
    ]
    shown = paper_.repairs[-_REPAIRS:]
    skipped = len(paper_.repairs) - len(shown)
    told = [_told(one) for one in shown] + [("",) * 5] * (_REPAIRS - len(shown))
    small = paper.small.but(size=7)
    rows = [
        Row(
            [
                Cell(Text(str(place), paper.small, "centre")),
                *(Cell(Text(words_, small)) for words_ in repair),
            ],
            least=24,
            middle=True,
        )
        for place, repair in enumerate(told, skipped + 1)
    ]
    repairs = table(paper, headings, rows, name=_("Repairs under warranty"))
    return [fields, Space(5), notes(paper.small.but(size=8), terms), repairs]


def _told(one: CardRepair) -> tuple[str, ...]:
    """The cells of a repair under warranty."""
    return one.what, day(one.came_on), day(one.done_on), one.brought_by, one.inspector
