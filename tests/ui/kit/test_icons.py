import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QApplication

from garage.paths import resources
from garage.ui.kit import theme
from garage.ui.kit.icons import icon

NAMES = [path.stem for path in sorted((resources() / "icons").glob("*.svg"))]


def inks(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something(name: str) -> None:
    assert inks(icon(name).pixmap(48, 48).toImage())


def test_icon_is_drawn_in_the_colour_of_its_role_and_follows_the_scheme(qapp: QApplication) -> None:
    for shade in ("dark", "light"):
        theme.apply(qapp, shade)
        assert inks(icon("plus", "bad").pixmap(48, 48).toImage()) == {theme.colour("bad").name()}


def test_disabled_icon_is_muted() -> None:
    image = icon("plus").pixmap(QSize(48, 48), QIcon.Mode.Disabled).toImage()
    assert inks(image) == {theme.colour("muted").name()}


def test_icon_is_sharp_on_a_dense_screen() -> None:
    pixmap = icon("car").pixmap(QSize(20, 20), 2.0)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (QSize(40, 40), 2.0)


def test_icon_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn")


def test_changed_copy_of_an_icon_leaves_the_original_alone() -> None:
    copy = QIcon(icon("box"))
    copy.addPixmap(QPixmap(4, 4))
    assert inks(icon("box").pixmap(48, 48).toImage()) >= {theme.colour("text").name()}
