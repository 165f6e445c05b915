"""付款单, the voucher of a payment to a supplier: third of a continuous form in three copies, or A5."""

from garage.domain.capitals import rmb_capitals
from garage.domain.documents_suppliers import PaymentVoucher
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, facts, moment, signatures


def render(voucher: PaymentVoucher, paper: Paper, words: Words) -> bytes:
    """The voucher as a PDF."""
    _ = words
    back = voucher.amount_fen < 0
    frame = Frame(
        paper=paper,
        title=_("Supplier's Refund Voucher") if back else _("Payment Voucher"),
        number=voucher.number,
        date=moment(voucher.at),
        garage=voucher.garage,
        imprint=voucher.imprint,
        words=words,
        parts=_("Copies: 1 office (white) · 2 supplier (red) · 3 cashier (yellow)"),
    )
    names = [
        (_("Money received by") if back else _("Paid out by"), voucher.paid_by),
        (_("Approved by"), ""),
        (_("Supplier"), ""),
    ]
    return build(frame, [_facts(voucher, paper, words), Space(2), signatures(paper, names, words)])


def _facts(voucher: PaymentVoucher, paper: Paper, words: Words) -> Block:
    _ = words
    fen = voucher.amount_fen
    amount = Text(format_yuan(abs(fen)), paper.strong.but(size=paper.size + 3, leading=1.25), fit=True)
    owed = _("Still owed") if voucher.balance_fen >= 0 else _("Paid in advance")
    rows: list[list[Field]] = [
        [
            (_("Received from") if fen < 0 else _("Paid to"), Text(voucher.supplier.name, paper.strong), 2),
            (_("Payment by"), label(voucher.method, words)),
        ],
        [(_("Bank and account"), voucher.bank_account, 2), (owed, format_yuan(abs(voucher.balance_fen)))],
        [(_("In capitals"), Text(rmb_capitals(abs(fen)), paper.strong), 2), (_("Amount"), amount)],
    ]
    said = (
        (_("Note"), voucher.note),
        (_("Undoes"), voucher.reversal_of),
        (_("Void because"), voucher.void_reason),
    )
    return facts(paper, [*rows, *([(name, text)] for name, text in said if text)])
