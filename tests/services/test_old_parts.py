"""An old part has one tag from the car to where it ended, and only who it belongs to gets it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.lines import PayType
from garage.domain.old_parts import Hazard, OldPartPurpose, OldPartState
from garage.domain.orders import ConsentChannel, OldPartChoice, OrderState
from garage.errors import FieldError, RuleError, StaleError
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.stock import LineSerial, OldPartDuty
from garage.services import history, old_part_books, old_part_duties, old_part_rows, old_part_tags, old_parts
from garage.services.books import check
from garage.services.command import By
from garage.services.old_part_tags import TagData
from tests.services.claimed import claim_on
from tests.services.invariants import broken
from tests.services.road import Road, codes
from tests.services.stockroom import Stockroom

State, Purpose = OldPartState, OldPartPurpose


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def drawn(room: Stockroom, qty: float = 1, choice: str = "WAIVE", **part: object) -> tuple[int, int]:
    """An order whose one part line was drawn; (order, line)."""
    columns = {"name": "发电机", "unit": "个", "old_part_back": True, **part}
    pays = columns.pop("pays", PayType.CUSTOMER.value)
    fitted = room.part(qty, 10_000, **columns)
    order = room.order(OrderState.IN_WORK)
    WorkOrder.update(old_parts=choice, complaint="刹车异响", odo_in=86_412).where(
        WorkOrder.id == order
    ).execute()
    line = room.line(order, fitted, qty, name="发电机", unit="个", pay_type=pays)
    room.issue(order, (line, qty))
    return order, line


def scrap(room: Stockroom) -> int:
    """A part on the shelf that nobody wants."""
    order, line = drawn(room, old_part_back=False)
    ref = old_parts.tag(room.by, order, line)
    old_parts.count_in(room.by, ref, shelf="旧件架 A-1")
    return ref


def state(ref: int) -> OldPartState:
    return old_part_rows.one(ref).state


def test_a_tag_of_a_line_is_filled_in_by_what_the_order_knows(room: Stockroom) -> None:
    order, line = drawn(room, 2)
    ref = old_parts.tag(room.by, order, line)
    row = old_part_rows.one(ref)
    assert (row.no, row.state, row.purpose) == ("OP-2026-00001", State.TAGGED, Purpose.CLAIM)
    assert (row.name, row.qty_milli, row.fault, row.odometer_km) == ("发电机", 2000, "刹车异响", 86_412)
    assert (row.remover, row.removed_at, row.plate) == ("李师傅", room.by.at, "京A·12345")
    assert [one.id for one in old_parts.of_order(order)] == [ref]
    assert old_part_rows.by_number("OP-2026-00001") == ref


def test_the_mechanic_with_the_largest_share_took_it_off(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    [part] = [line for line in OrderLine.select() if line.kind == "PART"]
    told = old_part_tags.prefill(road.order, part.id)
    assert (told.removed_by, told.purpose, told.fault) == (road.mechanic, Purpose.CUSTOMER, "刹车异响")


def test_each_tracked_piece_has_a_tag_of_its_own(room: Stockroom) -> None:
    order, line = drawn(room, 2)
    issue = OrderLine.get_by_id(line)
    for old in ("OLD-1", "OLD-2"):
        LineSerial.create(order_line=line, part=issue.part_id, issue=1, new_serial=f"N{old}", old_serial=old)
    first, second = (old_part_rows.one(old_parts.tag(room.by, order, line)) for _n in range(2))
    assert [(one.serial, one.qty_milli) for one in (first, second)] == [("OLD-1", 1000), ("OLD-2", 1000)]
    old_parts.void(room.by, first.id, None, "贴错了")
    assert old_part_tags.prefill(order, line).serial == "OLD-1"


def test_no_line_has_more_old_parts_than_it_replaced(room: Stockroom) -> None:
    order, line = drawn(room, 2)
    one = replace(old_part_tags.prefill(order, line), qty_milli=1000)
    first = old_parts.tag(room.by, order, line, one)
    assert [left.left_milli for left in old_part_tags.replaced_lines(order)] == [1000]
    with pytest.raises(FieldError) as error:
        old_parts.tag(room.by, order, line, replace(one, qty_milli=1001))
    assert error.value.field == "qty"
    old_parts.tag(room.by, order, line, one)
    assert old_part_tags.replaced_lines(order) == []
    with pytest.raises(RuleError):
        old_parts.tag(room.by, order, line, one)
    old_parts.void(room.by, first, 1, "贴错了")
    assert [left.left_milli for left in old_part_tags.replaced_lines(order)] == [1000]
    OldPart.update(state=State.TAGGED.value, void_reason="").execute()
    OldPart.update(qty_milli=2000).execute()
    assert len(list(old_part_books.check_books())) == 1


def test_a_part_of_no_line_is_tagged_with_its_own_words(room: Stockroom) -> None:
    order = room.order(OrderState.IN_WORK, "WAIVE")
    data = TagData(name="皮带碎片", unit="袋", purpose=Purpose.SCRAP, hazard=Hazard.TYRE, serial="ａb-1")
    row = old_part_rows.one(old_parts.tag(room.by, order, None, data))
    assert (row.name, row.line_id, row.hazard, row.serial) == ("皮带碎片", None, Hazard.TYRE, "AB-1")
    later = room.by.at + timedelta(minutes=1)
    for wrong, field in (
        (replace(data, name=" "), "name"),
        (replace(data, qty_milli=0), "qty"),
        (replace(data, removed_at=later), "removed_at"),
        (replace(data, removed_by=999), "removed_by"),
        (replace(data, odometer_km=-1), "odometer"),
        (replace(data, odometer_km=10_000_000_000), "odometer"),
    ):
        with pytest.raises(FieldError) as error:
            old_parts.tag(room.by, order, None, wrong)
        assert error.value.field == field


@pytest.mark.parametrize("before", [OrderState.RECEIVED, OrderState.ESTIMATED, OrderState.CANCELLED])
def test_nothing_comes_off_before_the_customer_agreed(room: Stockroom, before: OrderState) -> None:
    order = room.order(before)
    with pytest.raises(RuleError):
        old_parts.tag(room.by, order, None, TagData(name="发电机"))
    assert old_part_tags.replaced_lines(order) == []


def test_counting_in_clears_the_account_of_its_own_line(room: Stockroom) -> None:
    order, line = drawn(room, 3)
    drawn(room, 1)
    data = replace(old_part_tags.prefill(order, line), qty_milli=2000)
    ref = old_parts.tag(room.by, order, line, data)
    old_parts.count_in(room.by, ref, 1, shelf="A-1", condition="外壳裂", intact=False)
    row = old_part_rows.one(ref)
    assert (row.state, row.shelf, row.condition, row.intact) == (State.SHELVED, "A-1", "外壳裂", False)
    left = {one.order_id: one.qty_milli for one in old_part_duties.open_duties()}
    assert (left[order], len(left)) == (1000, 2)
    [cleared] = OldPartDuty.select().where(OldPartDuty.state == "CLEARED")
    assert (cleared.old_part_id, cleared.qty_milli, cleared.note) == (ref, 2000, row.no)
    assert list(old_part_books.check_books()) == []
    with pytest.raises(RuleError) as error:
        old_parts.count_in(room.by, ref)
    assert codes(error) == {"state"}


def test_a_voided_tag_makes_its_part_owed_again(room: Stockroom) -> None:
    order, line = drawn(room, 2)
    ref = old_parts.tag(room.by, order, line)
    old_parts.count_in(room.by, ref)
    assert old_part_duties.balances() == {}
    with pytest.raises(FieldError):
        old_parts.void(room.by, ref, 2, " ")
    old_parts.void(room.by, ref, 2, "贴错了")
    assert old_part_duties.balances() == {room.mechanic: 10_000}
    assert (state(ref), old_parts.of_order(order)) == (State.VOIDED, [])
    assert list(old_part_books.check_books()) == []


def test_what_came_back_unused_meanwhile_is_not_owed_again(room: Stockroom) -> None:
    order, line = drawn(room, 2)
    ref = old_parts.tag(room.by, order, line)
    old_parts.count_in(room.by, ref)
    room.give_back(order, (line, 1))
    old_parts.void(room.by, ref, None, "贴错了")
    assert [one.qty_milli for one in old_part_duties.open_duties()] == [1000]
    assert list(old_part_duties.check_books()) == []


def test_the_customer_takes_all_parts_of_an_order_in_one_act(room: Stockroom) -> None:
    order, line = drawn(room, 2, choice="TAKE", old_part_back=False)
    data = replace(old_part_tags.prefill(order, line), qty_milli=1000)
    shelved, tagged = (old_parts.tag(room.by, order, line, data) for _n in range(2))
    old_parts.count_in(room.by, shelved, shelf="A-1")
    with pytest.raises(FieldError) as error:
        old_parts.hand_over(room.by, {shelved: 2, tagged: 1}, " ")
    assert error.value.field == "handed_to"
    old_parts.hand_over(room.by, {shelved: 2, tagged: 1}, "王女士")
    for row in old_parts.of_order(order):
        assert (row.state, row.handed_to, row.handed_at) == (State.RETURNED_CUSTOMER, "王女士", room.by.at)
        assert row.counted_at == room.by.at
    assert list(old_part_books.check_books()) == []


def test_what_is_for_the_supplier_is_not_handed_to_the_customer(room: Stockroom) -> None:
    order, line = drawn(room, choice="TAKE", pays=PayType.CLAIM.value)
    ref = old_parts.tag(room.by, order, line)
    with pytest.raises(RuleError) as error:
        old_parts.hand_over(room.by, {ref: None}, "王女士")
    assert codes(error) == {"claim"}


def test_a_part_follows_what_the_customer_says_at_the_handover(road: Road) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    [line] = old_part_tags.replaced_lines(road.order)
    half = replace(old_part_tags.prefill(road.order, line.line_id), qty_milli=1000)
    theirs, makers = (old_parts.tag(road.boss, road.order, line.line_id, half) for _n in range(2))
    old_parts.waive(road.boss, {theirs: None}, "王女士")
    old_parts.waive(road.boss, {makers: None}, "王女士", purpose=Purpose.CLAIM)
    road.work()
    road.inspect()
    road.make_ready()
    assert WorkOrder.get_by_id(road.order).old_parts == OldPartChoice.TAKE.value
    assert old_part_rows.one(theirs).purpose is Purpose.CUSTOMER
    assert old_part_rows.one(makers).purpose is Purpose.CLAIM
    assert check() == []
    assert broken() == []


def test_the_customer_leaves_a_part_and_says_so(room: Stockroom) -> None:
    order, line = drawn(room, choice="TAKE", old_part_back=False)
    ref = old_parts.tag(room.by, order, line)
    with pytest.raises(FieldError):
        old_parts.waive(room.by, {ref: 1}, "")
    old_parts.waive(room.by, {ref: 1}, "王女士", ConsentChannel.PHONE)
    assert old_part_rows.one(ref).purpose is Purpose.SCRAP
    assert [row.reason for row in history.of_old_part(ref)][-1] == "王女士 · By phone"


@pytest.mark.parametrize("choice", ["TAKE", "UNDECIDED"])
def test_only_the_customer_leaves_a_part_that_is_theirs(room: Stockroom, choice: str) -> None:
    """Invariant 18; what nobody asked about is theirs as well, when they paid for the new one."""
    order, line = drawn(room, choice=choice, old_part_back=False)
    ref = old_parts.tag(room.by, order, line)
    with pytest.raises(RuleError) as error:
        old_parts.decide(room.by, {ref: None}, Purpose.SCRAP, "没用了")
    assert codes(error) == {"waive"}
    old_parts.waive(room.by, {ref: None}, "王女士")
    old_parts.decide(room.by, {ref: None}, Purpose.CLAIM, "厂家要看")
    old_parts.decide(room.by, {ref: None}, Purpose.SCRAP, "厂家不要了")
    assert old_part_rows.one(ref).purpose is Purpose.SCRAP


def test_no_way_round_by_the_supplier_scraps_what_the_customer_never_left(room: Stockroom) -> None:
    order, line = drawn(room, choice="UNDECIDED", old_part_back=False)
    ref = old_parts.tag(room.by, order, line)
    old_parts.decide(room.by, {ref: None}, Purpose.CLAIM, "厂家要看")
    with pytest.raises(RuleError):
        old_parts.decide(room.by, {ref: None}, Purpose.SCRAP, "厂家不要了")
    old_parts.decide(room.by, {ref: None}, Purpose.CUSTOMER, "客户要")
    with pytest.raises(RuleError):
        old_parts.decide(room.by, {ref: None}, Purpose.CLAIM, "再索赔")


def test_no_tag_gives_away_what_the_customer_wants(room: Stockroom) -> None:
    order, line = drawn(room, choice="TAKE", old_part_back=False)
    told = old_part_tags.prefill(order, line)
    for purpose in (Purpose.SCRAP, Purpose.CLAIM):
        with pytest.raises(FieldError) as error:
            old_parts.tag(room.by, order, line, replace(told, purpose=purpose))
        assert error.value.field == "purpose"
    assert old_part_rows.of_order(order) == []


def test_what_a_rework_took_off_the_garage_decides(room: Stockroom) -> None:
    order, line = drawn(room, choice="UNDECIDED", old_part_back=False, pays=PayType.REWORK.value)
    ref = old_parts.tag(room.by, order, line)
    old_parts.decide(room.by, {ref: None}, Purpose.SCRAP, "我们的件")
    assert old_part_rows.one(ref).purpose is Purpose.SCRAP


@pytest.mark.parametrize("state", ["NOTICE_ISSUED", "INVOICED", "SETTLED"])
def test_a_tag_stays_when_its_claim_is_paid(room: Stockroom, state: str) -> None:
    order, line = drawn(room, choice="WAIVE", pays=PayType.CLAIM.value)
    ref = old_parts.tag(room.by, order, line)
    old_parts.count_in(room.by, ref)
    old_parts.hold_for_claim(room.by, ref)
    claim_on(room.by, ref, state)
    with pytest.raises(RuleError) as error:
        old_parts.void(room.by, ref, None, "贴错了")
    assert codes(error) == {"claimed"}


def test_what_a_claim_rests_on_can_neither_go_nor_change_until_it_is_decided(room: Stockroom) -> None:
    order, line = drawn(room, choice="WAIVE", pays=PayType.CLAIM.value)
    ref = old_parts.tag(room.by, order, line)
    old_parts.count_in(room.by, ref)
    old_parts.hold_for_claim(room.by, ref)
    claim = claim_on(room.by, ref, "SUBMITTED")
    acts = [
        lambda: old_parts.decide(room.by, {ref: None}, Purpose.SCRAP, "不索赔"),
        lambda: old_parts.hand_over(room.by, {ref: None}, "王女士"),
        lambda: old_parts.note_condition(room.by, ref, condition="拆开了", intact=False),
        lambda: old_parts.void(room.by, ref, None, "贴错了"),
    ]
    for held in ("DRAFT", "SUBMITTED", "REJECTED", "PARTLY_ACCEPTED"):
        claim.move(held)
        for act in acts:
            with pytest.raises(RuleError) as error:
                act()
            assert "claimed" in codes(error)
    old_parts.shelve(room.by, {ref: None}, "A-2")
    old_parts.note_condition(room.by, ref, condition="有油污", intact=True)
    assert old_part_rows.one(ref).claim_no == claim.no
    assert list(old_part_books.check_books()) == []
    claim.move("WRITTEN_OFF", live=False)
    old_parts.decide(room.by, {ref: None}, Purpose.SCRAP, "厂家拒赔")
    assert old_part_rows.one(ref).purpose is Purpose.SCRAP


def test_evidence_that_is_gone_is_found_in_the_books(room: Stockroom) -> None:
    ref = scrap(room)
    claim_on(room.by, ref, "SUBMITTED")
    assert len(list(old_part_books.check_books())) == 1, "meant for scrap"
    old_parts.hold_for_claim(room.by, ref)
    assert list(old_part_books.check_books()) == []
    OldPart.update(intact=False).execute()
    assert len(list(old_part_books.check_books())) == 1


def test_a_claim_takes_no_part_that_was_opened_or_is_the_customers(room: Stockroom) -> None:
    ref = scrap(room)
    old_parts.note_condition(room.by, ref, condition="拆开了", intact=False)
    with pytest.raises(RuleError) as error:
        old_parts.hold_for_claim(room.by, ref)
    assert codes(error) == {"intact"}
    order, line = drawn(room, choice="TAKE", old_part_back=False)
    theirs = old_parts.tag(room.by, order, line)
    with pytest.raises(RuleError) as error:
        old_parts.hold_for_claim(room.by, theirs)
    assert codes(error) == {"customer"}


def test_a_second_seat_is_told_that_the_tag_changed(room: Stockroom) -> None:
    ref = scrap(room)
    with pytest.raises(StaleError):
        old_parts.shelve(room.by, {ref: 1}, "B-2")
    with pytest.raises(KeyError):
        old_parts.shelve(room.by, {999: 1}, "B-2")
    with pytest.raises(FieldError):
        old_parts.shelve(room.by, {ref: 2}, " ")


def test_the_books_find_a_part_that_is_not_where_it_is_said_to_be(room: Stockroom) -> None:
    ref = scrap(room)
    assert list(old_part_books.check_books()) == []
    for wrong in (
        {"counted_at": None},
        {"state": State.RETURNED_CUSTOMER.value},
        {"state": State.SENT_SUPPLIER.value},
        {"state": State.VOIDED.value},
    ):
        OldPart.update(counted_at=room.by.at, state=State.SHELVED.value).execute()
        OldPart.update(**wrong).where(OldPart.id == ref).execute()
        assert len(list(old_part_books.check_books())) == 1, wrong


def test_the_lines_of_an_order_are_tagged_in_one_step_and_lie_on_their_shelf(room: Stockroom) -> None:
    order, line = drawn(room, 2)
    other = room.line(order, room.part(1, 500), 1, name="皮带")
    room.issue(order, (other, 1))
    part = OrderLine.get_by_id(line).part_id
    for old in ("OLD-1", "OLD-2"):
        LineSerial.create(order_line=line, part=part, issue=1, new_serial=f"N{old}", old_serial=old)
    assert [one.wanted for one in old_part_tags.replaced_lines(order)] == [True, False]
    with pytest.raises(FieldError):
        old_parts.tag_lines(room.by, order, [])
    made = old_parts.tag_lines(room.by, order, [line, other], removed_by=room.by.staff_id, shelf="A-1")
    rows = old_part_rows.of_ids(made)
    assert [row.serial for row in rows] == ["OLD-1", "OLD-2", ""]
    assert {(row.state, row.shelf, row.remover) for row in rows} == {(State.SHELVED, "A-1", "张三")}
    assert old_part_tags.replaced_lines(order) == []
    assert old_part_duties.balances() == {}


def test_what_was_opened_is_as_it_came_off_again_only_with_a_reason(room: Stockroom) -> None:
    ref = scrap(room)
    old_parts.note_condition(room.by, ref, condition="已拆开", intact=False)
    with pytest.raises(FieldError) as error:
        old_parts.note_condition(room.by, ref, condition="完好", intact=True, reason=" ")
    assert error.value.field == "reason"
    assert not old_part_rows.one(ref).intact
    old_parts.note_condition(room.by, ref, condition="完好", intact=True, reason="登记错误")
    assert old_part_rows.one(ref).intact
    assert history.of_old_part(ref)[-1].reason == "登记错误"
