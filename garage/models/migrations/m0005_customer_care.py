"""Version 5: customer care – calls, questions, complaints, appointments – and when each reminder is due to be told."""

from garage.models.database import database, engine_name
from garage.models.migrations.runner import make_nullable, run_sql_file

_LEADS = {"SERVICE": 15, "INSURANCE": 30, "INSPECTION": 60}
"""Days ahead in which a customer was to be told, by the defaults when this version came."""
_BEFORE = {"sqlite": "date({day}, '-{lead} days')", "postgresql": "{day} - {lead}"}
_TOLD_FROM = "UPDATE reminder SET remind_on = {told} WHERE kind = '{kind}' AND due_on IS NOT NULL"
_OF_CARS = """
INSERT INTO reminder
    (created_at, created_by, version, vehicle_id, customer_id, kind, due_on, remind_on, state)
SELECT vehicle.created_at, vehicle.created_by, 1, vehicle.id, ownership.customer_id, '{kind}', vehicle.{column}, {told},
    'SCHEDULED'
FROM vehicle JOIN ownership ON ownership.vehicle_id = vehicle.id AND ownership.until IS NULL
WHERE vehicle.{column} IS NOT NULL
"""


def run() -> None:
    """All tables; what cars fall due for becomes reminders, each with the day from which the customer is told."""
    run_sql_file("m0005_customer_care.sql")
    for column in ("order_id", "vehicle_id"):
        make_nullable("follow_up", column)
    for kind, column in (("INSURANCE", "insurance_until"), ("INSPECTION", "inspection_until")):
        told = _told(f"vehicle.{column}", kind)
        database.execute_sql(_OF_CARS.format(kind=kind, column=column, told=told))
    database.execute_sql(_TOLD_FROM.format(told=_told("due_on", "SERVICE"), kind="SERVICE"))


def _told(day: str, kind: str) -> str:
    return _BEFORE[engine_name()].format(day=day, lead=_LEADS[kind])
