"""Statements whose text is kept give what peewee gives, on either engine, one after the other."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import DoesNotExist, fn

from garage.models import database
from garage.models.audit import AuditEntry
from garage.models.customers import Customer, Phone
from garage.models.database import Row
from garage.models.listing import tuples
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate
from garage.models.search import SearchTail
from garage.models.settlements import Settlement
from garage.models.statements import insert, insert_many, statement, update

FEW = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
MOMENT = datetime(2026, 11, 21, 9, 30, 5)
DAY = date(2026, 11, 21)
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
PEOPLE = st.fixed_dictionaries(
    {
        "created_at": st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)).map(
            lambda moment: moment.replace(microsecond=0)
        ),
        "created_by": st.integers(1, 2**31 - 1),
        "kind": st.sampled_from(["PERSON", "COMPANY"]),
        "name": TEXT,
        "first_contact_on": st.dates(date(2000, 1, 1)),
        "file_due_on": st.dates(date(2000, 1, 1)),
        "marketing_ok": st.booleans(),
    }
)


@statement
def _everybody() -> Any:
    return Customer.select().order_by(Customer.id)


@statement
def _since(moment: Any, day: Any, happy: Any) -> Any:
    return (
        Customer.select(Customer.id, fn.MAX(Customer.created_at), Customer.file_due_on, Customer.marketing_ok)
        .where(
            (Customer.created_at >= moment) & (Customer.file_due_on == day) & (Customer.marketing_ok == happy)
        )
        .group_by(Customer.id, Customer.file_due_on, Customer.marketing_ok)
        .order_by(Customer.id)
    )


@statement
def _named(names: Any, limit: Any, *, backwards: bool = False) -> Any:
    query = Customer.select(Customer.name).where(Customer.name.in_(names)).limit(limit)
    return query.order_by(Customer.name.desc() if backwards else Customer.name)


@statement
def _phones(customer: Any) -> Any:
    query = Phone.select(Phone.number, Customer.name, Phone.customer).join(Customer)
    return query.where(Phone.customer == customer).order_by(Phone.position)


@statement
def _rename(name: Any, customer: Any) -> Any:
    return Customer.update(name=name).where(Customer.id == customer)


def person(name: str, **more: object) -> int:
    known = {"created_at": MOMENT, "created_by": 1, "kind": "PERSON", "name": name}
    return insert(Customer, {**known, "first_contact_on": DAY, "file_due_on": DAY, **more})


def same(one: list[Row], other: list[Row]) -> bool:
    """The same values of the same types."""
    left, right = (
        [{name: (type(value), value) for name, value in row.__data__.items()} for row in rows]
        for rows in (one, other)
    )
    return left == right


@FEW
@given(PEOPLE)
def test_a_row_is_written_and_read_as_peewee_does(db: str, values: dict[str, Any]) -> None:
    ours = insert(Customer, values)
    peewees = Customer.insert(**values).execute()
    assert same(_everybody.objects(), list(Customer.select().order_by(Customer.id)))
    first, second = Customer.find(ours), Customer.get(Customer.id == peewees)
    first.id = second.id
    assert same([first], [second])


@FEW
@given(
    st.lists(PEOPLE, max_size=4),
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)),
    st.dates(date(2000, 1, 1)),
    st.booleans(),
)
def test_values_are_compared_as_peewee_compares_them(
    db: str, people: list[dict[str, Any]], moment: datetime, day: date, happy: bool
) -> None:
    insert_many(Customer, people)
    insert_many(Customer, ({**one, "file_due_on": day, "marketing_ok": happy} for one in people))
    query = (
        Customer.select(Customer.id, fn.MAX(Customer.created_at), Customer.file_due_on, Customer.marketing_ok)
        .where(
            (Customer.created_at >= moment) & (Customer.file_due_on == day) & (Customer.marketing_ok == happy)
        )
        .group_by(Customer.id, Customer.file_due_on, Customer.marketing_ok)
        .order_by(Customer.id)
    )
    expected = tuples(query)
    assert _since.rows(moment, day, happy) == expected
    assert [list(map(type, row)) for row in _since.rows(moment, day, happy)] == [
        list(map(type, row)) for row in expected
    ]
    columns = [tuple(column) for column in _since.columns(moment, day, happy)]
    assert columns == (list(zip(*expected, strict=True)) or [(), (), (), ()])


def test_a_collection_is_a_list_of_any_length(db: str) -> None:
    for name in ("b", "a", "c"):
        person(name)
    assert _named.rows(["a"], 9) == [("a",)]
    assert _named.rows(["a", "c", "x"], 9) == [("a",), ("c",)]
    assert _named.rows({"a", "b", "c"}, 2) == [("a",), ("b",)]
    assert _named.rows([], 9) == []
    assert _named.first([], 9) is None
    assert _named.value(("c",), 9) == "c"


def test_what_is_passed_by_name_shapes_the_query(db: str) -> None:
    for name in ("b", "a", "c"):
        person(name)
    assert _named.rows(["a", "c"], 9, backwards=True) == [("c",), ("a",)]
    assert _named.rows(["a", "c"], 9) == [("a",), ("c",)]


def test_columns_of_joined_tables_come_in_the_order_they_were_named(db: str) -> None:
    ref = person("王女士")
    insert_many(Phone, [{"customer": ref, "number": "13800138000", "position": 0}])
    assert _phones.rows(ref) == [("13800138000", "王女士", ref)]


def test_a_statement_says_how_many_rows_it_changed(db: str) -> None:
    ref = person("a")
    assert _rename.run("b", ref) == 1
    assert _rename.run("b", ref + 1) == 0
    assert Customer.get_by_id(ref).name == "b"


def test_nothing_is_ever_equal_to_none(db: str) -> None:
    with pytest.raises(TypeError, match="NULL"):
        _rename.run("b", None)


def test_an_update_meets_only_the_version_that_was_read(db: str) -> None:
    ref = person("a")
    assert update(Customer, ref, 1, {"name": "b", "file_due_on": date(2027, 1, 1), "marketing_ok": False})
    assert not update(Customer, ref, 1, {"name": "c"})
    row = Customer.get_by_id(ref)
    assert (row.name, row.version, row.file_due_on, row.marketing_ok) == ("b", 2, date(2027, 1, 1), False)


def test_a_row_that_is_not_there_is_told_apart(db: str) -> None:
    assert Customer.find(7) is None
    with pytest.raises(DoesNotExist):
        Customer.get_by_id(7)


def test_rows_without_an_id_of_their_own_are_inserted_too(db: str) -> None:
    insert_many(SearchTail, [{"kind": "part", "tail": tail, "ref": 1} for tail in ("a", "b")])
    assert tuples(SearchTail.select(SearchTail.tail).order_by(SearchTail.tail)) == [("a",), ("b",)]


def test_create_fills_in_defaults_and_gives_the_row(db: str) -> None:
    known = {"staff_id": 1, "act": "create", "noun": "part", "ref": 3}
    row = AuditEntry.create(at=MOMENT, **known)
    assert (row.before, row.reason) == ("", "")
    assert same([AuditEntry.get_by_id(row.id)], [row])


@pytest.fixture
def both(empty_sqlite: Path, migrated_postgres: str, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A file and a server, closed at the end."""
    file = tmp_path / "one.db"
    file.write_bytes(empty_sqlite.read_bytes())
    yield str(file), migrated_postgres
    database.close()


