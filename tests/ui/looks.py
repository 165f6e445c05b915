"""What a person cannot read in a window: words cut off where nothing tells the rest, and windows beyond the screen."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

SLACK = 2
"""Pixels by which a font's own measure may differ from a drawn word."""


def cut(window: QWidget, screen: QSize = QSize(1280, 720)) -> list[str]:
    """Words of `window` that are cut off, each with the widget it stands in; empty when all can be read."""
    found = [] if window.width() <= screen.width() and window.height() <= screen.height() else ["the window"]
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window and not widget.visibleRegion().isEmpty():
            found += [f"{widget.objectName() or type(widget).__name__}: {words}" for words in _cut(widget)]
    return found


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
        if not widget.toolTip() and _wide(widget, widget.currentText()) > widget.width() - 18 + SLACK:
            yield widget.currentText()
    elif isinstance(widget, QLineEdit):
        room = widget.width() - 8 + SLACK
        if not widget.text() and not widget.toolTip() and _wide(widget, widget.placeholderText()) > room:
            yield widget.placeholderText()
    elif isinstance(widget, QTableView):
        yield from _cells(widget)


def _wide(widget: QWidget, words: str) -> int:
    return widget.fontMetrics().horizontalAdvance(words)


def _label(label: QLabel) -> Iterator[str]:
    words = label.text()
    if not words or label.toolTip() or label.textFormat() is Qt.TextFormat.RichText:
        return
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.fontMetrics().boundingRect(
            QRect(0, 0, room.width(), 10_000), int(Qt.TextFlag.TextWordWrap), words
        )
        if needed.height() > room.height() + SLACK or needed.width() > room.width() + SLACK:
            yield words
    elif label.fontMetrics().size(0, words).width() > room.width() + SLACK:
        yield words


def _button(button: QAbstractButton) -> Iterator[str]:
    words = button.text().replace("&", "")
    if words and _wide(button, words) > button.width() - (button.iconSize().width() if _pictured(button) else 0):
        yield words


def _pictured(button: QAbstractButton) -> bool:
    return isinstance(button, (QCheckBox, QRadioButton)) or not button.icon().isNull()


def _tabs(bar: QTabBar) -> Iterator[str]:
    for at in range(bar.count()):
        place, words = bar.tabRect(at), bar.tabText(at)
        if bar.isTabVisible(at) and (place.right() > bar.width() + SLACK or _wide(bar, words) > place.width()):
            yield words


def _header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    for at in range(header.count()):
        words = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        if not header.isSectionHidden(at) and _wide(header, words) > header.sectionSize(at) - 4:
            yield words


def _cells(view: QTableView) -> Iterator[str]:
    """Words of cells in sight that are elided although no tip tells them whole."""
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(QModelIndex()), 40)):
        for at in range(model.columnCount(QModelIndex())):
            place = model.index(row, at)
            words = place.data()
            if not isinstance(words, str) or view.isColumnHidden(at) or place.data(Qt.ItemDataRole.ToolTipRole):
                continue
            room = view.visualRect(place)
            if room.bottom() <= view.viewport().height() and _wide(view, words) > room.width() + SLACK:
                yield words


def hidden_focus(window: QWidget) -> list[str]:
    """Things a person can act on that have no name for those who do not see them, or for a test."""
    acting = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    return [
        type(widget).__name__
        for kind in acting
        for widget in window.findChildren(kind)
        if widget.isVisible()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not (widget.objectName() and (widget.accessibleName() or widget.objectName().startswith("qt_")))
    ]
