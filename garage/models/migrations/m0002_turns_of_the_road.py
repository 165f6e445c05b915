"""Version 2: everything else that really happens between a plate and the gate."""

from garage.models.audit import BRIEF
from garage.models.database import database, engine_name
from garage.models.migrations.runner import convert, make_nullable, run_sql_file

BYTES = {"sqlite": "CAST(snapshot AS BLOB)", "postgresql": "convert_to(snapshot, 'UTF8')"}
SECONDS = {"sqlite": "CAST(strftime('%s', at) AS INTEGER)", "postgresql": "EXTRACT(EPOCH FROM at)::BIGINT"}


def run() -> None:
    """Holds, delays, supplements, certificates and dated VAT; money and passes that come before any bill."""
    run_sql_file("m0002_turns_of_the_road.sql")
    make_nullable("receipt", "settlement_id")
    make_nullable("exit_pass", "settlement_id")
    for table in ("authorisation", "settlement"):
        convert(table, {"snapshot": ("blob", BYTES[engine_name()])})
    convert(
        "audit_entry",
        {
            "at": ("big", SECONDS[engine_name()]),
            "act": ("text", _brief("act")),
            "noun": ("text", _brief("noun")),
        },
    )
    _answers_into_their_inspection()


def _brief(column: str) -> str:
    words = " ".join(f"WHEN '{word}' THEN '{brief}'" for word, brief in BRIEF.items())
    return f"CASE {column} {words} ELSE {column} END"


def _answers_into_their_inspection() -> None:
    """The answers of a check list are lines of the inspection: `+code note`, `-code note`."""
    answers: dict[int, list[str]] = {}
    rows = "SELECT inspection_id, passed, code, note FROM inspection_item ORDER BY id"
    for inspection, passed, code, note in database.execute_sql(rows).fetchall():
        answers.setdefault(inspection, []).append(f"{'+' if passed else '-'}{code} {note}".rstrip())
    keep = "UPDATE inspection SET items = ? WHERE id = ?".replace("?", database.param)
    for inspection, lines in answers.items():
        database.execute_sql(keep, ("\n".join(lines), inspection))
    database.execute_sql("DROP TABLE inspection_item")
