"""收款收据, the payment receipt: third of a continuous form in three copies, or an 80 mm roll."""

from garage.domain.capitals import rmb_capitals
from garage.domain.documents import PaymentReceipt
from garage.domain.labels import label
from garage.domain.money import format_yuan
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
        title=_("Payment Receipt"),
        number=receipt.number,
        date=moment(receipt.at),
        garage=receipt.garage,
        imprint=receipt.imprint,
        words=words,
        parts=three_parts(words),
    )
    names = [(_("Money received by"), receipt.received_by), (_("Paid by"), "")]
    body = _narrow(receipt, paper, words) if paper.width_mm < 150 else _wide(receipt, paper, words)
    sign: Block = (
        Stack([signatures(paper, [name], words) for name in names])
        if paper.width_mm < 150
        else signatures(paper, [*names, (_("Stamp"), "")], words)
    )
    return build(frame, [body, Space(2), sign])


def _wide(receipt: PaymentReceipt, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [
            (_("Received from"), receipt.payer),
            (_("Plate"), Text(receipt.plate, paper.strong)),
            (_("Purpose"), _("Repair charges")),
        ],
        [
            (_("Settlement no."), receipt.settlement_no),
            (_("Order no."), receipt.order_no),
            (_("Balance due"), format_yuan(receipt.balance_fen)),
        ],
        [(_("Payment by"), _tenders(receipt, words, "    "))],
        [
            (_("In capitals"), Text(rmb_capitals(receipt.total_fen), paper.strong), 2),
            (_("Amount"), _amount(receipt, paper)),
        ],
    ]
    if receipt.given_fen:
        rows.append(
            [
                (_("Amount given"), format_yuan(receipt.given_fen)),
                (_("Change"), format_yuan(receipt.change_fen)),
            ]
        )
    if receipt.void_reason:
        rows.append([(_("Void because"), Text(receipt.void_reason, paper.strong))])
    return facts(paper, rows)


def _narrow(receipt: PaymentReceipt, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [(_("Received from"), receipt.payer)],
        [(_("Plate"), Text(receipt.plate, paper.strong))],
        [(_("Purpose"), _("Repair charges"))],
        [(_("Settlement no."), receipt.settlement_no)],
        [(_("Order no."), receipt.order_no)],
        [(_("Payment by"), _tenders(receipt, words, "\n"))],
        [(_("Amount"), _amount(receipt, paper))],
        [(_("In capitals"), Text(rmb_capitals(receipt.total_fen), paper.strong))],
    ]
    if receipt.given_fen:
        rows += [
            [(_("Amount given"), format_yuan(receipt.given_fen))],
            [(_("Change"), format_yuan(receipt.change_fen))],
        ]
    rows.append([(_("Balance due"), format_yuan(receipt.balance_fen))])
    if receipt.void_reason:
        rows.append([(_("Void because"), Text(receipt.void_reason, paper.strong))])
    return facts(paper, rows, names=20, values=52)


def _amount(receipt: PaymentReceipt, paper: Paper) -> Text:
    return Text(format_yuan(receipt.total_fen), paper.strong.but(size=paper.size + 3, leading=1.25), fit=True)


def _tenders(receipt: PaymentReceipt, words: Words, between: str) -> str:
    return between.join(f"{label(method, words)} {format_yuan(fen)}" for method, fen in receipt.tenders)
