"""Service packages: kept, priced, and dropped into an estimate to the fen."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.lines import LineKind, WorkType
from garage.domain.orders import OrderState
from garage.domain.price_lists import Priced, PriceState, PriceTerms
from garage.domain.stock import MovementKind
from garage.domain.warranty import RepairCategory
from garage.errors import FieldError, StaleError
from garage.models.audit import AuditEntry
from garage.models.customers import Customer
from garage.models.parts import Part
from garage.services import (
    concessions,
    operations,
    order_lines,
    orders,
    package_lines,
    packages,
    parts,
    price_changes,
    price_lists,
    price_page,
    settlements,
)
from garage.services.command import By
from garage.services.goods_receipts import GoodsLine, receive_goods
from garage.services.operations import OperationData
from garage.services.order_lines import LineData
from garage.services.packages import PackageData, PackageLineData
from garage.services.parts import PartData
from garage.services.settlements import Terms
from tests.services.road import Road
from tests.services.stockroom import Stockroom

TODAY = date(2026, 11, 21)
NEXT_WEEK = date(2026, 11, 28)
OIL = OperationData("BY01", "更换机油", WorkType.MECHANICAL, RepairCategory.SERVICE_LEVEL_1, 50)
LABOUR, PART, OTHER = LineKind.LABOUR, LineKind.PART, LineKind.OTHER


@pytest.fixture
def data(boss: By) -> PackageData:
    """Oil change: half an hour at ¥100, 4 litres at ¥60, a filter at ¥45.33, disposal at ¥5: ¥340.33."""
    oil = parts.add(
        boss, PartData(code="JY", name="机油", unit="升", price_fen=6_000, member_price_fen=5_500)
    )
    filter_ = parts.add(boss, PartData(code="JL", name="机油滤清器", unit="个", price_fen=4_533))
    lines = (
        PackageLineData(LABOUR, operation_id=operations.add(boss, OIL)),
        PackageLineData(PART, part_id=oil, qty_milli=4_000),
        PackageLineData(PART, part_id=filter_),
        PackageLineData(OTHER, "废油处理", unit_price_fen=500),
    )
    return PackageData(code="tc05", name="5000公里保养", lines=lines)


def net(lines: tuple[LineData, ...]) -> int:
    return sum(line.gross_fen - line.discount_fen for line in lines)


def test_a_package_costs_the_sum_of_its_lines(boss: By, data: PackageData) -> None:
    ref = packages.add(boss, data)
    [row] = packages.page(TODAY).rows
    assert (row.code, row.sum_fen, row.charged_fen, row.lines) == ("TC05", 34_033, 34_033, 4)
    dropped = package_lines.drop(ref, TODAY)
    assert [line.name for line in dropped.lines] == ["更换机油", "机油", "机油滤清器", "废油处理"]
    assert [line.discount_fen for line in dropped.lines] == [0, 0, 0, 0]
    assert dropped.price_fen == net(dropped.lines) == 34_033
    labour, oil = dropped.lines[:2]
    assert (labour.hours_centi, labour.rate_fen, labour.trade) == (50, 10_000, WorkType.MECHANICAL)
    assert (oil.qty_milli, oil.unit_price_fen, oil.unit) == (4_000, 6_000, "升")


@pytest.mark.parametrize("price", [0, 1, 29_999, 34_032, 34_033])
def test_its_own_price_is_met_by_discounts_to_the_fen(boss: By, data: PackageData, price: int) -> None:
    ref = packages.add(boss, replace(data, price_fen=price))
    dropped = package_lines.drop(ref, TODAY)
    assert net(dropped.lines) == price
    assert order_lines.order_totals(dropped.lines).net_fen == price
    assert all(0 <= line.discount_fen <= line.gross_fen for line in dropped.lines)


def test_an_own_price_above_the_lines_is_refused_and_below_it_the_lines_are_charged(
    boss: By, data: PackageData
) -> None:
    with pytest.raises(FieldError) as refused:
        packages.add(boss, replace(data, price_fen=34_034))
    assert refused.value.field == "price"
    ref = packages.add(boss, replace(data, price_fen=30_000))
    Part.update(price_fen=1_000).where(Part.code == "JY").execute()
    dropped = package_lines.drop(ref, TODAY)
    assert (dropped.price_fen, net(dropped.lines)) == (14_033, 14_033)


def test_a_member_pays_member_prices_and_never_more_than_the_package(boss: By, data: PackageData) -> None:
    member = Customer.create(
        kind="PERSON",
        name="王伟",
        first_contact_on=TODAY,
        file_due_on=TODAY,
        member_level="金卡",
        **boss.stamp(),
    ).id
    ref = packages.add(boss, data)
    assert package_lines.drop(ref, TODAY, member).price_fen == 32_033
    packages.change(boss, ref, 1, replace(data, price_fen=32_000, member_price_fen=29_900))
    dropped = package_lines.drop(ref, TODAY, member)
    assert (dropped.price_fen, net(dropped.lines)) == (29_900, 29_900)
    assert package_lines.drop(ref, TODAY).price_fen == 32_000


def test_what_is_out_of_use_or_short_is_said_and_stays_a_line(boss: By, data: PackageData) -> None:
    named = (*data.lines, PackageLineData(PART, "空气滤清器"))
    ref = packages.add(boss, replace(data, lines=named))
    Part.update(active=False).where(Part.code == "JL").execute()
    operations.retire(boss, 1, 1)
    Part.update(on_hand_milli=1_500).where(Part.code == "JY").execute()
    dropped = package_lines.drop(ref, TODAY)
    assert [(line.part_id is None, line.operation_id) for line in dropped.lines[:3]] == [
        (True, None),
        (False, None),
        (True, None),
    ]
    assert dropped.remarks == (
        "更换机油 is out of use.",
        "机油: 2.5 升 short.",
        "机油滤清器 is out of use: choose another part.",
        "空气滤清器: choose the part that fits the car.",
    )


def test_lines_may_have_hours_and_prices_of_their_own(boss: By, data: PackageData) -> None:
    labour, oil, *rest = data.lines
    lines = (replace(labour, hours_centi=80, unit_price_fen=6_667), replace(oil, unit_price_fen=5_000), *rest)
    ref = packages.add(boss, replace(data, lines=lines))
    assert packages.package(ref).lines == lines
    dropped = package_lines.drop(ref, TODAY)
    assert [line.gross_fen for line in dropped.lines] == [6_667, 20_000, 4_533, 500]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("code", {"code": " "}),
        ("name", {"name": ""}),
        ("lines", {"lines": ()}),
        ("lines.0.name", {"lines": (PackageLineData(PART),)}),
        ("lines.0.name", {"lines": (PackageLineData(PART, part_id=999),)}),
        ("lines.0.qty", {"lines": (PackageLineData(LABOUR, "检查"),)}),
        ("lines.0.qty", {"lines": (PackageLineData(PART, "机油", qty_milli=0),)}),
        ("lines.0.price", {"lines": (PackageLineData(OTHER, "洗车"),)}),
        ("lines.0.kind", {"lines": (PackageLineData(LineKind.SUBLET, "镗缸", unit_price_fen=1),)}),
        ("member_price", {"price_fen": 100, "member_price_fen": 101}),
    ],
)
def test_what_is_wrong_is_named(boss: By, data: PackageData, field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(FieldError) as refused:
        packages.add(boss, replace(data, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_code_is_taken_once(boss: By, data: PackageData) -> None:
    packages.add(boss, data)
    with pytest.raises(FieldError):
        packages.add(boss, replace(data, code="ＴＣ05"))


def test_a_change_of_lines_alone_is_locked_logged_and_kept(boss: By, data: PackageData) -> None:
    ref = packages.add(boss, data)
    packages.change(boss, ref, 1, replace(data, lines=data.lines[:2]))
    assert len(packages.package(ref).lines) == 2
    with pytest.raises(StaleError):
        packages.change(boss, ref, 1, data)
    acts = [row.act for row in AuditEntry.select().where(AuditEntry.noun == "service_package")]
    assert acts == ["create", "lines"]


def test_a_retired_package_is_not_found_until_it_is_back(boss: By, data: PackageData) -> None:
    ref = packages.add(boss, data)
    assert [row.id for row in packages.find("baoyang", TODAY)] == [ref]
    packages.change(boss, ref, 1, data, active=False)
    assert packages.find("保养", TODAY) == []
    assert packages.page(TODAY).rows == ()
    packages.change(boss, ref, 2, data)
    assert [row.id for row in packages.find("5gl", TODAY)] == []
    assert [row.id for row in packages.find("5000", TODAY)] == [ref]


def test_the_starter_packages_are_added_once_with_their_operations(boss: By) -> None:
    operations.add(boss, OIL)
    assert packages.add_starter(boss) == len(packages.STARTER)
    assert packages.add_starter(boss) == 0
    first = packages.page(TODAY).rows[0]
    assert (first.name, first.sum_fen) == ("5000公里保养", 10_000)
    dropped = package_lines.drop(first.id, TODAY)
    assert [line.name for line in dropped.lines] == ["更换机油", "四轮换位", "机油", "机油滤清器"]
    assert dropped.remarks == ("机油, 机油滤清器: choose the part that fits the car.",)


def test_a_dated_package_price_waits_for_its_day_and_never_exceeds_the_lines(
    boss: By, data: PackageData
) -> None:
    ref = packages.add(boss, data)
    with pytest.raises(FieldError):
        price_lists.set_price(boss, Priced.PACKAGE, ref, PriceTerms(price_fen=34_034), NEXT_WEEK)
    price_lists.set_price(boss, Priced.PACKAGE, ref, PriceTerms(price_fen=29_900), NEXT_WEEK)
    assert package_lines.drop(ref, TODAY).price_fen == 34_033
    price_lists.apply_due(By(boss.staff_id, datetime(2026, 11, 28)))
    assert package_lines.drop(ref, NEXT_WEEK).price_fen == 29_900
    assert [one.state for one in price_page.history(Priced.PACKAGE, ref).rows] == [
        PriceState.NOW,
        PriceState.FORMER,
    ]


def test_a_dropped_package_is_saved_as_lines_without_a_word_about_prices(boss: By) -> None:
    by, order = boss, Stockroom(boss, boss.staff_id).order(OrderState.RECEIVED)
    part = parts.add(by, PartData(code="JY", name="机油", price_fen=6_000, member_price_fen=5_500))
    work = operations.add(by, replace(OIL, code="X1", member_price_fen=4_000))
    lines = (PackageLineData(LABOUR, operation_id=work), PackageLineData(PART, part_id=part, qty_milli=4_000))
    ref = packages.add(by, PackageData(code="T", name="保养", price_fen=28_888, lines=lines))
    page = orders.open_page(order)
    for level, price in (("", 28_888), ("金卡", 26_000)):
        Customer.update(member_level=level).where(Customer.id == page.customer_id).execute()
        dropped = package_lines.drop(ref, TODAY, page.customer_id)
        assert dropped.price_fen == price
        order_lines.save_lines(by, order, orders.open_page(order).version, dropped.lines)
        assert order_lines.order_totals(orders.open_page(order).lines).net_fen == price
    assert not AuditEntry.select().where(AuditEntry.act == "price override").exists()


@pytest.fixture
def cheap(road: Road, data: PackageData) -> list[LineData]:
    """The oil change of ¥340.33 for ¥250.00: more than a quarter off, where anybody may give a tenth."""
    ref = packages.add(road.boss, replace(data, price_fen=25_000))
    goods = [GoodsLine(line.part_id, 9_000, 900) for line in data.lines if line.part_id]
    receive_goods(road.boss, kind=MovementKind.OPENING, lines=goods)
    return list(package_lines.drop(ref, TODAY).lines)


def needs_owner(road: Road, discount_fen: int = 0) -> bool:
    terms = Terms(order_discount_fen=discount_fen, discount_reason="熟客")
    return settlements.needs_owner(settlements.preview(road.order, terms))


def test_a_published_package_price_is_no_discount_that_an_owner_approves(
    road: Road, cheap: list[LineData]
) -> None:
    """On top of it anybody gives a tenth of what the package costs: ¥25.00."""
    road.to_ready(*cheap)
    assert {line.package_id for line in order_lines.lines_of(road.order)} == {cheap[0].package_id}
    assert not needs_owner(road)
    assert not needs_owner(road, 2_500)
    assert needs_owner(road, 2_501)
    clerk = By(road.mechanic, road.boss.at)
    settlements.settle(clerk, road.order, Terms())


def test_a_line_made_cheaper_than_its_package_counts_again(road: Road, cheap: list[LineData]) -> None:
    road.to_ready(*cheap)
    line = order_lines.lines_of(road.order)[1]
    concessions.discount_line(road.boss, line.id, line.discount_fen + 1, "再让一点")
    assert order_lines.lines_of(road.order)[1].package_id is None
    assert needs_owner(road)


@pytest.mark.parametrize(
    "change",
    [{"unit_price_fen": 5_999}, {"discount_fen": 9_999}, {"name": "别的"}, {"qty_milli": 2_000}],
)
def test_a_line_is_of_its_package_only_at_the_packages_price(
    road: Road, cheap: list[LineData], change: dict[str, Any]
) -> None:
    work, oil, *rest = cheap
    road.receive(work, replace(oil, **change), *rest)
    named = [line.package_id for line in order_lines.lines_of(road.order)]
    assert named == [work.package_id, None, *(line.package_id for line in rest)]


def test_a_line_stays_of_its_package_when_the_package_becomes_dearer(
    road: Road, cheap: list[LineData]
) -> None:
    road.receive(*cheap)
    orders.reopen_estimate(road.boss, road.order)
    stored = order_lines.lines_of(road.order)
    ref = cheap[0].package_id or 0
    price_lists.set_price(road.boss, Priced.PACKAGE, ref, PriceTerms(price_fen=30_000), TODAY)
    order_lines.save_lines(road.boss, road.order, orders.open_page(road.order).version, stored)
    assert {line.package_id for line in order_lines.lines_of(road.order)} == {ref}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_the_lines_a_dropped_package_comes_to_its_price(boss: By, data: st.DataObject) -> None:
    fen = st.integers(0, 100_000)
    line = st.one_of(
        st.builds(PackageLineData, st.just(OTHER), st.just("其他"), unit_price_fen=fen),
        st.builds(
            PackageLineData, st.just(PART), st.just("件"), qty_milli=st.integers(1, 9_999), unit_price_fen=fen
        ),
        st.builds(
            PackageLineData,
            st.just(LABOUR),
            st.just("工"),
            hours_centi=st.integers(1, 999),
            unit_price_fen=fen,
        ),
    )
    typed = PackageData(code="H", name="随机", lines=tuple(data.draw(st.lists(line, min_size=1, max_size=6))))
    ref = packages.add(boss, replace(typed, code=f"H{len(packages.page(TODAY, limit=500).rows)}"))
    total = package_lines.sums([ref], TODAY)[ref]
    price = data.draw(st.integers(0, total))
    price_lists.set_price(boss, Priced.PACKAGE, ref, PriceTerms(price_fen=price), TODAY)
    assert net(package_lines.drop(ref, TODAY).lines) == price


def test_many_prices_change_by_a_percentage_all_or_none(boss: By) -> None:
    for code, fen, group in (("A", 9_990, "制动"), ("B", 105, "制动"), ("C", 500, "油液"), ("D", 0, "制动")):
        parts.add(boss, PartData(code=code, name=code, price_fen=fen, member_price_fen=fen, group=group))
    change = price_changes.Change(Priced.PART, 1_000, price_changes.RoundPrice.JIAO, "制动")
    proposal = price_changes.propose(TODAY, change, NEXT_WEEK)
    assert [(one.row.code, one.terms.price_fen, one.terms.member_price_fen) for one in proposal.lines] == [
        ("A", 10_990, 10_990),
        ("B", 120, 120),
    ]
    assert [row.code for row in proposal.left_out] == ["D"]
    assert price_changes.change_many(boss, change, proposal.lines, NEXT_WEEK, reason="年度调价") == 2
    again = price_changes.propose(TODAY, change, NEXT_WEEK)
    assert (len(again.lines), len(again.left_out)) == (0, 3), "a price waits for that day"
    Part.update(version=9).where(Part.code == "B").execute()
    with pytest.raises(StaleError):
        price_changes.change_many(boss, change, proposal.lines, date(2026, 12, 1))
    assert price_page.counts()[Priced.PART] == 2
    with pytest.raises(FieldError):
        price_changes.change_many(boss, change, (), NEXT_WEEK)
