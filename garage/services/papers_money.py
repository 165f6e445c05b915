"""Reads that make the papers of money: receipts, and the slip with what happened after it was confirmed."""

from dataclasses import replace

from garage.domain.documents import Imprint, PaymentReceipt, SettlementSlip
from garage.domain.plates import display_plate
from garage.domain.settlements import Debtor, ReceiptKind, SettlementState
from garage.models.counter_sales import CounterSale
from garage.models.orders import WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.vehicles import Vehicle
from garage.services import settlements, shop, staff
from garage.services.receipts import reversed_by, tenders_of


def payment_receipt(receipt_no: str, imprint_: Imprint) -> PaymentReceipt:
    """收款收据 by its number; raises KeyError when there is none."""
    row = Receipt.get_or_none(Receipt.no == receipt_no)
    if row is None:
        raise KeyError(receipt_no)
    order = WorkOrder.get_by_id(row.order_id) if row.order_id else None
    void = reversed_by(row)
    settlement = Settlement.find(row.settlement_id) if row.settlement_id else None
    return PaymentReceipt(
        garage=shop.letterhead(),
        imprint=replace(imprint_, voided=void is not None),
        number=row.no,
        at=row.received_at,
        payer=row.payer,
        order_no=order.no if order else "",
        settlement_no=settlement.no if settlement else "",
        plate=display_plate(Vehicle.get_by_id(order.vehicle_id).plate) if order else "",
        tenders=tuple((tender.method, tender.amount_fen) for tender in tenders_of(row.id)),
        total_fen=row.total_fen,
        given_fen=row.given_fen,
        change_fen=row.change_fen,
        balance_fen=row.balance_fen,
        received_by=staff.names([row.created_by]).get(row.created_by, ""),
        void_reason=void.reason if void else row.reason if row.reversal_of_id else "",
        kind=ReceiptKind(row.kind),
        reason="" if row.reversal_of_id else row.reason,
        sale_no=CounterSale.get_by_id(row.sale_id).no if row.sale_id else "",
    )


def slip_as_it_stands(settlement_no: str, imprint_: Imprint) -> SettlementSlip:
    """结算清单 as it was confirmed, with what was paid, allowed, invoiced and put on account, and how the car left, since.

    Raises KeyError when there is none of that number.
    """
    slip = settlements.settled_slip(settlement_no)
    row = Settlement.get(Settlement.no == settlement_no)
    [bill] = [one for one in settlements.of_order(row.order_id) if one.no == settlement_no]
    debtor = {Debtor.CUSTOMER: slip.head.customer.name, Debtor.INSURER: slip.insurer, None: ""}[bill.debtor]
    void = bill.state is SettlementState.VOIDED
    owed = bill.balance.owed_fen > 0 and not void
    return replace(
        slip,
        imprint=replace(imprint_, voided=void),
        odometer_out_km=None if void else WorkOrder.get_by_id(row.order_id).odo_out,
        paid_fen=bill.paid_fen,
        allowance_fen=bill.allowance_fen,
        invoice_no=bill.invoice_no,
        debtor=debtor if owed else "",
        credit_due_on=bill.credit_due_on if owed else None,
    )
