"""Shipments: evidence leaves only when somebody sends it, and every part is where its papers say (E7, invariant 17)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.domain.shipments import ShipmentState
from garage.errors import FieldError, RuleError, StaleError
from garage.services import (
    claim_pages,
    old_part_books,
    old_part_rows,
    old_parts,
    papers_old_parts,
    settling_books,
    shipment_rows,
    shipments,
)
from garage.services.command import By
from garage.services.shipment_rows import ShipmentFilter
from tests.services.road import codes
from tests.services.settling import CARRIAGE, Settling
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def proof() -> list[str]:
    return [*settling_books.check_books(), *old_part_books.check_books()]


def where(shop: Settling, claim: int) -> str:
    return str(shop.old_part(claim).state)


def test_a_claimed_part_is_sent_while_its_claim_runs(shop: Settling) -> None:
    claim = shop.submitted(shop.pump())
    ref = shop.pack(claim)
    assert (where(shop, claim), shipment_rows.open_count()) == ("SHELVED", 1)
    shop.send(ref)
    row = shipment_rows.one(ref)
    assert (row.no, row.state, row.parts, row.back) == ("SH-2026-00001", ShipmentState.SENT, 1, 0)
    assert (row.carrier, row.waybill_no, row.freight_fen) == ("顺丰速运", "SF1234567890", 2_300)
    assert (where(shop, claim), shop.old_part(claim).shipment_id) == ("SENT_SUPPLIER", ref)
    assert proof() == []


def test_the_supplier_confirms_what_it_has(shop: Settling) -> None:
    ref = shop.pack(shop.submitted(shop.pump()))
    shop.send(ref)
    for day, who, field in (
        (shop.by.today, "", "received_by"),
        (shop.by.today + timedelta(days=1), "陈工", "received_on"),
        (shop.by.today - timedelta(days=1), "陈工", "received_on"),
    ):
        with pytest.raises(FieldError) as wrong:
            shipments.receive(shop.by, ref, 2, received_on=day, received_by=who)
        assert wrong.value.field == field
    shop.later(3)
    shipments.receive(shop.by, ref, 2, received_on=date(2026, 11, 23), received_by="陈工", note="1 箱完好")
    row = shipment_rows.one(ref)
    assert (row.state, row.received_by, row.received_note) == (ShipmentState.RECEIVED, "陈工", "1 箱完好")
    with pytest.raises(RuleError, match="with the supplier"):
        shipments.void(shop.by, ref, row.version, "没发")
    assert proof() == []


def test_a_part_lies_on_its_shelf_only_while_it_is_here(shop: Settling) -> None:
    claim = shop.submitted(shop.pump())
    part = shop.old_part(claim).id

    def said() -> tuple[str, str, str]:
        [row] = old_part_rows.of_ids([part])
        [line] = claim_pages.one(claim, shop.by.today).lines
        return row.shelf, line.shelf, papers_old_parts.entry(row).where

    assert said() == ("旧件-1", "旧件-1", "旧件-1")
    ref = shop.pack(claim)
    shop.send(ref)
    assert said() == ("", "", "SH-2026-00001")
    shipments.take_back(shop.by, ref, 2, {part: None}, "不是材料问题")
    assert said() == ("旧件-1", "旧件-1", "旧件-1")


def test_what_the_supplier_found_stands_with_the_part_and_its_claim(shop: Settling) -> None:
    claim = shop.submitted(shop.pump())
    ref = shop.pack(claim)
    shop.send(ref)
    part = shop.old_part(claim)
    shipments.take_back(shop.by, ref, 2, {part.id: part.version}, "水封磨损，非材料问题", shelf="旧件-3")
    part = shop.old_part(claim)
    assert (part.state, part.back_note, part.shelf) == ("RETURNED_BACK", "水封磨损，非材料问题", "旧件-3")
    assert claim_pages.one(claim, shop.by.today).reinspection == "水封磨损，非材料问题"
    assert shipment_rows.one(ref).back == 1
    assert proof() == []


def test_a_part_that_came_back_is_sent_again_and_both_lists_have_it(shop: Settling) -> None:
    claim = shop.submitted(shop.pump())
    first = shop.pack(claim)
    shop.send(first)
    part = shop.old_part(claim)
    shipments.take_back(shop.by, first, 2, {part.id: None}, "缺失效分析", inspected=False)
    assert claim_pages.one(claim, shop.by.today).reinspection == ""
    second = shop.pack(claim)
    shop.send(second)
    assert [row.no for row in shipment_rows.parts_of(first)] == [part.no]
    assert [row.no for row in shipment_rows.parts_of(second)] == [part.no]
    with pytest.raises(RuleError, match="did not go with"):
        shipments.take_back(shop.by, first, 2, {part.id: None}, "再退")
    assert proof() == []


def test_a_voided_shipment_leaves_its_parts_on_their_shelves(shop: Settling) -> None:
    pump = shop.pump()
    claim, packed = shop.submitted(pump), shop.submitted(pump)
    ref, draft = shop.pack(claim), shop.pack(packed)
    shop.send(ref)
    for shipment in (ref, draft):
        shipments.void(shop.by, shipment, shop.shipment(shipment).version, "快递没来")
    assert {where(shop, claim), where(shop, packed)} == {"SHELVED"}
    assert shop.old_part(claim).shelf == "旧件-1"
    assert shipment_rows.open_count() == 0
    assert proof() == []


def test_a_shipment_of_which_something_came_back_did_leave(shop: Settling) -> None:
    claim = shop.submitted(shop.pump())
    ref = shop.pack(claim)
    shop.send(ref)
    shipments.take_back(shop.by, ref, 2, {shop.old_part(claim).id: None}, "退回")
    with pytest.raises(RuleError) as refused:
        shipments.void(shop.by, ref, 2, "没发")
    assert codes(refused) == {"came_back"}


def test_a_part_goes_to_its_own_supplier_and_lies_in_one_box(shop: Settling) -> None:
    pump = shop.pump()
    mine, foreign = shop.submitted(pump), Settling(shop.room, "常州轴承厂").submitted(pump)
    shop.pack(mine)
    with pytest.raises(RuleError) as refused:
        shop.pack(mine, foreign)
    assert codes(refused) == {"packed", "supplier"}
    assert proof() == []


def test_the_customers_part_and_one_that_is_not_here_are_refused(shop: Settling) -> None:
    order = shop.job(shop.pump())
    [row] = old_parts.of_order(order)
    old_parts.decide(shop.by, {row.id: None}, OldPartPurpose.CUSTOMER, "客户要")
    with pytest.raises(RuleError) as refused:
        shipments.pack(shop.by, shop.supplier, [row.id])
    assert codes(refused) == {"customer"}
    old_parts.hand_over(shop.by, {row.id: None}, "王女士")
    with pytest.raises(RuleError) as refused:
        shipments.pack(shop.by, shop.supplier, [row.id])
    assert codes(refused) == {"state"}


def test_a_part_that_was_given_away_meanwhile_keeps_the_shipment_here(shop: Settling) -> None:
    order = shop.job(shop.pump())
    [row] = old_parts.of_order(order)
    ref = shipments.pack(shop.by, shop.supplier, [row.id])
    old_parts.decide(shop.by, {row.id: None}, OldPartPurpose.CUSTOMER, "客户要")
    with pytest.raises(RuleError, match=row.no):
        shop.send(ref)
    assert shop.shipment(ref).state == "DRAFT"


def test_a_shipment_is_packed_anew_until_it_leaves(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.submitted(pump), shop.submitted(pump)
    ref = shop.pack(first)
    shipments.repack(shop.by, ref, 1, [shop.old_part(second).id])
    assert [row.claim_no for row in shipment_rows.parts_of(ref)] == [shop.row(second).no]
    with pytest.raises(StaleError):
        shipments.repack(shop.by, ref, 1, [shop.old_part(first).id])
    with pytest.raises(FieldError, match="at least one"):
        shipments.repack(shop.by, ref, 2, [])
    shop.send(ref)
    with pytest.raises(RuleError, match="on its way"):
        shipments.repack(shop.by, ref, 3, [shop.old_part(first).id])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"carrier": " "}, "carrier"), ({"packages": 0}, "packages"), ({"freight_fen": -1}, "freight")],
)
def test_nothing_leaves_without_its_carrier(shop: Settling, wrong: dict[str, object], field: str) -> None:
    ref = shop.pack(shop.submitted(shop.pump()))
    with pytest.raises(FieldError) as refused:
        shipments.send(shop.by, ref, 1, replace(CARRIAGE, **wrong))
    assert refused.value.field == field
    assert shop.shipment(ref).state == "DRAFT"


def test_what_waits_to_be_sent_is_listed_by_supplier(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.submitted(pump), shop.submitted(pump)
    assert [(one.supplier_id, one.parts) for one in shipment_rows.waiting()] == [(shop.supplier, 2)]
    shop.pack(first)
    assert [row.id for row in shipment_rows.sendable(shop.supplier)] == [shop.old_part(second).id]
    assert [one.parts for one in shipment_rows.waiting()] == [1]
    assert [row.no for row in shipment_rows.page(ShipmentFilter.OPEN).rows] == ["SH-2026-00001"]
    assert shipment_rows.page(ShipmentFilter.RECEIVED).rows == ()
    assert OldPartState(where(shop, second)) is OldPartState.SHELVED
