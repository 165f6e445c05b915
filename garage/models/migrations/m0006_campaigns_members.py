"""Version 6: campaigns and letters, members, merged files, summaries, training; a part's second bin and its life."""

from garage.models.migrations.runner import execute_neutral, make_append_only, make_nullable, run_sql_file

_LEVELS = """
INSERT INTO member_level
    (created_at, created_by, version, name, place, min_spend_fen, min_visits, points_per_100_yuan, active)
SELECT MIN(created_at), MIN(created_by), 1, member_level, 0, 0, 0, 0, NOT {false}
FROM customer WHERE member_level <> '' GROUP BY member_level
"""


def run() -> None:
    """All tables; the level names that customers bear become levels that nobody is raised to by itself."""
    run_sql_file("m0006_campaigns_members.sql")
    execute_neutral(_LEVELS)
    make_append_only("point_entry")
    make_nullable("account_payment", "customer_id")
