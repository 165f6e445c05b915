"""Counting the shelf: exactly the differences are booked, once, whatever moved meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.documents import Imprint
from garage.domain.orders import OrderState
from garage.domain.stock import Balance, MovementKind
from garage.domain.stocktakes import CountScope
from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.parts import Part
from garage.models.stocktakes import Stocktake, StocktakeLine
from garage.services import count_scans, papers_stocktakes, parts, stock_limits, stocktake_list, stocktakes
from garage.services.command import By
from garage.services.count_scopes import Scope
from garage.services.parts import PartFilter
from garage.services.stock import check_books, ledger
from garage.services.stocktake_list import Differences, SheetFilter
from garage.services.stocktakes import Begun
from tests.services.stockroom import Stockroom, milli, on_hand

ALL = Scope(CountScope.ALL)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def later(room: Stockroom, **time: int) -> By:
    room.by = replace(room.by, at=room.by.at + timedelta(**time))
    return room.by


def version(begun: Begun) -> int:
    return int(Stocktake.get_by_id(begun.id).version)


def counted(room: Stockroom, begun: Begun, **reasons: str) -> None:
    for code, why in reasons.items():
        stocktakes.explain(room.by, begun.id, Part.get(Part.code == code).id, why)
    stocktakes.review(room.by, begun.id, version(begun))


def test_more_and_less_are_booked_at_the_average_and_the_day_of_counting_is_kept(room: Stockroom) -> None:
    less, more, right = (
        room.part(5, 10_001, code="A"),
        room.part(3, 700, code="B"),
        room.part(2, 500, code="C"),
    )
    begun = stocktakes.begin(room.by, ALL)
    assert (begun.parts, begun.left_out) == (3, 0)
    stocktakes.count(later(room, minutes=20), begun.id, {less: milli(3), more: milli(4), right: milli(2)})
    counted(room, begun, A="领料未登记", B="上次多领退回")
    value = stocktakes.post(later(room, minutes=5), begun.id, version(begun))
    assert on_hand(less) == Balance(3000, 6_001)
    assert on_hand(more) == Balance(4000, 933)
    assert on_hand(right) == Balance(2000, 500)
    assert value == -4_000 + 233
    newest = ledger(less).rows[0]
    assert (newest.kind, newest.document, newest.qty_milli) == (MovementKind.COUNT_LOSS, begun.no, -2000)
    counted_at = room.by.at - timedelta(minutes=5)
    assert {Part.get_by_id(part).counted_at for part in (less, more, right)} == {counted_at}
    assert check_books() == []


def test_what_moves_before_and_after_the_count_is_no_difference(room: Stockroom) -> None:
    part = room.part(5, 5_000, code="A")
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 3)
    begun = stocktakes.begin(room.by, ALL)
    later(room, minutes=1)
    room.issue(order, (line, 1))
    stocktakes.count(later(room, minutes=1), begun.id, {part: milli(4)})
    later(room, minutes=1)
    room.issue(order, (line, 2))
    stocktakes.review(room.by, begun.id, version(begun))
    assert stocktakes.post(room.by, begun.id, version(begun)) == 0
    assert on_hand(part) == Balance(2000, 2_000)


def test_a_sheet_typed_in_later_is_held_against_the_books_of_when_it_was_counted(room: Stockroom) -> None:
    part = room.part(5, 5_000, code="A")
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 3)
    begun = stocktakes.begin(room.by, ALL)
    at = later(room, minutes=10).at
    later(room, minutes=10)
    room.issue(order, (line, 3))
    later(room, minutes=10)
    stocktakes.count(room.by, begun.id, {part: milli(4)}, counted_at=at)
    counted(room, begun, A="盘亏一个")
    stocktakes.post(room.by, begun.id, version(begun))
    assert on_hand(part) == Balance(1000, 1_000)
    with pytest.raises(KeyError):
        stocktakes.count(room.by, 999, {part: 1})


def test_a_time_before_the_snapshot_or_after_now_is_no_time_of_counting(room: Stockroom) -> None:
    part = room.part(5, 5_000)
    begun = stocktakes.begin(room.by, ALL)
    for away in (timedelta(hours=-1), timedelta(hours=1)):
        with pytest.raises(FieldError) as error:
            stocktakes.count(room.by, begun.id, {part: 0}, counted_at=room.by.at + away)
        assert error.value.field == "counted_at"


def test_a_posting_happens_once(room: Stockroom) -> None:
    part = room.part(5, 5_000, code="A")
    begun = stocktakes.begin(room.by, ALL)
    stocktakes.count(room.by, begun.id, {part: milli(4)})
    counted(room, begun, A="丢失")
    seen = version(begun)
    stocktakes.post(room.by, begun.id, seen)
    with pytest.raises(StaleError):
        stocktakes.post(room.by, begun.id, seen)
    with pytest.raises(RuleError) as error:
        stocktakes.post(room.by, begun.id, version(begun))
    assert error.value.reasons[0].code == "state"
    assert on_hand(part) == Balance(4000, 4_000)


def test_nobody_but_an_owner_lets_a_difference_into_the_books(room: Stockroom) -> None:
    part = room.part(5, 5_000, code="A")
    begun = stocktakes.begin(room.by, ALL)
    stocktakes.count(room.by, begun.id, {part: milli(4)})
    counted(room, begun, A="丢失")
    keeper = By(room.mechanic, room.by.at)
    with pytest.raises(FieldError) as error:
        stocktakes.post(keeper, begun.id, version(begun))
    assert error.value.field == "approved_by"
    stocktakes.post(keeper, begun.id, version(begun), approved_by=room.by.staff_id)
    assert Stocktake.get_by_id(begun.id).approved_by == room.by.staff_id


def test_a_difference_needs_its_reason_and_a_count_needs_a_part(room: Stockroom) -> None:
    part, other = room.part(5, 5_000, code="A"), room.part(1, 10, code="B")
    begun = stocktakes.begin(room.by, Scope(CountScope.PARTS, part_ids=[part]))
    with pytest.raises(RuleError) as error:
        stocktakes.review(room.by, begun.id, version(begun))
    assert error.value.reasons[0].code == "nothing"
    with pytest.raises(FieldError):
        stocktakes.count(room.by, begun.id, {other: 0})
    with pytest.raises(FieldError):
        stocktakes.count(room.by, begun.id, {part: -1})
    stocktakes.count(room.by, begun.id, {part: 0})
    stocktakes.review(room.by, begun.id, version(begun))
    with pytest.raises(RuleError) as error:
        stocktakes.post(room.by, begun.id, version(begun))
    assert (error.value.reasons[0].code, error.value.reasons[0].goto) == ("no_reason", str(part))
    stocktakes.recount(room.by, begun.id, version(begun))
    stocktakes.count(room.by, begun.id, {part: None})
    with pytest.raises(RuleError):
        stocktakes.review(room.by, begun.id, version(begun))


def test_a_part_is_in_one_open_count_only(room: Stockroom) -> None:
    room.part(5, 5_000, bin="A-01"), room.part(1, 10, bin="B-01")
    first = stocktakes.begin(room.by, Scope(CountScope.BIN, "A"))
    second = stocktakes.begin(room.by, ALL)
    assert (first.parts, second.parts, second.left_out) == (1, 1, 1)
    with pytest.raises(RuleError):
        stocktakes.begin(room.by, ALL)
    stocktakes.cancel(room.by, first.id, version(first), "改期")
    assert stocktakes.begin(room.by, Scope(CountScope.BIN, "A")).parts == 1


def test_a_bin_is_meant_in_small_letters_too(room: Stockroom) -> None:
    for place in ("A-01", "a-02", "B-01"):
        room.part(5, 5_000, bin=place)
    assert stocktakes.begin(room.by, Scope(CountScope.BIN, "a")).parts == 2


def test_a_rolling_count_takes_what_was_not_counted_for_longest(room: Stockroom) -> None:
    by = room.by
    old, never, fresh = room.part(1, 10), room.part(1, 10), room.part(1, 10)
    empty = room.part()
    Part.update(created_at=by.at - timedelta(days=200)).execute()
    Part.update(counted_at=by.at - timedelta(days=100)).where(Part.id == old).execute()
    Part.update(counted_at=by.at - timedelta(days=10)).where(Part.id == fresh).execute()
    one = stocktakes.begin(by, Scope(CountScope.ROLLING, days=90, most=1))
    assert [line.part_id for line in StocktakeLine.select().where(StocktakeLine.stocktake == one.id)] == [
        never
    ]
    two = stocktakes.begin(by, Scope(CountScope.ROLLING, days=90, most=10))
    lines = StocktakeLine.select().where(StocktakeLine.stocktake == two.id)
    assert {line.part_id for line in lines} == {old}
    assert empty not in {line.part_id for line in lines}


def test_a_scope_has_to_name_something(room: Stockroom) -> None:
    room.part(1, 10, group="机油")
    with pytest.raises(FieldError) as error:
        stocktakes.begin(room.by, Scope(CountScope.GROUP))
    assert error.value.field == "scope_text"
    with pytest.raises(RuleError):
        stocktakes.begin(room.by, Scope(CountScope.GROUP, "轮胎"))
    assert stocktakes.begin(room.by, Scope(CountScope.GROUP, "机油")).parts == 1


def test_the_scanner_counts_one_by_one(room: Stockroom) -> None:
    part = room.part(3, 300)
    begun = stocktakes.begin(room.by, ALL, blind=True)
    assert [stocktakes.count_more(room.by, begun.id, part) for _nth in range(3)] == [1000, 2000, 3000]
    stocktakes.review(room.by, begun.id, version(begun))
    stocktakes.recount(room.by, begun.id, version(begun))
    stocktakes.count(room.by, begun.id, {part: milli(3)})
    stocktakes.review(room.by, begun.id, version(begun))
    with pytest.raises(RuleError):
        stocktakes.count(room.by, begun.id, {part: 0})
    assert stocktakes.post(room.by, begun.id, version(begun)) == 0


def test_found_where_the_books_had_nothing_it_is_worth_the_last_cost(room: Stockroom) -> None:
    known, unknown = room.part(code="A", last_cost_fen=250), room.part(code="B")
    begun = stocktakes.begin(room.by, ALL)
    stocktakes.count(room.by, begun.id, {known: milli(2.5), unknown: milli(1)})
    counted(room, begun, A="货架后面找到", B="货架后面找到")
    stocktakes.post(room.by, begun.id, version(begun))
    assert (on_hand(known), on_hand(unknown)) == (Balance(2500, 625), Balance(1000, 0))
    assert check_books() == []


def test_a_loss_of_what_has_been_issued_since_is_counted_again(room: Stockroom) -> None:
    part = room.part(5, 5_000, code="A")
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 4)
    begun = stocktakes.begin(room.by, ALL)
    stocktakes.count(room.by, begun.id, {part: milli(3)})
    counted(room, begun, A="盘亏")
    room.issue(order, (line, 4))
    with pytest.raises(RuleError) as error:
        stocktakes.post(room.by, begun.id, version(begun))
    assert error.value.reasons[0].code == "short"
    assert "A" in error.value.reasons[0].text
    assert on_hand(part) == Balance(1000, 1_000)
    assert Stocktake.get_by_id(begun.id).state == "REVIEWED"


def test_the_list_and_the_sheet_say_how_a_stocktake_stands(room: Stockroom) -> None:
    less, more = room.part(5, 10_001, code="A", bin="B-2"), room.part(3, 700, code="B", bin="A-1", unit="桶")
    begun = stocktakes.begin(room.by, ALL, note="月末")
    stocktakes.count(room.by, begun.id, {less: milli(3)})
    row = stocktake_list.one(begun.id)
    assert (row.lines, row.counted, row.differences, row.note) == (2, 1, 1, "月末")
    first, second = stocktake_list.lines_of(begun.id)
    assert (first.part_id, first.unit, first.counted_milli, first.book_milli) == (more, "桶", None, 3000)
    assert (second.expected_milli, second.difference_milli, second.worth_fen) == (5000, -2000, -4000)
    assert stocktake_list.page(opened=True).rows == stocktake_list.page().rows
    assert (stocktake_list.open_count(), stocktake_list.by_number(begun.no)) == (1, begun.id)
    counted(room, begun, A="丢失")
    stocktakes.post(room.by, begun.id, version(begun))
    assert stocktake_list.one(begun.id).difference_fen == -4_000
    assert (stocktake_list.open_count(), stocktake_list.by_number("TK-2026-99999")) == (0, None)
    with pytest.raises(KeyError):
        stocktake_list.one(999)


def test_what_a_scope_would_count_is_told_before_and_is_what_it_counts(room: Stockroom) -> None:
    room.part(5, 5_000, bin="A-01"), room.part(1, 10, bin="A-02"), room.part(1, 10, bin="B-01")
    first = stocktakes.begin(room.by, Scope(CountScope.BIN, "A-01"))
    told = stocktakes.asked(room.by.at, ALL)
    assert (told.parts, told.elsewhere) == (2, {first.no: 1})
    assert stocktakes.begin(room.by, ALL).parts == 2
    assert stocktakes.asked(room.by.at, ALL).parts == 0
    with pytest.raises(FieldError):
        stocktakes.asked(room.by.at, Scope(CountScope.BIN))


def test_the_filter_to_count_and_the_rolling_count_mean_the_same_parts(room: Stockroom) -> None:
    by = room.by
    for days in (89, 90, 91, 200):
        part = room.part(1, 10)
        Part.update(created_at=by.at - timedelta(days=days)).where(Part.id == part).execute()
    listed = {row.id for row in parts.page(None, 50, PartFilter.TO_COUNT, today=by.today).rows}
    begun = stocktakes.begin(by, Scope(CountScope.ROLLING, days=stock_limits.limits().count))
    lines = StocktakeLine.select().where(StocktakeLine.stocktake == begun.id)
    assert {line.part_id for line in lines} == listed
    assert len(listed) == 2


def test_nobody_writes_over_a_count_that_he_has_not_seen(room: Stockroom) -> None:
    part = room.part(5, 5_000)
    begun = stocktakes.begin(room.by, ALL)
    other = By(room.mechanic, room.by.at)
    stocktakes.count(other, begun.id, {part: milli(4)}, seen={part: None})
    with pytest.raises(StaleError) as error:
        stocktakes.count(room.by, begun.id, {part: milli(3)}, seen={part: None})
    assert "4" in error.value.text
    stocktakes.count(room.by, begun.id, {part: milli(3)}, seen={part: milli(4)})
    assert stocktake_list.lines_of(begun.id)[0].counted_milli == milli(3)
    stocktakes.count(other, begun.id, {part: None}, seen={part: milli(3)})
    with pytest.raises(StaleError):
        stocktakes.count(room.by, begun.id, {part: milli(2)}, seen={part: milli(3)})


def test_the_sheet_is_read_page_by_page_and_by_what_is_left_to_do(room: Stockroom) -> None:
    refs = [room.part(5, 5_000, bin=f"A-{place}") for place in range(5)]
    begun = stocktakes.begin(room.by, ALL)
    stocktakes.count(room.by, begun.id, {refs[0]: milli(5), refs[2]: milli(7), refs[3]: milli(4)})
    first = stocktake_list.sheet(begun.id, None, 3)
    second = stocktake_list.sheet(begun.id, first.next_cursor, 3)
    assert [line.part_id for line in (*first.rows, *second.rows)] == refs
    assert second.next_cursor is None
    for which, wanted in (
        (SheetFilter.UNCOUNTED, [refs[1], refs[4]]),
        (SheetFilter.DIFFERENCES, [refs[2], refs[3]]),
    ):
        assert [line.part_id for line in stocktake_list.sheet(begun.id, None, 9, which).rows] == wanted
    assert [line.part_id for line in stocktake_list.lines_for(begun.id, refs[1:3])] == refs[1:3]
    stocktakes.explain(room.by, begun.id, refs[3], "丢失")
    assert stocktake_list.differences(begun.id) == Differences(1, 1, 2_000, -1_000, 1)


def test_what_moved_since_the_snapshot_is_told(room: Stockroom) -> None:
    part, other = room.part(5, 5_000, bin="A"), room.part(5, 5_000, bin="B")
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 2)
    begun = stocktakes.begin(room.by, ALL)
    room.issue(order, (line, 1))
    first, second = stocktake_list.lines_of(begun.id)
    assert (first.moved_milli, first.books_milli, second.moved_milli) == (-1000, 4000, 0)
    stocktakes.count(room.by, begun.id, {part: milli(4), other: milli(5)})
    room.issue(order, (line, 1))
    first, second = stocktake_list.lines_of(begun.id)
    assert (first.moved_milli, first.difference_milli, second.moved_milli) == (-1000, 0, 0)


def test_a_loss_that_cannot_be_posted_has_no_worth_yet(room: Stockroom) -> None:
    part = room.part(5, 5_000)
    order = room.order(OrderState.IN_WORK)
    line = room.line(order, part, 4)
    begun = stocktakes.begin(room.by, ALL)
    stocktakes.count(room.by, begun.id, {part: milli(3)})
    room.issue(order, (line, 4))
    assert stocktake_list.lines_of(begun.id)[0].worth_fen is None


def test_codes_that_name_nothing_stay_with_the_count_until_somebody_looked_after_them(
    room: Stockroom,
) -> None:
    part = room.part(1, 100, code="A")
    begun = stocktakes.begin(room.by, ALL)
    for code in ("XX-9", "4006381333931", "xx-9"):
        found = count_scans.note_unknown(room.by, begun.id, code)
    assert found == count_scans.unknown_scans(begun.id) == {"XX-9": 2, "4006381333931": 1}
    stocktakes.count(room.by, begun.id, {part: milli(1)})
    counted(room, begun)
    with pytest.raises(RuleError):
        count_scans.note_unknown(room.by, begun.id, "B")
    paper = papers_stocktakes.difference_list(begun.id, Imprint("", room.by.at), with_cost=False)
    assert paper.unknown == ("XX-9 × 2", "4006381333931")
    count_scans.forget_unknown(room.by, begun.id)
    assert count_scans.unknown_scans(begun.id) == {}
    entry = AuditEntry.get(AuditEntry.act == "looked after")
    assert (entry.ref, "XX-9" in entry.before) == (begun.id, True)


def test_what_nobody_looked_after_stays_with_a_posted_count(room: Stockroom) -> None:
    part = room.part(1, 100, code="A")
    begun = stocktakes.begin(room.by, ALL)
    count_scans.note_unknown(room.by, begun.id, "XX-9")
    stocktakes.count(room.by, begun.id, {part: milli(1)})
    counted(room, begun)
    stocktakes.post(room.by, begun.id, version(begun))
    with pytest.raises(RuleError):
        count_scans.forget_unknown(room.by, begun.id)
    assert count_scans.unknown_scans(begun.id) == {"XX-9": 1}


def test_the_second_bin_of_a_part_belongs_to_its_area_and_leads_there(room: Stockroom) -> None:
    for code, places in {
        "A": ("C-02", ""),
        "B": ("A-01", "C-01"),
        "D": ("A-02", ""),
        "E": ("c-03", "C-04"),
    }.items():
        room.part(2, 500, code=code, bin=places[0], second_bin=places[1])
    begun = stocktakes.begin(room.by, Scope(CountScope.BIN, "C"))
    sheet = papers_stocktakes.count_sheet(begun.id, Imprint("R", room.by.at))
    assert [(line.code, line.bin, line.book_milli) for line in sheet.lines] == [
        ("B", "C-01 / A-01", 2_000),
        ("A", "C-02", 2_000),
        ("E", "c-03 / C-04", 2_000),
    ]
    stocktakes.cancel(room.by, begun.id, version(begun), "再来")
    begun = stocktakes.begin(room.by, Scope(CountScope.BIN, "A"))
    sheet = papers_stocktakes.count_sheet(begun.id, Imprint("R", room.by.at))
    assert [line.bin for line in sheet.lines] == ["A-01 / C-01", "A-02"]
    assert stocktake_list.bins() == ["A-01", "A-02", "C-01", "C-02", "C-04", "c-03"]
