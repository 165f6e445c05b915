"""结算清单, the settlement slip after JT/T 1133-2017: A4 or full continuous form, two copies."""

from garage.domain.decimals import format_decimal
from garage.domain.documents import SettlementSlip
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.orders import OldPartChoice
from garage.domain.vehicles import Fuel
from garage.i18n import Words
from garage.reports.advice import signed_for
from garage.reports.blocks import Beside, Block, Framed, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Column, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import (
    Field,
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
        *signed_for(slip.advice, _("Recommended work"), paper, words),
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
    granted = sum(fen for _kind, _words, fen in slip.benefits)
    order_discount = _("Order discount")
    if slip.discount_reason and slip.order_discount_fen > granted:
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
                (order_discount, _money(paper, granted - slip.order_discount_fen)),
                (_("Rounding off"), _money(paper, -slip.rounding_off_fen)),
                (_("Paid so far"), _money(paper, slip.paid_fen)),
            ],
            *_benefits(slip, words),
            *_shares(slip, paper, words),
        ],
        names=20,
        values=26.5,
    )
    rest = slip.payable_fen - slip.allowance_fen - slip.paid_fen
    words_of_rest = _("Still to pay {amount}") if rest >= 0 else _("To be refunded {amount}")
    due = words_of_rest.format(amount=format_yuan(abs(rest)))
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


def _benefits(slip: SettlementSlip, words: Words) -> list[list[Field]]:
    """Offers, coupons and points by name, with what each takes off."""
    _ = words
    said = [f"{label(kind, words)} {name} {format_yuan(-fen)}" for kind, name, fen in slip.benefits]
    return [[(_("Offers, coupons, points"), "   ".join(said))]] if said else []


def _shares(slip: SettlementSlip, paper: Paper, words: Words) -> list[list[Field]]:
    """Rows that only some bills have: the insurer's part, VAT, and what happened after the bill."""
    _ = words
    rows: list[list[Field]] = []
    if slip.insurance_fen:
        insurer = "  ".join(filter(None, (slip.insurer, slip.insurer_case)))
        rows.append(
            [
                (_("Customer's part"), _money(paper, slip.payable_fen - slip.insurance_fen)),
                (_("Insurer's part"), _money(paper, slip.insurance_fen)),
                (_("Insurer, case no."), insurer),
            ]
        )
    vat: list[Field] = []
    if slip.tax_bp:
        rate = format_decimal(slip.tax_bp, 2)
        vat = [
            (_("Net of VAT"), _money(paper, slip.payable_fen - slip.tax_fen)),
            (_("VAT {rate} %").format(rate=rate), _money(paper, slip.tax_fen)),
        ]
    if slip.tax_bp or slip.invoice_no:
        rows.append([*vat, (_("Invoice no."), slip.invoice_no)])
    later: list[Field] = []
    if slip.allowance_fen:
        later.append((_("Allowance"), _money(paper, -slip.allowance_fen)))
    if slip.credit_due_on:
        text = _("{who}, due on {day}").format(who=slip.debtor, day=day(slip.credit_due_on))
        later.append((_("On account"), text))
    return [*rows, later] if later else rows


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
