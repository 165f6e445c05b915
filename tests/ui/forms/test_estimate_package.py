"""A service package drops into an estimate in one step, found like work and parts."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineKind, WorkType
from garage.domain.warranty import RepairCategory
from garage.models.customers import Customer
from garage.services import operations, order_lines, packages, parts
from garage.services.operations import OperationData
from garage.services.packages import PackageData, PackageLineData
from garage.ui.desk import Desk
from garage.ui.forms import estimate_lines
from garage.ui.forms.choose_package import ChoosePackageForm
from garage.ui.forms.estimate_grid import EstimateGrid
from garage.ui.forms.estimate_package import hit
from garage.ui.kit.search_field import Hit
from tests.services.road import Road


@pytest.fixture
def grid(desk: Desk, qtbot: QtBot) -> EstimateGrid:
    made = EstimateGrid(desk.today)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def package(desk: Desk) -> int:
    """Half an hour at the labour rate of ¥120, 4 litres at ¥60, a filter to be chosen: ¥288 as a package."""
    by = desk.by()
    oil = parts.add(by, parts.PartData(code="JY", name="机油", price_fen=6_000, member_price_fen=5_000))
    work = OperationData("BY01", "更换机油", WorkType.MECHANICAL, RepairCategory.SERVICE_LEVEL_1, 50, 6_000)
    lines = (
        PackageLineData(LineKind.LABOUR, operation_id=operations.add(by, work)),
        PackageLineData(LineKind.PART, part_id=oil, qty_milli=4_000),
        PackageLineData(LineKind.PART, "机油滤清器"),
    )
    return packages.add(by, PackageData(code="TC05", name="5000公里保养", price_fen=28_800, lines=lines))


def net(grid: EstimateGrid) -> int:
    return order_lines.order_totals(grid.lines_typed()).net_fen


def pick(grid: EstimateGrid, typed: str, row: int = 0) -> Hit:
    grid.go_to(row, "name")
    found = next(one for one in grid.find(typed) if one.code == "TC05")
    grid.lines.pick(row, "name", found)
    return found


@pytest.mark.usefixtures("language")
def test_a_package_is_found_by_its_name_and_marked_as_one(
    grid: EstimateGrid, package: int, desk: Desk
) -> None:
    found = pick(grid, "5000")
    [row] = packages.read([package], desk.today())
    assert (found.trailing, found) == ("¥288.00", hit(row))
    assert "3" in found.subtitle


def test_its_lines_stand_in_the_grid_at_its_price(grid: EstimateGrid, package: int) -> None:
    pick(grid, "baoyang")
    rows = grid.rows()
    assert [row["name"] for row in rows] == ["更换机油", "机油", "机油滤清器"]
    assert [row["qty"] for row in rows] == [500, 4_000, 1_000]
    assert net(grid) == 28_800
    assert any("机油滤清器" in label.text() for label in grid.window().findChildren(QLabel))


def test_it_goes_behind_what_is_there_and_one_undo_takes_it_back(grid: EstimateGrid, package: int) -> None:
    grid.set_values(0, {"name": "检查底盘", "qty": 1_000, "price": 5_000})
    grid.append_row()
    pick(grid, "TC05", 1)
    assert [row["name"] for row in grid.rows()] == ["检查底盘", "更换机油", "机油", "机油滤清器"]
    grid.undo()
    assert [row["name"] for row in grid.rows()] == ["检查底盘"]


def test_whoever_does_not_know_its_name_chooses_it_from_a_list(
    grid: EstimateGrid, package: int, desk: Desk, qtbot: QtBot
) -> None:
    grid.set_values(0, {"name": "检查底盘", "qty": 1_000, "price": 5_000})
    form = ChoosePackageForm(desk, None)
    qtbot.addWidget(form)
    form.saved.connect(grid.add_package)
    form.show()
    qtbot.keyClick(form.list, Qt.Key.Key_Return)
    assert [row["name"] for row in grid.rows()] == ["检查底盘", "更换机油", "机油", "机油滤清器"]
    assert net(grid) == 5_000 + 28_800
    grid.undo()
    assert len(grid.rows()) == 1


def test_a_member_is_asked_member_prices(grid: EstimateGrid, package: int, road: Road) -> None:
    Customer.update(member_level="金卡").where(Customer.id == road.customer).execute()
    grid.set_customer(road.customer)
    pick(grid, "TC05")
    assert net(grid) == 26_000
    [oil] = parts.find("JY")
    grid.append_row()
    grid.lines.pick(3, "name", Hit(oil, oil.name))
    assert grid.rows()[3]["price"] == 5_000
    [work] = operations.find("BY01")
    values = estimate_lines.from_operation(replace(work, member_price_fen=4_500), 12_000, member=True)
    assert estimate_lines.line_of(estimate_lines.blank_row() | values).gross_fen == 4_500
