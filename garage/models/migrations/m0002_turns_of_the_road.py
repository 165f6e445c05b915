"""Version 2: everything else that really happens between a plate and the gate."""

from garage.models.migrations.runner import make_nullable, run_sql_file


def run() -> None:
    """Holds, delays, supplements, certificates and dated VAT; money and passes that come before any bill."""
    run_sql_file("m0002_turns_of_the_road.sql")
    make_nullable("receipt", "settlement_id")
    make_nullable("exit_pass", "settlement_id")
