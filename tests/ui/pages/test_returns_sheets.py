"""Workbooks of warranty returns: every column of a row, also where the window has no room for them."""

from collections.abc import Sequence
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from garage.domain.claims import SettleMode
from garage.services import claim_notice_rows, rework_rows
from garage.ui.desk import Desk
from garage.ui.kit.table_model import Column
from garage.ui.pages.claim_notices import NoticesPanel
from garage.ui.pages.old_parts import OldPartsPage
from garage.ui.pages.returns_sheets import claim_sheet, notice_sheet, rework_sheet
from garage.ui.pages.reworks import ReworksPage
from garage.ui.pages.supplier_terms import SupplierTermsPanel
from tests.services.claiming import Claiming
from tests.services.comeback import Comeback
from tests.services.road import Road
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom
from tests.ui.forms.conftest import own_settings, road
from tests.ui.pages.claim_shop import Open, garage, opened, printed

__all__ = ["garage", "opened", "own_settings", "printed", "road"]

pytestmark = pytest.mark.usefixtures("printed")


def told(columns: Sequence[Column], row: Any) -> dict[str, str]:
    return {column.name: column.text(row) for column in columns}


@pytest.mark.usefixtures("language")
def test_the_workbook_of_claims_has_supplier_money_and_day_in_the_narrowest_window(
    opened: Open, garage: Claiming
) -> None:
    pump = garage.room.part(5, 90_000, name="水泵")
    draft = garage.draft(garage.job(pump))
    page = opened()
    page.resize(1000, 500)
    page.show_claim(draft)
    said = told(page.list.sheet_columns(), page.list.current_row())
    assert (said["supplier"], said["part"], said["due"]) == ("深圳众诚汽配", "机滤", "2026-12-10")
    assert (said["claimed"], said["given"]) == ("180.00", "")
    line = told(page.detail.lines.sheet_columns(), page.detail.lines.rows().row_at(0))
    assert (line["name"], line["claimed"], line["allowed"]) == ("机滤", "180.00", "180.00")
    assert line["tag"]


def test_what_was_given_stands_once_the_supplier_has_spoken(desk: Desk) -> None:
    shop = Settling(Stockroom(desk.by(), 2))
    claim = shop.granted(shop.pump(), 12_000)
    notice = shop.issue(claim, mode=SettleMode.CASH)
    [row] = claim_notice_rows.claims_of(notice)
    said = told(claim_sheet(), row)
    assert (said["claimed"], said["given"], said["waiting"], said["due"]) == (
        "180.00",
        "120.00",
        "120.00",
        "",
    )
    said = told(notice_sheet(), claim_notice_rows.one(notice))
    assert (said["given"], said["less"], said["claims"]) == ("120.00", "60.00", "1")


@pytest.mark.usefixtures("language")
def test_every_term_of_a_supplier_goes_into_the_workbook(qtbot: QtBot, desk: Desk, garage: Claiming) -> None:
    garage.terms(months=24, claim_days=7, due_day=8, contact="周工", email="zhou@example.cn")
    panel = SupplierTermsPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(700, 400)
    panel.show()
    row = next(one for one in panel.rows() if one.supplier_id == garage.supplier)
    said = told(panel.list.sheet_columns(), row)
    assert (said["claim"], said["due"], said["contact"], said["email"]) == (
        "7",
        "8",
        "周工",
        "zhou@example.cn",
    )
    assert said["first"] == ""


def test_old_parts_and_notices_tell_everything_too(qtbot: QtBot, desk: Desk, garage: Claiming) -> None:
    garage.draft(garage.job(garage.room.part(5, 90_000, name="水泵")))
    old = OldPartsPage(desk)
    notices = NoticesPanel(desk)
    qtbot.addWidget(old)
    qtbot.addWidget(notices)
    old.show_chip("claim")
    said = told(old.list.sheet_columns(), old.list.rows().row_at(0))
    assert (said["supplier"], said["name"], said["shelf"]) == ("深圳众诚汽配", "机滤", "旧件-1")
    assert "less" in {column.name for column in notices.list.sheet_columns()}


def test_a_rework_case_tells_car_customer_and_cause(qtbot: QtBot, desk: Desk, road: Road) -> None:
    car = Comeback(road)
    road.forward(days=1)
    car.come()
    row = rework_rows.one(car.claim())
    said = told(rework_sheet(desk), row)
    assert (said["no"], said["customer"], said["cause"]) == (row.no, row.customer, "")
    page = ReworksPage(desk)
    qtbot.addWidget(page)
    assert {column.name for column in page.list.sheet_columns()} >= {"customer", "fault", "due"}
