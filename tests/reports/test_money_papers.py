"""Receipts of every kind and the slip of an insured, taxed bill on account say what they are, on all their papers."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.documents import PaymentReceipt, SettlementSlip
from garage.domain.settlements import PayMethod, ReceiptKind
from garage.reports.render import papers
from tests.reports.samples import IMPRINT, receipt, settlement

BASE = replace(receipt(), change_fen=0, given_fen=138_700)
RECEIPTS = {
    ReceiptKind.DEPOSIT: replace(BASE, kind=ReceiptKind.DEPOSIT, settlement_no="", balance_fen=-138_700),
    ReceiptKind.PAYMENT: replace(BASE, balance_fen=-500),
    ReceiptKind.BALANCE: replace(BASE, kind=ReceiptKind.BALANCE, payer="平安财险", balance_fen=50_000),
    ReceiptKind.REFUND: replace(
        BASE,
        kind=ReceiptKind.REFUND,
        settlement_no="",
        tenders=((PayMethod.WECHAT, -8_880),),
        total_fen=-8_880,
        balance_fen=-129_820,
        reason="客户不修了",
    ),
}
SAID = {
    ReceiptKind.DEPOSIT: ["DepositReceipt", "Deposit", "Heldasdeposit¥1,387.00"],
    ReceiptKind.PAYMENT: ["PaymentReceipt", "Repaircharges", "Stilltorefund¥5.00"],
    ReceiptKind.BALANCE: ["AccountPaymentReceipt", "Accountpayment", "Balancedue¥500.00", "平安财险"],
    ReceiptKind.REFUND: [
        "RefundReceipt",
        "-¥88.80",
        "人民币负捌拾捌元捌角整",
        "客户不修了",
        "Heldasdeposit¥1,298.20",
    ],
}
SLIP = replace(
    settlement(),
    insurance_fen=60_000,
    insurer="中国平安财产保险",
    insurer_case="PA-2026-00123456",
    tax_bp=1_300,
    tax_fen=15_600,
    invoice_no="24442000000012345678",
    allowance_fen=5_000,
    debtor="深圳市诚信物流有限公司",
    credit_due_on=date(2026, 12, 21),
)


@pytest.mark.parametrize("paper", papers(PaymentReceipt))
@pytest.mark.parametrize("kind", ReceiptKind)
def test_a_receipt_says_what_it_is_for_and_what_is_left(printed, kind: ReceiptKind, paper: str) -> None:
    sheet = printed(RECEIPTS[kind], "en", paper)
    assert sheet.pages() == 1
    assert [words for words in SAID[kind] if words not in sheet.flat()] == []
    assert ("Settlementno." in sheet.flat()) == bool(RECEIPTS[kind].settlement_no)


@pytest.mark.parametrize("paper", papers(PaymentReceipt))
def test_a_voided_refund_fits_with_both_reasons(printed, paper: str) -> None:
    voided = replace(
        RECEIPTS[ReceiptKind.REFUND],
        imprint=replace(IMPRINT, voided=True, copy=2),
        payer="深圳市宝安区诚信物流运输有限责任公司第二分公司",
        void_reason="没有退成，客户还要修",
    )
    sheet = printed(voided, "zh_CN", paper)
    assert sheet.pages() == 1
    assert "没有退成" in sheet.flat()


@pytest.mark.parametrize("paper", papers(SettlementSlip))
def test_a_slip_parts_the_bill_between_customer_insurer_and_tax(printed, paper: str) -> None:
    words = printed(SLIP, "en", paper).flat()
    rest = f"{(SLIP.payable_fen - 5_000 - SLIP.paid_fen) / 100:,.2f}"
    for said in (
        f"Customer'spart¥{(SLIP.payable_fen - 60_000) / 100:,.2f}",
        "Insurer'spart¥600.00",
        "PA-2026-00123456",
        f"NetofVAT¥{(SLIP.payable_fen - 15_600) / 100:,.2f}",
        "VAT13%¥156.00",
        "24442000000012345678",
        "Allowance-¥50.00",
        "dueon2026-12-21",
        f"Stilltopay¥{rest}",
        "Amountsincludetax;thisslipisnotaninvoice.",
    ):
        assert said in words


def test_a_plain_slip_names_neither_insurer_nor_vat(printed) -> None:
    words = printed(settlement(), "en").flat()
    for unsaid in ("Insurer", "VAT", "Allowance", "Onaccount", "Invoiceno."):
        assert unsaid not in words


def test_too_much_paid_is_said_to_go_back(printed) -> None:
    slip = settlement()
    paid = replace(slip, paid_fen=slip.payable_fen + 500)
    assert "Toberefunded¥5.00" in printed(paid, "en").flat()
