"""The proof of claim money: notices are their claims, the accounts are the notices, shipments hold what left (17)."""

from collections.abc import Iterator
from typing import Any

from peewee import fn

from garage.domain.claim_notices import CLAIMS_BY_NOTICE, NoticeState
from garage.domain.claims import NOTICED, ClaimState, SettleMode
from garage.domain.old_parts import OldPartState
from garage.domain.shipments import ShipmentState
from garage.domain.supplier_accounts import EntryKind
from garage.i18n import _
from garage.models.claims import Claim, ClaimList, ClaimNotice
from garage.models.listing import tuples
from garage.models.old_parts import OldPart, Shipment, ShipmentPart
from garage.models.purchasing import SupplierEntry, SupplierPayment


def check_books() -> Iterator[str]:
    """What is wrong with lists, notices and shipments, in words."""
    yield from _false_lists()
    yield from _false_notices()
    yield from _false_accounts()
    yield from _false_settlements()
    yield from _false_shipments()


def _false_lists() -> Iterator[str]:
    """A list asks one supplier for one month, and what went out is with it."""
    gone = ClaimList.sent_at.is_null(False)
    draft = Claim.state == ClaimState.DRAFT.value
    wrong = (Claim.supplier != ClaimList.supplier) | (gone & (draft | (Claim.period != ClaimList.period)))
    query = ClaimList.select(ClaimList.no, Claim.no).join(Claim, on=(Claim.claim_list == ClaimList.id))
    for number, claim in tuples(query.where(wrong).order_by(Claim.id)):
        yield _("{claim} does not belong on {number}.").format(claim=claim, number=number)


def _false_notices() -> Iterator[str]:
    """A live notice is the sum of its claims, which stand where it stands; a voided one has none."""
    query = (
        ClaimNotice.select(
            ClaimNotice.no,
            ClaimNotice.state,
            ClaimNotice.claimed_fen,
            ClaimNotice.approved_fen,
            fn.COALESCE(fn.SUM(Claim.claimed_fen), 0),
            fn.COALESCE(fn.SUM(Claim.approved_fen), 0),
            fn.COUNT(Claim.id),
        )
        .left_outer_join(Claim, on=(Claim.notice == ClaimNotice.id))
        .group_by(ClaimNotice.id)
        .order_by(ClaimNotice.id)
    )
    for number, state, claimed, approved, asked, given, count in tuples(query):
        if state == NoticeState.VOIDED.value:
            if count:
                yield _("{number} is void and has claims.").format(number=number)
        elif not count or (claimed, approved) != (int(asked), int(given)):
            yield _("{number} is not the sum of its claims.").format(number=number)
    stands = ClaimNotice.state.is_null()
    for state, claims in CLAIMS_BY_NOTICE.items():
        stands |= (ClaimNotice.state == state.value) & (Claim.state == claims.value)
    noticed = Claim.state.in_([state.value for state in NOTICED])
    loose = (
        Claim.select(Claim.no)
        .left_outer_join(ClaimNotice, on=(ClaimNotice.id == Claim.notice))
        .where((noticed & ClaimNotice.id.is_null()) | (ClaimNotice.id.is_null(False) & ~stands))
    )
    for (number,) in tuples(loose.order_by(Claim.id)):
        yield _("{number} does not stand where its notice stands.").format(number=number)


def _false_accounts() -> Iterator[str]:
    """Each live notice stands in its supplier's account once, a voided one leaves nothing there."""
    query = ClaimNotice.select(ClaimNotice.no, ClaimNotice.state, ClaimNotice.approved_fen, _entered())
    for number, state, approved, entered in tuples(query.order_by(ClaimNotice.id)):
        owed = 0 if state == NoticeState.VOIDED.value else -approved
        if int(entered or 0) != owed:
            yield _("{number} is not in the account of its supplier as it says.").format(number=number)
    orphan = (
        SupplierEntry.select(SupplierEntry.document)
        .left_outer_join(ClaimNotice, on=(ClaimNotice.no == SupplierEntry.document))
        .where((SupplierEntry.kind == EntryKind.CLAIM.value) & ClaimNotice.id.is_null())
    )
    for (document,) in tuples(orphan.order_by(SupplierEntry.id)):
        yield _("{number} stands in an account, and there is no such notice.").format(number=document)


