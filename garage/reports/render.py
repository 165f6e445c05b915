"""One way in for everything that is printed: a document in, a PDF, its file name and its papers out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from garage import i18n
from garage.domain.documents import (
    AuthorisationForm,
    GatePass,
    IssueSlip,
    JobCard,
    PaymentReceipt,
    ReceptionSheet,
    SettlementSlip,
)
from garage.domain.documents_appointments import AppointmentDay
from garage.domain.documents_calls import CallRecord, CallRegister
from garage.domain.documents_campaigns import CallList
from garage.domain.documents_claims import ClaimApplication
from garage.domain.documents_complaints import ComplaintDay, ComplaintPaper
from garage.domain.documents_consent import DelayNotice, SupplementForm
from garage.domain.documents_dispute import DisputePack, PackedPaper
from garage.domain.documents_figures import DayCloseSheet, RollSheet
from garage.domain.documents_labels import LabelSheet
from garage.domain.documents_letters import AddressSheet, LetterBatch, LetterRegister
from garage.domain.documents_members import CouponSheet, PointsStatement
from garage.domain.documents_old_parts import DisposalList, OldPartList, OldPartTags
from garage.domain.documents_prices import PublicPrices
from garage.domain.documents_purchasing import ExpenseList, GoodsReceiptSlip, PurchaseOrderPaper
from garage.domain.documents_quality import CompletionCertificate, InspectionSheet
from garage.domain.documents_rework import ReworkRecord
from garage.domain.documents_sales import SaleSlip
from garage.domain.documents_settling import (
    MonthlyClaims,
    PackingList,
    ProblemList,
    SettlementNotice,
    WeeklyFaults,
)
from garage.domain.documents_stocktakes import CountSheet, DifferenceList, WriteOffSlip
from garage.domain.documents_summaries import SatisfactionReport, SummaryPaper
from garage.domain.documents_suppliers import PaymentVoucher, SupplierReturnSlip, SupplierStatement
from garage.domain.documents_till import CashUpSlip, CustomerStatement
from garage.domain.documents_trainings import TrainingCard, TrainingYear
from garage.domain.documents_verdicts import VerdictSlip
from garage.domain.printables import Printable
from garage.i18n import Words
from garage.reports import (
    address_labels,
    appointment_day,
    authorisation,
    call_record,
    call_register,
    campaign_calls,
    cash_up_slip,
    certificate,
    claim_application,
    claim_list,
    claim_notice,
    complaint_day,
    complaint_form,
    count_sheet,
    coupon_sheet,
    customer_statement,
    day_close,
    delay,
    difference_list,
    disposal_list,
    dispute_pack,
    exit_pass,
    expense_list,
    goods_receipt,
    inspection_sheet,
    issue_slip,
    job_card,
    letter,
    letter_register,
    old_part_list,
    old_part_tags,
    packing_list,
    part_labels,
    points_statement,
    price_list,
    problem_list,
    purchase_order,
    receipt,
    reception,
    rework_record,
    roll_forward,
    sale_slip,
    satisfaction,
    settlement,
    summary,
    supplement,
    supplier_payment,
    supplier_return,
    supplier_statement,
    training_card,
    training_year,
    verdict_slip,
    weekly_faults,
    write_off,
)
from garage.reports.layout import Laid, Watch, gathered
from garage.reports.papers import PAPERS, Paper


def _bound(pack: DisputePack, paper: Paper, words: Words, watch: Watch = lambda _done, _all: None) -> bytes:
    def lay(packed: PackedPaper) -> list[Laid]:
        kind = _kind_of(type(packed.document))
        return gathered(lambda: kind.draw(packed.document, PAPERS[kind.papers[0]], words))

    return dispute_pack.bind(pack, paper, words, lay, watch)


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its document, what draws it, the papers that suit it and how many are printed.

    `papers` are codes, the usual one first; `copies` is for sheets that are no multi-part form.
    """

    document: type[Printable]
    draw: Callable[[Any, Paper, Words], bytes]
    papers: tuple[str, ...]
    copies: int = 1


