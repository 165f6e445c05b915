"""领料单 and 退料单, parts issued to or returned from one order: half continuous form in three copies."""

from collections.abc import Sequence
from dataclasses import replace

from garage.domain.documents import IssuedPart, IssueSlip
from garage.domain.labels import label
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row, Tied
from garage.reports.layout import build, build_copies
from garage.reports.papers import Paper
from garage.reports.pieces import Field, checks, facts, moment, signatures
from garage.reports.tables import Heading, described, figure, table, word


def three_parts(words: Words) -> str:
    """Names and colours of the copies of a three-part form."""
    _ = words
    return _("Copies: 1 office (white) · 2 customer (red) · 3 store/workshop (yellow)")


def render(slip: IssueSlip, paper: Paper, words: Words) -> bytes:
    """The slip as a PDF.

    A continuous form prints through its three parts, so it shows no cost. On single sheets each copy has its own
    sheet and mark, and the store's alone shows what the goods cost (B3).
    """
    _ = words
    if paper.impact:
        names = _("Copies: 1 office (white) · 2 workshop (red) · 3 store (yellow)")
        return build(*_copy(_without_cost(slip), paper, words, parts=names))
    plain = _without_cost(slip)
    copies = [(plain, _("1 office (white)")), (plain, _("2 workshop (red)")), (slip, _("3 store (yellow)"))]
    return build_copies([_copy(one, paper, words, mark=mark) for one, mark in copies])


def _without_cost(slip: IssueSlip) -> IssueSlip:
    return replace(slip, parts=tuple(replace(part, cost_fen=None) for part in slip.parts))


def _copy(
    slip: IssueSlip, paper: Paper, words: Words, *, parts: str = "", mark: str = ""
) -> tuple[Frame, list[Block]]:
    """One copy: `parts` names all of a form that prints through, `mark` the one that has a sheet of its own."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Return Slip") if slip.is_return else _("Issue Slip"),
        number=slip.number,
        date=moment(slip.at),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
        parts=parts,
    )
    if slip.is_return:
        names = [
            (_("Returned by"), slip.received_by),
            (_("Taken in by"), slip.issued_by),
            (_("Checked by"), ""),
        ]
    else:
        names = [
            (_("Handed out by"), slip.issued_by),
            (_("Drawn by"), slip.received_by),
            (_("Checked by"), ""),
        ]
    table_ = _table(slip.parts, paper, words)
    return frame, [
        _head(slip, paper, words, mark),
        Space(5),
        Tied(table_, signatures(paper, names, words), gap=2),
    ]


def _head(slip: IssueSlip, paper: Paper, words: Words, mark: str) -> Block:
    _ = words
    rows: list[Sequence[Field]] = [
        [
            (_("Order no."), slip.order_no),
            (_("Plate"), Text(slip.car.plate, paper.strong)),
            (_("Make and model"), slip.car.model),
        ]
    ]
    if mark:
        rows.append([(_("Copy"), Text(mark, paper.strong)), (_("Note"), slip.note, 2)])
    elif slip.note:
        rows.append([(_("Note"), slip.note, 3)])
    return facts(paper, rows)


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
                described(paper, part.name, _numbers(part, words)),
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


def _numbers(part: IssuedPart, words: Words) -> str:
    """The serial numbers of a tracked part, each with the one that came off."""
    _ = words
    told = [
        _("SN {serial} (old {old})").format(serial=new, old=old)
        if old
        else _("SN {serial}").format(serial=new)
        for new, old in part.serials
    ]
    return _(", ").join(told)
