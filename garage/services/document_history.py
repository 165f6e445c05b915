"""The history of a document of the stockroom or of warranty returns: every entry of the audit log about it and what hangs on it."""

from enum import StrEnum
from typing import Any

from garage.domain.history import Entry, Names, act_words, change_words
from garage.domain.history_returns import SENT, sent_change
from garage.models.appointments import Appointment
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.claims import ClaimList, ClaimNotice
from garage.models.complaints import Complaint, ComplaintRound
from garage.models.counter_sales import CounterSale
from garage.models.letters import Letter
from garage.models.listing import tuples
from garage.models.old_parts import Shipment
from garage.models.parts import Part, Supplier
from garage.models.payments import Receipt
from garage.models.purchasing import PurchaseOrder, SupplierInvoice, SupplierPayment, SupplierReturn
from garage.models.staff import Training
from garage.models.stock import GoodsReceipt
from garage.models.stocktakes import Stocktake, WriteOff
from garage.models.summaries import Measure, Summary
from garage.services import staff
from garage.services.history import HistoryRow, logged


class Kind(StrEnum):
    """Documents that show their history."""

    SALE = "SALE"
    PURCHASE = "PURCHASE"
    RECEIPT = "RECEIPT"
    INVOICE = "INVOICE"
    PAYMENT = "PAYMENT"
    RETURN = "RETURN"
    STOCKTAKE = "STOCKTAKE"
    WRITE_OFF = "WRITE_OFF"
    CLAIM_LIST = "CLAIM_LIST"
    CLAIM_NOTICE = "CLAIM_NOTICE"
    SHIPMENT = "SHIPMENT"
    COMPLAINT = "COMPLAINT"
    APPOINTMENT = "APPOINTMENT"
    CAMPAIGN = "CAMPAIGN"
    LETTER = "LETTER"
    SUMMARY = "SUMMARY"
    TRAINING = "TRAINING"


_PEOPLE = ("approved_by", "assigned_to", "responsible", "escalated_to", "mechanic", "staff")


def of_document(kind: Kind, ref: int) -> list[HistoryRow]:
    """Everything that was done with a document, in its order; empty when there is none."""
    rows, entries = logged(
        {model: list(model.select().where(which)) for model, which in _hangs_on(kind, ref)}
    )
    names = Names(
        people=staff.names({row[2] for row in rows}.union(*(_ids(entries, name) for name in _PEOPLE))),
        suppliers=_named(Supplier, Supplier.name, _ids(entries, "supplier")),
        parts=_named(Part, Part.code, _ids(entries, "part")),
    )
    return [
        HistoryRow(
            row_id,
            at,
            names.people.get(who, "?"),
            act_words(entries[row_id]),
            _changed(entries[row_id], names),
            reason,
        )
        for row_id, at, who, _act, _noun, _ref, _before, _after, reason in sorted(rows)
    ]


def _changed(entry: Entry, names: Names) -> str:
    if entry.noun in SENT:
        return sent_change(entry.act, entry.after)
    return change_words(entry, names)


def _hangs_on(kind: Kind, ref: int) -> list[tuple[Any, Any]]:
    """The rows of which the history of a document tells: their tables, and which."""
    match kind:
        case Kind.SALE:
            mine = (CounterSale.id == ref) | (CounterSale.return_of == ref)
            sales = CounterSale.select(CounterSale.id).where(mine)
            return [(CounterSale, mine), (Receipt, Receipt.sale.in_(sales))]
        case Kind.PURCHASE:
            return [
                (PurchaseOrder, PurchaseOrder.id == ref),
                (GoodsReceipt, GoodsReceipt.purchase_order == ref),
            ]
        case Kind.PAYMENT:
            first = SupplierPayment.select(SupplierPayment.reversal_of).where(SupplierPayment.id == ref)
            voucher = (SupplierPayment.id == ref) | (SupplierPayment.reversal_of == ref)
            return [(SupplierPayment, voucher | SupplierPayment.id.in_(first))]
        case Kind.CAMPAIGN:
            gone = (CampaignTarget.campaign == ref) & (CampaignTarget.dropped_reason != "")
            return [(Campaign, Campaign.id == ref), (CampaignTarget, gone)]
        case Kind.COMPLAINT:
            return [(Complaint, Complaint.id == ref), (ComplaintRound, ComplaintRound.complaint == ref)]
        case Kind.SUMMARY:
            return [(Summary, Summary.id == ref), (Measure, Measure.summary == ref)]
        case _:
            model = _ALONE[kind]
            return [(model, model.id == ref)]


_ALONE: dict[Kind, Any] = {
    Kind.RECEIPT: GoodsReceipt,
    Kind.INVOICE: SupplierInvoice,
    Kind.RETURN: SupplierReturn,
    Kind.STOCKTAKE: Stocktake,
    Kind.WRITE_OFF: WriteOff,
    Kind.CLAIM_LIST: ClaimList,
    Kind.CLAIM_NOTICE: ClaimNotice,
    Kind.SHIPMENT: Shipment,
    Kind.APPOINTMENT: Appointment,
    Kind.LETTER: Letter,
    Kind.TRAINING: Training,
}


def _ids(entries: dict[int, Entry], column: str) -> set[int]:
    """What a column of the entries refers to."""
    sides = (side for entry in entries.values() for side in (entry.before, entry.after))
    return {side[column] for side in sides if side.get(column) is not None}


def _named(model: Any, name: Any, refs: set[int]) -> dict[int, str]:
    return dict(tuples(model.select(model.id, name).where(model.id.in_(refs)))) if refs else {}
