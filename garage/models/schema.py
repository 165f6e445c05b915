"""All tables, in an order in which each stands after those it refers to."""

from typing import Any

from garage.models.appointments import Appointment
from garage.models.audit import AreaVersion, AuditEntry
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.cash import AccountPayment, CashEntry, CashUp, CashUpLine
from garage.models.claims import Claim, ClaimLine, ClaimList, ClaimNotice
from garage.models.complaints import Complaint, ComplaintRound
from garage.models.contacts import Absence, ContactLog, ContactScore, Question
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.customers import Customer, Phone
from garage.models.exit_passes import ExitPass
from garage.models.followups import FollowUp
from garage.models.inspections import Certificate, Inspection, Recommendation
from garage.models.letters import Letter
from garage.models.members import Benefit, Coupon, MemberLevel, Offer, PointEntry
from garage.models.merges import FileMerge
from garage.models.numbers import NumberSeries
from garage.models.old_parts import Disposal, OldPart, Shipment, ShipmentPart
from garage.models.operations import Operation
from garage.models.orders import (
    Authorisation,
    DamageMark,
    DelayNotice,
    LineShare,
    LineWork,
    OrderHold,
    OrderLine,
    Supplement,
    WorkOrder,
)
from garage.models.packages import OperationPrice, PackageLine, PackagePrice, ServicePackage
from garage.models.part_file import PartNumber, PartPrice, PartSubstitute
from garage.models.parts import Part, Supplier
from garage.models.payments import Payment, Receipt
from garage.models.photos import Photo
from garage.models.prints import Print
from garage.models.purchasing import (
    PurchaseOrder,
    PurchaseOrderLine,
    SupplierEntry,
    SupplierInvoice,
    SupplierPayment,
    SupplierReturn,
    SupplierReturnLine,
)
from garage.models.reminders import Reminder
from garage.models.rework import ReworkCase, WarrantyVerdict
from garage.models.search import SearchTail
from garage.models.settlements import Settlement
from garage.models.shop import Bay, LabourRate, Setting, Shop, VatRate, WarrantyPolicy
from garage.models.staff import Staff, StaffRole, Training
from garage.models.stock import (
    GoodsIssue,
    GoodsReceipt,
    GoodsReceiptLine,
    LineSerial,
    OldPartDuty,
    StockMovement,
)
from garage.models.stocktakes import DayClose, Stocktake, StocktakeLine, WriteOff, WriteOffLine
from garage.models.summaries import Measure, Summary
from garage.models.vehicles import OdometerReading, Ownership, Vehicle
from garage.models.warranty import RepairWarranty
from garage.models.warranty_terms import ClaimTerms, FactoryTerm
from garage.models.working_days import CalendarDay

TABLES: tuple[Any, ...] = (
    Shop,
    Setting,
    CalendarDay,
    Staff,
    StaffRole,
    Training,
    Bay,
    LabourRate,
    VatRate,
    WarrantyPolicy,
    Operation,
    Customer,
    Phone,
    Vehicle,
    Ownership,
    OdometerReading,
    Supplier,
    Part,
    PartNumber,
    PartSubstitute,
    PartPrice,
    OperationPrice,
    ServicePackage,
    PackageLine,
    PackagePrice,
    Photo,
    WorkOrder,
    OrderHold,
    DelayNotice,
    Supplement,
    DamageMark,
    OrderLine,
    LineShare,
    LineWork,
    Authorisation,
    Inspection,
    Recommendation,
    Certificate,
    PurchaseOrder,
    PurchaseOrderLine,
    SupplierInvoice,
    SupplierPayment,
    SupplierEntry,
    SupplierReturn,
    SupplierReturnLine,
    GoodsReceipt,
    GoodsReceiptLine,
    GoodsIssue,
    StockMovement,
    CounterSale,
    CounterSaleLine,
    LineSerial,
    Shipment,
    Disposal,
    OldPart,
    ShipmentPart,
    OldPartDuty,
    Stocktake,
    StocktakeLine,
    WriteOff,
    WriteOffLine,
    DayClose,
    Settlement,
    AccountPayment,
    Receipt,
    Payment,
    ExitPass,
    RepairWarranty,
    FactoryTerm,
    ClaimTerms,
    WarrantyVerdict,
    ReworkCase,
    ClaimList,
    ClaimNotice,
    Claim,
    ClaimLine,
    FollowUp,
    Reminder,
    Complaint,
    ComplaintRound,
    Campaign,
    CampaignTarget,
    ContactLog,
    ContactScore,
    Question,
    Letter,
    MemberLevel,
    Offer,
    Coupon,
    PointEntry,
    Benefit,
    FileMerge,
    Summary,
    Measure,
    Absence,
    Appointment,
    CashUp,
    CashUpLine,
    CashEntry,
    NumberSeries,
    AuditEntry,
    AreaVersion,
    SearchTail,
    Print,
)
