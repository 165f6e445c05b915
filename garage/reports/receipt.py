"""收款收据, the payment receipt: third of a continuous form in three copies, or an 80 mm roll."""

from garage.domain.capitals import rmb_capitals
from garage.domain.documents import PaymentReceipt
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.settlements import ReceiptKind
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.issue_slip import three_parts
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, facts, moment, signatures


def render(receipt: PaymentReceipt, paper: Paper, words: Words) -> bytes:
    """The receipt as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_titles(words)[receipt.kind],
        number=receipt.number,
        date=moment(receipt.at),
        garage=receipt.garage,
        imprint=receipt.imprint,
        words=words,
        parts=three_parts(words),
    )
    names = [(_("Money received by"), receipt.received_by), (_("Paid by"), "")]
    if receipt.kind is ReceiptKind.REFUND:
        names = [(_("Money paid back by"), receipt.received_by), (_("Money received by"), receipt.payer)]
    body = _narrow(receipt, paper, words) if paper.width_mm < 150 else _wide(receipt, paper, words)
    sign: Block = (
        Stack([signatures(paper, [name], words) for name in names])
        if paper.width_mm < 150
        else signatures(paper, [*names, (_("Stamp"), "")], words)
    )
    return build(frame, [body, Space(2), sign])


def _titles(words: Words) -> dict[ReceiptKind, str]:
    _ = words
    return {
        ReceiptKind.DEPOSIT: _("Deposit Receipt"),
        ReceiptKind.PAYMENT: _("Payment Receipt"),
        ReceiptKind.BALANCE: _("Account Payment Receipt"),
        ReceiptKind.REFUND: _("Refund Receipt"),
    }


def _from(receipt: PaymentReceipt, words: Words) -> Field:
    _ = words
    name = _("Paid back to") if receipt.kind is ReceiptKind.REFUND else _("Received from")
    return (name, receipt.payer)


def _purpose(receipt: PaymentReceipt, words: Words) -> Field:
    _ = words
    charges = _("Parts sold") if receipt.sale_no else _("Repair charges")
    return (_("Purpose"), charges if receipt.kind is ReceiptKind.PAYMENT else label(receipt.kind, words))


def _what_for(receipt: PaymentReceipt, paper: Paper, words: Words) -> Field:
    """The car, or the sale over the counter."""
    _ = words
    if receipt.sale_no:
        return (_("Sale no."), Text(receipt.sale_no, paper.strong))
    return (_("Plate"), Text(receipt.plate, paper.strong))


def _order_no(receipt: PaymentReceipt, words: Words) -> list[Field]:
    """None of a counter sale."""
    _ = words
    return [] if receipt.sale_no else [(_("Order no."), receipt.order_no)]


def _settlement_no(receipt: PaymentReceipt, words: Words) -> list[Field]:
    """None before there is a bill."""
    _ = words
    return [(_("Settlement no."), receipt.settlement_no)] if receipt.settlement_no else []


def _balance(receipt: PaymentReceipt, words: Words) -> Field:
    """What is owed after it, what is held until there is a bill, or what still goes back."""
    _ = words
    name = _("Balance due")
    if not receipt.settlement_no and not receipt.sale_no:
        name = _("Held as deposit")
    elif receipt.balance_fen < 0:
        name = _("Still to refund")
    return (name, format_yuan(abs(receipt.balance_fen)))


def _remarks(receipt: PaymentReceipt, paper: Paper, words: Words) -> list[list[Field]]:
    _ = words
    said = ((_("Reason"), receipt.reason), (_("Void because"), receipt.void_reason))
    return [[(name, Text(why, paper.strong))] for name, why in said if why]


def _wide(receipt: PaymentReceipt, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [_from(receipt, words), _what_for(receipt, paper, words), _purpose(receipt, words)],
        [
            *_settlement_no(receipt, words),
            *_order_no(receipt, words),
            _balance(receipt, words),
        ],
        [(_("Payment by"), _tenders(receipt, words, "    "))],
        [
            (_("In capitals"), Text(rmb_capitals(receipt.total_fen), paper.strong), 2),
            (_("Amount"), _amount(receipt, paper)),
        ],
    ]
    if receipt.change_fen:
        given, change = format_yuan(receipt.given_fen), format_yuan(receipt.change_fen)
        rows.append([(_("Amount given"), given), (_("Change"), change)])
    return facts(paper, rows + _remarks(receipt, paper, words))


def _narrow(receipt: PaymentReceipt, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [_from(receipt, words)],
        [_what_for(receipt, paper, words)],
        [_purpose(receipt, words)],
        *([field] for field in _settlement_no(receipt, words)),
        *([field] for field in _order_no(receipt, words)),
        [(_("Payment by"), _tenders(receipt, words, "\n"))],
        [(_("Amount"), _amount(receipt, paper))],
        [(_("In capitals"), Text(rmb_capitals(receipt.total_fen), paper.strong))],
    ]
    if receipt.change_fen:
        rows += [
            [(_("Amount given"), format_yuan(receipt.given_fen))],
            [(_("Change"), format_yuan(receipt.change_fen))],
        ]
    rows.append([_balance(receipt, words)])
    return facts(paper, rows + _remarks(receipt, paper, words), names=20, values=52)


def _amount(receipt: PaymentReceipt, paper: Paper) -> Text:
    return Text(format_yuan(receipt.total_fen), paper.strong.but(size=paper.size + 3, leading=1.25), fit=True)


def _tenders(receipt: PaymentReceipt, words: Words, between: str) -> str:
    return between.join(f"{label(method, words)} {format_yuan(fen)}" for method, fen in receipt.tenders)
