"""Two files made one and parted again: nothing is lost, nothing is left behind, the books add up."""

from datetime import date, timedelta
from typing import Any

import pytest
from peewee import ForeignKeyField

from garage.domain.contacts import Talk
from garage.domain.merges import FileKind, MergeState, Side
from garage.domain.staff import Role
from garage.domain.vehicles import OdometerSource
from garage.errors import FieldError, RuleError, StaleError
from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.customers import Customer, Phone
from garage.models.followups import FollowUp
from garage.models.members import PointEntry
from garage.models.merges import FileMerge
from garage.models.schema import TABLES
from garage.models.vehicles import Ownership, Vehicle
from garage.services import (
    books,
    complaint_rows,
    contacts,
    customers,
    duplicates,
    file_compare,
    file_merges,
    file_rows,
    orders,
    search,
    staff,
    vehicles,
)
from garage.services.command import By
from garage.services.contacts import About
from tests.services import owing
from tests.services.comeback import Comeback, labour
from tests.services.merging import car, fill, merge, merge_cars, picture, twin
from tests.services.road import Road, codes

VIN = "LSVAB4186E2184848"


# Which rows move


@pytest.mark.parametrize("target", [Customer, Vehicle])
def test_every_reference_to_a_file_moves_or_is_known_to_stand_apart(target: Any) -> None:
    noun = target._meta.table_name
    for model in TABLES:
        for field in model._meta.sorted_fields:
            names_it = field.column_name in {f"{noun}_id", f"{noun}_ref", noun}
            refers = isinstance(field, ForeignKeyField) and field.rel_model is target
            assert refers or not names_it, (
                f"{model._meta.table_name}.{field.name} names a file without referring"
            )
    moving = set(file_rows._moving(target))
    for model, field in file_rows.referring(target):
        name = f"{model._meta.table_name}.{field.column_name}"
        assert (name in moving) is (model not in file_rows.APART), name


@pytest.mark.parametrize("target", [Customer, Vehicle])
def test_the_tables_refer_to_files_as_the_database_says(road: Road, target: Any) -> None:
    known = {(model._meta.table_name, field.column_name) for model, field in file_rows.referring(target)}
    database = target._meta.database
    found = {
        (table, key.column)
        for table in database.get_tables()
        for key in database.get_foreign_keys(table)
        if key.dest_table == target._meta.table_name
    }
    assert found == known


def test_after_a_merge_no_row_refers_to_the_file_that_went(road: Road) -> None:
    gone = twin(road)
    vehicle = car(road, gone)
    fill(road, gone, vehicle)
    orders.open_order(road.boss, vehicle)
    merge(road, road.customer, gone)
    for model, field in file_rows.referring(Customer):
        if model is not PointEntry:
            assert not model.select().where(field == gone).exists(), field
    assert books.check() == []


# Customers


def test_the_file_that_stays_has_everything(road: Road) -> None:
    owing.give_credit(road)
    gone = twin(road, address="人民路 1 号", needs="不要打折券")
    vehicle = car(road, gone)
    fill(road, road.customer, road.vehicle)
    fill(road, gone, vehicle)
    orders.open_order(road.boss, vehicle)
    merge(road, road.customer, gone, name=Side.KEPT)
    page = customers.open_customer(road.customer)
    assert page.name == "王女士"
    assert page.phones == ("13800138000", "13900139000")
    assert page.address == "人民路 1 号"  # of the file that was written last
    assert page.contact == "王先生"
    assert page.needs == "不要打折券"
    assert {row.vehicle_id for row in page.vehicles} == {road.vehicle, vehicle}
    assert len(contacts.of_customer(road.customer).rows) == 2
    assert len(complaint_rows.of_customer(road.customer)) == 2
    assert Customer.get_by_id(road.customer).points == 240
    assert Customer.get_by_id(gone).points == 0


def test_a_merged_file_is_hidden_and_leads_to_the_one_that_stayed(road: Road) -> None:
    gone = twin(road)
    merge(road, road.customer, gone)
    assert [row.id for row in customers.page().rows] == [road.customer]
    assert customers.count() == 1
    assert customers.open_customer(gone).id == road.customer
    assert not customers.exists(gone)
    assert [hit.ref for hit in search.find("13900139000", kinds=("customer",))] == [road.customer]
    assert {hit.ref for hit in search.find("王丽", kinds=("customer",))} == {road.customer}
    assert customers.duplicates(name="王丽", phones=["13800138000"], exclude=road.customer) == []
    assert duplicates.pairs(FileKind.CUSTOMER) == []
    far = road.boss.today + timedelta(days=90)
    assert gone not in {row.id for row in customers.overdue_files(far)}