KINDS = {
    "reception": Kind(ReceptionSheet, reception.render, ("A4",), copies=2),
    "estimate": Kind(AuthorisationForm, authorisation.render, ("A4",)),
    "authorisation": Kind(AuthorisationForm, authorisation.render, ("A4",), copies=2),
    "supplement": Kind(SupplementForm, supplement.render, ("A5", "241x139.7"), copies=2),
    "delay": Kind(DelayNotice, delay.render, ("A5", "241x139.7"), copies=2),
    "job_card": Kind(JobCard, job_card.render, ("A5", "241x139.7")),
    "issue_slip": Kind(IssueSlip, issue_slip.render, ("241x139.7", "A5")),
    "inspection_sheet": Kind(InspectionSheet, inspection_sheet.render, ("A4",)),
    "certificate": Kind(CompletionCertificate, certificate.render, ("A4L",)),
    "settlement": Kind(SettlementSlip, settlement.render, ("A4", "241x279.4"), copies=2),
    "receipt": Kind(PaymentReceipt, receipt.render, ("241x93.1", "80mm")),
    "exit_pass": Kind(GatePass, exit_pass.render, ("A6", "80mm", "241x93.1")),
    "price_list": Kind(PublicPrices, price_list.render, ("A4",)),
    "part_labels": Kind(LabelSheet, part_labels.render, ("60x40", "A4x24")),
    "purchase_order": Kind(PurchaseOrderPaper, purchase_order.render, ("A4",), copies=2),
    "goods_receipt": Kind(GoodsReceiptSlip, goods_receipt.render, ("241x139.7", "A5")),
    "counter_sale": Kind(SaleSlip, sale_slip.render, ("241x139.7", "80mm", "A5")),
    "expense_list": Kind(ExpenseList, expense_list.render, ("A4L",)),
    "roll_forward": Kind(RollSheet, roll_forward.render, ("A4L",)),
    "day_close": Kind(DayCloseSheet, day_close.render, ("A4",)),
    "supplier_return": Kind(SupplierReturnSlip, supplier_return.render, ("241x139.7", "A5")),
    "supplier_payment": Kind(PaymentVoucher, supplier_payment.render, ("241x93.1", "A5")),
    "supplier_statement": Kind(SupplierStatement, supplier_statement.render, ("A4",), copies=2),
    "count_sheet": Kind(CountSheet, count_sheet.render, ("A4",)),
    "difference_list": Kind(DifferenceList, difference_list.render, ("A4",)),
    "write_off": Kind(WriteOffSlip, write_off.render, ("241x139.7", "A5")),
    "old_part_tags": Kind(OldPartTags, old_part_tags.render, ("60x40", "70x50")),
    "old_part_list": Kind(OldPartList, old_part_list.render, ("A4L",)),
    "disposal_list": Kind(DisposalList, disposal_list.render, ("A4",), copies=2),
    "verdict_slip": Kind(VerdictSlip, verdict_slip.render, ("A5", "80mm")),
    "claim_list": Kind(MonthlyClaims, claim_list.render, ("A4L",), copies=2),
    "claim_notice": Kind(SettlementNotice, claim_notice.render, ("A4",), copies=2),
    "packing_list": Kind(PackingList, packing_list.render, ("A4",), copies=3),
    "weekly_faults": Kind(WeeklyFaults, weekly_faults.render, ("A4L",)),
    "problem_list": Kind(ProblemList, problem_list.render, ("A4",)),
    "rework_record": Kind(ReworkRecord, rework_record.render, ("A4",), copies=2),
    "call_record": Kind(CallRecord, call_record.render, ("A4",)),
    "call_register": Kind(CallRegister, call_register.render, ("A4L",)),
    "complaint": Kind(ComplaintPaper, complaint_form.render, ("A4",)),
    "campaign_calls": Kind(CallList, campaign_calls.render, ("A4L",)),
    "complaint_day": Kind(ComplaintDay, complaint_day.render, ("A4L",)),
    "appointment_day": Kind(AppointmentDay, appointment_day.render, ("A4",)),
    "letter": Kind(LetterBatch, letter.render, ("A4",)),
    "address_labels": Kind(AddressSheet, address_labels.render, ("A4x24",)),
    "letter_register": Kind(LetterRegister, letter_register.render, ("A4",)),
    "coupons": Kind(CouponSheet, coupon_sheet.render, ("A4",)),
    "points_statement": Kind(PointsStatement, points_statement.render, ("A4",)),
    "customer_statement": Kind(CustomerStatement, customer_statement.render, ("A4",), copies=2),
    "cash_up": Kind(CashUpSlip, cash_up_slip.render, ("80mm", "A5")),
    "summary": Kind(SummaryPaper, summary.render, ("A4",)),
    "satisfaction": Kind(SatisfactionReport, satisfaction.render, ("A4",)),
    "training_card": Kind(TrainingCard, training_card.render, ("A4",)),
    "training_year": Kind(TrainingYear, training_year.render, ("A4L",)),
    "claim_application": Kind(ClaimApplication, claim_application.render, ("A4",), copies=2),
    "dispute_pack": Kind(DisputePack, _bound, ("A4",)),
}
"""Everything that can be printed, in the order of the road; a new paper is one line here."""


