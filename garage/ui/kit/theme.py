"""How the program looks: palettes, the font, the style sheet and Qt's own words."""

from string import Template
from typing import Literal

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from garage.i18n import _
from garage.paths import resources

Scheme = Literal["light", "dark", "system"]
Shade = Literal["light", "dark"]

FONT_FAMILY = "Noto Sans SC"
FONT_POINTS = 10.5
ROW_HEIGHT = 34

STYLE = ("-style", "fusion")
"""Arguments of the application; `setStyle` would give back a QStyle and load its hundreds of names."""

_COLOURS: dict[Shade, dict[str, str]] = {
    "light": {
        "window": "#f4f6f8",
        "paper": "#ffffff",
        "text": "#1c2733",
        "muted": "#5f6d7c",
        "line": "#e1e6ec",
        "edge": "#c3ccd6",
        "hover": "#eef3f8",
        "pale": "#e0ecfb",
        "accent": "#1a66c9",
        "accent_hover": "#1557ae",
        "accent_text": "#134f9e",
        "on_accent": "#ffffff",
        "ok": "#1d7f46",
        "warn": "#a05a00",
        "bad": "#c22b2b",
        "bad_pale": "#fdeeee",
        "warn_pale": "#fff5e3",
        "toast": "#26323f",
        "on_toast": "#ffffff",
    },
    "dark": {
        "window": "#191d22",
        "paper": "#21262d",
        "text": "#e3e8ee",
        "muted": "#98a5b3",
        "line": "#333a43",
        "edge": "#4a5461",
        "hover": "#2a313a",
        "pale": "#223c5c",
        "accent": "#63a8f7",
        "accent_hover": "#83bbfa",
        "accent_text": "#a9d0ff",
        "on_accent": "#0b1b2e",
        "ok": "#54c98c",
        "warn": "#eca94a",
        "bad": "#f58079",
        "bad_pale": "#3d2426",
        "warn_pale": "#3a2f1c",
        "toast": "#e3e8ee",
        "on_toast": "#191d22",
    },
}

_translators: list[QTranslator] = []


class _LaterWords(QTranslator):
    """Words of Qt's file dialog that its own Chinese catalogue has under an older spelling only."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, sourceText: str, disambiguation: str = "", n: int = -1) -> str:
        match context, sourceText:
            case "QFileDialog", "&Look in:":
                return _("&Look in:")
            case "QFileDialog", "Files of &type:":
                return _("Files of &type:")
            case "QAbstractFileIconProvider", "Folder":
                return _("Folder")
            case "QAbstractFileIconProvider", "Drive":
                return _("Drive")
        return ""


class _State(QObject):
    """The wish of the user and the shade it came to."""

    def __init__(self) -> None:
        super().__init__()
        self.wish: Scheme = "light"
        self.shade: Shade = "light"
        self.follows = False

    def follow(self) -> None:
        """Repaint when the system changes between light and dark and the user follows it."""
        app = QApplication.instance()
        if self.wish == "system" and isinstance(app, QApplication) and _system_shade(app) != self.shade:
            _dress(app, _system_shade(app))


_state = _State()


def apply(app: QApplication, scheme: Scheme) -> None:
    """Dress the whole application; may be called again at any time."""
    _state.wish = scheme
    if not _state.follows:
        _load_font(app)
        app.styleHints().colorSchemeChanged.connect(_state.follow)
        _state.follows = True
    if scheme == "system":
        app.styleHints().unsetColorScheme()
        shade = _system_shade(app)
    else:
        shade = scheme
        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if shade == "dark" else Qt.ColorScheme.Light)
    _dress(app, shade)


def current() -> Shade:
    """The shade on screen now."""
    return _state.shade


def colour(role: str) -> QColor:
    """Colour of `role` in the shade on screen; raises KeyError for a role that does not exist."""
    return QColor(_COLOURS[_state.shade][role])


def install_qt_words(app: QApplication, language: str) -> None:
    """Let Qt's own buttons, dialogs and calendars speak `language` ("zh_CN" or "en")."""
    for translator in _translators:
        app.removeTranslator(translator)
    _translators.clear()
    QLocale.setDefault(QLocale("zh_CN" if language == "zh_CN" else "en_GB"))
    _space_marks(app, language)
    if language == "en":
        return
    qt = QTranslator(app)
    qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (_LaterWords(app), qt):  # the last one is asked first
        app.installTranslator(translator)
        _translators.append(translator)


def _space_marks(app: QApplication, language: str) -> None:
    """Chinese marks are as wide as characters: between English words quotes and dots take only what they need."""
    font = QFont(app.font())
    font.setFeature(QFont.Tag("palt"), int(language == "en"))
    if font != app.font():
        app.setFont(font)


def _system_shade(app: QApplication) -> Shade:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _dress(app: QApplication, shade: Shade) -> None:
    _state.shade = shade
    app.setPalette(_palette(shade))
    sheet = (resources() / "style.qss").read_text("utf-8")
    images = {
        name: (resources() / "icons" / f"{name}-{shade}.svg").as_posix() for name in ("chevron", "tick")
    }
    app.setStyleSheet(Template(sheet).substitute(_COLOURS[shade], **images))


def _palette(shade: Shade) -> QPalette:
    colours = {role: QColor(value) for role, value in _COLOURS[shade].items()}
    role = QPalette.ColorRole
    palette = QPalette(colours["window"])
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "paper"),
        (role.AlternateBase, "hover"),
        (role.Text, "text"),
        (role.PlaceholderText, "muted"),
        (role.Button, "paper"),
        (role.ButtonText, "text"),
        (role.BrightText, "bad"),
        (role.ToolTipBase, "paper"),
        (role.ToolTipText, "text"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Mid, "edge"),
        (role.Midlight, "line"),
    ):
        palette.setColor(target, colours[name])
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, colours["muted"])
    return palette


def _load_font(app: QApplication) -> None:
    if FONT_FAMILY not in QFontDatabase.families():
        for file in sorted((resources() / "fonts").glob("NotoSansSC-*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    font = QFont(app.font())
    if FONT_FAMILY in QFontDatabase.families():
        font.setFamilies([FONT_FAMILY])
    font.setPointSizeF(FONT_POINTS)
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)