def _entered() -> Any:
    mine = (SupplierEntry.document == ClaimNotice.no) & (SupplierEntry.supplier == ClaimNotice.supplier)
    return SupplierEntry.select(fn.SUM(SupplierEntry.amount_fen)).where(mine)


def _false_settlements() -> Iterator[str]:
    """Settled means that an invoice was written and that the money came, or that it is credit for parts."""
    undone = SupplierPayment.alias()
    query = (
        ClaimNotice.select(
            ClaimNotice.no,
            ClaimNotice.state,
            ClaimNotice.mode,
            ClaimNotice.approved_fen,
            ClaimNotice.invoice_no,
            ClaimNotice.settled_at,
            SupplierPayment.amount_fen,
            SupplierPayment.supplier == ClaimNotice.supplier,
            undone.id,
        )
        .left_outer_join(SupplierPayment, on=(SupplierPayment.id == ClaimNotice.payment))
        .left_outer_join(undone, on=(undone.reversal_of == SupplierPayment.id))
        .order_by(ClaimNotice.id)
    )
    invoiced = {NoticeState.INVOICED.value, NoticeState.SETTLED.value}
    for number, state, mode, approved, invoice, settled, paid, same, reversed_by in tuples(query):
        done = state == NoticeState.SETTLED.value
        if bool(invoice) is not (state in invoiced) or (settled is not None) is not done:
            yield _("{number}: its invoice or its settlement is not as its state says.").format(number=number)
        money = done and mode == SettleMode.CASH.value
        here = paid is not None and -paid >= approved and bool(same) and reversed_by is None
        if not here if money else paid is not None:
            yield _("{number} is settled, and the money is not here.").format(number=number)
    yield from _spent_twice()


def _spent_twice() -> Iterator[str]:
    """Notices have no more of a voucher than came by it."""
    query = (
        SupplierPayment.select(SupplierPayment.no)
        .join(ClaimNotice, on=(ClaimNotice.payment == SupplierPayment.id))
        .group_by(SupplierPayment.id)
        .having(fn.SUM(ClaimNotice.approved_fen) > SupplierPayment.amount_fen * -1)
        .order_by(SupplierPayment.id)
    )
    for (number,) in tuples(query):
        yield _("{number} settles more than came by it.").format(number=number)


def _false_shipments() -> Iterator[str]:
    """What left has a carrier and its parts; what was voided or only packed has sent nothing."""
    left = Shipment.state.in_([ShipmentState.SENT.value, ShipmentState.RECEIVED.value])
    holds = fn.EXISTS(ShipmentPart.select().where(ShipmentPart.shipment == Shipment.id))
    wrong = (
        (left & ((Shipment.carrier == "") | Shipment.sent_at.is_null() | ~holds))
        | ((Shipment.state == ShipmentState.RECEIVED.value) & (Shipment.received_by == ""))
        | ((Shipment.state == ShipmentState.VOIDED.value) & (Shipment.void_reason == ""))
    )
    for (number,) in tuples(Shipment.select(Shipment.no).where(wrong).order_by(Shipment.id)):
        yield _("{number} left without its papers.").format(number=number)
    lies = fn.EXISTS(
        ShipmentPart.select().where(
            (ShipmentPart.old_part == OldPart.id) & (ShipmentPart.shipment == OldPart.shipment)
        )
    )
    away = OldPart.state == OldPartState.SENT_SUPPLIER.value
    query = (
        OldPart.select(OldPart.no)
        .join(Shipment, on=(Shipment.id == OldPart.shipment))
        .where(~lies | (away & ~left))
    )
    for (number,) in tuples(query.order_by(OldPart.id)):
        yield _("{number} is not in the shipment it is said to be in.").format(number=number)
