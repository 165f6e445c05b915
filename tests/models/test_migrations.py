"""The migrated schema is that of the rows, on both engines; a newer database is left alone."""

import gzip
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import peewee
import pytest

from garage.domain.inspections import Checked, read_answers
from garage.domain.snapshots import unpack
from garage.errors import MachineError
from garage.models import audit, database
from garage.models.database import database as engine
from garage.models.migrations import STEPS
from garage.models.migrations.runner import Migration, migrate, stored_version
from garage.models.schema import TABLES
from garage.services import books, stock

KINDS = {
    "AUTO": {"INTEGER", "integer"},
    "INT": {"INTEGER", "integer"},
    "BIGINT": {"INTEGER", "bigint"},
    "VARCHAR": {"TEXT", "text"},
    "TEXT": {"TEXT", "text"},
    "BOOL": {"INTEGER", "boolean"},
    "DATE": {"TEXT", "date"},
    "DATETIME": {"TEXT", "timestamp without time zone"},
    "BLOB": {"BLOB", "bytea"},
}


def test_every_column_of_every_row_is_in_the_schema(db: str) -> None:
    assert db
    for model in TABLES:
        meta = model._meta
        stored = {column.name: column for column in engine.get_columns(meta.table_name)}
        assert set(stored) == set(meta.columns), meta.table_name
        for name, field in meta.columns.items():
            kind = "INT" if hasattr(field, "rel_model") else field.field_type
            assert stored[name].data_type in KINDS[kind], (meta.table_name, name)
            assert stored[name].null == field.null or field.primary_key, (meta.table_name, name)


def test_no_column_holds_a_floating_point_number(db: str) -> None:
    assert db
    for table in engine.get_tables():
        for column in engine.get_columns(table):
            assert column.data_type.upper() not in {"REAL", "FLOAT", "DOUBLE PRECISION", "NUMERIC", "DECIMAL"}


def test_every_index_of_the_rows_is_in_the_schema(db: str) -> None:
    assert db
    for model in TABLES:
        have = {tuple(index.columns) for index in engine.get_indexes(model._meta.table_name)}
        wanted = {(field.column_name,) for field in model._meta.sorted_fields if field.index or field.unique}
        wanted |= {
            tuple(model._meta.fields[name].column_name for name in names)
            for names, _unique in model._meta.indexes
        }
        assert wanted <= have, model._meta.table_name


def test_migrating_twice_changes_nothing(db: str) -> None:
    assert db
    assert migrate(STEPS) == STEPS[-1].version == stored_version()


def test_a_database_of_a_newer_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    database.connect(path)
    migrate(STEPS)
    engine.execute_sql("INSERT INTO schema_version (version) VALUES (999)")
    database.close()
    before = path.read_bytes()
    database.connect(path)
    with pytest.raises(MachineError):
        migrate(STEPS)
    database.close()
    assert path.read_bytes() == before


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    def broken() -> None:
        engine.execute_sql("CREATE TABLE half (id INTEGER)")
        raise MachineError("broken")

    database.connect(tmp_path / "a.db")
    migrate(STEPS)
    backups: list[int] = []
    with pytest.raises(MachineError):
        migrate((*STEPS, Migration(STEPS[-1].version + 1, broken)), before=backups.append)
    assert stored_version() == STEPS[-1].version
    assert not engine.table_exists("half")
    assert backups == [STEPS[-1].version]
    database.close()


@pytest.mark.parametrize(
    "content",
    [b"this is no database, only a letter to the owner" * 100, b"SQLite format 3\x00" + b"\xff" * 4000],
)
def test_a_damaged_file_is_said_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.db"
    path.write_bytes(content)
    with pytest.raises(MachineError) as error:
        database.connect(path)
    assert error.value.advice
    database.close()
    assert path.read_bytes() == content


