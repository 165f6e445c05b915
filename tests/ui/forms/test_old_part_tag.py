"""Old parts are tagged from the order in one step, and handed over where the car is handed over."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.models.parts import Part
from garage.services import old_part_tags, old_parts
from garage.services.old_part_tags import TagData
from garage.ui.desk import Desk
from garage.ui.forms import print_old_parts, ways_old_parts
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.old_part_tag import TagForm, TagLinesForm
from tests.services.road import Road
from tests.ui.forms.conftest import Hand, Page

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(
        print_old_parts, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def in_work(road: Road) -> Road:
    Part.update(hazard="LEAD_BATTERY").execute()
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    return road


@pytest.mark.usefixtures("language")
def test_one_key_tags_what_the_lines_replaced_and_prints_the_labels(
    in_work: Road, page: Page, desk: Desk, hand: Hand, printed: list[tuple[str, str]]
) -> None:
    [way] = [one for one in ways_old_parts.MORE if one.name == "tag_lines"]
    assert way.legal(page())
    assert way.way is not None
    hand.save("tag_lines_form")
    assert way.way(None, desk, page())
    [row] = old_parts.of_order(in_work.order)
    assert (row.name, row.qty_milli, row.remover) == ("前刹车片", 2000, "李师傅")
    assert (row.state, row.purpose) == (OldPartState.TAGGED, OldPartPurpose.CUSTOMER)
    assert printed == [("old_part_tags", row.no)]


def test_a_shelf_counts_them_in_at_once_and_nothing_ticked_is_refused(
    qtbot: QtBot, in_work: Road, page: Page, desk: Desk, opened
) -> None:
    form = TagLinesForm(None, desk, page())
    opened(form)
    qtbot.keyClick(form.lines, Qt.Key.Key_Space)
    assert not form.submit()
    assert form.body.boxes["lines"].error.text()
    qtbot.keyClick(form.lines, Qt.Key.Key_A, CONTROL)
    qtbot.keyClicks(form.widget("shelf"), "A-1")
    assert form.submit()
    [row] = old_parts.of_order(in_work.order)
    assert (row.state, row.shelf) == (OldPartState.SHELVED, "A-1")


@pytest.mark.usefixtures("language")
def test_a_tag_of_a_line_is_filled_in_and_keeps_what_was_typed_when_it_is_wrong(
    qtbot: QtBot, in_work: Road, page: Page, desk: Desk, opened
) -> None:
    form = TagForm(None, desk, page())
    opened(form)
    assert form.widget("name").text() == "前刹车片"
    assert form.widget("odometer").text() == "86,412"
    form.widget("qty").setText("9")
    qtbot.keyClicks(form.widget("serial"), "SN-1")
    assert not form.submit()
    assert form.body.boxes["qty"].error.text()
    assert form.widget("serial").text() == "SN-1"
    form.widget("qty").setText("1")
    assert form.submit()
    [row] = old_parts.of_order(in_work.order)
    assert (row.serial, row.qty_milli) == ("SN-1", 1000)
    assert [line.left_milli for line in old_part_tags.replaced_lines(in_work.order)] == [1000]


def test_a_part_of_no_line_needs_a_name(in_work: Road, page: Page, desk: Desk, opened) -> None:
    form = TagForm(None, desk, page())
    opened(form)
    form.widget("line").set_value(None)
    form.widget("line").edited.emit()
    assert form.widget("name").text() == ""
    assert not form.submit()
    form.widget("name").setText("皮带碎片")
    assert form.submit()


def test_old_parts_go_to_the_customer_from_the_handover_check(
    in_work: Road, page: Page, desk: Desk, opened, hand: Hand, printed: list[tuple[str, str]]
) -> None:
    in_work.work()
    in_work.inspect()
    data = TagData(name="旧刹车片", purpose=OldPartPurpose.CUSTOMER)
    old_parts.tag(in_work.boss, in_work.order, None, data)
    form = HandoverForm(None, desk, page())
    opened(form)
    panel = form.old_parts_here
    assert panel.isVisible()
    hand.save("hand_over_old_parts_form")
    panel.button.click()
    assert not panel.isVisible()
    assert [row.state for row in old_parts.of_order(in_work.order)] == [OldPartState.RETURNED_CUSTOMER]
    assert [kind for kind, _number in printed] == ["old_part_list"]
