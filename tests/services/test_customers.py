from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.customers import CustomerKind
from garage.errors import FieldError, StaleError
from garage.models.audit import AuditEntry
from garage.models.customers import Customer
from garage.services import customers, vehicles
from garage.services.command import By
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData

CODE = "91350100M000100Y43"
FULL = CustomerData(
    kind=CustomerKind.ORGANISATION,
    name="诚信物流有限公司",
    phones=("+86 138 0013 8000", "0510-86512345"),
    contact="王经理",
    address="无锡市梁溪区人民路1号",
    uscc=CODE.lower(),
    preferred_call_time="17:00",
    needs="自带机油",
    note="两行\n备注",
    marketing_ok=False,
)


def titled(found: list[customers.Duplicate]) -> list[tuple[int, str]]:
    return [(one.customer_id, one.reason) for one in found]


def test_a_customer_is_kept_as_typed_in_normal_form(boss: By) -> None:
    page = customers.open_customer(customers.add(boss, FULL))
    stored = replace(FULL, phones=("13800138000", "051086512345"), uscc=CODE)
    assert all(getattr(page, name) == getattr(stored, name) for name in CustomerData.__dataclass_fields__)
    assert (page.first_contact_on, page.file_due_on) == (date(2026, 11, 21), date(2026, 11, 23))
    assert (page.created_by, page.created_at, page.version) == ("张三", boss.at, 1)


def test_a_name_is_all_that_is_asked(boss: By) -> None:
    page = customers.open_customer(customers.add(boss, CustomerData(name="李四")))
    assert page.missing_for_file == ("phone", "address", "vehicle")


@pytest.mark.parametrize("name", ["", "   ", "\x00"])
def test_a_customer_without_a_name_is_refused(boss: By, name: str) -> None:
    with pytest.raises(FieldError) as caught:
        customers.add(boss, CustomerData(name=name))
    assert caught.value.field == "name"


def test_a_name_of_twenty_metres_is_refused_in_words_and_not_cut(boss: By) -> None:
    with pytest.raises(FieldError, match="120") as caught:
        customers.add(boss, CustomerData(name="王" * 10_000))
    assert caught.value.field == "name"
    assert customers.open_customer(customers.add(boss, CustomerData(name="王" * 120))).name == "王" * 120


@pytest.mark.parametrize("name", ["王😀伟", "𠮷野家", "<A&B>", "O'Neil; DROP TABLE customer--", "李\x00四"])
def test_rare_characters_are_kept_and_invisible_ones_dropped(boss: By, name: str) -> None:
    assert customers.open_customer(customers.add(boss, CustomerData(name=name))).name == name.replace(
        "\x00", ""
    )


def test_a_wrong_phone_is_named(boss: By) -> None:
    with pytest.raises(FieldError, match="12800138000") as caught:
        customers.add(boss, replace(FULL, phones=("13800138000", "12800138000")))
    assert caught.value.field == "phones"
    assert customers.count() == 0


def test_blank_and_repeated_phones_are_passed_over(boss: By) -> None:
    ref = customers.add(boss, replace(FULL, phones=("", "138 0013 8000", "13800138000", " ")))
    assert customers.phones_of(ref) == ("13800138000",)


def test_a_wrong_credit_code_is_refused(boss: By) -> None:
    with pytest.raises(FieldError) as caught:
        customers.add(boss, replace(FULL, uscc="91350100M000100Y44"))
    assert caught.value.field == "uscc"


def test_first_contact_does_not_lie_in_the_future(boss: By) -> None:
    with pytest.raises(FieldError) as caught:
        customers.add(boss, FULL, first_contact_on=boss.today + timedelta(days=1))
    assert caught.value.field == "first_contact_on"


def test_a_page_saved_back_unchanged_changes_nothing(boss: By) -> None:
    ref = customers.add(boss, FULL)
    before = AuditEntry.select().count()
    customers.change(boss, ref, 1, customers.open_customer(ref))
    assert customers.open_customer(ref).version == 1
    assert AuditEntry.select().count() == before


def test_new_phones_alone_make_an_older_form_stale(boss: By) -> None:
    ref = customers.add(boss, FULL)
    customers.change(boss, ref, 1, replace(FULL, phones=("13900139000",)))
    with pytest.raises(StaleError, match="张三"):
        customers.change(boss, ref, 1, replace(FULL, note="anders"))
    page = customers.open_customer(ref)
    assert (page.phones, page.version, page.note) == (("13900139000",), 2, FULL.note)


def test_the_order_of_phones_is_the_order_to_call(boss: By) -> None:
    ref = customers.add(boss, FULL)
    customers.change(boss, ref, 1, replace(FULL, phones=("051086512345", "13800138000")))
    assert customers.phones_of(ref) == ("051086512345", "13800138000")


def test_an_unknown_customer_is_a_key_error(boss: By) -> None:
    with pytest.raises(KeyError):
        customers.open_customer(1)
    with pytest.raises(KeyError):
        customers.change(boss, 1, 1, FULL)


