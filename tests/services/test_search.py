import string
from collections.abc import Iterable
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.lines import PartGrade
from garage.domain.search import fold
from garage.models.listing import tuples
from garage.models.parts import Part
from garage.models.search import SearchTail
from garage.services import customers, search, vehicles
from garage.services.command import By, create
from garage.services.customers import CustomerData
from garage.services.vehicles import VehicleData

FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
TERM = st.text(alphabet="京沪粤张王李" + string.ascii_letters + string.digits + "·- ", max_size=20)


def found(fragment: str, *kinds: str) -> list[tuple[str, str]]:
    hits = search.find(fragment, kinds=kinds or search.KINDS)
    return [(hit.kind, hit.title) for hit in hits]


def stored(kind: str, ref: int) -> set[str]:
    rows = SearchTail.select(SearchTail.tail).where((SearchTail.kind == kind) & (SearchTail.ref == ref))
    return {tail for (tail,) in tuples(rows)}


def part(by: By, code: str, name: str) -> int:
    return int(create(by, Part, code=code, name=name, grade=PartGrade.GENUINE.value).id)


@pytest.fixture
def zhang(boss: By) -> int:
    return customers.add(boss, CustomerData(name="张三", phones=("13800138000",)))


@pytest.fixture
def car(boss: By, zhang: int) -> int:
    data = VehicleData(plate="沪A12345", vin="LSVAB4186E2184847", brand="大众", model="帕萨特")
    return vehicles.add(boss, data, owner_id=zhang)


@pytest.mark.parametrize("fragment", ["12345", "沪a", "a·123", "a1 23", "2184847", "LSVAB", "ＬＳＶ"])
def test_a_car_is_found_by_a_fragment_of_plate_or_vin(car: int, fragment: str) -> None:
    (hit,) = search.find(fragment, kinds=("vehicle",))
    assert (hit.ref, hit.title, hit.plate) == (car, "沪A·12345", "沪A12345")
    assert hit.subtitle == "大众 帕萨特 · 张三"


@pytest.mark.parametrize("fragment", ["8000", "138 0013", "张", "三", "zs", "ZS", "zhangs", "san"])
def test_a_customer_is_found_by_phone_name_pinyin_and_initials(zhang: int, fragment: str) -> None:
    (hit,) = search.find(fragment, kinds=("customer",))
    assert (hit.ref, hit.title, hit.subtitle) == (zhang, "张三", "138 0013 8000")


@pytest.mark.parametrize("kinds", [("vehicle",), ("vehicle", "customer")])
def test_the_initials_of_the_owner_lead_to_the_car(car: int, kinds: tuple[str, ...]) -> None:
    assert [hit.ref for hit in search.find("zs", kinds=kinds) if hit.kind == "vehicle"] == [car]


def test_a_sold_car_is_not_found_under_its_former_owner(boss: By, car: int) -> None:
    wang = customers.add(boss, CustomerData(name="王五"))
    vehicles.change_owner(boss, car, wang, boss.today)
    assert found("zs") == [("customer", "张三")]
    assert found("ww") == [("vehicle", "沪A·12345"), ("customer", "王五")]


@pytest.mark.parametrize("nothing", ["", "   ", "·-", "\x00", "\x02", "\x03"])
def test_nothing_typed_finds_nothing(car: int, nothing: str) -> None:
    assert search.find(nothing) == []


def test_the_marks_of_the_index_cannot_be_typed(car: int) -> None:
    assert search.find(f"\x03{car}\x03") == search.find(str(car))
    assert search.exact("vehicle", "\x02沪A12345") == [car]


def test_wildcards_are_ordinary_characters(car: int) -> None:
    assert search.find("%") == []
    assert search.find("_") == []


def test_whole_terms_come_before_beginnings_and_beginnings_before_inner_fragments(boss: By) -> None:
    for name in ("王张三", "张三丰", "张三"):
        customers.add(boss, CustomerData(name=name))
    assert [title for _kind, title in found("张三")] == ["张三", "张三丰", "王张三"]
    assert [title for _kind, title in found("zs")] == ["张三", "张三丰", "王张三"]


def test_the_limit_is_kept_and_every_kind_gets_its_share(boss: By) -> None:
    for number in range(30):
        customers.add(boss, CustomerData(name=f"客{number:02}", phones=(f"138001380{number:02}",)))
    search.index("part", part(boss, "X138Y", "机滤"), ["X138Y", "机滤"])
    hits = search.find("138", limit=20)
    assert len(hits) == 20
    assert [hit.title for hit in hits if hit.kind == "part"] == ["机滤"]


def test_a_fragment_that_many_tails_of_one_customer_share_hides_nobody(boss: By) -> None:
    for phones in (("13111111111", "13111111112", "13111111113"), ("13911111111",), ("13811111111",)):
        customers.add(boss, CustomerData(name=f"客{phones[0]}", phones=phones))
    assert len(search.find("1", limit=3, kinds=("customer",))) == 3


