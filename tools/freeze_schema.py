"""Write the tables of the models as neutral DDL: the raw material of a migration step, then edited by hand.

Usage: python tools/freeze_schema.py > garage/models/migrations/m0001_straight_road.sql
Types: {pk} {int} {big} {text} {bool} {date} {moment} {blob}; the runner puts each engine's own in.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from garage.models.schema import TABLES

TYPES = {
    "AUTO": "{pk}",
    "INT": "{int}",
    "BIGINT": "{big}",
    "VARCHAR": "{text}",
    "TEXT": "{text}",
    "BOOL": "{bool}",
    "DATE": "{date}",
    "DATETIME": "{moment}",
    "BLOB": "{blob}",
}


def column(field: Any) -> str:
    """One column: name, neutral type, null, reference."""
    if field.field_type == "AUTO":
        return f"{field.column_name} {{pk}}"
    kind = TYPES["INT" if hasattr(field, "rel_model") else field.field_type]
    parts = [field.column_name, kind, "" if field.null else "NOT NULL"]
    if hasattr(field, "rel_model"):
        parts.append(f"REFERENCES {field.rel_model._meta.table_name} (id)")
        if field.on_delete:
            parts.append(f"ON DELETE {field.on_delete}")
    return " ".join(part for part in parts if part)


def statements() -> Iterator[str]:
    """CREATE TABLE and CREATE INDEX of every model, in the order of TABLES."""
    for model in TABLES:
        meta = model._meta
        lines = [column(field) for field in meta.sorted_fields]
        if meta.composite_key:
            lines.append(f"PRIMARY KEY ({', '.join(meta.primary_key.field_names)})")
        tail = " {keyed}" if meta.composite_key else ""
        yield f"CREATE TABLE {meta.table_name} (\n    " + ",\n    ".join(lines) + f"\n){tail}"
        for field in meta.sorted_fields:
            if field.index or field.unique:
                unique = "UNIQUE " if field.unique else ""
                name = f"{meta.table_name}_{field.column_name}"
                yield f"CREATE {unique}INDEX {name} ON {meta.table_name} ({field.column_name})"
        for names, is_unique in meta.indexes:
            columns = [meta.fields[name].column_name for name in names]
            unique = "UNIQUE " if is_unique else ""
            name = f"{meta.table_name}_{'_'.join(columns)}"
            yield f"CREATE {unique}INDEX {name} ON {meta.table_name} ({', '.join(columns)})"


if __name__ == "__main__":
    sys.stdout.write(";\n".join(statements()) + ";\n")
