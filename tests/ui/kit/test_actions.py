import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.errors import FieldError, GarageError, MachineError, Reason, RuleError, StaleError
from garage.ui.kit import messages
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.toast import Toast

WHY = Reason("lines", "No lines", "lines")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    return page


def test_shortcut_is_said_in_the_tip(page: QWidget) -> None:
    action = make_action(page, "&New order…", lambda: None, "F2", "plus", name="new_order")
    assert action.toolTip() == action.statusTip() == "New order (F2)"
    assert (action.objectName(), action in page.actions()) == ("new_order", True)


def test_action_is_named_after_its_slot(page: QWidget) -> None:
    def print_job_card() -> None: ...

    assert make_action(page, "Job card", print_job_card).objectName() == "print_job_card"


def test_triggering_runs_the_slot(page: QWidget) -> None:
    ran: list[bool] = []
    make_action(page, "Run", lambda: ran.append(True)).trigger()
    assert ran == [True]


def test_result_of_a_guarded_slot_is_handed_on(page: QWidget) -> None:
    assert guarded(page, lambda: 7)() == 7


def refuse(error: GarageError) -> object:
    raise error


def test_field_error_becomes_a_toast(page: QWidget) -> None:
    guarded(page, lambda: refuse(FieldError("plate", "This is no plate.")))()
    assert page.findChild(Toast).text() == "This is no plate."


def test_clicked_reason_goes_to_whoever_can_lead_there(
    page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[Reason] = []
    monkeypatch.setattr(messages, "reasons", lambda _parent, _title, reasons: reasons[0])
    guarded(page, lambda: refuse(RuleError(WHY)), went.append)()
    assert went == [WHY]


@pytest.mark.parametrize(
    ("error", "shown_by"), [(MachineError("Disk full."), "failed"), (StaleError("Changed."), "warn")]
)
def test_other_refusals_become_messages(
    page: QWidget, monkeypatch: pytest.MonkeyPatch, error: GarageError, shown_by: str
) -> None:
    shown: list[bool] = []
    monkeypatch.setattr(messages, shown_by, lambda *_words: shown.append(True))
    assert guarded(page, lambda: refuse(error))() is None
    assert shown == [True]


def test_bug_is_not_hidden(page: QWidget) -> None:
    with pytest.raises(ZeroDivisionError):
        guarded(page, lambda: 1 // 0)()
