"""Forms of claims on their way to the money, for the catalogue: lists, notices, shipments."""

from typing import Any

from garage.domain.claim_notices import NoticeState
from garage.domain.claims import ClaimState, SettleMode
from garage.domain.old_parts import OldPartPurpose
from garage.domain.shipments import ShipmentState
from garage.services import (
    claim_list_rows,
    claim_lists,
    claim_notice_rows,
    claim_notices,
    claim_pages,
    claims,
    old_parts,
    orders,
    shipment_rows,
    shipments,
)
from garage.services.claim_list_rows import ListRow
from garage.services.claim_notice_rows import NoticeFilter, NoticeRow
from garage.services.old_part_tags import TagData
from garage.services.orders import OrderPage
from garage.services.shipment_rows import ShipmentFilter, ShipmentRow
from garage.services.shipments import Carriage
from garage.ui.desk import Desk
from garage.ui.forms.claim_list import ClaimListForm, ProblemsForm, SendListForm, WeekForm
from garage.ui.forms.claim_notice import NoticeForm, NoticeInvoiceForm, SettleNoticeForm
from garage.ui.forms.shipment import PackForm, ReceivedForm, SendShipmentForm, SentBackForm
from tests.services.road import Road
from tests.ui import catalogue_claims


def claim(road: Road) -> None:
    """The order's claim is with its supplier, whose old part lies on the shelf."""
    desk = Desk(road.boss.staff_id, lambda: road.boss.at)
    page = orders.open_page(road.order)
    catalogue_claims.submitted(desk, page)
    supplier = catalogue_claims.a_supplier(desk)
    data = TagData(name="前制动片总成（陶瓷）", unit="套", supplier_id=supplier)
    ref = old_parts.tag(desk.by(), page.id, None, data)
    old_parts.waive(desk.by(), {ref: None}, "王女士", purpose=OldPartPurpose.CLAIM)
    old_parts.count_in(desk.by(), ref, shelf="旧件-1")
    desk.close()


def _ref(page: OrderPage) -> int:
    [row] = [one for one in claim_pages.of_order(page.id) if one.state is not ClaimState.WRITTEN_OFF]
    return row.id


def a_list(desk: Desk, page: OrderPage) -> ListRow:
    """A list with the claim, not sent."""
    if not (rows := claim_list_rows.page().rows):
        row = claim_pages.row_of(_ref(page))
        claim_lists.make(desk.by(), row.supplier_id, row.period, [row.id])
        rows = claim_list_rows.page().rows
    return rows[0]


def granted(desk: Desk, page: OrderPage) -> int:
    """The claim, decided in full."""
    ref = _ref(page)
    row = claim_pages.one(ref, desk.today())
    if row.row.state is ClaimState.SUBMITTED:
        said = [claims.Decision(line.id, line.claimed_fen) for line in row.lines]
        claims.decide(desk.by(), ref, row.row.version, said)
    return ref


def a_notice(desk: Desk, page: OrderPage, *, invoiced: bool = False) -> NoticeRow:
    """A notice of it, invoiced or not."""
    ref = granted(desk, page)
    if not (rows := claim_notice_rows.page(NoticeFilter.ALL).rows):
        supplier = claim_pages.row_of(ref).supplier_id
        claim_notices.issue(desk.by(), supplier, {ref: None}, due_on=desk.today(), mode=SettleMode.CREDIT)
        rows = claim_notice_rows.page(NoticeFilter.ALL).rows
    [row] = rows
    if invoiced and row.state is NoticeState.ISSUED:
        number = "26442000000012345678"
        claim_notices.invoice(desk.by(), row.id, row.version, number, desk.today())
    return claim_notice_rows.one(row.id)


def a_shipment(desk: Desk, _page: OrderPage, *, sent: bool = False) -> ShipmentRow:
    """A shipment with the old part, on its way or not."""
    supplier = catalogue_claims.a_supplier(desk)
    if not (rows := shipment_rows.page(ShipmentFilter.ALL).rows):
        parts = [row.id for row in shipment_rows.sendable(supplier)]
        shipments.pack(desk.by(), supplier, parts)
        rows = shipment_rows.page(ShipmentFilter.ALL).rows
    [row] = rows
    if sent and row.state is ShipmentState.DRAFT:
        shipments.send(desk.by(), row.id, row.version, Carriage("顺丰速运", "SF1234567890"))
    return shipment_rows.one(row.id)


def forms() -> dict[str, tuple[str, Any]]:
    """Entries of the catalogue, at the turn "claimed"."""
    made: dict[str, Any] = {
        "claim_list": lambda desk, _page: ClaimListForm(None, desk),
        "claim_list_change": lambda desk, page: ClaimListForm(None, desk, row=a_list(desk, page)),
        "claim_list_send": lambda desk, page: SendListForm(None, desk, a_list(desk, page)),
        "claim_week": lambda desk, _page: WeekForm(None, desk),
        "claim_problems": lambda desk, _page: ProblemsForm(None, desk),
        "claim_notice": lambda desk, page: (granted(desk, page), NoticeForm(None, desk))[1],
        "claim_notice_invoice": lambda desk, page: NoticeInvoiceForm(None, desk, a_notice(desk, page)),
        "claim_notice_settle": lambda desk, page: SettleNoticeForm(
            None, desk, a_notice(desk, page, invoiced=True)
        ),
        "shipment_pack": lambda desk, _page: PackForm(None, desk),
        "shipment_send": lambda desk, page: SendShipmentForm(None, desk, a_shipment(desk, page)),
        "shipment_received": lambda desk, page: ReceivedForm(None, desk, a_shipment(desk, page, sent=True)),
        "shipment_back": lambda desk, page: SentBackForm(None, desk, a_shipment(desk, page, sent=True)),
    }
    return {name: ("claimed", make) for name, make in made.items()}