def test_the_ledger_the_payments_and_the_log_refuse_change(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database.connect(path)
    migrate(STEPS)
    database.close()
    with sqlite3.connect(path) as raw:
        triggers = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for table in ("stock_movement", "payment", "audit_entry"):
        assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A file of a year of work, written by the program of schema 1."""
    return _kept("schema-1.db", tmp_path)


@pytest.fixture
def released_2(tmp_path: Path) -> Path:
    """A file of some cars of every kind, written by the program of schema 2."""
    return _kept("schema-2.db", tmp_path)


@pytest.fixture
def released_4(tmp_path: Path) -> Path:
    """A file of one car that came back: rework, claims, old parts sent and scrapped, written by schema 4."""
    return _kept("schema-4.db", tmp_path)


@pytest.fixture
def released_5(tmp_path: Path) -> Path:
    """A file of bills paid together, a complaint, an appointment and a counted till, written by schema 5."""
    return _kept("schema-5.db", tmp_path)


def _kept(name: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(gzip.decompress((Path(__file__).parent.parent / f"fixtures/{name}.gz").read_bytes()))
    return path


def _rows(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            for table in tables
            if table not in {"sqlite_sequence", "schema_version"}
        }


def _as_before(column: str, value: object) -> object:
    """A value of today as schema 1 kept it: the log had whole words and moments, a document plain text."""
    if column == "at" and isinstance(value, int):
        return str(datetime(1970, 1, 1) + timedelta(seconds=value))
    if column in {"act", "noun"}:
        return audit.FULL.get(str(value), value)
    return unpack(value) if isinstance(value, bytes) and column == "snapshot" else value


def _same(
    table: str, before: list[dict[str, object]], after: dict[str, list[dict[str, object]]]
) -> list[dict[str, object]]:
    """The rows that were there before; only reminders are joined by new ones, of what the cars' files say."""
    return after[table][: len(before)] if table == "reminder" else after[table]


def test_a_file_of_schema_1_keeps_every_value_on_its_way_to_today(released: Path) -> None:
    before = _rows(released)
    assert before["receipt"]
    assert before["exit_pass"]
    database.connect(released)
    migrate(STEPS)
    database.close()
    after = _rows(released)
    answers = {row["id"]: read_answers(str(row["items"])) for row in after["inspection"]}
    items = before.pop("inspection_item")
    assert items
    for inspection, asked in groupby(items, key=lambda item: item["inspection_id"]):
        wanted = tuple(Checked(str(one["code"]), bool(one["passed"]), str(one["note"])) for one in asked)
        assert answers.pop(inspection) == wanted
    assert set(answers.values()) <= {()}
    for table, rows in before.items():
        kept = [
            {name: _as_before(name, new[name]) for name in old}
            for old, new in zip(rows, _same(table, rows, after), strict=True)
        ]
        assert kept == rows


def test_a_migrated_file_still_refuses_what_its_schema_refuses(released: Path) -> None:
    database.connect(released)
    migrate(STEPS)
    assert engine.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)
    for statement in (
        "UPDATE payment SET amount_fen = 1",
        "DELETE FROM receipt",
        "UPDATE receipt SET settlement_id = 999999",
        "UPDATE exit_pass SET settlement_id = 999999",
    ):
        with pytest.raises(peewee.IntegrityError):
            engine.execute_sql(statement)
    engine.execute_sql("UPDATE receipt SET settlement_id = NULL")
    database.close()


def test_a_migrated_file_has_the_columns_and_indexes_of_a_new_one(released: Path, tmp_path: Path) -> None:
    def schema(path: Path) -> dict[str, tuple[set[str], set[str]]]:
        database.connect(path)
        migrate(STEPS)
        found = {
            table: (
                {f"{one.name} {one.data_type} {one.null}" for one in engine.get_columns(table)},
                {f"{one.name} {one.columns} {one.unique}" for one in engine.get_indexes(table)},
            )
            for table in engine.get_tables()
        }
        database.close()
        return found

    assert schema(released) == schema(tmp_path / "new.db")