def test_the_name_of_the_other_file_is_found_after_the_next_save_too(road: Road) -> None:
    gone = twin(road)
    merge(road, road.customer, gone, name=Side.KEPT)
    page = customers.open_customer(road.customer)
    data = {name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
    customers.change(
        road.boss, road.customer, page.version, customers.CustomerData(**data | {"note": "老客户"})
    )
    assert {hit.ref for hit in search.find("王丽", kinds=("customer",))} == {road.customer}


def test_undo_brings_everything_back_exactly(road: Road) -> None:
    owing.give_credit(road)
    owing.bill_on_account(road)
    gone = twin(road)
    vehicle = car(road, gone)
    fill(road, road.customer, road.vehicle)
    fill(road, gone, vehicle)
    other = orders.open_order(road.boss, vehicle)
    before = picture()
    ref = merge(road, road.customer, gone)
    assert picture() != before
    assert orders.open_page(other).customer_id == road.customer
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before
    assert books.check() == []


def test_undo_leaves_what_was_changed_since(road: Road) -> None:
    gone = twin(road, address="人民路 1 号")
    ref = merge(road, road.customer, gone, name=Side.GONE, address=Side.GONE)
    page = customers.open_customer(road.customer)
    data = {name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
    customers.change(
        road.boss, road.customer, page.version, customers.CustomerData(**data | {"address": "新地址 3 号"})
    )
    file_merges.undo(road.boss, ref, "两个人")
    page = customers.open_customer(road.customer)
    assert (page.name, page.address) == ("王女士", "新地址 3 号")
    assert customers.open_customer(gone).address == "人民路 1 号"


def test_what_a_returned_order_brought_since_goes_with_it(road: Road) -> None:
    gone = twin(road, address="人民路 1 号")
    own, road.customer = road.customer, gone
    first, road.vehicle = road.vehicle, car(road, gone)
    visit = Comeback(road)
    ref = merge(road, own, gone)
    calls = list(FollowUp.select().where(FollowUp.order == visit.first))
    assert calls
    assert {row.customer_id for row in calls} == {own}
    again = visit.come(labour("保养"))
    visit.leave()
    file_merges.undo(road.boss, ref, "两个人")
    assert {row.customer_id for row in FollowUp.select().where(FollowUp.order == visit.first)} == {gone}
    assert {row.customer_id for row in FollowUp.select().where(FollowUp.order == again)} == {own}
    assert vehicles.owner_of(first) == own
    assert vehicles.owner_of(road.vehicle) == gone
    assert books.check() == []


def test_a_car_that_both_files_owned_one_after_the_other_is_owned_once(road: Road) -> None:
    gone = twin(road)
    road.forward(days=10)
    vehicles.change_owner(road.boss, road.vehicle, gone, road.boss.today)
    before = picture()
    ref = merge(road, road.customer, gone)
    [owned] = Ownership.select()
    assert (owned.customer_id, owned.since, owned.until) == (road.customer, date(2026, 11, 21), None)
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before


def test_a_car_sold_since_has_one_owner_after_the_undo(road: Road) -> None:
    gone = twin(road)
    road.forward(days=10)
    vehicles.change_owner(road.boss, road.vehicle, gone, road.boss.today)
    ref = merge(road, road.customer, gone)
    buyer = customers.add(road.boss, customers.CustomerData(name="赵先生"))
    road.forward(days=10)
    vehicles.change_owner(road.boss, road.vehicle, buyer, road.boss.today)
    file_merges.undo(road.boss, ref, "两个人")
    assert [row.customer_id for row in Ownership.select().where(Ownership.until.is_null())] == [buyer]
    assert books.check() == []


def test_whoever_wants_no_calls_gets_none_after_the_merge(road: Road) -> None:
    gone = twin(road)
    contacts.refuse_calls(road.boss, gone, "开车时别打")
    ref = merge(road, road.customer, gone)
    assert Customer.get_by_id(road.customer).no_calls
    file_merges.undo(road.boss, ref, "两个人")
    assert not Customer.get_by_id(road.customer).no_calls
    assert Customer.get_by_id(gone).no_calls


def test_a_number_that_was_dead_stays_dead(road: Road) -> None:
    gone = twin(road)
    contacts.mark_number(road.boss, gone, "13900139000", dead=True)
    merge(road, road.customer, gone)
    assert customers.live_phones_of(road.customer) == ("13800138000",)
    assert Phone.select().where(Phone.customer == gone).count() == 0


# What is refused


def test_only_an_owner_merges_and_parts(road: Road) -> None:
    gone = twin(road)
    clerk = By(staff.add(road.boss, name="小刘", roles={Role.ADVISOR}), road.boss.at)
    with pytest.raises(RuleError) as refused:
        file_merges.merge_customers(clerk, road.customer, gone, 1, 1)
    assert codes(refused) == {"owner"}
    ref = merge(road, road.customer, gone)
    with pytest.raises(RuleError) as refused:
        file_merges.undo(clerk, ref, "两个人")
    assert codes(refused) == {"owner"}


def test_a_file_saved_meanwhile_is_not_merged(road: Road) -> None:
    gone = twin(road)
    seen = Customer.get_by_id(gone).version
    contacts.refuse_calls(road.boss, gone, "不要打")
    with pytest.raises(StaleError):
        file_merges.merge_customers(
            road.boss, road.customer, gone, Customer.get_by_id(road.customer).version, seen
        )
    assert Customer.get_by_id(gone).merged_into_id is None


def test_a_form_open_on_the_file_that_went_is_refused(road: Road) -> None:
    gone = twin(road)
    page = customers.open_customer(gone)
    merge(road, road.customer, gone)
    with pytest.raises(StaleError):
        customers.change(road.boss, gone, page.version, customers.CustomerData(name="王丽丽"))


def test_what_another_seat_writes_on_the_file_that_went_stands_on_the_one_that_stayed(road: Road) -> None:
    gone = twin(road)
    other = car(road, road.customer)
    merge(road, road.customer, gone)
    merge_cars(road, road.vehicle, other)
    contacts.log(road.boss, Talk(opinion="满意"), About(gone, other))
    vehicles.record_reading(road.boss, other, 500, OdometerSource.PHONE)
    [talk] = contacts.of_customer(road.customer).rows
    assert talk.vehicle_id == road.vehicle
    assert vehicles.readings(road.vehicle)[0].km == 500
    with pytest.raises(RuleError) as refused:
        orders.open_order(road.boss, other)
    assert codes(refused) == {"owner"}
    assert books.check() == []


def test_a_file_cannot_go_twice_nor_into_itself(road: Road) -> None:
    gone = twin(road)
    merge(road, road.customer, gone)
    with pytest.raises(RuleError) as refused:
        merge(road, road.customer, gone)
    assert codes(refused) == {"merged"}
    with pytest.raises(RuleError) as refused:
        merge(road, road.customer, road.customer)
    assert codes(refused) == {"same"}


def test_merges_are_undone_from_the_last_one_on(road: Road) -> None:
    second, third = twin(road), twin(road, name="王丽丽")
    top = twin(road, name="王总")
    first = merge(road, road.customer, second)
    later = merge(road, road.customer, third)
    with pytest.raises(RuleError) as refused:
        file_merges.undo(road.boss, first, "两个人")
    assert codes(refused) == {"later"}
    further = merge(road, top, road.customer)
    assert customers.open_customer(second).id == top
    with pytest.raises(RuleError) as refused:
        file_merges.undo(road.boss, later, "两个人")
    assert codes(refused) == {"further"}
    for ref in (further, later, first):
        file_merges.undo(road.boss, ref, "两个人")
    assert books.check() == []
    with pytest.raises(RuleError) as refused:
        file_merges.undo(road.boss, first, "两个人")
    assert codes(refused) == {"undone"}


def test_an_undo_says_why(road: Road) -> None:
    ref = merge(road, road.customer, twin(road))
    with pytest.raises(FieldError) as wrong:
        file_merges.undo(road.boss, ref, " ")
    assert wrong.value.field == "reason"


# Looked at and told apart


def test_likely_pairs_are_found_by_phone_plate_model_and_name(road: Road) -> None:
    other = twin(road)
    third = customers.add(road.boss, customers.CustomerData(name="王女士"))
    same = car(road, road.customer)
    found = {
        (pair.one_id, pair.other_id): pair.likeness.value for pair in duplicates.pairs(FileKind.CUSTOMER)
    }
    assert found == {(road.customer, other): "PHONE", (road.customer, third): "NAME"}
    [pair] = duplicates.pairs(FileKind.VEHICLE)
    assert (pair.one_id, pair.other_id, pair.likeness.value) == (road.vehicle, same, "SAME_OWNER")
    car(road, other)
    assert {pair.likeness.value for pair in duplicates.pairs(FileKind.VEHICLE)} == {"SAME_OWNER", "PLATE"}


def test_those_told_apart_are_not_proposed_again_until_somebody_doubts(road: Road) -> None:
    other = twin(road)
    file_merges.keep_apart(road.boss, FileKind.CUSTOMER, other, road.customer)
    file_merges.keep_apart(road.boss, FileKind.CUSTOMER, road.customer, other)
    assert duplicates.pairs(FileKind.CUSTOMER) == []
    [row] = duplicates.history()
    assert row.state is MergeState.DISTINCT
    file_merges.propose_again(road.boss, FileKind.CUSTOMER, road.customer, other)
    assert len(duplicates.pairs(FileKind.CUSTOMER)) == 1
    assert FileMerge.get().state == MergeState.UNDONE.value


def test_a_customer_is_told_of_files_with_the_same_phone_and_cars_with_the_same_plate(road: Road) -> None:
    assert duplicates.of_customer(road.customer) == []
    other = twin(road)
    customers.add(road.boss, customers.CustomerData(name="王女士"))  # the name alone is no reason
    [pair] = duplicates.of_customer(road.customer)
    assert (pair.kind, pair.one_id, pair.other_id) == (FileKind.CUSTOMER, road.customer, other)
    again = car(road, other, "粤B12345")
    found = duplicates.of_customer(other)
    assert [(one.kind.value, one.one_id, one.other_id) for one in found] == [
        ("CUSTOMER", other, road.customer),
        ("VEHICLE", again, road.vehicle),
    ]
    file_merges.keep_apart(road.boss, FileKind.CUSTOMER, road.customer, other)
    for customer in (road.customer, other):
        assert [one.kind for one in duplicates.of_customer(customer)] == [FileKind.VEHICLE]
    merge_cars(road, road.vehicle, again)
    assert duplicates.of_customer(road.customer) == []


def test_the_side_by_side_says_what_hangs_on_each(road: Road) -> None:
    owing.give_credit(road)
    owing.bill_on_account(road)
    other = twin(road)
    found = file_compare.of(FileKind.CUSTOMER, road.customer, other)
    assert (found.kept.hanging.orders, found.kept.hanging.owed_fen) == (1, owing.BILL)
    assert found.kept.hanging.cars == ("粤B·12345",)
    assert found.gone.hanging.orders == 0
    assert {one.field: one.side for one in found.fields}["contact"] is Side.GONE
    assert found.against == ()


def test_of_two_places_in_one_campaign_one_is_left_to_call(road: Road) -> None:
    gone = twin(road)
    day = road.boss.today + timedelta(days=20)
    days = {"starts_on": day, "ends_on": day, "call_by": road.boss.today}
    about = {"state": "APPROVED", "kind": "GATHERING", "title": "联谊"} | days | road.boss.stamp()
    shared, own = Campaign.create(no="X-1", **about), Campaign.create(no="X-2", **about)
    places = {
        (campaign.id, customer): CampaignTarget.create(
            campaign=campaign.id, customer=customer, state="TO_CALL", **road.boss.stamp()
        ).id
        for campaign, customer in ((shared, road.customer), (shared, gone), (own, gone))
    }
    before = picture()
    ref = merge(road, road.customer, gone)
    stay, double, moved = (CampaignTarget.get_by_id(place) for place in places.values())
    assert (stay.customer_id, stay.state) == (road.customer, "TO_CALL")
    assert (double.customer_id, double.state) == (gone, "REMOVED")
    assert (moved.customer_id, moved.state) == (road.customer, "TO_CALL")
    file_merges.undo(road.boss, ref, "两个人")
    assert picture() == before
