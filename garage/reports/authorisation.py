"""委托书, the repair authorisation with its estimate; the bare estimate 估价单 while it has no number. A4."""

from garage.domain.documents import AuthorisationForm
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.orders import OldPartChoice
from garage.domain.settlements import PayMethod
from garage.i18n import Words
from garage.reports.advice import signed_for
from garage.reports.blocks import Block, Framed, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Column, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import (
    brought_by,
    checks,
    day,
    facts,
    in_capitals,
    kilometres,
    moment,
    notes,
    phone,
    promised,
    section,
    signatures,
    title,
    warranty_lines,
)
from garage.reports.tables import brackets_note, charged_tables


def render(form: AuthorisationForm, paper: Paper, words: Words) -> bytes:
    """The form as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Repair Authorisation") if form.number else _("Estimate"),
        number=form.number or form.head.order_no,
        date=_("Date {date}").format(date=day(form.imprint.printed_at)),
        garage=form.garage,
        imprint=form.imprint,
        words=words,
        parts=_("Two copies: customer, garage"),
    )
    grids = charged_tables(paper, form.lines, (form.labour_fen, form.parts_fen, form.other_fen), words)
    blocks: list[Block] = [_head(form, paper, words), Space(4)]
    for grid in grids[:-1]:
        blocks += [grid, Space(4)]
    blocks += [
        Tied(grids[-1], _totals(form, paper, words)),
        Space(4),
        _agreed(form, paper, words),
        *signed_for(form.advice, _("Recommended work that is not part of this order"), paper, words),
        Space(4),
        Stack(
            [
                section(paper, _("Terms"), notes(paper.small, _terms(form, words), halved=True)),
                Space(4),
                _closing(form, paper, words),
            ],
            whole=True,
        ),
    ]
    return build(frame, blocks)


def _head(form: AuthorisationForm, paper: Paper, words: Words) -> Block:
    _ = words
    head, customer, car, garage = form.head, form.head.customer, form.head.car, form.garage
    kind = " / ".join((label(car.vehicle_class, words), label(car.usage, words), label(car.fuel, words)))
    return facts(
        paper,
        [
            [
                (_("Customer (owner)"), customer.name),
                (_("Contact"), customer.contact),
                (_("Phone"), phone(customer.phone)),
            ],
            [(_("Address"), customer.address, 2), (_("Credit code"), customer.uscc)],
            [(_("Brought by"), brought_by(head), 2), (_("Service advisor"), head.advisor)],
            [(_("Repairer"), garage.name), (_("Contact"), garage.contact), (_("Credit code"), garage.uscc)],
            [
                (_("Plate"), Text(car.plate, paper.strong)),
                (_("VIN"), car.vin),
                (_("Engine no."), car.engine_no),
            ],
            [(_("Make and model"), car.model, 2), (_("Colour"), car.colour)],
            [(_("Vehicle type"), kind, 2), (_("Order no."), head.order_no)],
            [
                (_("Brought in"), moment(head.received_at)),
                (_("Odometer in"), kilometres(head.odometer_km)),
                (_("Repair category"), label(head.category, words) if head.category else ""),
            ],
            [(_("Fault described"), head.complaint)],
        ],
    )


def _totals(form: AuthorisationForm, paper: Paper, words: Words) -> Block:
    _ = words
    sums = facts(
        paper,
        [
            [
                (_("Labour fees"), _money(paper, form.labour_fen)),
                (_("Materials"), _money(paper, form.parts_fen)),
                (_("Other fees"), _money(paper, form.other_fen)),
                (_("Discount"), _money(paper, -form.discount_fen)),
            ]
        ],
        names=20,
        values=26.5,
    )
    big = paper.strong.but(size=paper.size + 4, leading=1.2)
    total = Grid(
        [Column(20), Column(104), Column(62)],
        [
            Row(
                [
                    Cell(Text(_("Estimated total"), paper.strong), shade=True),
                    Cell(in_capitals(paper, form.total_fen, words)),
                    Cell(Text(format_yuan(form.total_fen), big, "right", fit=True)),
                ],
                middle=True,
            )
        ],
    )
    return Stack([sums, total], whole=True)


def _money(paper: Paper, fen: int) -> Text:
    return Text(format_yuan(fen), paper.body, "right", fit=True)


def _agreed(form: AuthorisationForm, paper: Paper, words: Words) -> Block:
    """Promised time and the choices the customer made."""
    _ = words
    old_parts = checks(
        [
            (form.old_parts == OldPartChoice.TAKE, _("taken back by the customer")),
            (form.old_parts == OldPartChoice.WAIVE, _("kept by the garage")),
            (form.old_parts == OldPartChoice.NONE, _("no old parts")),
        ]
    )
    methods = checks((form.pay_method == method, label(method, words)) for method in PayMethod)
    wash = checks([(form.wash, _("wanted")), (not form.wash, _("not wanted"))])
    time = promised(form.head)
    if form.after_inspection:
        time = "  ".join(filter(None, (time, _("to be fixed after inspection"))))
    return facts(
        paper,
        [
            [(_("Promised for"), Text(time, paper.strong), 2), (_("Free wash"), wash)],
            [(_("Payment by"), methods)],
            [(_("Old parts"), old_parts)],
            [(_("Left in the car"), form.belongings)],
        ],
    )


def _terms(form: AuthorisationForm, words: Words) -> list[str]:
    _ = words
    overrun = (
        _(
            "When the final amount would exceed the estimate by more than {percent} %, the garage asks for consent first."
        ).format(percent=form.overrun_percent)
        if form.overrun_percent
        else _("The final amount does not exceed the estimate without the customer's consent.")
    )
    return [
        _(
            "Work found necessary during the repair is done only after the customer was told its price and time and has agreed."
        ),
        overrun,
        *(
            [_("Price and time of what is still to be inspected are agreed after the inspection.")]
            if form.after_inspection
            else []
        ),
        _(
            "Replaced parts belong to the customer and are handed back, unless waived above or owed to the maker under a warranty claim."
        ),
        *(
            _("Repair warranty – {terms}").format(terms=terms)
            for terms in warranty_lines(form.warranty, words)
        ),
        _("Parts that the customer brought along carry no parts warranty."),
        _(
            "Please take valuables with you. The garage keeps the car and what is listed above with care; it is not liable for valuables that were not listed."
        ),
        _(
            "The customer allows the garage to drive the car on the road as far as diagnosis and final test need it."
        ),
        _(
            "The repair follows the Provisions on the Administration of Motor Vehicle Maintenance and the standards in force."
        ),
        *brackets_note(form.lines, words),
    ]


def _closing(form: AuthorisationForm, paper: Paper, words: Words) -> Block:
    _ = words
    if form.number:
        sentence = _("I have read the estimate and the terms above and authorise this repair.")
    else:
        sentence = _("This estimate is no order: work begins only when the repair is authorised.")
    consent = ""
    if form.signed_at:
        how = label(form.channel, words) if form.channel else ""
        consent = "  ".join(
            filter(None, (_("Consent given {time}").format(time=moment(form.signed_at)), how, form.signed_by))
        )
    names = [(_("Customer's signature"), ""), (_("Service advisor"), form.head.advisor)]
    lines: list[Block] = [
        title(paper, sentence),
        *([Text(consent, paper.body)] if consent else []),
        signatures(paper, names, words, dated=True),
    ]
    return Stack([Framed(Stack(lines), pad=5)], whole=True)
