"""Dated prices: from a day on, one history, on both engines and at two seats."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from garage.domain.lines import WorkType
from garage.domain.money import MAX_PRICE_FEN
from garage.domain.part_file import PriceBasis
from garage.domain.price_lists import Priced, PriceState, PriceTerms
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, RuleError, StaleError
from garage.models.part_file import PartPrice
from garage.models.parts import Part
from garage.services import operations, parts, price_lists, price_page
from garage.services.command import By, area_versions
from garage.services.operations import OperationData
from garage.services.parts import PartData
from garage.services.price_page import DatedPrice
from tests.seat import seat
from tests.services.stockroom import Stockroom

TODAY = date(2026, 11, 21)
NEXT_WEEK = date(2026, 11, 28)
PADS = OperationData("DP01", "更换前制动片", WorkType.MECHANICAL, RepairCategory.MINOR_REPAIR, 150)
AT_80 = PriceTerms(price_fen=8_000)


def on(by: By, day: date) -> By:
    return By(by.staff_id, datetime(day.year, day.month, day.day, 8))


def told(kind: Priced, ref: int) -> list[tuple[date, int | None, PriceState]]:
    return [(one.starts_on, one.terms.price_fen, one.state) for one in price_page.history(kind, ref).rows]


def dated(kind: Priced, ref: int) -> DatedPrice:
    """The latest price in the history."""
    return price_page.history(kind, ref).rows[0]


@pytest.fixture
def filter_(boss: By) -> int:
    return parts.add(boss, PartData(code="F1", name="机油滤清器", price_fen=4_500))


def test_a_price_from_today_counts_at_once(boss: By, filter_: int) -> None:
    price_lists.set_price(boss, Priced.PART, filter_, AT_80, TODAY, reason="进价上涨")
    assert Part.get_by_id(filter_).price_fen == 8_000
    assert told(Priced.PART, filter_) == [
        (TODAY, 8_000, PriceState.NOW),
        (TODAY, 4_500, PriceState.FORMER),
    ]
    assert (dated(Priced.PART, filter_).who, dated(Priced.PART, filter_).reason) == ("张三", "进价上涨")


def test_a_later_price_waits_for_its_day(boss: By, filter_: int) -> None:
    price_lists.set_price(boss, Priced.PART, filter_, AT_80, NEXT_WEEK)
    assert price_lists.apply_due(on(boss, NEXT_WEEK - timedelta(days=1))) == 0
    assert Part.get_by_id(filter_).price_fen == 4_500
    [row] = price_page.page(Priced.PART, TODAY, coming=True).rows
    assert row.coming
    assert (row.fen, row.coming.terms.price_fen, row.coming.state) == (4_500, 8_000, PriceState.COMING)
    assert price_lists.apply_due(on(boss, NEXT_WEEK)) == 1
    assert price_lists.apply_due(on(boss, NEXT_WEEK)) == 0
    assert Part.get_by_id(filter_).price_fen == 8_000
    assert told(Priced.PART, filter_) == [
        (NEXT_WEEK, 8_000, PriceState.NOW),
        (TODAY, 4_500, PriceState.FORMER),
    ]


def test_a_price_of_today_stands_above_an_earlier_one_that_nobody_has_applied_yet(
    boss: By, filter_: int
) -> None:
    price_lists.set_price(boss, Priced.PART, filter_, AT_80, NEXT_WEEK)
    later = on(boss, NEXT_WEEK + timedelta(days=1))
    price_lists.set_price(later, Priced.PART, filter_, PriceTerms(price_fen=9_000), later.today)
    price_lists.apply_due(later)
    assert Part.get_by_id(filter_).price_fen == 9_000


def test_nothing_is_written_while_no_price_is_due(boss: By, filter_: int) -> None:
    price_lists.set_price(boss, Priced.PART, filter_, AT_80, NEXT_WEEK)
    before = area_versions()
    assert price_lists.apply_due(boss) == 0
    assert area_versions() == before


def test_days_that_nobody_worked_end_with_the_last_price(boss: By, filter_: int) -> None:
    later = NEXT_WEEK + timedelta(days=3)
    price_lists.set_price(boss, Priced.PART, filter_, replace(AT_80, price_fen=9_000), later)
    price_lists.set_price(boss, Priced.PART, filter_, AT_80, NEXT_WEEK)
    assert price_lists.apply_due(on(boss, later + timedelta(days=9))) == 2
    assert Part.get_by_id(filter_).price_fen == 9_000
    assert [state for _day, _fen, state in told(Priced.PART, filter_)] == [
        PriceState.NOW,
        PriceState.FORMER,
        PriceState.FORMER,
    ]


def test_a_price_to_come_is_changed_and_withdrawn_until_it_counts(boss: By, filter_: int) -> None:
    ref = price_lists.set_price(boss, Priced.PART, filter_, AT_80, NEXT_WEEK)
    dearer, day = replace(AT_80, price_fen=8_800), NEXT_WEEK + timedelta(days=1)
    price_lists.change_price(boss, Priced.PART, ref, 1, dearer, day, reason="厂家涨价")
    assert PartPrice.get_by_id(ref).reason == "厂家涨价"
    with pytest.raises(StaleError):
        price_lists.withdraw(boss, Priced.PART, ref, 1)
    price_lists.withdraw(boss, Priced.PART, ref, 2, reason="厂家不涨了")
    assert told(Priced.PART, filter_)[0][1:] == (8_800, PriceState.WITHDRAWN)
    assert price_lists.apply_due(on(boss, NEXT_WEEK + timedelta(days=9))) == 0
    with pytest.raises(RuleError):
        price_lists.change_price(boss, Priced.PART, ref, 3, AT_80, NEXT_WEEK)
    now = price_lists.set_price(boss, Priced.PART, filter_, AT_80, TODAY)
    with pytest.raises(RuleError):
        price_lists.withdraw(boss, Priced.PART, now, 2)


@pytest.mark.parametrize(
    ("day", "terms", "field"),
    [
        (TODAY - timedelta(days=1), AT_80, "starts_on"),
        (TODAY + timedelta(days=1_001), AT_80, "starts_on"),
        (NEXT_WEEK, AT_80, "starts_on"),
        (TODAY, PriceTerms(), "price"),
        (TODAY, replace(AT_80, member_price_fen=8_001), "member_price"),
    ],
)
def test_what_is_wrong_is_named(boss: By, filter_: int, day: date, terms: PriceTerms, field: str) -> None:
    price_lists.set_price(boss, Priced.PART, filter_, AT_80, NEXT_WEEK)
    with pytest.raises(FieldError) as refused:
        price_lists.set_price(boss, Priced.PART, filter_, terms, day)
    assert refused.value.field == field


def test_a_price_seen_at_an_old_version_is_not_written_over(boss: By, filter_: int) -> None:
    price_lists.set_price(boss, Priced.PART, filter_, AT_80, TODAY, version=1)
    with pytest.raises(StaleError):
        price_lists.set_price(boss, Priced.PART, filter_, replace(AT_80, price_fen=1), TODAY, version=1)


def test_an_operation_changes_its_hours_and_prices_on_the_day(boss: By) -> None:
    ref = operations.add(boss, PADS)
    terms = PriceTerms(hours_centi=120, price_fen=16_000, member_price_fen=15_000)
    price_lists.set_price(boss, Priced.OPERATION, ref, terms, NEXT_WEEK)
    assert operations.operation(ref).hours_centi == 150
    price_lists.apply_due(on(boss, NEXT_WEEK))
    row = operations.operation(ref)
    assert (row.hours_centi, row.fixed_price_fen, row.member_price_fen) == (120, 16_000, 15_000)
    assert operations.price_fen(row, 10_000, member=True) == 15_000
    [shown] = price_page.read(Priced.OPERATION, [ref], NEXT_WEEK)
    assert (shown.fen, shown.trade) == (16_000, WorkType.MECHANICAL)


def test_a_price_changed_in_its_form_stands_in_the_history_too(boss: By, filter_: int) -> None:
    data = parts.open_part(filter_).data
    parts.change(boss, filter_, 1, replace(data, bin="A-01"))
    assert len(told(Priced.PART, filter_)) == 1, "no price changed"
    parts.change(boss, filter_, 2, replace(data, price_fen=5_000))
    assert [fen for _day, fen, _state in told(Priced.PART, filter_)] == [5_000, 4_500]
    ref = operations.add(boss, PADS)
    operations.change(boss, ref, 1, replace(PADS, fixed_price_fen=9_900))
    assert [fen for _day, fen, _state in told(Priced.OPERATION, ref)] == [9_900, None]


def test_what_has_no_history_yet_keeps_its_former_price(boss: By) -> None:
    part = Stockroom(boss, boss.staff_id).part(price_fen=3_000)
    price_lists.set_price(on(boss, NEXT_WEEK), Priced.PART, part, AT_80, NEXT_WEEK)
    assert told(Priced.PART, part) == [
        (NEXT_WEEK, 8_000, PriceState.NOW),
        (TODAY, 3_000, PriceState.FORMER),
    ]


def test_a_price_on_the_cost_follows_each_delivery(boss: By) -> None:
    room = Stockroom(boss, boss.staff_id)
    terms = {"price_basis": "COST_PLUS", "markup_bp": 4_000, "member_price_fen": 2_000}
    part, fixed = room.part(price_fen=2_000, **terms), room.part(price_fen=2_000)
    room.receive((part, 2, 2_500), (fixed, 2, 9_000))
    row = Part.get_by_id(part)
    assert (row.last_cost_fen, row.price_fen, row.member_price_fen) == (1_250, 1_750, 1_750)
    assert Part.get_by_id(fixed).price_fen == 2_000
    assert dated(Priced.PART, part).reason.startswith("GR-")
    room.receive((part, 2, 2_500))
    assert len(told(Priced.PART, part)) == 2, "nothing changed"


def test_a_price_on_the_cost_stays_within_what_a_price_may_be(boss: By) -> None:
    room = Stockroom(boss, boss.staff_id)
    part = room.part(price_basis="COST_PLUS", markup_bp=1_000_000)
    room.receive((part, 0.001, 999_999_999))
    assert Part.get_by_id(part).price_fen == MAX_PRICE_FEN


def test_a_dated_price_on_the_cost_takes_the_cost_of_its_day(boss: By) -> None:
    room = Stockroom(boss, boss.staff_id)
    part = room.part(price_fen=2_000)
    terms = PriceTerms(price_fen=2_800, basis=PriceBasis.COST_PLUS, markup_bp=4_000)
    price_lists.set_price(boss, Priced.PART, part, terms, NEXT_WEEK)
    room.receive((part, 1, 3_000))
    assert Part.get_by_id(part).price_fen == 2_000
    price_lists.apply_due(on(boss, NEXT_WEEK))
    assert Part.get_by_id(part).price_fen == 4_200


def test_the_lists_are_read_page_by_page_and_by_fragment(boss: By) -> None:
    for code in ("A1", "A2", "A3"):
        parts.add(boss, PartData(code=code, name="前制动片", price_fen=100, group="制动"))
    parts.add(boss, PartData(code="B1", name="机油", price_fen=100, group="油液", active=False))
    first = price_page.page(Priced.PART, TODAY, limit=2)
    last = price_page.page(Priced.PART, TODAY, first.next_cursor, limit=2)
    assert [row.code for row in (*first.rows, *last.rows)] == ["A1", "A2", "A3"]
    assert [row.code for row in price_page.find(Priced.PART, "qzdp", TODAY)] == ["A1", "A2", "A3"]
    assert price_page.groups(Priced.PART) == ["制动"]
    assert price_page.page(Priced.PART, TODAY, group="油液").rows == ()
    assert price_page.counts() == dict.fromkeys(Priced, 0)


def test_of_two_seats_at_the_change_of_the_day_one_makes_the_price(
    db: str, boss: By, filter_: int, tmp_path: Path
) -> None:
    price_lists.set_price(boss, Priced.PART, filter_, AT_80, NEXT_WEEK)
    start = tmp_path / "start"
    with seat(db, start, "apply_due", 0) as one, seat(db, start, "apply_due", 0) as other:
        start.touch()
        answers = [process.communicate(timeout=30)[0].split() for process in (one, other)]
    assert answers == [["done"], ["done"]]
    part = Part.get_by_id(filter_)
    assert (part.price_fen, part.version) == (8_000, 2)
    assert PartPrice.select().where(PartPrice.applied).count() == 2
