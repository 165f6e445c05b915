from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QFileSystemModel, QLabel
from pytestqt.qtbot import QtBot

from garage.ui.kit import theme


def luminance(name: str) -> float:
    colour = theme.colour(name)
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (ink, ground)
        for ink in ("text", "muted", "accent", "ok", "warn", "bad")
        for ground in ("paper", "window")
    ]
    + [
        ("on_accent", "accent"),
        ("accent_text", "pale"),
        ("text", "pale"),
        ("bad", "bad_pale"),
        ("on_toast", "toast"),
    ],
)
def test_words_stand_out_from_their_ground(shade: str, ink: str, ground: str) -> None:
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5  # WCAG 2.1, 1.4.3


def test_palette_follows_the_scheme(qapp: QApplication, shade: str) -> None:
    assert theme.current() == shade
    assert qapp.palette().color(QPalette.ColorRole.Base) == theme.colour("paper")


def test_own_font_is_loaded_and_used(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    assert theme.FONT_FAMILY in QFontDatabase.families()
    assert qapp.font().families() == [theme.FONT_FAMILY]


def test_system_scheme_follows_the_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.apply(qapp, "system")
    assert theme.current() == "light"
    monkeypatch.setattr(theme, "_system_shade", lambda _app: "dark")
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert theme.current() == "dark"
    theme.apply(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert theme.current() == "light"


def test_unknown_role_is_refused() -> None:
    with pytest.raises(KeyError):
        theme.colour("mauve")


def test_qt_speaks_the_language_of_the_screen(qapp: QApplication, qtbot: QtBot) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.button(QDialogButtonBox.StandardButton.Cancel).text()

    theme.install_qt_words(qapp, "zh_CN")
    assert cancel() == "取消"
    theme.install_qt_words(qapp, "en")
    assert cancel() == "Cancel"


def test_the_file_dialog_speaks_one_language(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    (tmp_path / "账单").mkdir()
    dialog = QFileDialog(None, "打开", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    model = dialog.findChild(QFileSystemModel)
    kind = model.type(model.index(str(tmp_path / "账单")))
    chinese = language == "zh_CN"
    assert [word for word in labels if word.isascii() == chinese and word] == []
    assert kind == ("文件夹" if chinese else "Folder")


def test_quotes_are_narrow_between_english_words_and_full_between_chinese(qapp: QApplication) -> None:
    def wide() -> int:
        return QFontMetrics(qapp.font()).horizontalAdvance("“”")

    theme.install_qt_words(qapp, "zh_CN")
    full = wide()
    theme.install_qt_words(qapp, "en")
    assert wide() < full * 0.7
