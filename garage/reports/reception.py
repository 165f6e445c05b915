"""接车登记表, the reception sheet: state of the car and wishes of the customer at the counter. A4."""

from garage.domain.documents import Mark, OpenWarranty, ReceptionSheet
from garage.domain.fault_clock import FaultClass
from garage.domain.labels import PRESENT, label
from garage.domain.orders import ArrivalMode, OldPartChoice
from garage.i18n import Words
from garage.reports.advice import told
from garage.reports.blocks import Block, Drawing, Framed, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Column, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pen import Pen
from garage.reports.pieces import (
    brought_by,
    checks,
    day,
    facts,
    kilometres,
    moment,
    phone,
    section,
    signatures,
    title,
)
from garage.reports.tables import Heading, table, word
from garage.reports.text import Style
from garage.reports.walk_around import walk_around

_EIGHTHS = 8
_HALF = Column(93)


def render(sheet: ReceptionSheet, paper: Paper, words: Words) -> bytes:
    """The sheet as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Reception Sheet"),
        number=sheet.head.order_no,
        date=_("Date {date}").format(date=day(sheet.head.received_at)),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
        parts=_("Two copies: customer, garage"),
    )
    blocks: list[Block] = [
        _head(sheet, paper, words),
        Space(5),
        section(paper, _("Walk-around inspection"), Framed(walk_around(sheet.marks, words), pad=5)),
        Space(2),
        _legend(sheet.marks, paper, words),
        Space(5),
        _state(sheet, paper, words),
        *_warranties(sheet.warranties, paper, words),
        *told(sheet.advice, _("Advice of earlier visits"), paper, words),
        Space(6),
        _closing(sheet, paper, words),
    ]
    return build(frame, blocks)


def _head(sheet: ReceptionSheet, paper: Paper, words: Words) -> Block:
    _ = words
    head, car = sheet.head, sheet.head.car
    arrival = checks((sheet.arrival == mode, label(mode, words)) for mode in ArrivalMode)
    fault = checks((sheet.fault_class == one, label(one, words)) for one in FaultClass)
    return facts(
        paper,
        [
            [
                (_("Customer"), head.customer.name),
                (_("Phone"), phone(head.customer.phone)),
                (_("Brought by"), brought_by(head)),
            ],
            [
                (_("Plate"), Text(car.plate, paper.strong.but(size=paper.size + 2))),
                (_("Make and model"), car.model),
                (_("Colour"), car.colour),
            ],
            [
                (_("VIN"), car.vin),
                (_("Engine no."), car.engine_no),
                (_("Odometer in"), kilometres(head.odometer_km)),
            ],
            [
                (_("Brought in"), moment(head.received_at)),
                (_("Service advisor"), head.advisor),
                (_("Fuel level"), _gauge(sheet.fuel_eighths)),
            ],
            [(_("Arrival"), arrival)],
            [(_("Fault class"), fault)],
            [(_("Customer's words"), Text(head.complaint or "\n\n", paper.body))],
        ],
    )


def _gauge(eighths: int | None) -> Block:
    """E to F in eighths, filled as far as the tank."""
    style = Style(7.5, bold=True)

    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        pen.text(x, top, "E", style)
        pen.text(x + width - 6, top, "F", style)
        room = (width - 20) / _EIGHTHS
        for place in range(_EIGHTHS):
            left = x + 9 + place * room
            if eighths is not None and place < eighths:
                pen.fill(left, top + 2, room - 1.5, 7, grey=0.25)
            pen.box(left, top + 2, room - 1.5, 7, line=0.5)

    return Drawing(11, paint)


def _legend(marks: tuple[Mark, ...], paper: Paper, words: Words) -> Block:
    """What each number on the drawing means, two to a row."""
    _ = words
    if not marks:
        return Text(_("No damage was marked."), paper.body)
    texts = [
        f"{place}  {label(mark.side, words)} · {label(mark.damage, words)}{'  ' + mark.note if mark.note else ''}"
        for place, mark in enumerate(marks, start=1)
    ]
    texts += [""] * (len(texts) % 2)
    rows = [
        Row([word(paper, left), word(paper, right)])
        for left, right in zip(texts[::2], texts[1::2], strict=True)
    ]
    return Grid([_HALF, _HALF], rows, pad_y=1.2)


def _state(sheet: ReceptionSheet, paper: Paper, words: Words) -> Block:
    _ = words
    present = dict(sheet.present)
    old_parts = checks(
        [
            (sheet.old_parts == OldPartChoice.TAKE, _("taken back by the customer")),
            (sheet.old_parts == OldPartChoice.WAIVE, _("kept by the garage")),
            (sheet.old_parts == OldPartChoice.NONE, _("no old parts")),
        ]
    )
    return facts(
        paper,
        [
            [
                (
                    _("In the car"),
                    checks((present.get(code, False), _(name)) for code, name in PRESENT.items()),
                )
            ],
            [(_("Warning lamps"), sheet.warning_lamps)],
            [(_("Left in the car"), sheet.belongings)],
            [(_("Valuables"), checks([(sheet.valuables_removed, _("taken out by the customer"))]))],
            [(_("Old parts"), old_parts)],
            [
                (
                    _("Free wash"),
                    checks([(sheet.wash, _("wanted")), (not sheet.wash, _("not wanted"))]),
                ),
                (_("Best call time"), sheet.call_time),
            ],
        ],
        values=74,
    )


def _warranties(warranties: tuple[OpenWarranty, ...], paper: Paper, words: Words) -> list[Block]:
    _ = words
    if not warranties:
        return []
    headings = [
        Heading(_("Order no."), 30),
        Heading(_("Work covered"), 56),
        Heading(_("Left on"), 22),
        Heading(_("Covered until"), 22),
        Heading(_("Days left"), 18, "right"),
        Heading(_("Covered to"), 20, "right"),
        Heading(_("km left"), 18, "right"),
    ]
    rows = [
        Row(
            [
                word(paper, one.order_no),
                word(paper, one.line),
                word(paper, day(one.left_on)),
                word(paper, day(one.expires_on)),
                word(paper, f"{one.days_left:,}", "right"),
                word(paper, kilometres(one.expires_km), "right"),
                word(paper, f"{one.km_left:,}", "right"),
            ]
        )
        for one in warranties
    ]
    return [Space(5), table(paper, headings, rows, name=_("Still under repair warranty"))]


def _closing(sheet: ReceptionSheet, paper: Paper, words: Words) -> Block:
    _ = words
    names = [(_("Customer's signature"), ""), (_("Service advisor"), sheet.head.advisor)]
    sentence = _(
        "The state of the car and what is left in it were recorded in my presence. Please keep valuables with you."
    )
    return Stack(
        [Framed(Stack([title(paper, sentence), signatures(paper, names, words, dated=True)]), pad=5)],
        whole=True,
    )