def test_the_same_person_is_noticed_by_phone_code_and_name(boss: By) -> None:
    ref = customers.add(boss, FULL)
    other = customers.add(boss, CustomerData(name="李四", phones=("13900139000",)))
    assert titled(customers.duplicates(name="x", phones=["1380013 8000"])) == [
        (ref, "The same phone: 138 0013 8000")
    ]
    assert titled(customers.duplicates(name="", uscc=CODE.lower())) == [(ref, "The same credit code")]
    assert titled(customers.duplicates(name=" 诚信物流 有限公司")) == [(ref, "The same name")]
    assert titled(customers.duplicates(name="李四", phones=["13800138000"])) == [
        (ref, "The same phone: 138 0013 8000"),
        (other, "The same name"),
    ]


def test_half_typed_and_foreign_terms_are_no_duplicates(boss: By) -> None:
    ref = customers.add(boss, FULL)
    assert customers.duplicates(name="诚信", phones=["138"], uscc="9135") == []
    assert customers.duplicates(name=FULL.contact) == []
    assert customers.duplicates(name=FULL.name, phones=FULL.phones, uscc=CODE, exclude=ref) == []


def test_a_duplicate_is_a_notice_and_not_a_block(boss: By) -> None:
    assert customers.add(boss, FULL) != customers.add(boss, FULL)


def test_pages_show_everybody_once_the_newest_first(boss: By) -> None:
    refs = [customers.add(boss, CustomerData(name=f"客{number}")) for number in range(7)]
    shown, cursor = [], None
    while True:
        page = customers.page(cursor, 3)
        shown += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert shown == refs[::-1]
    assert customers.count() == 7
    assert customers.page(None, 7).next_cursor is None


def test_a_row_of_the_list_names_phones_and_present_cars(boss: By) -> None:
    ref = customers.add(boss, FULL)
    other = customers.add(boss, CustomerData(name="李四"))
    sold = vehicles.add(boss, VehicleData(plate="沪A12345"), owner_id=ref)
    vehicles.add(boss, VehicleData(plate="沪B12345"), owner_id=ref)
    vehicles.change_owner(boss, sold, other, boss.today)
    rows = {row.id: row for row in customers.page().rows}
    assert rows[ref].plates == ("沪B12345",)
    assert rows[ref].phones == ("13800138000", "051086512345")
    assert rows[other].plates == ("沪A12345",)


def test_cars_owned_now_stand_before_those_owned_before(boss: By) -> None:
    ref, other = customers.add(boss, FULL), customers.add(boss, CustomerData(name="李四"))
    first = vehicles.add(boss, VehicleData(plate="沪A12345", model="帕萨特"), owner_id=ref)
    sold = vehicles.add(boss, VehicleData(plate="沪B12345"), owner_id=ref)
    vehicles.change_owner(boss, sold, other, boss.today)
    cars = customers.open_customer(ref).vehicles
    assert [(car.vehicle_id, car.until) for car in cars] == [(first, None), (sold, boss.today)]


def _file(boss: By, *, address: str, phone: str, car: bool, model: str, sold: bool) -> int:
    phones = (phone,) if phone else ()
    data = CustomerData(name="客", address=address, phones=phones)
    ref = customers.add(boss, data)
    if car:
        vehicle = vehicles.add(boss, VehicleData(plate="沪A12345", model=model), owner_id=ref)
        if sold:
            buyer = customers.add(boss, CustomerData(name="买家"), first_contact_on=boss.today)
            Customer.update(file_due_on=date(2099, 1, 1)).where(Customer.id == buyer).execute()
            vehicles.change_owner(boss, vehicle, buyer, boss.today)
    return ref


@pytest.mark.parametrize("address", ["", "人民路1号"])
@pytest.mark.parametrize("phone", ["", "13800138000"])
@pytest.mark.parametrize(
    ("car", "model", "sold"),
    [(False, "", False), (True, "", False), (True, "帕萨特", False), (True, "", True)],
)
def test_a_file_is_overdue_exactly_when_its_day_has_passed_and_something_lacks(
    boss: By, address: str, phone: str, car: bool, model: str, sold: bool
) -> None:
    ref = _file(boss, address=address, phone=phone, car=car, model=model, sold=sold)
    lacks = bool(customers.open_customer(ref).missing_for_file)
    complete = bool(address and phone and car and (model or sold))
    assert lacks is not complete
    due = customers.open_customer(ref).file_due_on
    assert customers.overdue_files(due) == []
    late = due + timedelta(days=1)
    assert [row.id for row in customers.overdue_files(late)] == ([ref] if lacks else [])
    assert customers.page(filter="overdue_files", today=late).rows == tuple(customers.overdue_files(late))


def test_the_list_of_overdue_files_needs_a_day(boss: By) -> None:
    with pytest.raises(ValueError, match="today"):
        customers.page(filter="overdue_files")