def papers(document_type: type[Printable]) -> tuple[str, ...]:
    """Codes of the papers a kind of document can be printed on, the usual one first."""
    return _kind_of(document_type).papers


def render(document: Printable, language: str, paper: str = "") -> bytes:
    """`document` as a PDF in `language`, on the usual paper unless another of its papers is named.

    Raises ValueError for a paper that does not suit the document.
    """
    kind = _kind_of(type(document))
    if paper and paper not in kind.papers:
        raise ValueError(paper)
    return kind.draw(document, PAPERS[paper or kind.papers[0]], i18n.words(language))


def bind(pack: DisputePack, language: str, watch: Watch) -> bytes:
    """The pack as `render` makes it, slowly: `watch` is told what is done of how much, and may raise to stop."""
    return _bound(pack, PAPERS["A4"], i18n.words(language), watch)


def merge(batch: LetterBatch, language: str, watch: Watch) -> bytes:
    """Letters as `render` makes them; many take a while: `watch` is told how far it is, and may raise to stop."""
    return letter.render(batch, PAPERS["A4"], i18n.words(language), watch)


def _kind_of(document_type: type[Printable]) -> Kind:
    return next(kind for kind in KINDS.values() if kind.document is document_type)


def file_name(document: Printable) -> str:
    """Name for the saved file, ASCII: settlement-ST-2026-00001.pdf."""
    about: Any = document
    number = getattr(about, "number", "") or about.head.order_no
    match document:
        case AuthorisationForm(number=""):
            stem = "estimate"
        case IssueSlip(is_return=True):
            stem = "return-slip"
        case SaleSlip(is_return=True):
            stem = "sales-return"
        case OldPartList(taken_by=taken, left=left) if taken or left:
            stem = "old-parts-handed-over" if taken else "old-parts-left"
        case _:
            stem = _STEMS[type(document)]
    return f"{stem}-{number}.pdf"


_STEMS: dict[type[Printable], str] = {
    ReceptionSheet: "reception",
    AuthorisationForm: "authorisation",
    SupplementForm: "supplement",
    DelayNotice: "delay",
    JobCard: "job-card",
    IssueSlip: "issue-slip",
    InspectionSheet: "inspection",
    CompletionCertificate: "certificate",
    SettlementSlip: "settlement",
    PaymentReceipt: "receipt",
    GatePass: "exit-pass",
    PurchaseOrderPaper: "purchase-order",
    GoodsReceiptSlip: "goods-receipt",
    ExpenseList: "outside-purchases",
    SaleSlip: "parts-sale",
    PublicPrices: "price-list",
    LabelSheet: "part-labels",
    RollSheet: "roll-forward",
    DayCloseSheet: "day-close",
    SupplierReturnSlip: "supplier-return",
    PaymentVoucher: "supplier-payment",
    SupplierStatement: "supplier-statement",
    CountSheet: "count-sheet",
    DifferenceList: "count-differences",
    WriteOffSlip: "write-off",
    OldPartTags: "old-part-tags",
    OldPartList: "old-part-register",
    DisposalList: "disposal",
    MonthlyClaims: "claim-list",
    SettlementNotice: "claim-settlement",
    PackingList: "packing-list",
    WeeklyFaults: "weekly-faults",
    ProblemList: "quality-problems",
    VerdictSlip: "warranty-verdict",
    ReworkRecord: "rework-record",
    ClaimApplication: "claim-application",
    DisputePack: "dispute-pack",
    CallRecord: "follow-up-record",
    CallRegister: "register-of-calls",
    ComplaintPaper: "complaint",
    ComplaintDay: "complaints-of-day",
    AppointmentDay: "appointments-of-day",
    CallList: "campaign-calls",
    LetterBatch: "letter",
    AddressSheet: "address-labels",
    LetterRegister: "register-of-letters",
    CouponSheet: "coupons",
    PointsStatement: "points",
    CustomerStatement: "statement",
    CashUpSlip: "cash-up",
    SummaryPaper: "summary",
    SatisfactionReport: "satisfaction",
    TrainingCard: "training-record",
    TrainingYear: "training-of-year",
}
