"""What the database of the tour holds after each of its days."""

import sqlite3
from contextlib import closing
from pathlib import Path


def database_in_order(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        states = connection.execute("SELECT state FROM work_order ORDER BY id").fetchall()
        roads = ["EXITED"] * 5 + ["CANCELLED", "EXITED", "CANCELLED", "DISPATCHED"] + ["EXITED"] * 3
        assert [state for (state,) in states] == roads
        bills = connection.execute(
            "SELECT SUM(payable_fen) FROM settlement WHERE voided_at IS NULL"
        ).fetchone()
        assert (
            connection.execute("SELECT SUM(total_fen) FROM receipt WHERE sale_id IS NULL").fetchone() == bills
        )


def bad_day_in_the_books(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        bills = rows(
            "SELECT state, payable_fen, credit_override <> '' FROM settlement WHERE order_id = 7 ORDER BY id"
        )
        assert bills == [("VOIDED", 267_580, 0), ("PAID", 267_500, 1)]
        receipts = rows("SELECT kind, total_fen FROM receipt WHERE order_id = 7 ORDER BY id")
        assert receipts == [("DEPOSIT", 100_000), ("PAYMENT", 50_000), ("BALANCE", 117_500)]
        assert rows("SELECT state FROM supplement ORDER BY id") == [("DECLINED",), ("AUTHORISED",)]
        assert rows("SELECT reason, ended_at IS NOT NULL FROM order_hold ORDER BY id") == [("PARTS", 1)]
        passes = rows("SELECT kind, state FROM exit_pass WHERE order_id BETWEEN 7 AND 10 ORDER BY id")
        assert passes == [
            ("ROAD_TEST", "BACK"),
            ("ON_ACCOUNT", "USED"),
            ("UNREPAIRED", "USED"),
            ("FREE", "USED"),
        ]
        failed = rows("SELECT stage FROM inspection WHERE order_id = 7 AND result = 'FAIL'")
        assert failed == [("FINAL",)]
        advice = rows("SELECT safety, declined_at IS NOT NULL FROM recommendation WHERE order_id = 7")
        assert advice == [(1, 1)]
        stock = rows(
            "SELECT on_hand_milli, (SELECT TOTAL(qty_milli) FROM stock_movement WHERE part_id = part.id) FROM part"
        )
        assert all(there == moved for there, moved in stock)


def store_in_the_books(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        assert rows("SELECT state FROM purchase_order ORDER BY id") == [("PARTLY",), ("ORDERED",)]
        assert rows("SELECT vendor, method FROM goods_receipt WHERE spot")[0][1] == "CASH"
        assert rows("SELECT no FROM goods_issue WHERE is_return") == [("GB-2026-00001",)]
        assert rows("SELECT qty_milli, rejected_milli FROM goods_receipt_line WHERE rejected_milli") == [
            (1000, 1000)
        ]
        assert rows("SELECT payable_fen FROM supplier") == rows("SELECT SUM(amount_fen) FROM supplier_entry")
        kinds = rows("SELECT kind FROM supplier_entry ORDER BY id")
        assert kinds[-7:-3] == [("RECEIPT",), ("DIFFERENCE",), ("PAYMENT",), ("RETURN",)]
        assert rows("SELECT state, blind FROM stocktake") == [("POSTED", 1)]
        assert rows("SELECT difference_milli FROM stocktake_line WHERE difference_milli") == [(-1000,)]
        assert rows("SELECT state FROM old_part_duty") == [("CLEARED",)]
        assert rows("SELECT payable_fen, return_of_id FROM counter_sale ORDER BY id") == [
            (38_800, None),
            (4_500, 1),
        ]
        assert rows("SELECT SUM(total_fen) FROM receipt WHERE sale_id IS NOT NULL") == [(34_300,)]
        by_then = "WHERE id <= (SELECT last_movement_id FROM day_close)"
        assert rows("SELECT value_fen FROM day_close") == rows(
            f"SELECT SUM(value_fen) FROM stock_movement {by_then}"
        )
        assert rows("SELECT COUNT(*) FROM photo WHERE noun = 'part'") == [(1,)]


def comeback_in_the_books(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        assert rows("SELECT source, verdict FROM warranty_verdict ORDER BY id") == [
            ("REPAIR", "REWORK"),
            ("PART", "CLAIM"),
        ]
        assert rows("SELECT state, cause, attempt FROM rework_case") == [("CLOSED", "PART", 1)]
        assert rows("SELECT payable_fen FROM settlement WHERE order_id = 10") == [(0,)]
        assert rows("SELECT state, purpose FROM old_part ORDER BY id") == [
            ("SCRAPPED", "SCRAP"),
            ("SENT_SUPPLIER", "CLAIM"),
        ]
        assert rows("SELECT state, claimed_fen, approved_fen FROM claim") == [("SETTLED", 31_284, 25_027)]
        assert rows("SELECT kind, amount_fen FROM supplier_entry ORDER BY id DESC LIMIT 2") == [
            ("PAYMENT", 25_027),
            ("CLAIM", -25_027),
        ]
        assert rows("SELECT kind, amount_fen FROM disposal") == [("HAZARDOUS", 6_200)]


def care_in_the_books(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        assert rows("SELECT state, attempts FROM follow_up WHERE order_id = 11 ORDER BY round") == [
            ("DONE", 1),
            ("CANCELLED", 0),
        ]
        assert rows("SELECT COUNT(*), MIN(score) FROM contact_score") == [(5, 3)]
        assert rows("SELECT state, escalated_at IS NOT NULL FROM question") == [("TOLD", 1)]
        assert rows("SELECT DATE(answered_at) = DATE(told_at) FROM question") == [(1,)]
        assert rows("SELECT state, level, order_id FROM complaint") == [("CLOSED", "NORMAL", 11)]
        in_time = "verified_at <= verify_due_at AND DATE(informed_at) <= result_due_on"
        assert rows(f"SELECT round, {in_time}, satisfied FROM complaint_round") == [(1, 1, 1)]
        assert rows("SELECT state, order_id FROM appointment") == [("ARRIVED", 12)]
        mays = "SELECT state, first_on, plan <> '' AND opinion <> '' FROM summary"
        assert rows(mays) == [("FILED", "2026-05-01", 1)]
        assert rows("SELECT state, due_on, summary_id FROM measure") == [("OPEN", "2026-06-15", 1)]
        assert rows("SELECT state, call_by FROM campaign") == [("CALLING", "2026-06-11")]
        called = "SELECT answer, attempts FROM campaign_target WHERE state <> 'TO_CALL'"
        assert rows(called) == [("COMING", 1)]
        assert rows("SELECT state, target_id IS NOT NULL, sent_on FROM letter") == [("SENT", 1, "2026-06-01")]
