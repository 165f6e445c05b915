"""供应商对账单, the statement of account with a supplier: A4, for both to agree to."""

from garage.domain.capitals import rmb_capitals
from garage.domain.documents_suppliers import StatementLine, SupplierStatement
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, notes, phone, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(statement: SupplierStatement, paper: Paper, words: Words) -> bytes:
    """The statement as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Supplier Statement"),
        number=statement.number,
        date=_("{since} to {until}").format(since=day(statement.since), until=day(statement.until)),
        garage=statement.garage,
        imprint=statement.imprint,
        words=words,
        parts=_("Two copies: supplier, garage"),
    )
    return build(
        frame,
        [
            _head(statement, paper, words),
            Space(5),
            Tied(_table(statement, paper, words), _closing(statement, paper, words)),
        ],
    )


def _head(statement: SupplierStatement, paper: Paper, words: Words) -> Block:
    _ = words
    supplier = statement.supplier
    rows: list[list[Field]] = [
        [
            (_("Supplier"), Text(supplier.name, paper.strong)),
            (_("Contact"), supplier.contact),
            (_("Phone"), phone(supplier.phone)),
        ],
        [(_("Address"), supplier.address, 2), (_("Credit code"), supplier.uscc)],
        [(_("Bank and account"), statement.bank_account)],
    ]
    return facts(paper, rows)


def _table(statement: SupplierStatement, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("Date"), 20),
        Heading(_("What"), 46),
        Heading(_("Document"), 31),
        Heading(_("Due on"), 20),
        Heading(_("Owed more"), 23, "right"),
        Heading(_("Owed less"), 23, "right"),
        Heading(_("Balance"), 23, "right"),
    ]
    first = _carried(paper, _("Balance brought forward"), statement.opening_fen)
    rows = [first, *(_row(line, paper, words) for line in statement.lines)]
    more = sum(max(line.amount_fen, 0) for line in statement.lines)
    less = sum(max(-line.amount_fen, 0) for line in statement.lines)
    foot = Row(
        [
            Cell(Text(_("Sum of the period"), paper.strong, "right"), 4),
            figure(paper, format_plain(more), bold=True),
            figure(paper, format_plain(less), bold=True),
            figure(paper, format_plain(statement.closing_fen), bold=True),
        ],
        shade=True,
    )
    return table(paper, headings, rows, foot=[foot])


def _carried(paper: Paper, words: str, fen: int) -> Row:
    return Row([Cell(Text(words, paper.strong), 6), figure(paper, format_plain(fen), bold=True)])


def _row(line: StatementLine, paper: Paper, words: Words) -> Row:
    more, less = max(line.amount_fen, 0), max(-line.amount_fen, 0)
    return Row(
        [
            word(paper, day(line.at)),
            described(paper, label(line.kind, words), line.note),
            word(paper, line.document),
            word(paper, day(line.due_on)),
            figure(paper, format_plain(more) if more else ""),
            figure(paper, format_plain(less) if less else ""),
            figure(paper, format_plain(line.balance_fen)),
        ]
    )


def _closing(statement: SupplierStatement, paper: Paper, words: Words) -> Block:
    _ = words
    fen = statement.closing_fen
    name = _("The garage owes") if fen >= 0 else _("The supplier owes")
    large = Text(format_yuan(abs(fen)), paper.strong.but(size=paper.size + 3, leading=1.25), fit=True)
    ages: list[Field] = [
        (label(age, words), format_yuan(one)) for age, one in statement.ageing.fen.items() if one
    ]
    rows: list[list[Field]] = [
        [(name, large), (_("In capitals"), Text(rmb_capitals(abs(fen)), paper.strong))]
    ]
    rows += [ages[at : at + 3] for at in range(0, len(ages), 3)]
    terms = [
        _("What is due first counts as paid first."),
        _("Please compare it with your books and tell us within seven days what differs."),
    ]
    names = [(_("Supplier"), ""), (_("Repairer"), "")]
    return Stack(
        [
            Space(4),
            facts(paper, rows, names=26, values=36),
            Space(4),
            notes(paper.small, terms),
            Space(8),
            signatures(paper, names, words, dated=True),
        ],
        whole=True,
    )