def test_the_car_of_an_owner_who_fits_best_comes_before_the_cars_that_fit_less(boss: By) -> None:
    other = customers.add(boss, CustomerData(name="王五"))
    for number in range(30):
        vehicles.add(boss, VehicleData(plate=f"粤B888{number:02}"), owner_id=other)
    owner = customers.add(boss, CustomerData(name="88"))
    bought = vehicles.add(boss, VehicleData(plate="粤C00001"), owner_id=owner)
    assert [hit.ref for hit in search.find("88", limit=5, kinds=("vehicle",))][:1] == [bought]
    assert ("vehicle", "粤C·00001") in found("88")


def test_a_fleet_brings_its_newest_cars_and_leaves_room_for_its_owner(boss: By) -> None:
    owner = customers.add(boss, CustomerData(name="顺风车队"))
    for number in range(30):
        vehicles.add(boss, VehicleData(plate=f"粤B000{number:02}"), owner_id=owner)
    hits = search.find("顺风", limit=8)
    assert [hit.title for hit in hits] == [*(f"粤B·000{number}" for number in range(29, 22, -1)), "顺风车队"]


def test_a_customer_shows_every_phone_in_its_order_and_one_without_shows_none(boss: By) -> None:
    customers.add(boss, CustomerData(name="张一", phones=("13900000002", "0510-86512345", "13800000001")))
    customers.add(boss, CustomerData(name="张二"))
    shown = {hit.title: hit.subtitle for hit in search.find("张", kinds=("customer",))}
    assert shown == {"张一": "139 0000 0002 · 0510-86512345 · 138 0000 0001", "张二": ""}


def test_an_old_plate_still_finds_the_car(boss: By, car: int) -> None:
    page = vehicles.open_vehicle(car, boss.today)
    vehicles.change(boss, car, page.version, VehicleData(plate="沪AD12345", vin=page.vin))
    assert found("AD123") == [("vehicle", "沪A·D12345")]
    assert found("沪A123") == [("vehicle", "沪A·D12345")]


def test_a_renamed_customer_is_not_found_by_the_old_name(boss: By, zhang: int) -> None:
    customers.change(boss, zhang, 1, CustomerData(name="李四"))
    assert found("zhangsan") == []
    assert found("13800138000") == []
    assert found("ls") == [("customer", "李四")]


def test_parts_are_found_by_whatever_they_were_indexed_with(boss: By) -> None:
    filter_ = part(boss, "LF-1001", "机油滤清器")
    search.index("part", filter_, ["LF-1001", "6901234567892", "机油滤清器", "jylqq"])
    for fragment in ("1001", "lf1", "567892", "滤清", "LQQ"):
        assert [(hit.ref, hit.subtitle) for hit in search.find(fragment)] == [(filter_, "LF-1001")]
    search.index("part", filter_, [])
    assert stored("part", filter_) == set()


def test_indexing_again_writes_only_what_differs(boss: By, monkeypatch: pytest.MonkeyPatch) -> None:
    search.index("part", 7, ["abc", "xyz"])
    written: list[dict[str, object]] = []
    insert_many = search.insert_many

    def spy(model: object, rows: Iterable[dict[str, object]]) -> None:
        kept = list(rows)
        written.extend(kept)
        insert_many(model, kept)

    monkeypatch.setattr(search, "insert_many", spy)
    search.index("part", 7, ["xyz", "abc"])
    assert written == []
    search.index("part", 7, ["abc", "xyzz"])
    assert {row["tail"] for row in written if str(row["tail"])[0] not in "\x02\x03"} == {"xyzz", "yzz", "zz"}
    assert {"abc", "xyzz"} <= stored("part", 7)
    assert "xyz" not in stored("part", 7)


_refs = count(1000)


@FEW
@given(st.lists(TERM, max_size=4), st.lists(TERM, max_size=4))
def test_every_fragment_of_the_last_terms_is_stored_and_nothing_of_the_first(
    db: str, first: list[str], last: list[str]
) -> None:
    once, again = next(_refs), next(_refs)
    search.index("order", once, first)
    search.index("order", once, last)
    search.index("order", again, last)
    own = str(once), str(again)
    plain = {tail.replace(own[0], own[1]) if tail[0] == "\x03" else tail for tail in stored("order", once)}
    assert plain == stored("order", again)
    for term in map(fold, last):
        for start in range(len(term)):
            assert term[start:] in plain


@FEW
@given(st.data())
def test_search_finds_every_fragment_of_a_customer(boss: By, data: st.DataObject) -> None:
    name = data.draw(st.text(alphabet="张王李赵单曾查AB12", min_size=1, max_size=6))
    phone = f"139{data.draw(st.integers(0, 99_999_999)):08}"
    ref = customers.add(boss, CustomerData(name=name, phones=(phone,)))
    for term in (fold(name), phone):
        start = data.draw(st.integers(0, len(term) - 1))
        end = data.draw(st.integers(start + 1, len(term)))
        assert ref in {hit.ref for hit in search.find(term[start:end], limit=10_000, kinds=("customer",))}
