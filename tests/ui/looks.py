"""What a person cannot read or reach in a window: words cut off, things squeezed out of sight, things without a name."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from garage.ui.kit.grid import LineGrid

SLACK = 2
"""Pixels by which a font's own measure may differ from a drawn word."""
HEADER_PADDING = 22
ICON_GAP = 4
SMALL_SCREEN = QSize(1280, 720)
LARGE_SCREEN = QSize(1920, 1080)

_WORDED = (QLabel, QPushButton, QCheckBox, QRadioButton, QToolButton, QComboBox, QLineEdit, QTabBar)


def cut(window: QWidget, screen: QSize = SMALL_SCREEN, within: QWidget | None = None) -> list[str]:
    """Words of `window` that are cut off, each with the widget it stands in; empty when all can be read.

    `within` is the part of it that is looked at, where the rest was seen before.
    """
    fits = window.width() <= screen.width() and window.height() <= screen.height()
    found = [] if fits else [f"the window is {window.width()} × {window.height()}"]
    for widget in (within or window).findChildren(QWidget):
        if widget.isVisible() and widget.window() is window:
            called = widget.objectName() or type(widget).__name__
            if not widget.visibleRegion().isEmpty():
                found += [f"{called}: {words}" for words in _cut(widget)]
            if isinstance(widget, _WORDED) and _is_outside(widget):
                found.append(f"{called} is beyond its place")
    return found


def nameless(window: QWidget, within: QWidget | None = None) -> list[str]:
    """Things a person can act on that have no name for those who do not see them, or for a test."""
    acting = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    return [
        f"{type(widget).__name__} {widget.objectName()} in {_way_to(widget)}"
        for widget in (within or window).findChildren(QWidget)
        if isinstance(widget, acting)
        and widget.isVisible()
        and widget.window() is window
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not widget.objectName().startswith("qt_")
        and not (widget.objectName() and _said(widget))
    ]


def _said(widget: QWidget) -> str:
    """What a reader of the screen calls it; words on a button are its name."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _way_to(widget: QWidget) -> str:
    names = []
    above = widget.parentWidget()
    while above is not None:
        names.append(above.objectName() or type(above).__name__)
        above = above.parentWidget()
    return " < ".join(names)


def _is_outside(widget: QWidget) -> bool:
    """Squeezed over the edge of what holds it; what lies in a scroll area may be scrolled to."""
    above = widget.parentWidget()
    if above is None or isinstance(above.parentWidget(), QAbstractScrollArea):
        return False
    return not above.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry())


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, (QPushButton, QCheckBox, QRadioButton, QToolButton)):
        yield from _button(widget)
    elif isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _header(widget)
    elif isinstance(widget, QComboBox):
        yield from _choice(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)
    elif isinstance(widget, QTableView):
        yield from _cells(widget)
    elif isinstance(widget, QListView):
        yield from _items(widget)
    elif isinstance(widget, QScrollArea):
        yield from _scrolled(widget)


def _wide(widget: QWidget, words: str) -> int:
    return widget.fontMetrics().horizontalAdvance(words)


def _label(label: QLabel) -> Iterator[str]:
    words = label.text()
    if not words or label.toolTip() or label.textFormat() is Qt.TextFormat.RichText:
        return
    room = label.contentsRect()
    if label.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10_000), flags, words).size()
    else:
        needed = label.fontMetrics().size(0, words)
    if needed.width() > room.width() + SLACK or needed.height() > room.height() + SLACK:
        yield words


def _button(button: QAbstractButton) -> Iterator[str]:
    words = button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    if isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return
    pictured = isinstance(button, (QCheckBox, QRadioButton)) or not button.icon().isNull()
    taken = button.iconSize().width() + ICON_GAP if pictured else 0
    low = button.fontMetrics().height() > button.height() + SLACK
    if words and (low or _wide(button, words) > button.width() - taken):
        yield words


def _tabs(bar: QTabBar) -> Iterator[str]:
    for at in range(bar.count()):
        place, words = bar.tabRect(at), bar.tabText(at).replace("&&", "&")
        if bar.isTabVisible(at) and (
            place.right() > bar.width() + SLACK or _wide(bar, words) > place.width()
        ):
            yield words


def _header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    for at in range(header.count()):
        words = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        room = header.sectionSize(at) - HEADER_PADDING + SLACK
        if words and not header.isSectionHidden(at) and _wide(header, words) > room:
            yield words


def _choice(choice: QComboBox) -> Iterator[str]:
    style, option = QApplication.style(), QStyleOptionComboBox()
    choice.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, choice).width()
    if (
        not choice.isEditable()
        and not choice.toolTip()
        and _wide(choice, choice.currentText()) > room + SLACK
    ):
        yield choice.currentText()


def _line(line: QLineEdit) -> Iterator[str]:
    words = line.text() if line.isReadOnly() else "" if line.text() else line.placeholderText()
    margins = line.textMargins()
    room = line.width() - 18 - margins.left() - margins.right()
    if not line.toolTip() and _wide(line, words) > room + SLACK:
        yield words


def _items(view: QListView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(QModelIndex()), 40) if model is not None else 0):
        words = model.index(row, 0).data()
        asked = view.sizeHintForIndex(model.index(row, 0)).width()
        if (
            isinstance(words, str)
            and 0 < _wide(view, words) < asked
            and asked > view.viewport().width() + SLACK
        ):
            yield words


def _cells(view: QTableView) -> Iterator[str]:
    """Words of cells in sight that are elided: where a tip tells them whole, only those of narrow columns."""
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(QModelIndex()), 40)):
        for at in range(model.columnCount(QModelIndex())):
            place = model.index(row, at)
            words = place.data()
            if not isinstance(words, str) or view.isColumnHidden(at):
                continue
            room = view.visualRect(place)
            needed = view.sizeHintForIndex(place).width() if words else 0
            in_sight = room.bottom() <= view.viewport().height()
            if in_sight and needed > room.width() + SLACK and not _may_be_elided(view, place):
                yield words


def _may_be_elided(view: QTableView, place: QModelIndex) -> bool:
    """Words of the widest column, or typed in a grid: a tip tells them whole. Never a number."""
    side = place.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft  # a model may not say
    number = side & Qt.AlignmentFlag.AlignRight
    mode = view.horizontalHeader().sectionResizeMode(place.column())
    return not number and (isinstance(view, LineGrid) or mode is QHeaderView.ResizeMode.Stretch)


def _scrolled(area: QScrollArea) -> Iterator[str]:
    """What is wider than its room cannot be reached where nothing scrolls sideways."""
    inside, never = area.widget(), Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if (
        inside is not None
        and area.horizontalScrollBarPolicy() is never
        and inside.width() > area.viewport().width() + SLACK
    ):
        yield f"{inside.width()} of {area.viewport().width()} pixels"