def test_a_file_of_schema_2_keeps_every_value_on_its_way_to_today(released_2: Path) -> None:
    before = _rows(released_2)
    assert before["stock_movement"]
    assert before["receipt"]
    database.connect(released_2)
    migrate(STEPS)
    wrong = stock.check_books()
    database.close()
    after = _rows(released_2)
    for table, rows in before.items():
        same = _same(table, rows, after)
        kept = [{name: new[name] for name in old} for old, new in zip(rows, same, strict=True)]
        assert kept == rows, table
    assert wrong == []


def test_a_file_of_schema_4_keeps_every_value_on_its_way_to_today(released_4: Path) -> None:
    before = _rows(released_4)
    for table in ("claim_line", "claim_notice", "old_part", "shipment_part", "disposal", "rework_case"):
        assert before[table], table
    database.connect(released_4)
    migrate(STEPS)
    wrong = books.check()
    database.close()
    after = _rows(released_4)
    for table, rows in before.items():
        same = _same(table, rows, after)
        kept = [{name: new[name] for name in old} for old, new in zip(rows, same, strict=True)]
        assert kept == rows, table
    assert wrong == []


def test_a_file_of_schema_5_keeps_every_value_on_its_way_to_today(released_5: Path) -> None:
    with closing(sqlite3.connect(released_5)) as connection:
        connection.execute("UPDATE customer SET member_level = '金卡' WHERE id = 1")
        connection.commit()
    before = _rows(released_5)
    for table in ("account_payment", "complaint_round", "appointment", "cash_up_line", "payment"):
        assert before[table], table
    database.connect(released_5)
    migrate(STEPS)
    wrong = books.check()
    database.close()
    after = _rows(released_5)
    for table, rows in before.items():
        kept = [{name: new[name] for name in old} for old, new in zip(rows, after[table], strict=True)]
        assert kept == rows, table
    assert wrong == []
    levels = [(row["name"], row["min_spend_fen"], row["active"]) for row in after["member_level"]]
    assert levels == [("金卡", 0, 1)]


def test_what_older_receipts_imply_is_filled_in(released_2: Path) -> None:
    database.connect(released_2)
    migrate(STEPS)
    database.close()
    rows = _rows(released_2)
    for line in rows["goods_receipt_line"]:
        whole, rest = divmod(int(str(line["cost_fen"])) * 1000, int(str(line["qty_milli"])))
        assert line["price_fen"] in {whole, whole + 1 if rest else whole}
    moved = {row["part_id"] for row in rows["stock_movement"] if row["kind"] in {"OPENING", "RECEIPT"}}
    assert {row["id"] for row in rows["part"] if row["last_in_at"]} == moved
    assert {row["id"] for row in rows["part"] if row["last_cost_fen"] is not None} >= moved


def test_what_a_car_falls_due_for_becomes_a_reminder_with_its_lead(released_2: Path) -> None:
    with closing(sqlite3.connect(released_2)) as connection:
        connection.execute("UPDATE vehicle SET insurance_until = '2026-03-15' WHERE id = 1")
        connection.execute("UPDATE vehicle SET inspection_until = '2028-03-29' WHERE id = 2")
        connection.commit()
    before = _rows(released_2)
    database.connect(released_2)
    migrate(STEPS)
    database.close()
    after = _rows(released_2)
    planned = [row for row in after["reminder"] if row["kind"] == "SERVICE" and row["due_on"]]
    assert planned
    for row in planned:
        assert row["remind_on"] == str(date.fromisoformat(str(row["due_on"])) - timedelta(days=15))
    owners = {row["vehicle_id"]: row["customer_id"] for row in before["ownership"] if row["until"] is None}
    due = {"INSURANCE": ("insurance_until", 30), "INSPECTION": ("inspection_until", 60)}
    for kind, (column, lead) in due.items():
        assert (
            {
                (row["vehicle_id"], row["customer_id"], row["due_on"], row["remind_on"], row["state"])
                for row in after["reminder"]
                if row["kind"] == kind
            }
            == {
                (
                    car["id"],
                    owners[car["id"]],
                    day,
                    str(date.fromisoformat(str(day)) - timedelta(days=lead)),
                    "SCHEDULED",
                )
                for car in before["vehicle"]
                if (day := car[column])
            }
            != set()
        )
