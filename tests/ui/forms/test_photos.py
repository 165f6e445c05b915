"""Photos of a part: pasted, dropped, described, moved, looked at, taken away and put back, all by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from garage.services import parts, photos
from garage.services.parts import PartData
from garage.ui.desk import Desk
from garage.ui.forms.photos import PhotoPanel
from garage.ui.kit.photo_viewer import PhotoViewer
from garage.ui.kit.toast import Toast

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def image(colour: Qt.GlobalColor = Qt.GlobalColor.darkGreen) -> QImage:
    made = QImage(60, 40, QImage.Format.Format_RGB32)
    made.fill(colour)
    return made


@pytest.fixture
def part(desk: Desk) -> int:
    return parts.add(desk.by(), PartData(code="A", name="机滤"))


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, part: int) -> PhotoPanel:
    made = PhotoPanel(desk, "part")
    made.show_of(part)
    qtbot.addWidget(made)
    made.resize(800, 320)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.strip.list.setFocus()
    return made


def captions(part: int) -> list[str]:
    return [one.caption for one in photos.of("part", part)]


def take(panel: PhotoPanel, *names: str) -> None:
    for name in names:
        panel.strip.take([image()])
        panel.strip.list.currentItem().setText(name)


def test_no_photos_say_what_belongs_here(panel: PhotoPanel, part: int) -> None:
    assert panel.strip.empty.isVisible()
    assert not panel.strip.actions_["remove_photo"].isEnabled()
    take(panel, "包装")
    assert not panel.strip.empty.isVisible()
    assert captions(part) == ["包装"]


def test_a_copied_picture_is_pasted(qtbot: QtBot, panel: PhotoPanel, part: int) -> None:
    QGuiApplication.clipboard().setImage(image())
    qtbot.keyClick(panel.strip.list, Qt.Key.Key_V, CONTROL)
    assert len(photos.of("part", part)) == 1


def test_nothing_is_pasted_where_nothing_was_copied(qtbot: QtBot, panel: PhotoPanel, part: int) -> None:
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(panel.strip.list, Qt.Key.Key_V, CONTROL)
    assert captions(part) == []


def test_files_are_dropped(panel: PhotoPanel, part: int, tmp_path: Path) -> None:
    urls = []
    for name in ("a.png", "b.png"):
        image().save(str(tmp_path / name))
        urls.append(QUrl.fromLocalFile(str(tmp_path / name)))
    mime = QMimeData()
    mime.setUrls(urls)
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    panel.strip.list.dropEvent(drop)
    assert len(photos.of("part", part)) == 2


def test_a_file_that_is_no_picture_is_said(panel: PhotoPanel, part: int, tmp_path: Path) -> None:
    (tmp_path / "list.jpg").write_text("no picture")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "list.jpg"))])
    panel.strip.list.dropped.emit(mime)
    assert "list.jpg" in panel.findChild(Toast).text()
    assert photos.of("part", part) == []


def test_photos_are_moved_and_taken_away_by_their_keys(qtbot: QtBot, panel: PhotoPanel, part: int) -> None:
    take(panel, "a", "b", "c")
    view = panel.strip.list
    qtbot.keyClick(view, Qt.Key.Key_Left, ALT)
    assert captions(part) == ["a", "c", "b"]
    assert view.currentItem().text() == "c"
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    assert captions(part) == ["a", "b", "c"]
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert captions(part) == ["a", "b"]
    assert view.currentItem().text() == "b"
    panel.findChild(Toast).findChild(QPushButton).click()
    assert captions(part) == ["a", "b", "c"]


def test_a_caption_is_typed_in_its_place(qtbot: QtBot, panel: PhotoPanel, part: int) -> None:
    take(panel, "a")
    qtbot.keyClick(panel.strip.list, Qt.Key.Key_D, CONTROL)
    editor = panel.strip.list.focusWidget()
    qtbot.keyClicks(panel.strip.list.viewport().focusWidget() or editor, "Seal side")
    qtbot.keyClick(panel.strip.list.viewport().focusWidget() or editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: captions(part) == ["Seal side"])


def test_a_photo_is_looked_at_large_and_the_next_by_an_arrow(
    qtbot: QtBot, language: str, panel: PhotoPanel, part: int
) -> None:
    take(panel, "a", "b")
    panel.strip.list.setCurrentRow(0)
    qtbot.keyClick(panel.strip.list, Qt.Key.Key_Return)
    viewer = QApplication.activeModalWidget()
    assert isinstance(viewer, PhotoViewer)
    qtbot.waitUntil(viewer.isActiveWindow)
    assert viewer.words.text().endswith("a")
    qtbot.keyClick(viewer.view, Qt.Key.Key_Right)
    assert viewer.words.text().endswith("b")
    qtbot.keyClick(viewer.view, Qt.Key.Key_Right)
    assert viewer.words.text().endswith("a")
    qtbot.keyClick(viewer.view, Qt.Key.Key_End)
    assert viewer.place == 1
    before = viewer.view.transform().m11()
    qtbot.keyClick(viewer.view, Qt.Key.Key_Plus)
    assert viewer.view.transform().m11() > before
    qtbot.keyClick(viewer.view, Qt.Key.Key_0)
    assert viewer.view.transform().m11() == before
    qtbot.keyClick(viewer.view, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_photos_of_another_part_are_its_own(desk: Desk, panel: PhotoPanel, part: int) -> None:
    take(panel, "a")
    panel.show_of(parts.add(desk.by(), PartData(code="B", name="Pads")))
    assert panel.strip.list.count() == 0
    panel.show_of(None)
    panel.strip.take([image()])
    assert captions(part) == ["a"]


def test_enter_ends_a_caption_and_opens_no_photo(qtbot: QtBot, panel: PhotoPanel, part: int) -> None:
    panel.strip.take([image()])
    with qtbot.assertNotEmitted(panel.strip.opened):
        panel.strip.actions_["describe_photo"].trigger()
        editor = QApplication.focusWidget()
        qtbot.keyClicks(editor, "box")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: captions(part) == ["box"])


def test_the_photo_under_the_bar_keeps_its_colours(panel: PhotoPanel, part: int) -> None:
    take(panel, "box")
    shown = panel.strip.list.currentItem().icon()
    size = shown.availableSizes()[0]
    plain, chosen = (
        shown.pixmap(size, mode).toImage().pixelColor(5, 5)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    )
    assert plain == chosen
