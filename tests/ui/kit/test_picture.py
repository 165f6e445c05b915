"""Pictures as they are kept: upright, not larger than needed, JPEG."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage

from garage.errors import FieldError
from garage.ui.kit import picture

pytestmark = pytest.mark.usefixtures("qapp")


def image(width: int, height: int, colour: Qt.GlobalColor = Qt.GlobalColor.darkGreen) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(colour)
    return made


def size(data: bytes) -> tuple[int, int]:
    read = QImage.fromData(data, "JPEG")
    return read.width(), read.height()


@pytest.mark.parametrize(
    ("before", "after", "small"),
    [
        ((4000, 3000), (1600, 1200), (176, 132)),
        ((900, 1800), (800, 1600), (88, 176)),
        ((64, 48), (64, 48), (64, 48)),
    ],
)
def test_a_picture_is_scaled_down_and_never_up(
    before: tuple[int, int], after: tuple[int, int], small: tuple[int, int]
) -> None:
    kept = picture.fit_to_keep(image(*before))
    assert (size(kept.large), size(kept.small)) == (after, small)


def test_what_is_see_through_becomes_white() -> None:
    clear = QImage(40, 40, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    kept = QImage.fromData(picture.fit_to_keep(clear).large)
    assert kept.pixelColor(20, 20).lightness() > 250


def test_a_photo_taken_sideways_stands_upright(tmp_path: Path) -> None:
    path = tmp_path / "sideways.jpg"
    image(200, 100).save(str(path), "JPEG")
    turned = bytes.fromhex("ffe1002245786966000049492a0008000000010012010300010000000600000000000000")
    path.write_bytes(path.read_bytes()[:2] + turned + path.read_bytes()[2:])
    read = picture.read(path)
    assert (read.width(), read.height()) == (100, 200)


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.jpg"
    path.write_text("no picture")
    with pytest.raises(FieldError, match=r"list\.jpg"):
        picture.read(path)


@pytest.mark.qt_log_ignore("JPEG data")
def test_eighty_megabytes_that_only_begin_as_a_photo_are_named(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0")
        file.truncate(80 * 1024 * 1024)
    with pytest.raises(FieldError, match=r"huge\.jpg"):
        picture.read(path)


def test_files_and_pictures_are_taken_from_what_was_copied(tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    image(30, 20).save(str(path))
    files, copied, words = QMimeData(), QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    copied.setImageData(image(10, 10))
    words.setText("no picture")
    assert [one.width() for one in picture.offered(files)] == [30]
    assert [one.width() for one in picture.offered(copied)] == [10]
    assert picture.offered(words) == []
    assert [picture.may_hold(mime) for mime in (files, copied, words)] == [True, True, False]
