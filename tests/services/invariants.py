"""The rules that nothing may ever break, read back in plain SQL: a second opinion on every act."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from garage.models.database import database

COUNTING = "('OPEN', 'STARTED', 'DONE')"
CHARGED = "('CUSTOMER', 'INSURANCE')"
PAST_FINAL = "('WASHING', 'READY', 'SETTLED', 'EXITED')"


def rows(sql: str) -> list[tuple[Any, ...]]:
    """All rows of a query that both engines understand."""
    return [tuple(row) for row in database.execute_sql(sql).fetchall()]


def broken() -> list[str]:
    """Every rule that does not hold, in the words of its number; empty when all is well."""
    return [f"{number}: {rule} {found}" for number, rule, sql in QUERIES for found in rows(sql)] + [
        *_gaps(),
        *_odometer(),
        *_ledger(),
    ]


_NET = f"""
SELECT order_id, SUM(CASE WHEN kind = 'LABOUR' THEN gross_fen ELSE 0 END) AS labour,
 SUM(CASE WHEN kind = 'PART' THEN gross_fen ELSE 0 END) AS parts,
 SUM(CASE WHEN kind IN ('OTHER', 'SUBLET') THEN gross_fen ELSE 0 END) AS other,
 SUM(discount_fen) AS discount
FROM order_line WHERE status IN {COUNTING} AND pay_type IN {CHARGED} GROUP BY order_id
"""
_LIVE = "s.state <> 'VOIDED'"
_PAID = "SELECT order_id, SUM(total_fen) AS paid FROM receipt GROUP BY order_id"

QUERIES: tuple[tuple[int, str, str], ...] = (
    (
        4,
        "a discount lies between 0 and the gross",
        "SELECT id FROM order_line WHERE discount_fen < 0 OR discount_fen > gross_fen",
    ),
    (
        4,
        "a live bill is the sum of its lines",
        (
            f"SELECT s.no FROM settlement s LEFT JOIN ({_NET}) n ON n.order_id = s.order_id WHERE {_LIVE} AND"
            " (s.labour_fen <> COALESCE(n.labour, 0) OR s.parts_fen <> COALESCE(n.parts, 0)"
            " OR s.other_fen <> COALESCE(n.other, 0) OR s.line_discount_fen <> COALESCE(n.discount, 0))"
        ),
    ),
    (
        5,
        "payable is the sum less what was taken off",
        (
            "SELECT no FROM settlement WHERE rounding_off_fen NOT BETWEEN 0 AND 99 OR payable_fen <> labour_fen"
            " + parts_fen + other_fen - line_discount_fen - order_discount_fen - rounding_off_fen"
        ),
    ),
    (
        6,
        "a receipt is the sum of its payments",
        (
            "SELECT r.no FROM receipt r LEFT JOIN payment p ON p.receipt_id = r.id GROUP BY r.id, r.no, r.total_fen"
            " HAVING r.total_fen <> COALESCE(SUM(p.amount_fen), 0)"
        ),
    ),
    (6, "no more is paid back than was taken", f"SELECT order_id FROM ({_PAID}) p WHERE paid < 0"),
    (
        6,
        "a bill says how far it is paid",
        (
            f"SELECT s.no, s.state FROM settlement s LEFT JOIN ({_PAID}) p ON p.order_id = s.order_id"
            f" WHERE {_LIVE} AND s.state <> CASE"
            " WHEN COALESCE(p.paid, 0) >= s.payable_fen - s.allowance_fen THEN 'PAID'"
            " WHEN s.credit_at IS NOT NULL THEN 'ON_CREDIT'"
            " WHEN COALESCE(p.paid, 0) > 0 THEN 'PART_PAID' ELSE 'CONFIRMED' END"
        ),
    ),
    (
        7,
        "what is billed was drawn",
        (
            "SELECT o.no, l.position FROM order_line l JOIN work_order o ON o.id = l.order_id"
            f" WHERE o.state IN ('SETTLED', 'EXITED') AND l.status IN {COUNTING} AND l.kind = 'PART'"
            " AND NOT l.customer_supplied AND l.issued_milli <> l.qty_milli"
        ),
    ),
    (
        7,
        "what does not count holds no parts",
        f"SELECT id FROM order_line WHERE status NOT IN {COUNTING} AND issued_milli <> 0",
    ),
    (
        8,
        "a paid pass stands on a paid bill",
        (
            "SELECT e.no FROM exit_pass e JOIN settlement s ON s.id = e.settlement_id WHERE e.state <> 'VOIDED'"
            " AND e.kind IN ('SETTLED', 'FREE') AND s.state <> 'PAID'"
        ),
    ),
    (
        8,
        "an account pass stands on approved credit",
        (
            "SELECT e.no FROM exit_pass e JOIN settlement s ON s.id = e.settlement_id WHERE e.state <> 'VOIDED'"
            " AND e.kind = 'ON_ACCOUNT' AND (s.credit_at IS NULL OR s.credit_by IS NULL)"
        ),
    ),
    (
        8,
        "an order has one live pass",
        (
            "SELECT order_id FROM exit_pass WHERE state NOT IN ('VOIDED', 'BACK') GROUP BY order_id"
            " HAVING COUNT(*) > 1"
        ),
    ),
    (
        9,
        "a car that left used its pass and did not drive backwards",
        (
            "SELECT o.no FROM work_order o LEFT JOIN exit_pass e ON e.order_id = o.id AND e.state = 'USED'"
            " WHERE o.exited_at IS NOT NULL AND (e.id IS NULL OR o.odo_out IS NULL OR o.odo_out < COALESCE(o.odo_in, 0))"
        ),
    ),
    (
        9,
        "a car that is away is neither billed nor gone",
        (
            "SELECT o.no FROM work_order o JOIN exit_pass e ON e.order_id = o.id AND e.state IN ('ISSUED', 'OUT')"
            " AND e.kind IN ('ROAD_TEST', 'SUBLET') WHERE o.state IN ('SETTLED', 'EXITED', 'CANCELLED')"
        ),
    ),
    (
        10,
        "nobody works on what the customer did not agree to",
        "SELECT id FROM order_line WHERE status IN ('PROPOSED', 'DECLINED') AND started_at IS NOT NULL",
    ),
    (
        10,
        "a supplement that waits keeps the job open",
        (
            "SELECT o.no FROM work_order o JOIN supplement s ON s.order_id = o.id AND s.state IN ('PROPOSED',"
            " 'CONTACTED') WHERE o.state IN ('SETTLED', 'EXITED', 'CANCELLED')"
        ),
    ),
    (
        11,
        "heavy work leaves the shop with a certificate",
        (
            "SELECT o.no FROM work_order o JOIN order_line l ON l.order_id = o.id LEFT JOIN certificate c"
            f" ON c.order_id = o.id AND c.voided_at IS NULL WHERE o.state IN {PAST_FINAL} AND c.id IS NULL"
            f" AND l.status IN {COUNTING} AND l.category IN ('SERVICE_LEVEL_2', 'ASSEMBLY_REPAIR', 'VEHICLE_OVERHAUL')"
        ),
    ),
    (
        13,
        "rework repeats a line of the same car",
        (
            "SELECT l.id FROM order_line l JOIN work_order o ON o.id = l.order_id LEFT JOIN order_line e"
            " ON e.id = l.original_line_id LEFT JOIN work_order f ON f.id = e.order_id WHERE l.pay_type = 'REWORK'"
            " AND o.state NOT IN ('RECEIVED', 'CANCELLED') AND (f.id IS NULL OR f.vehicle_id <> o.vehicle_id)"
        ),
    ),
    (
        15,
        "a car has one open owner",
        "SELECT vehicle_id FROM ownership WHERE until IS NULL GROUP BY vehicle_id HAVING COUNT(*) > 1",
    ),
    (
        16,
        "the customer's own part costs nothing and moves no stock",
        "SELECT id FROM order_line WHERE customer_supplied AND (gross_fen <> 0 OR issued_milli <> 0)",
    ),
    (
        16,
        "the customer's own part is not promised for",
        "SELECT w.id FROM repair_warranty w JOIN order_line l ON l.id = w.line_id WHERE l.customer_supplied",
    ),
    (
        2,
        "a hold is open where the order is on hold, and nowhere else",
        (
            "SELECT o.no, o.state FROM work_order o LEFT JOIN order_hold h ON h.order_id = o.id AND h.ended_at IS NULL"
            " WHERE (o.state = 'ON_HOLD') <> (h.id IS NOT NULL)"
        ),
    ),
    (
        2,
        "nobody's clock runs on a job that is not in work",
        (
            "SELECT o.no, o.state FROM line_work w JOIN order_line l ON l.id = w.line_id JOIN work_order o"
            " ON o.id = l.order_id WHERE w.ended_at IS NULL AND o.state <> 'IN_WORK'"
        ),
    ),
    (
        25,
        "an account beyond its limit names the owner who allowed it",
        (
            "SELECT s.no FROM settlement s JOIN work_order o ON o.id = s.order_id JOIN customer c ON c.id = o.customer_id"
            " WHERE s.state = 'ON_CREDIT' AND s.debtor = 'CUSTOMER' AND s.credit_override = ''"
            " AND s.payable_fen - s.allowance_fen > c.credit_limit_fen"
            " + (SELECT COALESCE(SUM(r.total_fen), 0) FROM receipt r WHERE r.order_id = o.id)"
        ),
    ),
    (
        17,
        "what an undecided claim rests on is as it came off, here or with the supplier",
        (
            "SELECT o.no FROM old_part o JOIN claim_line l ON l.old_part_id = o.id AND l.live"
            " JOIN claim c ON c.id = l.claim_id AND c.state IN ('DRAFT', 'SUBMITTED', 'REJECTED')"
            " WHERE NOT o.intact OR o.state NOT IN ('TAGGED', 'SHELVED', 'SENT_SUPPLIER', 'RETURNED_BACK')"
        ),
    ),
    (
        17,
        "a claim is the sum of its lines, and no more is given than was asked",
        (
            "SELECT c.no FROM claim c LEFT JOIN claim_line l ON l.claim_id = c.id"
            " GROUP BY c.id, c.no, c.claimed_fen, c.approved_fen"
            " HAVING c.claimed_fen <> COALESCE(SUM(l.claimed_fen), 0)"
            " OR c.approved_fen <> COALESCE(SUM(l.approved_fen), 0) OR c.approved_fen > c.claimed_fen"
        ),
    ),
    (
        17,
        "what was asked and not given has a reason",
        (
            "SELECT id FROM claim_line WHERE claimed_fen < 0 OR approved_fen NOT BETWEEN 0 AND claimed_fen"
            " OR (approved_fen < claimed_fen AND deduction_reason = '')"
        ),
    ),
    (
        17,
        "a line of a claim counts until nothing is asked for any more",
        (
            "SELECT l.id FROM claim_line l JOIN claim c ON c.id = l.claim_id"
            " WHERE l.live <> (c.state NOT IN ('WRITTEN_OFF', 'DROPPED'))"
        ),
    ),
    (
        17,
        "a line and an old part are claimed once",
        (
            "SELECT MIN(claim_id) FROM claim_line WHERE live AND order_line_id IS NOT NULL GROUP BY order_line_id"
            " HAVING COUNT(*) > 1 UNION ALL SELECT MIN(claim_id) FROM claim_line WHERE live"
            " AND old_part_id IS NOT NULL GROUP BY old_part_id HAVING COUNT(*) > 1"
        ),
    ),
    (
        17,
        "what is claimed from a supplier is fitted, and nobody else pays for it",
        (
            "SELECT o.no, l.position FROM claim_line c JOIN claim k ON k.id = c.claim_id"
            " JOIN order_line l ON l.id = c.order_line_id JOIN work_order o ON o.id = l.order_id WHERE c.live"
            f" AND (l.pay_type <> 'CLAIM' OR l.status NOT IN {COUNTING} OR o.state = 'CANCELLED'"
            " OR (k.state <> 'DRAFT' AND c.kind = 'PART' AND l.issued_milli < c.qty_milli))"
        ),
    ),
    (
        18,
        "an owner approved what is scrapped, and it was the garage's",
        (
            "SELECT no FROM old_part WHERE state IN ('SCRAP_APPROVED', 'SCRAPPED')"
            " AND (scrap_approved_by IS NULL OR purpose <> 'SCRAP')"
        ),
    ),
    (
        19,
        "an account of old parts is cleared by what was counted in on its line",
        (
            "SELECT d.id FROM old_part_duty d JOIN old_part o ON o.id = d.old_part_id"
            " WHERE d.state <> 'CLEARED' OR d.order_line_id <> o.line_id OR o.counted_at IS NULL"
        ),
    ),
)

NUMBERED = {
    "WO": "work_order",
    "GI": "goods_issue",
    "GB": "goods_issue",
    "GR": "goods_receipt",
    "ST": "settlement",
    "RC": "receipt",
    "EP": "exit_pass",
    "QC": "certificate",
    "OP": "old_part",
    "RW": "rework_case",
    "WC": "claim",
    "CL": "claim_list",
    "CN": "claim_notice",
    "SH": "shipment",
    "DL": "disposal",
}


def _gaps() -> Iterator[str]:
    """23: every number that was taken is a document, and they follow one another."""
    for series, year, last in rows("SELECT series, year, last FROM number_series"):
        prefix = f"{series}-{year}-"
        found = [no for (no,) in rows(f"SELECT no FROM {NUMBERED[series]}") if no.startswith(prefix)]
        if sorted(int(no.removeprefix(prefix)) for no in found) != list(range(1, last + 1)):
            yield f"23: the numbers of {prefix} have gaps"


def _odometer() -> Iterator[str]:
    """14: it never runs backwards without a reason."""
    before: dict[int, int] = {}
    for vehicle, km, reason in rows("SELECT vehicle_id, km, reset_reason FROM odometer_reading ORDER BY id"):
        if km < before.get(vehicle, 0) and not reason:
            yield f"14: the odometer of car {vehicle} ran backwards to {km}"
        before[vehicle] = km


def _ledger() -> Iterator[str]:
    """2, 3: what is on hand is the sum of what moved, step by step, and never below zero."""
    sums: Counter[tuple[int, str]] = Counter()
    moves = rows(
        "SELECT part_id, qty_milli, value_fen, balance_milli, balance_fen FROM stock_movement ORDER BY id"
    )
    for part, qty, value, balance, worth in moves:
        sums[part, "qty"] += qty
        sums[part, "value"] += value
        if (sums[part, "qty"], sums[part, "value"]) != (balance, worth) or min(balance, worth) < 0:
            yield f"2: the balance of part {part} does not follow"
        if worth and not balance:
            yield f"2: nothing of part {part} is worth {worth}"
    for part, on_hand, worth in rows("SELECT id, on_hand_milli, value_fen FROM part"):
        if (sums[part, "qty"], sums[part, "value"]) != (on_hand, worth):
            yield f"2: part {part} says {on_hand}, its ledger does not"
