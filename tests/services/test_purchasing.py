"""Purchase orders: drafted, placed, expected, withdrawn, closed short."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.money import MAX_FEN
from garage.domain.orders import OrderState
from garage.domain.purchasing import PurchaseState
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.purchasing import PurchaseOrder
from garage.services import part_rows, purchase_limits, purchase_orders, purchasing, staff, supply
from garage.services.command import By
from garage.services.purchase_orders import PurchaseFilter
from garage.services.purchasing import OrderedPart
from tests.services.buying import Buyer
from tests.services.stockroom import Stockroom


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


@pytest.fixture
def buyer(room: Stockroom) -> Buyer:
    return Buyer(room)


def test_a_draft_has_its_number_and_is_not_on_order_yet(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    card = buyer.card(buyer.draft((part, 4, 3_550)))
    assert (card.row.no, card.row.state, card.row.total_fen) == ("PO-2026-00001", PurchaseState.DRAFT, 14_200)
    assert supply.on_order([part]) == {}


def test_a_day_that_passed_before_the_order_was_placed_is_nobodys_delay(
    buyer: Buyer, room: Stockroom
) -> None:
    lines, today = [OrderedPart(room.part(), 1000, 1)], room.by.today
    order = purchasing.create_order(room.by, buyer.supplier, lines, expected_on=today)
    room.by = replace(room.by, at=room.by.at + timedelta(days=1))
    purchasing.place(room.by, order, 1)
    assert buyer.card(order).row.expected_on == today + timedelta(days=5)


def test_a_placed_order_is_on_order_and_expected_after_the_usual_days(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 4, 3_550), (part, 1.5, 100))
    row = buyer.card(order).row
    assert (row.state, row.ordered_at, row.expected_on) == (
        PurchaseState.ORDERED,
        room.by.at,
        date(2026, 11, 25),
    )
    assert supply.on_order([part])[part] == supply.OnOrder(5500, date(2026, 11, 25))
    assert part_rows.stock_of([part])[part].on_order_milli == 5500


def test_every_line_is_rounded_by_itself(buyer: Buyer, room: Stockroom) -> None:
    card = buyer.card(buyer.draft((room.part(), 0.5, 101), (room.part(), 0.5, 101)))
    assert card.row.total_fen == sum(line.amount_fen for line in card.lines) == 102


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"qty_milli": 0}, "lines.0.qty"),
        ({"price_fen": -1}, "lines.0.price"),
        ({"price_fen": MAX_FEN, "qty_milli": 1001}, "lines.0.price"),
        ({"part_id": 999_999}, "lines.0.part"),
        ({"note": "长" * 81}, "lines.0.note"),
    ],
)
def test_a_wrong_cell_is_named_and_takes_no_number(
    buyer: Buyer, room: Stockroom, line: dict[str, object], field: str
) -> None:
    good = OrderedPart(room.part(), 1000, 100)
    with pytest.raises(FieldError) as refused:
        purchasing.create_order(room.by, buyer.supplier, [replace(good, **line)])
    assert refused.value.field == field
    assert buyer.card(buyer.draft((room.part(), 1, 100))).row.no == "PO-2026-00001"


def test_an_order_needs_lines_and_a_supplier_in_use(buyer: Buyer, room: Stockroom) -> None:
    with pytest.raises(FieldError, match="nothing to order"):
        purchasing.create_order(room.by, buyer.supplier, [])
    for supplier in (None, 999_999, buyer.add_supplier("关门", active=False)):
        with pytest.raises(FieldError) as refused:
            purchasing.create_order(room.by, supplier, [OrderedPart(room.part(), 1000, 1)])
        assert refused.value.field == "supplier_id"
    yesterday = room.by.today - timedelta(days=1)
    with pytest.raises(FieldError) as refused:
        purchasing.create_order(
            room.by, buyer.supplier, [OrderedPart(room.part(), 1000, 1)], expected_on=yesterday
        )
    assert refused.value.field == "expected_on"


def test_a_draft_is_changed_and_another_seat_is_told(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.draft((part, 4, 100))
    lines = [OrderedPart(part, 6000, 90, note="要原厂")]
    purchasing.change_order(room.by, order, 1, supplier_id=buyer.supplier, lines=lines)
    card = buyer.card(order)
    assert [(line.qty_milli, line.price_fen, line.note) for line in card.lines] == [(6000, 90, "要原厂")]
    with pytest.raises(StaleError):
        purchasing.change_order(room.by, order, 1, supplier_id=buyer.supplier, lines=lines)


def test_only_a_draft_is_changed(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 4, 100))
    with pytest.raises(RuleError) as refused:
        purchasing.change_order(
            room.by, order, 2, supplier_id=buyer.supplier, lines=[OrderedPart(part, 1000, 1)]
        )
    assert refused.value.reasons[0].code == "state"


def test_another_day_is_noted_and_a_passed_one_is_refused(buyer: Buyer, room: Stockroom) -> None:
    order = buyer.order((room.part(), 4, 100))
    purchasing.expect(room.by, order, 2, date(2026, 12, 1))
    assert buyer.card(order).row.expected_on == date(2026, 12, 1)
    with pytest.raises(FieldError):
        purchasing.expect(room.by, order, 3, date(2026, 11, 20))


def test_an_order_of_which_nothing_came_is_withdrawn_with_a_reason(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 4, 100))
    with pytest.raises(FieldError):
        purchasing.cancel(room.by, order, 2, " ")
    purchasing.cancel(room.by, order, 2, "供应商缺货")
    row = buyer.card(order).row
    assert (row.state, row.close_reason) == (PurchaseState.CANCELLED, "供应商缺货")
    assert supply.on_order([part]) == {}


def test_the_rest_is_closed_with_a_reason_and_is_not_on_order_any_more(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    order = buyer.order((part, 4, 100))
    buyer.deliver(order, (1, 100))
    with pytest.raises(RuleError):
        purchasing.cancel(room.by, order, 3, "不要了")
    purchasing.close_rest(room.by, order, 3, "停产")
    card = buyer.card(order)
    assert (card.row.state, card.row.close_reason) == (PurchaseState.CLOSED, "停产")
    assert [(line.received_milli, line.dropped_milli) for line in card.lines] == [(1000, 3000)]
    assert supply.on_order([part]) == {}


# The owner's word


def test_above_the_limit_an_owner_approves(buyer: Buyer, room: Stockroom) -> None:
    keeper = By(staff.add(room.by, name="孙仓管", roles={Role.STOREKEEPER}), room.by.at)
    purchase_limits.set_limit(room.by, 50_000)
    order = buyer.draft((room.part(), 5, 10_001))
    with pytest.raises(FieldError) as refused:
        purchasing.place(keeper, order, 1)
    assert refused.value.field == "approved_by"
    with pytest.raises(FieldError):
        purchasing.place(keeper, order, 1, approved_by=keeper.staff_id)
    purchasing.place(keeper, order, 1, approved_by=room.by.staff_id)
    assert buyer.card(order).approved_by == "张三"
    assert AuditEntry.get(AuditEntry.act == "place").staff_id == keeper.staff_id


def test_within_the_limit_nobody_is_asked_and_an_owner_stands_for_himself(
    buyer: Buyer, room: Stockroom
) -> None:
    keeper = By(staff.add(room.by, name="孙仓管", roles={Role.STOREKEEPER}), room.by.at)
    purchase_limits.set_limit(room.by, 50_000)
    small = buyer.draft((room.part(), 5, 10_000))
    purchasing.place(keeper, small, 1)
    assert PurchaseOrder.get_by_id(small).approved_by is None
    large = buyer.draft((room.part(), 5, 10_001))
    purchasing.place(room.by, large, 1)
    assert PurchaseOrder.get_by_id(large).approved_by == room.by.staff_id


def test_only_an_owner_changes_the_limit(room: Stockroom, buyer: Buyer) -> None:
    keeper = By(staff.add(room.by, name="孙仓管", roles={Role.STOREKEEPER}), room.by.at)
    with pytest.raises(FieldError):
        purchase_limits.set_limit(keeper, 1)
    purchase_limits.set_limit(room.by, 1)
    purchase_limits.set_limit(room.by, None)
    assert purchase_limits.limit_fen() is None


# For one line of a job


def test_what_a_job_lacks_is_ordered_for_it_and_the_job_knows_the_day(buyer: Buyer, room: Stockroom) -> None:
    part = room.part(1, 100)
    job = room.order()
    line = room.line(job, part, 3)
    order = purchasing.order_for_line(room.by, line, supplier_id=buyer.supplier, qty_milli=2000, price_fen=90)
    card = buyer.card(order)
    assert card.row.state is PurchaseState.ORDERED
    assert [(one.order_line_id, one.plate, one.qty_milli) for one in card.lines] == [
        (line, "京A·12345", 2000)
    ]
    covered = supply.of_order(job)[line]
    assert (covered.shelf_milli, covered.coming_milli, covered.expected_on) == (
        1000,
        2000,
        date(2026, 11, 25),
    )


def test_nothing_is_ordered_twice_for_a_job(buyer: Buyer, room: Stockroom) -> None:
    line = room.line(room.order(), room.part(), 1)
    terms = {"supplier_id": buyer.supplier, "qty_milli": 1000, "price_fen": 90}
    purchasing.order_for_line(room.by, line, **terms)
    with pytest.raises(RuleError) as refused:
        purchasing.order_for_line(room.by, line, **terms)
    assert refused.value.reasons[0].code == "covered"


def test_a_wrong_field_of_that_form_bears_its_own_name(buyer: Buyer, room: Stockroom) -> None:
    line = room.line(room.order(), room.part(), 1)
    with pytest.raises(FieldError) as refused:
        purchasing.order_for_line(room.by, line, supplier_id=buyer.supplier, qty_milli=0, price_fen=90)
    assert refused.value.field == "qty"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"kind": "LABOUR"}, "not_a_part"),
        ({"customer_supplied": True}, "not_a_part"),
        ({"status": "PROPOSED"}, "unauthorised"),
        ({"issued_milli": 1000}, "issued"),
    ],
)
def test_only_an_agreed_part_line_is_ordered_for(
    room: Stockroom, buyer: Buyer, columns: dict[str, object], code: str
) -> None:
    line = room.line(room.order(), room.part(), 1, **columns)
    with pytest.raises(RuleError) as refused:
        purchasing.short_line(line)
    assert refused.value.reasons[0].code == code


def test_an_estimate_that_is_not_agreed_to_orders_nothing_but_sees_what_is_there(
    room: Stockroom, buyer: Buyer
) -> None:
    part = room.part(1, 100)
    job = room.order(OrderState.RECEIVED)
    line = room.line(job, part, 2)
    with pytest.raises(RuleError):
        purchasing.short_line(line)
    assert supply.of_order(job)[line].short_milli == 1000


# The list


def test_the_chips_count_drafts_open_and_late_orders(buyer: Buyer, room: Stockroom) -> None:
    part = room.part()
    buyer.draft((part, 1, 1))
    late, soon = buyer.order((part, 1, 1)), buyer.order((part, 1, 1))
    purchasing.expect(room.by, soon, 2, date(2026, 12, 24))
    today = date(2026, 11, 30)
    assert purchase_orders.counts(today) == {
        PurchaseFilter.DRAFT: 1,
        PurchaseFilter.COMING: 2,
        PurchaseFilter.LATE: 1,
    }
    assert [row.id for row in purchase_orders.page(today, PurchaseFilter.LATE).rows] == [late]
    first = purchase_orders.page(today, PurchaseFilter.ALL, limit=2)
    second = purchase_orders.page(today, PurchaseFilter.ALL, first.next_cursor, 2)
    assert [row.no for row in (*first.rows, *second.rows)] == [
        "PO-2026-00003",
        "PO-2026-00002",
        "PO-2026-00001",
    ]
    assert [row.id for row in purchase_orders.coming()] == [late, soon]


def test_a_scanned_number_finds_its_order(buyer: Buyer, room: Stockroom) -> None:
    order = buyer.draft((room.part(), 1, 1))
    assert purchase_orders.of_number(" po-2026-00001") == order
    assert purchase_orders.of_number("PO-2026-00002") is None
    with pytest.raises(KeyError):
        purchase_orders.open_order(999_999)
