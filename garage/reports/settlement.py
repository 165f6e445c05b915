"""结算清单, the settlement slip after JT/T 1133-2017: A4 or full continuous form, two copies."""

from garage.domain.documents import Advice, SettlementSlip
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.orders import OldPartChoice
from garage.domain.vehicles import Fuel
from garage.i18n import Words
from garage.reports.blocks import Beside, Block, Framed, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Column, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import (
    checks,
    day,
    facts,
    in_capitals,
    kilometres,
    moment,
    notes,
    phone,
    section,
    signatures,
    stamp,
    title,
    warranty_lines,
)
from garage.reports.tables import brackets_note, charged_tables


def render(slip: SettlementSlip, paper: Paper, words: Words) -> bytes:
    """The slip as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Motor Vehicle Repair Settlement Slip"),
        number=slip.number,
        date=_("Settled on {date}").format(date=day(slip.settled_at)),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
        parts=_("Two copies: customer, garage"),
    )
    grids = charged_tables(paper, slip.lines, (slip.labour_fen, slip.parts_fen, slip.other_fen), words)
    blocks: list[Block] = [_head(slip, paper, words), Space(4)]
    for grid in grids[:-1]:
        blocks += [grid, Space(4)]
    blocks += [
        Tied(grids[-1], _totals(slip, paper, words)),
        Space(4),
        _after(slip, paper, words),
        *_advice(slip.advice, paper, words),
        Space(4),
        Stack(
            [
                section(paper, _("Notes"), notes(paper.small, _note_lines(slip, words), halved=True)),
                Space(4),
                _closing(slip, paper, words),
            ],
            whole=True,
        ),
    ]
    return build(frame, blocks)


def _head(slip: SettlementSlip, paper: Paper, words: Words) -> Block:
    _ = words
    head, car, garage = slip.head, slip.head.car, slip.garage
    standard = checks(
        [
            (garage.hours_standard == "INDUSTRY", _("Industry")),
            (garage.hours_standard != "INDUSTRY", _("Vehicle maker")),
        ]
    )
    kind = " / ".join((label(car.vehicle_class, words), label(car.usage, words), label(car.fuel, words)))
    plate = Text(car.plate, paper.strong)
    return facts(
        paper,
        [
            [
                (_("Vehicle owner"), head.customer.name),
                (_("Brought by"), head.brought_by),
                (_("Phone"), _phones(slip)),
            ],
            [(_("Make and model"), car.model, 2), (_("Plate"), plate)],
            [(_("VIN"), car.vin), (_("Engine no."), car.engine_no), (_("Order no."), head.order_no)],
            [
                (_("Vehicle type"), kind, 2),
                (_("Repair category"), label(head.category, words) if head.category else ""),
            ],
            [
                (_("Repairer"), garage.name),
                (_("Contact"), garage.contact),
                (_("Phone"), phone(garage.phone)),
            ],
            [(_("Address"), garage.address, 2), (_("Credit code"), garage.uscc)],
            [
                (_("Brought in"), moment(head.received_at)),
                (_("Settled at"), moment(slip.settled_at)),
                (_("Odometer in"), kilometres(head.odometer_km)),
            ],
            [(_("Flat-rate standard"), standard, 2), (_("Odometer out"), kilometres(slip.odometer_out_km))],
            [(_("Fault described"), head.complaint)],
            *([[(_("Work done"), slip.work_done)]] if slip.work_done else []),
        ],
    )


def _phones(slip: SettlementSlip) -> str:
    head = slip.head
    return phone(head.brought_by_phone or head.customer.phone)


def _totals(slip: SettlementSlip, paper: Paper, words: Words) -> Block:
    """Sums in two rows of four, the payable amount in figures and capitals below."""
    _ = words
    gross = slip.labour_fen + slip.parts_fen + slip.other_fen
    order_discount = _("Order discount")
    if slip.discount_reason:
        order_discount = f"{order_discount} ({slip.discount_reason})"
    sums = facts(
        paper,
        [
            [
                (_("Labour fees"), _money(paper, slip.labour_fen)),
                (_("Materials"), _money(paper, slip.parts_fen)),
                (_("Other fees"), _money(paper, slip.other_fen)),
                (_("Total fees"), _money(paper, gross)),
            ],
            [
                (_("Line discounts"), _money(paper, -slip.line_discount_fen)),
                (order_discount, _money(paper, -slip.order_discount_fen)),
                (_("Rounding off"), _money(paper, -slip.rounding_off_fen)),
                (_("Paid so far"), _money(paper, slip.paid_fen)),
            ],
        ],
        names=20,
        values=26.5,
    )
    due = _("Still to pay {amount}").format(amount=format_yuan(slip.payable_fen - slip.paid_fen))
    big = paper.strong.but(size=paper.size + 4, leading=1.2)
    payable = Grid(
        [Column(20), Column(104), Column(62)],
        [
            Row(
                [
                    Cell(Text(_("Payable"), paper.strong), shade=True),
                    Cell(in_capitals(paper, slip.payable_fen, words)),
                    Cell(
                        Beside(
                            [
                                Text(due, paper.small),
                                Text(format_yuan(slip.payable_fen), big, "right", fit=True),
                            ],
                            gap=4,
                            middle=True,
                        )
                    ),
                ],
                middle=True,
            )
        ],
    )
    return Stack([sums, payable], whole=True)


def _money(paper: Paper, fen: int) -> Text:
    return Text(format_yuan(fen), paper.body, "right", fit=True)


def _after(slip: SettlementSlip, paper: Paper, words: Words) -> Block:
    _ = words
    old_parts = checks(
        [
            (slip.old_parts == OldPartChoice.TAKE, _("taken back by the customer")),
            (slip.old_parts == OldPartChoice.WAIVE, _("kept by the garage")),
            (slip.old_parts == OldPartChoice.NONE, _("no old parts")),
        ]
    )
    following = " / ".join(filter(None, (day(slip.next_service_on), kilometres(slip.next_service_km))))
    hotline = phone(slip.garage.hotline or slip.garage.phone)
    return facts(
        paper,
        [
            [(_("Old parts"), old_parts, 2), (_("Next service"), Text(following, paper.strong))],
            [
                (_("Best call time"), slip.call_time, 2),
                (_("24 h hot line"), Text(hotline, paper.strong)),
            ],
        ],
    )


def _advice(advice: tuple[Advice, ...], paper: Paper, words: Words) -> list[Block]:
    """Recommended work; what was declined is signed for, with the danger named when it concerns safety."""
    _ = words
    if not advice:
        return []
    rows = [
        Row([Cell(Text(str(place), paper.body, "centre")), Cell(_advised(item, paper, words))])
        for place, item in enumerate(advice, start=1)
    ]
    return [Space(4), section(paper, _("Recommended work"), Grid([Column(8), Column(178)], rows, pad_y=1.6))]


def _advised(item: Advice, paper: Paper, words: Words) -> Block:
    _ = words
    style = paper.strong if item.safety else paper.body
    text = _("[Safety] {text}").format(text=item.text) if item.safety else item.text
    if not item.declined:
        return Text(text, style)
    if item.safety:
        said = _("I was told why this is necessary for safety and what may follow; I decline it for now.")
    else:
        said = _("I decline this work for now.")
    sign = signatures(paper, [(_("Customer's signature"), "")], words, dated=True)
    told = Stack([Text(text, style), Text(said, paper.small)])
    return Beside([told, sign], shares=(1, 1), gap=10, middle=True)


def _note_lines(slip: SettlementSlip, words: Words) -> list[str]:
    _ = words
    electric = slip.head.car.fuel in {Fuel.ELECTRIC, Fuel.HYBRID}
    return [
        _(
            "This slip is made in two copies, one for the customer and one for the garage; it takes effect when signed by both."
        ),
        *(
            _("Repair warranty – {terms}").format(terms=terms)
            for terms in warranty_lines(slip.warranty, words)
        ),
        _("Parts that the customer brought along carry no parts warranty."),
        *(
            [_("Battery, motor and controller of new-energy vehicles follow the parts maker's warranty.")]
            if electric
            else []
        ),
        _("Amounts include tax; this slip is not an invoice."),
        *brackets_note(slip.lines, words),
    ]


def _closing(slip: SettlementSlip, paper: Paper, words: Words) -> Block:
    """Signatures of both sides and the place of the stamp, kept together."""
    _ = words
    names = [(_("Customer's signature"), ""), (_("Settled by"), slip.imprint.operator)]
    signing = Stack(
        [
            title(paper, _("I have checked the car and the fees above and received the car.")),
            *(signatures(paper, [name], words, dated=True) for name in names),
        ]
    )
    return Stack(
        [Framed(Beside([signing, stamp(_("Garage stamp"))], shares=(80, 20), gap=10, middle=True), pad=5)],
        whole=True,
    )
