"""增项确认单, work found after the authorisation and the customer's answer to it. A5 or half continuous form."""

from garage.domain.documents import DocumentLine
from garage.domain.documents_consent import SupplementForm
from garage.domain.labels import label
from garage.domain.lines import CHARGED, LineKind
from garage.domain.money import format_plain, format_yuan
from garage.domain.orders import SPOKEN, SupplementState
from garage.domain.quantities import format_hours, format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Column, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import (
    Field,
    band,
    checks,
    facts,
    in_capitals,
    kilometres,
    moment,
    phone,
    signatures,
    spoken_with,
)
from garage.reports.tables import Heading, brackets_note, described, figure, table, word


def render(form: SupplementForm, paper: Paper, words: Words) -> bytes:
    """The form as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Supplement Form"),
        number=form.number,
        date=_("Date {date}").format(date=moment(form.found_at)),
        garage=form.garage,
        imprint=form.imprint,
        words=words,
        parts=_("Two copies: customer, garage"),
    )
    warning = _("This work concerns the safety of the car.")
    blocks: list[Block] = [
        _head(form, paper, words),
        Space(3),
        *([band(warning, size=paper.size), Space(3)] if form.safety else []),
        Tied(_lines(form, paper, words), _totals(form, paper, words)),
        Space(3),
        _closing(form, paper, words),
    ]
    return build(frame, blocks)


def _head(form: SupplementForm, paper: Paper, words: Words) -> Block:
    _ = words
    head, car = form.head, form.head.car
    return facts(
        paper,
        [
            [
                (_("Customer"), head.customer.name),
                (_("Phone"), phone(head.customer.phone)),
                (_("Plate"), Text(car.plate, paper.strong)),
            ],
            [
                (_("Make and model"), car.model),
                (_("Odometer in"), kilometres(head.odometer_km)),
                (_("Order no."), head.order_no),
            ],
            [(_("What was found"), form.reason)],
        ],
    )


def _lines(form: SupplementForm, paper: Paper, words: Words) -> Grid:
    """All kinds in one table: a supplement is short."""
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("Operation or part"), 77),
        Heading(_("Kind"), 18),
        Heading(_("Hours / qty"), 20, "right"),
        Heading(_("Unit price"), 22, "right"),
        Heading(_("Charged"), 23, "right"),
        *([Heading(_("Answer"), 17, "centre")] if form.answered_at else []),
    ]
    rows = [_line(form, place, line, paper, words) for place, line in enumerate(form.lines, start=1)]
    return table(paper, headings, rows)


def _line(form: SupplementForm, place: int, line: DocumentLine, paper: Paper, words: Words) -> Row:
    _ = words
    labour = line.kind is LineKind.LABOUR
    qty = format_hours(line.hours_centi) if labour else f"{format_quantity(line.qty_milli)} {line.unit}"
    price = line.rate_fen if labour else line.unit_price_fen
    charged = line.pay_type in CHARGED
    amount = format_plain(line.charged_fen if charged else line.gross_fen)
    details = [
        line.code,
        line.spec,
        label(line.grade, words) if line.grade else "",
        _("own part") if line.customer_supplied else "",
        "" if charged else label(line.pay_type, words),
    ]
    declined = line.position in form.declined
    return Row(
        [
            word(paper, str(place), "centre"),
            described(paper, line.name, "  ".join(filter(None, details))),
            word(paper, label(line.kind, words)),
            figure(paper, qty.strip()),
            figure(paper, format_plain(price)),
            figure(paper, amount if charged else f"({amount})"),
            *(
                [word(paper, _("declined") if declined else _("agreed"), "centre")]
                if form.answered_at
                else []
            ),
        ]
    )


def _totals(form: SupplementForm, paper: Paper, words: Words) -> Block:
    _ = words
    agreed = form.agreed_fen
    rows: list[list[Field]] = [
        [
            (_("Order before"), _money(paper, form.before_fen)),
            (
                (_("Supplement"), _money(paper, form.delta_fen))
                if agreed is None
                else (_("Agreed to"), _money(paper, agreed))
            ),
            (_("New promised time"), Text(moment(form.promised_at or form.promised_before), paper.strong)),
        ]
    ]
    big = paper.strong.but(size=paper.size + 3, leading=1.2)
    total = Grid(
        [Column(20), Column(111), Column(55)],
        [
            Row(
                [
                    Cell(Text(_("New total"), paper.strong), shade=True),
                    Cell(in_capitals(paper, form.total_fen, words)),
                    Cell(Text(format_yuan(form.total_fen), big, "right", fit=True)),
                ],
                middle=True,
            )
        ],
    )
    return Stack([facts(paper, rows), total], whole=True)


def _money(paper: Paper, fen: int) -> Text:
    return Text(format_yuan(fen), paper.body, "right", fit=True)


def _closing(form: SupplementForm, paper: Paper, words: Words) -> Block:
    """The answer to be ticked and signed, or as it was given."""
    _ = words
    answered = form.answered_at is not None
    agreed = answered and form.state is SupplementState.AUTHORISED
    choices = checks(
        [
            (agreed, _("I agree to this work, its price and the new time.")),
            (
                answered and bool(form.declined),
                _("I do not agree; the risk to safety was explained to me.")
                if form.safety
                else _("I do not agree."),
            ),
        ]
    )
    consent = ""
    if answered:
        how = label(form.channel, words) if form.channel else ""
        when = _("Answered {time}").format(time=moment(form.answered_at))
        who = spoken_with(form.answered_by, form.taken_by, words) if form.channel in SPOKEN else ""
        consent = "  ".join(filter(None, (when, how, form.note, who)))
    signed = form.answered_by if form.channel not in SPOKEN else ""
    names = [(_("Customer's signature"), signed), (_("Service advisor"), form.head.advisor)]
    lines: list[Block] = [
        Text(choices, paper.body),
        *(
            [Text(_("Explained: {risk}").format(risk=form.consequence), paper.body)]
            if form.consequence
            else []
        ),
        *([Text(consent, paper.body)] if consent else []),
        *(Text(note, paper.small) for note in brackets_note(form.lines, words)),
        signatures(paper, names, words, dated=True),
    ]
    return Stack(lines, gap=1.5, whole=True)
