"""客户对账单, the statement of account with a customer: A4, for both to agree to, ages of what is open at its foot."""

from garage.domain.capitals import rmb_capitals
from garage.domain.documents_till import CustomerStatement
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.receivables import StatementEntry
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, notes, phone, section, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(statement: CustomerStatement, paper: Paper, words: Words) -> bytes:
    """The statement as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Statement of Account"),
        number=statement.number,
        date=_("{since} to {until}").format(since=day(statement.since), until=day(statement.until)),
        garage=statement.garage,
        imprint=statement.imprint,
        words=words,
        parts=_("Two copies: customer, garage"),
    )
    bills: list[Block] = []
    if statement.bills:
        bills = [Space(5), section(paper, _("Open bills"), _bills(statement, paper, words))]
    account = Tied(_table(statement, paper, words), _closing(statement, paper, words))
    return build(frame, [_head(statement, paper, words), *bills, Space(5), account])


def _head(statement: CustomerStatement, paper: Paper, words: Words) -> Block:
    _ = words
    customer = statement.customer
    rows: list[list[Field]] = [
        [
            (_("Customer"), Text(customer.name, paper.strong)),
            (_("Contact"), customer.contact),
            (_("Phone"), phone(customer.phone)),
        ],
        [(_("Address"), customer.address, 2), (_("Credit code"), customer.uscc)],
    ]
    return facts(paper, rows)


def _bills(statement: CustomerStatement, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("Bill no."), 34),
        Heading(_("Plate"), 26),
        Heading(_("Date"), 22),
        Heading(_("Due on"), 22),
        Heading(_("Amount"), 26, "right"),
        Heading(_("Paid so far"), 26, "right"),
        Heading(_("Still owed"), 30, "right"),
    ]
    rows = [
        Row(
            [
                word(paper, bill.document),
                word(paper, bill.plate),
                word(paper, day(bill.at)),
                word(paper, day(bill.due_on)),
                figure(paper, format_plain(bill.balance.due_fen)),
                figure(paper, format_plain(bill.balance.paid_fen)),
                figure(paper, format_plain(bill.owed_fen), bold=True),
            ]
        )
        for bill in statement.bills
    ]
    owed = sum(bill.owed_fen for bill in statement.bills)
    last = [Cell(Text(_("Sum"), paper.strong, "right"), 6), figure(paper, format_plain(owed), bold=True)]
    return table(paper, headings, rows, foot=[Row(last, shade=True)])


def _table(statement: CustomerStatement, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("Date"), 22),
        Heading(_("What"), 56),
        Heading(_("Document"), 33),
        Heading(_("Owes more"), 25, "right"),
        Heading(_("Owes less"), 25, "right"),
        Heading(_("Balance"), 25, "right"),
    ]
    opening = figure(paper, format_plain(statement.opening_fen), bold=True)
    first = Row([Cell(Text(_("Balance brought forward"), paper.strong), 5), opening])
    rows = [first, *(_row(line, paper, words) for line in statement.lines)]
    more = sum(max(line.amount_fen, 0) for line in statement.lines)
    less = sum(max(-line.amount_fen, 0) for line in statement.lines)
    foot = Row(
        [
            Cell(Text(_("Sum of the period"), paper.strong, "right"), 3),
            figure(paper, format_plain(more), bold=True),
            figure(paper, format_plain(less), bold=True),
            figure(paper, format_plain(statement.closing_fen), bold=True),
        ],
        shade=True,
    )
    return table(paper, headings, rows, foot=[foot])


def _row(line: StatementEntry, paper: Paper, words: Words) -> Row:
    more, less = max(line.amount_fen, 0), max(-line.amount_fen, 0)
    return Row(
        [
            word(paper, day(line.at)),
            described(paper, label(line.kind, words), line.about),
            word(paper, line.document),
            figure(paper, format_plain(more) if more else ""),
            figure(paper, format_plain(less) if less else ""),
            figure(paper, format_plain(line.balance_fen)),
        ]
    )


def _closing(statement: CustomerStatement, paper: Paper, words: Words) -> Block:
    _ = words
    fen = statement.closing_fen
    name = _("The customer owes") if fen >= 0 else _("To be paid back")
    large = Text(format_yuan(abs(fen)), paper.strong.but(size=paper.size + 3, leading=1.25), fit=True)
    by_age = statement.ageing.fen if statement.ageing is not None else {}
    ages: list[Field] = [(label(age, words), format_yuan(one)) for age, one in by_age.items() if one]
    rows: list[list[Field]] = [
        [(name, large), (_("In capitals"), Text(rmb_capitals(abs(fen)), paper.strong))]
    ]
    rows += [ages[at : at + 3] for at in range(0, len(ages), 3)]
    terms = [
        _("Bills and counter sales on account; what was paid at once does not stand here."),
        _("Please compare it with your books and tell us within seven days what differs."),
    ]
    names = [(_("Customer"), ""), (_("Repairer"), "")]
    return Stack(
        [
            Space(4),
            facts(paper, rows, names=30, values=32),
            Space(4),
            notes(paper.small, terms),
            Space(8),
            signatures(paper, names, words, dated=True),
        ],
        whole=True,
    )