def test_a_statement_lives_through_another_engine_and_a_new_connection(both: tuple[str, str]) -> None:
    for target in (*both, *both):
        database.connect(target)
        ref = person("王")
        assert _named.rows(["王"], 1) == [("王",)]
        assert update(Customer, ref, 1, {"name": "李"})
        assert Customer.get_by_id(ref).created_at == MOMENT
        assert _rename.run("王", ref) == 1
        database.close()


def test_rows_that_name_other_columns_are_inserted_in_their_order(db: str) -> None:
    assert db
    known = {"created_at": MOMENT, "created_by": 1, "kind": "PERSON", "first_contact_on": DAY}
    rest = {"file_due_on": DAY, "marketing_ok": False, "version": 1}
    rows = [
        {**known, **rest, "name": "a"},
        {**known, **rest, "name": "b", "note": "x"},
        {**known, **rest, "name": "c"},
    ]
    insert_many(Customer, rows)
    assert [(row.name, row.note) for row in _everybody.objects()] == [("a", ""), ("b", "x"), ("c", "")]


def test_constants_stand_in_the_text_so_that_a_partial_index_is_used(tmp_path: Path) -> None:
    @statement
    def standing(order: Any) -> Any:
        return Settlement.select(Settlement.id).where(
            (Settlement.order == order) & (Settlement.state != "VOIDED")
        )

    database.connect(tmp_path / "a.db")
    migrate(STEPS)
    assert standing.rows(1) == []
    [text] = standing._texts.values()
    plan = database.database.execute_sql(f"EXPLAIN QUERY PLAN {text.sql}", (1,)).fetchall()
    assert "settlement_one_live" in str(plan)
    database.close()


@pytest.mark.parametrize("word", ["it's", "50%", "?", "%s", "", "a b", "女士"])
def test_a_constant_of_any_letters_is_compared_as_it_is(db: str, word: str) -> None:
    assert db

    @statement
    def noted(kind: Any) -> Any:
        return Customer.select(Customer.name).where((Customer.kind == kind) & (Customer.note == word))

    known = {"created_at": MOMENT, "created_by": 1, "kind": "PERSON", "first_contact_on": DAY, "version": 1}
    rest = {"file_due_on": DAY, "marketing_ok": False}
    insert_many(
        Customer, [{**known, **rest, "name": n, "note": note} for n, note in (("a", word), ("b", "b"))]
    )
    assert noted.rows("PERSON") == [("a",)]
