"""领料单 and 退料单, parts issued to or returned from one order: half continuous form in three copies."""

from garage.domain.documents import IssuedPart, IssueSlip
from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row, Tied
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import checks, facts, moment, signatures
from garage.reports.tables import Heading, figure, table, word


def three_parts(words: Words) -> str:
    """Names and colours of the copies of a three-part form."""
    _ = words
    return _("Copies: 1 office (white) · 2 customer (red) · 3 store/workshop (yellow)")


def render(slip: IssueSlip, paper: Paper, words: Words) -> bytes:
    """The slip as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Return Slip") if slip.is_return else _("Issue Slip"),
        number=slip.number,
        date=moment(slip.at),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
        parts=three_parts(words),
    )
    car = slip.car
    head = facts(
        paper,
        [
            [
                (_("Order no."), slip.order_no),
                (_("Plate"), Text(car.plate, paper.strong)),
                (_("Make and model"), car.model),
            ],
        ],
    )
    if slip.is_return:
        names = [
            (_("Returned by"), slip.issued_by),
            (_("Taken in by"), slip.received_by),
            (_("Checked by"), ""),
        ]
    else:
        names = [
            (_("Handed out by"), slip.issued_by),
            (_("Drawn by"), slip.received_by),
            (_("Checked by"), ""),
        ]
    blocks: list[Block] = [
        head,
        Space(5),
        Tied(_table(slip.parts, paper, words), signatures(paper, names, words), gap=2),
    ]
    return build(frame, blocks)


def _table(parts: tuple[IssuedPart, ...], paper: Paper, words: Words) -> Grid:
    _ = words
    costs = any(part.cost_fen is not None for part in parts)
    headings = [
        Heading(_("No."), 11, "centre"),
        Heading(_("Part code"), 40),
        Heading(_("Part"), 66),
        Heading(_("Part grade"), 24),
        Heading(_("Qty"), 16, "right"),
        Heading(_("Unit"), 13, "centre"),
        Heading(_("Bin"), 20),
        Heading(_("Old part back"), 22, "centre"),
        *([Heading(_("Cost"), 24, "right")] if costs else []),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                word(paper, part.code),
                word(paper, part.name),
                word(paper, label(part.grade, words)),
                figure(paper, format_quantity(part.qty_milli)),
                word(paper, part.unit, "centre"),
                word(paper, part.bin),
                word(
                    paper,
                    checks([(part.old_part_back, _("due"))]) if part.old_part_back else "–",
                    "centre",
                ),
                *(
                    [figure(paper, "" if part.cost_fen is None else format_plain(part.cost_fen))]
                    if costs
                    else []
                ),
            ]
        )
        for place, part in enumerate(parts, start=1)
    ]
    return table(paper, headings, rows)
