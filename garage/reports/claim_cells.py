"""What the lists of claims share: a claim in one row, the supplier's head, and sums by kind."""

from collections.abc import Sequence

from garage.domain.documents import Party
from garage.domain.documents_settling import ListedClaim
from garage.domain.money import format_plain
from garage.i18n import Words
from garage.reports.blocks import Text
from garage.reports.grid import Cell, Row
from garage.reports.papers import Paper
from garage.reports.pieces import Field, phone
from garage.reports.tables import described, figure, word


def supplier_fields(supplier: Party, paper: Paper, words: Words) -> list[Field]:
    """Name and contact, for the first row of a form."""
    _ = words
    contact = " ".join(filter(None, (supplier.contact, phone(supplier.phone))))
    return [(_("Supplier"), Text(supplier.name, paper.strong)), (_("Contact"), contact, 2)]


def about_claim(place: int, claim: ListedClaim, paper: Paper) -> list[Cell]:
    """Place, number with its job, car, and the part with its fault."""
    car = " ".join(filter(None, (claim.plate, claim.model)))
    part = " · ".join(filter(None, (claim.part, ", ".join(claim.tag_nos))))
    return [
        word(paper, str(place), "centre"),
        described(paper, claim.number, claim.order_no),
        described(paper, car, claim.vin),
        described(paper, part, claim.fault),
    ]


def money(paper: Paper, fen: int) -> Cell:
    """An amount, nothing for none."""
    return figure(paper, format_plain(fen) if fen else "")


def total(paper: Paper, words: Words, span: int, amounts: Sequence[int], rest: int = 0) -> Row:
    """The sums under the columns that `span` columns stand before and `rest` behind."""
    _ = words
    cells = [figure(paper, format_plain(fen), bold=True) for fen in amounts]
    name = Cell(Text(_("Total"), paper.strong, "right"), span)
    return Row([name, *cells, *([Cell(Text("", paper.body), rest)] if rest else [])], shade=True, middle=True)
