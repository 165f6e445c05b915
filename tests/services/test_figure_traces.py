"""Every figure traces to its documents: what stands behind a row adds up to the row, on both engines (G7)."""

from dataclasses import replace
from datetime import datetime

import pytest

from garage.domain.month_of_year import Month
from garage.domain.month_tables import FIGURES
from garage.domain.numbers import read_number
from garage.domain.stock import MovementKind
from garage.domain.summaries import period_of, year_of
from garage.services import (
    customers,
    figure_rows,
    figure_traces,
    month_figures,
    settlements,
    suppliers,
    vehicles,
    workshop,
)
from garage.services.customers import CustomerData
from garage.services.figure_rows import Behind
from garage.services.figure_traces import Trace
from garage.services.goods_receipts import GoodsLine, receive_goods
from garage.services.settlements import Terms
from garage.services.vehicles import VehicleData
from tests.services.road import Road

NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
LATER = datetime(2026, 12, 31, 18)
SUMS = ("hours", "clocked", "stock", "turns", "payable")


@pytest.fixture
def visited(road: Road) -> Road:
    """Two mechanics share a job, their bill is made anew in the next month, goods came in from a supplier."""
    supplier = suppliers.add(road.boss, name="众诚汽配")
    for fen in (90_001, 30_000):
        receive_goods(
            road.boss,
            kind=MovementKind.RECEIPT,
            lines=[GoodsLine(road.part, 2_000, fen)],
            supplier_id=supplier,
        )
    road.receive()
    road.authorise()
    [line] = road.labour()
    workshop.dispatch(road.boss, road.order, {line.id: {road.mechanic: 3_333, road.leader: 6_667}})
    road.issue()
    road.work()
    road.inspect()
    road.make_ready()
    road.settle()
    road.forward(days=12)
    settlements.void(road.boss, road.order, "金额有误")
    settlements.settle_and_pay(road.boss, road.order, Terms(order_discount_fen=0), ())
    road.leave()
    return road


def behind(key: str, month: Month) -> list[Behind]:
    return figure_rows.behind(key, period_of(month), LATER)


def summed(key: str, one: Behind) -> list[Trace]:
    """What stands behind a row, which is the row."""
    figure = FIGURES[key]
    found = figure_traces.traces(figure, one)
    assert sum(trace.amount for trace in found) == getattr(one.row, figure.over[0][1]), (key, one)
    return found


@pytest.mark.parametrize("key", SUMS)
def test_what_stands_behind_a_row_adds_up_to_it_and_names_documents(visited: Road, key: str) -> None:
    assert visited.order
    seen = 0
    for month in (NOVEMBER, DECEMBER):
        for one in behind(key, month):
            for trace in summed(key, one):
                seen += 1
                assert trace.what
                assert read_number(trace.no) is not None or trace.at == month.since
    assert seen


@pytest.mark.parametrize("key", SUMS)
def test_the_same_of_a_year(visited: Road, key: str) -> None:
    assert visited.order
    rows = figure_rows.behind(key, year_of(2026), LATER)
    assert rows
    for one in rows:
        summed(key, one)


def test_a_share_is_that_of_the_mechanic(visited: Road) -> None:
    hours = {one.row.name: summed("hours", one) for one in behind("hours", DECEMBER)}
    assert {name: [trace.amount for trace in found] for name, found in hours.items()} == {
        "": [-400],
        "李师傅": [133],
        "王班长": [267],
    }
    assert hours["李师傅"][0].no == "WO-2026-00001"


def test_what_was_voided_later_stands_with_nobody(visited: Road) -> None:
    assert visited.order
    assert [trace.amount for one in behind("hours", NOVEMBER) for trace in summed("hours", one)] == [400]


def test_new_customers_and_cars_lead_to_their_files(road: Road) -> None:
    buyer = customers.add(road.boss, CustomerData(name="王女士"))
    car = vehicles.add(
        road.boss, replace(VehicleData(), plate="粤B54321", brand="大众", model="朗逸"), owner_id=buyer
    )
    files = {
        key: [figure_traces.file_of(one.row, one.ref) for one in behind(key, NOVEMBER)]
        for key in ("new_customers", "new_vehicles")
    }
    assert files == {
        "new_customers": [("customer", road.customer), ("customer", buyer)],
        "new_vehicles": [("vehicle", road.vehicle), ("vehicle", car)],
    }
    books = month_figures.sums(NOVEMBER, LATER)
    for key, found in files.items():
        assert FIGURES[key].value(books) == len(found)


def test_a_document_is_no_file_and_no_sum(visited: Road) -> None:
    assert visited.order
    for one in behind("received", DECEMBER) + behind("came", NOVEMBER):
        assert figure_traces.file_of(one.row, one.ref) is None
        assert figure_traces.traces(FIGURES["came"], one) == []
