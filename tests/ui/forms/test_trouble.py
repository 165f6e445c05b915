"""A database that cannot be opened: each trouble has the ways out that help; a fault is told without data."""

import logging
from datetime import datetime
from pathlib import Path

import peewee
import pytest
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.errors import FieldError, MachineError, Reason, RuleError
from garage.models.failures import failure
from garage.services.backups import Backup, Kind
from garage.ui.forms import trouble
from garage.ui.forms.fault_report import LastLines, fault_report, said
from garage.ui.forms.trouble import Way, ask_way_out
from garage.ui.kit import messages

NOON = datetime(2026, 11, 21, 12, 0)
BACKUP = Backup(Path("garage-2026-11-20.db"), Kind.DAILY, datetime(2026, 11, 20, 18, 30), 1)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> list[str]:
    """Names of the buttons of the last box, which is answered with its main one."""
    names: list[str] = []

    def ask(box: messages.Box) -> str:
        buttons = box.findChildren(trouble.QPushButton)
        names[:] = [button.objectName().removeprefix("message_") for button in buttons]
        box.grab()
        return next(button.objectName() for button in buttons if button.isDefault()).removeprefix("message_")

    monkeypatch.setattr(messages.Box, "ask", ask)
    return names


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("damaged", Way.RESTORE),
        ("missing", Way.RESTORE),
        ("busy", Way.AGAIN),
        ("full", Way.AGAIN),
        ("away", Way.AGAIN),
    ],
)
def test_what_helps_most_is_the_button_that_enter_presses(
    offered: list[str], language: str, code: str, first: Way
) -> None:
    error = MachineError("…", "…", {}, code)
    assert ask_way_out(error, Path(), BACKUP, NOON).way is first
    assert {"quit", "other"} <= set(offered)
    assert ("restore" in offered) == (code in {"damaged", "missing"})
    assert ("begin" in offered) == (code == "missing")


def test_without_a_backup_another_file_is_what_helps(
    offered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trouble, "choose_file", lambda *_args: Path("other.db"))
    way = ask_way_out(failure("damaged"), Path(), None, NOON)
    assert (way.way, way.file) == (Way.OTHER, Path("other.db"))
    assert "restore" not in offered


def test_closing_the_question_leaves_the_program(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "")
    assert ask_way_out(failure("busy"), Path(), None, NOON).way is Way.QUIT


# The report


def caught(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as known:
        return known


def test_the_report_names_versions_engine_place_and_the_last_lines_of_the_log(db: str) -> None:
    handler, log = LastLines(), logging.getLogger("garage")
    log.addHandler(handler)
    try:
        log.warning("backup failed: full")
        error = caught(ValueError("row 7"))
        report = fault_report(error, error.__traceback__)
    finally:
        log.removeHandler(handler)
    for part in (
        "Garage ",
        "Python ",
        "Qt ",
        "PostgreSQL" if "://" in db else "SQLite",
        "test_trouble.py",
        "ValueError: row 7",
        "backup failed: full",
    ):
        assert part in report


@pytest.mark.parametrize(
    "error",
    [
        KeyError("王女士"),
        ValueError("invalid literal for int() with base 10: '13800138000'"),
        peewee.IntegrityError('duplicate key "one_plate"\nDETAIL: Key (plate)=(粤B12345) already exists.'),
        FieldError("plate", "粤B12345 is no plate"),
        RuleError(Reason("owes", "王女士 owes 13800138000")),
        MachineError("…", "…", {"engine": "cannot read 粤B12345"}),
    ],
)
def test_no_report_holds_a_customers_data(error: Exception) -> None:
    told = said(caught(error))
    assert not any(secret in told for secret in ("王女士", "13800138000", "粤B12345"))
    assert told.startswith(type(error).__name__)


def test_what_is_stable_about_our_own_errors_stays() -> None:
    assert (
        said(RuleError([Reason("no_lines", "…"), Reason("no_consent", "…")]))
        == "RuleError: no_lines, no_consent"
    )
    assert said(FieldError("plate", "…")) == "FieldError: plate"
    assert said(failure("full", engine="database or disk is full")).startswith("MachineError: full")


def test_the_cause_of_an_error_is_told_too() -> None:
    try:
        try:
            OrderState("王女士")
        except ValueError as cause:
            raise KeyError("state") from cause
    except KeyError as error:
        report = fault_report(error, error.__traceback__)
    assert "from ValueError" in report
    assert "王女士" not in report.partition("Log:")[0]
