"""Everything that can be printed, as one type."""

from garage.domain.documents import Document
from garage.domain.documents_appointments import AppointmentDay
from garage.domain.documents_calls import CallRecord, CallRegister
from garage.domain.documents_campaigns import CallList
from garage.domain.documents_claims import ClaimApplication
from garage.domain.documents_complaints import ComplaintDay, ComplaintPaper
from garage.domain.documents_consent import DelayNotice, SupplementForm
from garage.domain.documents_dispute import DisputePack
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

Printable = (
    Document
    | LabelSheet
    | ClaimApplication
    | ReworkRecord
    | SupplementForm
    | DelayNotice
    | InspectionSheet
    | CompletionCertificate
    | DayCloseSheet
    | RollSheet
    | ExpenseList
    | GoodsReceiptSlip
    | PublicPrices
    | PurchaseOrderPaper
    | PaymentVoucher
    | SupplierReturnSlip
    | SupplierStatement
    | SaleSlip
    | CountSheet
    | DifferenceList
    | WriteOffSlip
    | OldPartTags
    | OldPartList
    | DisposalList
    | MonthlyClaims
    | SettlementNotice
    | PackingList
    | WeeklyFaults
    | ProblemList
    | VerdictSlip
    | CallRecord
    | CallRegister
    | ComplaintPaper
    | ComplaintDay
    | AppointmentDay
    | CallList
    | LetterBatch
    | LetterRegister
    | AddressSheet
    | CouponSheet
    | PointsStatement
    | CustomerStatement
    | CashUpSlip
    | SummaryPaper
    | SatisfactionReport
    | TrainingCard
    | TrainingYear
    | DisputePack
)
