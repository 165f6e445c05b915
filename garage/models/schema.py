"""All tables, in an order in which each stands after those it refers to."""

from typing import Any

from garage.models.audit import AreaVersion, AuditEntry
from garage.models.customers import Customer, Phone
from garage.models.exit_passes import ExitPass
from garage.models.followups import FollowUp
from garage.models.inspections import Certificate, Inspection, Recommendation
from garage.models.numbers import NumberSeries
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
from garage.models.parts import Part, Supplier
from garage.models.payments import Payment, Receipt
from garage.models.prints import Print
from garage.models.reminders import Reminder
from garage.models.search import SearchTail
from garage.models.settlements import Settlement
from garage.models.shop import Bay, LabourRate, Setting, Shop, VatRate, WarrantyPolicy
from garage.models.staff import Staff, StaffRole
from garage.models.stock import GoodsIssue, GoodsReceipt, GoodsReceiptLine, StockMovement
from garage.models.vehicles import OdometerReading, Ownership, Vehicle
from garage.models.warranty import RepairWarranty

TABLES: tuple[Any, ...] = (
    Shop,
    Setting,
    Staff,
    StaffRole,
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
    GoodsReceipt,
    GoodsReceiptLine,
    GoodsIssue,
    StockMovement,
    Settlement,
    Receipt,
    Payment,
    ExitPass,
    RepairWarranty,
    FollowUp,
    Reminder,
    NumberSeries,
    AuditEntry,
    AreaVersion,
    SearchTail,
    Print,
)
