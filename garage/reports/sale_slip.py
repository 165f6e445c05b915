"""配件销售单 and 销售退货单, parts sold over the counter or taken back: half continuous form, or an 80 mm roll."""

from garage.domain.capitals import rmb_capitals
from garage.domain.decimals import format_decimal
from garage.domain.documents_sales import SaleSlip, SoldGoods
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row, Tied
from garage.reports.issue_slip import three_parts
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, day, facts, moment, phone, signatures
from garage.reports.tables import Heading, described, figure, serial_words, table, word


def render(slip: SaleSlip, paper: Paper, words: Words) -> bytes:
    """The slip as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Sales Return Slip") if slip.is_return else _("Parts Sales Slip"),
        number=slip.number,
        date=moment(slip.at),
        garage=slip.garage,
        imprint=slip.imprint,
        words=words,
        parts=three_parts(words),
    )
    names = [(_("Taken back by") if slip.is_return else _("Sold by"), slip.sold_by), (_("Sold to"), "")]
    narrow = paper.width_mm < 150
    signed: Block = (
        Stack([signatures(paper, [name], words) for name in names])
        if narrow
        else signatures(paper, [*names, (_("Stamp"), "")], words)
    )
    money = _money(slip, paper, words, narrow=narrow)
    paid = [facts(paper, money)] if money else []
    small = Text(_("Amounts include tax; this slip is not an invoice."), paper.small)
    goods = _narrow_table(slip, paper, words) if narrow else _wide_table(slip, paper, words)
    tail = Stack([*paid, small, Space(2), signed], gap=2)
    return build(frame, [_head(slip, paper, words, narrow=narrow), Space(4), Tied(goods, tail, gap=3)])


def _head(slip: SaleSlip, paper: Paper, words: Words, *, narrow: bool) -> Block:
    _ = words
    who: list[Field] = [
        (_("Sold to"), Text(slip.buyer or "–", paper.strong)),
        (_("Phone"), phone(slip.phone) or "–"),
    ]
    said: list[Field] = [
        (name, text)
        for name, text in (
            (_("Return of"), slip.return_of),
            (_("Reason") if slip.is_return else _("Note"), slip.note),
            (_("Void because"), slip.void_reason),
        )
        if text
    ]
    if narrow:
        return facts(paper, [[field] for field in [*who, *said]], names=20, values=52)
    return facts(paper, [who, *([field] for field in said)])


def _wide_table(slip: SaleSlip, paper: Paper, words: Words) -> Grid:
    _ = words
    less = any(line.discount_fen for line in slip.lines)
    headings = [
        Heading(_("No."), 11, "centre"),
        Heading(_("Part code"), 36),
        Heading(_("Part"), 72),
        Heading(_("Qty"), 16, "right"),
        Heading(_("Unit"), 13, "centre"),
        Heading(_("Unit price"), 22, "right"),
        *([Heading(_("Discount"), 20, "right")] if less else []),
        Heading(_("Amount"), 24, "right"),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                word(paper, line.code),
                described(
                    paper, line.name, " ".join(filter(None, (line.spec, serial_words(line.serials, words))))
                ),
                figure(paper, format_quantity(line.qty_milli)),
                word(paper, line.unit, "centre"),
                figure(paper, format_plain(line.price_fen)),
                *([figure(paper, _off(line.discount_fen))] if less else []),
                figure(paper, format_plain(line.amount_fen - line.discount_fen)),
            ]
        )
        for place, line in enumerate(slip.lines, start=1)
    ]
    foot = [
        Row(
            [
                Cell(Text(words_, paper.strong if bold else paper.body, "right"), len(headings) - 1),
                figure(paper, amount, bold=bold),
            ],
            shade=bold,
        )
        for words_, amount, bold in _sums(slip, words)
    ]
    return table(paper, headings, rows, foot=foot)


def _sums(slip: SaleSlip, words: Words) -> list[tuple[str, str, bool]]:
    """What stands under the lines: the rounding where there is one, then the total in capitals and figures."""
    _ = words
    total = _("Taken back for") if slip.is_return else _("To pay")
    capitals = f"{total}   {rmb_capitals(slip.payable_fen)}"
    off = slip.rounding_off_fen
    rounded = [(_("Rounded off"), _off(off), False)] if off else []
    return [*rounded, (capitals, format_yuan(slip.payable_fen), True)]


def _narrow_table(slip: SaleSlip, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [Heading(_("Part"), 38), Heading(_("Qty"), 12, "right"), Heading(_("Amount"), 22, "right")]
    rows = [
        Row(
            [
                Cell(Stack([Text(line.name, paper.body), Text(_detail(line, words), paper.small)])),
                figure(paper, format_quantity(line.qty_milli)),
                figure(paper, format_plain(line.amount_fen - line.discount_fen)),
            ]
        )
        for line in slip.lines
    ]
    foot = [
        Row(
            [
                Cell(Text(text, paper.strong if bold else paper.body, "right"), 2),
                figure(paper, fen, bold=bold),
            ],
            shade=bold,
        )
        for text, fen, bold in _sums(slip, words)
    ]
    return table(paper, headings, rows, foot=foot)


def _detail(line: SoldGoods, words: Words) -> str:
    """Code, price, what was let off and serial numbers, small under the name."""
    each = f"{format_plain(line.price_fen)} / {line.unit}" if line.unit else format_plain(line.price_fen)
    off = _off(line.discount_fen) if line.discount_fen else ""
    return "   ".join(
        word_ for word_ in (line.code, line.spec, each, off, serial_words(line.serials, words)) if word_
    )


def _money(slip: SaleSlip, paper: Paper, words: Words, *, narrow: bool) -> list[list[Field]]:
    """How it was paid, what is open, and the tax in it."""
    _ = words
    fields: list[Field] = []
    if slip.tenders:
        between = "\n" if narrow else "    "
        paid = between.join(f"{label(method, words)} {format_yuan(fen)}" for method, fen in slip.tenders)
        fields.append((_("Payment by"), paid))
    if slip.change_fen:
        fields.append((_("Change"), format_yuan(slip.change_fen)))
    if slip.owed_fen:
        due = _("{amount}, due on {day}").format(amount=format_yuan(slip.owed_fen), day=day(slip.due_on))
        fields.append((_("On account"), Text(due, paper.strong)))
    if slip.tax_bp:
        rate = format_decimal(slip.tax_bp, 2)
        fields.append((_("VAT {rate} %").format(rate=rate), format_yuan(slip.tax_fen)))
    return [[field] for field in fields] if narrow or not fields else [fields]


def _off(fen: int) -> str:
    return f"-{format_plain(fen)}" if fen else ""
