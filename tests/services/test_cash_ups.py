"""The till: what belongs to no bill, what was counted against what was booked, and only the last count can be voided."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from garage.domain.cash_ups import CashKind, Count, MoneySource
from garage.domain.old_parts import DisposalKind
from garage.domain.settlements import PayMethod, Tender
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError, StaleError
from garage.models.cash import CashUpLine
from garage.models.old_parts import Disposal
from garage.services import (
    books,
    cash_book,
    cash_limits,
    cash_ups,
    payments,
    staff,
    supplier_payments,
    suppliers,
)
from garage.services.command import By
from tests.services.road import Road, codes

CASH, WECHAT = PayMethod.CASH, PayMethod.WECHAT


def told(by: By) -> dict[PayMethod, int]:
    return {one.method: one.booked_fen for one in cash_ups.booked(*cash_ups.period(by))}


def counted(by: By, left_fen: int = 0, **changes: Any) -> Count:
    return Count(**{"counted": told(by), "reasons": {}, "left_fen": left_fen, **changes})


@pytest.fixture
def day(road: Road) -> Road:
    """300.00 put in, 500.00 deposit half by WeChat, 100.00 back, 80.00 to a supplier, 12.50 for tea."""
    cash_book.enter(road.boss, CashKind.FLOAT, 30_000, "备用金")
    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(CASH, 25_000), Tender(WECHAT, 25_000)])
    payments.refund(road.boss, road.order, [Tender(CASH, 10_000)], "多收")
    supplier = suppliers.add(road.boss, name="城北配件")
    supplier_payments.pay(road.boss, supplier, CASH, 8_000, in_advance=True)
    cash_book.enter(road.boss, CashKind.EXPENSE, 1_250, "茶叶")
    road.forward(hours=9)
    return road


def test_every_movement_of_the_day_is_booked_by_method_and_kind(day: Road) -> None:
    cash, wechat, *rest = cash_ups.booked(*cash_ups.period(day.boss))
    assert cash.by_source == {
        MoneySource.RECEIPT: 25_000,
        MoneySource.REFUND: -10_000,
        MoneySource.SUPPLIER: -8_000,
        MoneySource.ENTRY: 28_750,
    }
    assert (cash.booked_fen, wechat.booked_fen) == (35_750, 25_000)
    assert all(one.booked_fen == 0 for one in rest)


def test_what_is_left_is_carried_over_and_the_next_count_begins_there(day: Road) -> None:
    notes = {10_000: 3, 5_000: 1, 500: 1, 100: 2, 50: 1}
    row = cash_ups.close(day.boss, counted(day.boss, 30_000, notes=notes, taken_to="银行"))
    assert (row.no, row.left_fen, row.taken_fen, row.taken_to, row.difference_fen) == (
        "CU-2026-00001",
        30_000,
        5_750,
        "银行",
        0,
    )
    assert (row.who, dict(row.notes)) == ("张三", notes)
    with pytest.raises(RuleError) as error:
        cash_ups.close(day.boss, counted(day.boss))
    assert codes(error) == {"counted"}
    day.forward(days=1)
    payments.take_deposit(day.boss, day.order, [Tender(CASH, 1_000)])
    day.forward(hours=1)
    assert told(day.boss)[CASH] == 31_000
    second = cash_ups.close(day.boss, counted(day.boss, 31_000))
    assert second.from_at == row.until_at
    assert [one.no for one in cash_ups.page(None, 1).rows] == [second.no]
    assert books.check() == []


def test_a_difference_needs_its_reason(day: Road) -> None:
    less: Mapping[PayMethod, int] = told(day.boss) | {CASH: 35_700, WECHAT: 25_100}
    with pytest.raises(FieldError) as error:
        cash_ups.close(day.boss, counted(day.boss, counted=less))
    assert error.value.field == "reason.CASH"
    with pytest.raises(FieldError) as error:
        cash_ups.close(day.boss, counted(day.boss, counted=less, reasons={CASH: "找错"}))
    assert error.value.field == "reason.WECHAT"
    row = cash_ups.close(day.boss, counted(day.boss, counted=less, reasons={CASH: "找错", WECHAT: "小费"}))
    assert [line.difference_fen for line in row.lines] == [-50, 100, 0, 0, 0]
    assert row.difference_fen == 50
    assert books.check() == []


def test_a_difference_above_the_limit_is_for_an_owner_to_approve(day: Road) -> None:
    till = By(staff.add(day.boss, name="刘晓丽", roles={Role.CASHIER}), day.boss.at)
    reasons = {CASH: "数错"}
    short = told(till) | {CASH: 35_750 - 5_001}
    with pytest.raises(FieldError) as error:
        cash_ups.close(till, counted(till, counted=short, reasons=reasons))
    assert error.value.field == "approved_by"
    with pytest.raises(FieldError):
        cash_ups.close(till, counted(till, counted=short, reasons=reasons, approved_by=till.staff_id))
    row = cash_ups.close(till, counted(till, counted=short, reasons=reasons, approved_by=day.boss.staff_id))
    assert (row.who, row.approved_by) == ("刘晓丽", "张三")


def test_a_difference_of_the_limit_itself_needs_nobody_and_an_owner_stands_for_his_own(day: Road) -> None:
    till = By(staff.add(day.boss, name="刘晓丽", roles={Role.CASHIER}), day.boss.at)
    reasons = {CASH: "数错"}
    row = cash_ups.close(till, counted(till, counted=told(till) | {CASH: 30_750}, reasons=reasons))
    assert row.approved_by == ""
    cash_ups.void(day.boss, row.id, row.version, "重数")
    day.forward(minutes=5)
    own = cash_ups.close(day.boss, counted(day.boss, counted=told(day.boss) | {CASH: 0}, reasons=reasons))
    assert own.approved_by == "张三"


def test_only_an_owner_changes_the_limit(day: Road) -> None:
    till = By(staff.add(day.boss, name="刘晓丽", roles={Role.CASHIER}), day.boss.at)
    with pytest.raises(FieldError):
        cash_limits.set_limit(till, 100_000)
    cash_limits.set_limit(day.boss, 0)
    assert cash_limits.is_above([0, -1])
    assert not cash_limits.is_above([0])


def test_the_first_cash_up_counts_from_the_first_money_not_from_midnight(day: Road) -> None:
    first = day.boss.at - timedelta(hours=9)
    day.forward(days=2)
    assert cash_ups.period(day.boss)[0] == first
    assert told(day.boss)[CASH] == 35_750
    row = cash_ups.close(day.boss, counted(day.boss))
    assert row.from_at == first
    assert books.check() == []


def test_who_counts_for_the_first_time_after_weeks_counts_from_the_morning(day: Road) -> None:
    day.forward(days=8)
    assert cash_ups.period(day.boss)[0] == datetime.combine(day.boss.today, time.min)
    assert told(day.boss)[CASH] == 0


def test_a_till_without_any_money_counts_from_the_morning(road: Road) -> None:
    assert cash_ups.period(road.boss)[0] == datetime.combine(road.boss.today, time.min)


def test_no_more_stays_than_was_counted_and_the_notes_make_the_cash(day: Road) -> None:
    wrong = [
        ({"left_fen": 35_751}, "left"),
        ({"left_fen": -1}, "left"),
        ({"notes": {10_000: 4}}, "notes"),
        ({"notes": {10_001: 1}, "counted": told(day.boss) | {CASH: 10_001}, "reasons": {CASH: "?"}}, "notes"),
        ({"counted": told(day.boss) | {CASH: -1}}, "counted.CASH"),
        ({"approved_by": day.mechanic}, "approved_by"),
    ]
    for changes, field in wrong:
        with pytest.raises(FieldError) as error:
            cash_ups.close(day.boss, counted(day.boss, **changes))
        assert error.value.field == field


def test_money_that_moved_while_it_was_counted_is_told(day: Road) -> None:
    count, seen = counted(day.boss), told(day.boss)
    payments.take_deposit(day.boss, day.order, [Tender(CASH, 700)])
    day.forward(minutes=1)
    with pytest.raises(StaleError):
        cash_ups.close(day.boss, count, seen=seen)


def test_only_the_last_cash_up_can_be_voided_and_its_days_are_counted_anew(day: Road) -> None:
    first = cash_ups.close(day.boss, counted(day.boss, 100))
    day.forward(days=1)
    second = cash_ups.close(day.boss, counted(day.boss, 100))
    with pytest.raises(RuleError) as error:
        cash_ups.void(day.boss, first.id, first.version, "数错")
    assert codes(error) == {"last"}
    cash_ups.void(day.boss, second.id, second.version, "数错")
    with pytest.raises(StaleError):
        cash_ups.void(day.boss, second.id, second.version, "数错")
    cash_ups.void(day.boss, first.id, first.version, "数错")
    assert cash_ups.last() is None
    assert cash_ups.find(first.id).void_reason == "数错"
    assert books.check() == []


def test_an_entry_is_undone_by_one_of_the_opposite_amount(road: Road) -> None:
    number = cash_book.enter(road.boss, CashKind.OTHER, 500, "捡到", out=False)
    second = cash_book.void(road.boss, number, "写错")
    with pytest.raises(RuleError):
        cash_book.void(road.boss, number, "写错")
    with pytest.raises(RuleError):
        cash_book.void(road.boss, second, "写错")
    assert [(row.amount_fen, row.stands) for row in cash_book.page().rows] == [(-500, False), (500, False)]
    for kind, out, fen in (
        (CashKind.BANK, False, -500),
        (CashKind.FLOAT, True, 500),
        (CashKind.OTHER, True, -500),
    ):
        assert cash_book.find(cash_book.enter(road.boss, kind, 500, "?", out=out)).amount_fen == fen
    for changes, field in (({"amount_fen": 0}, "amount"), ({"text": " "}, "text")):
        with pytest.raises(FieldError) as error:
            cash_book.enter(road.boss, **{"kind": CashKind.OTHER, "amount_fen": 5, "text": "x", **changes})
        assert error.value.field == field


def test_the_money_of_a_scrap_paper_is_booked_once(road: Road) -> None:
    kind = next(iter(DisposalKind)).value
    Disposal.create(
        no="DL-2026-00001",
        kind=kind,
        disposed_at=road.boss.at,
        taker="废品站",
        amount_fen=4_200,
        **road.boss.stamp(),
    )
    assert cash_book.open_scrap() == [("DL-2026-00001", "废品站", 4_200)]
    for number, fen in (("DL-2026-00002", 4_200), ("DL-2026-00001", 4_201)):
        with pytest.raises(FieldError) as error:
            cash_book.enter(road.boss, CashKind.SCRAP, fen, "卖废铁", document=number)
        assert error.value.field == "document"
    entry = cash_book.enter(road.boss, CashKind.SCRAP, 4_200, "卖废铁", document="DL-2026-00001")
    assert cash_book.open_scrap() == []
    with pytest.raises(FieldError):
        cash_book.enter(road.boss, CashKind.SCRAP, 4_200, "卖废铁", document="DL-2026-00001")
    cash_book.void(road.boss, entry, "没收到")
    assert len(cash_book.open_scrap()) == 1


def test_a_cash_up_that_does_not_say_what_was_booked_is_found(day: Road) -> None:
    row = cash_ups.close(day.boss, counted(day.boss))
    CashUpLine.update(booked_fen=1).where(CashUpLine.method == CASH.value).execute()
    assert any(row.no in words for words in cash_ups.check_books())
