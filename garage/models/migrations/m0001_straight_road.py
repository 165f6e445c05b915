"""Version 1: everything one car needs from its plate to the exit gate."""

from garage.models.migrations.runner import make_append_only, run_sql_file


def run() -> None:
    """All tables; the ledger, the audit log and the payments refuse change in the database itself."""
    run_sql_file("m0001_straight_road.sql")
    for table in ("stock_movement", "audit_entry", "payment"):
        make_append_only(table)
