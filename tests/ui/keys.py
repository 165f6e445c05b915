"""Every shortcut that a window listens to now, whoever asked for it: for the test that no key has two meanings."""

from collections import defaultdict

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QMenuBar, QTabBar, QWidget

Found = dict[str, set[str]]


def ambiguous(window: QWidget) -> Found:
    """Keys that mean more than one thing in `window`, each with the names of what it means."""
    return {keys: names for keys, names in shortcuts(window).items() if len(names) > 1}


def shortcuts(window: QWidget) -> Found:
    """{keys: names of what listens}; what is disabled now counts too, it may be enabled at any moment."""
    found: Found = defaultdict(set)

    def add(keys: QKeySequence, owner: object, name: str) -> None:
        if not keys.isEmpty():
            found[keys.toString()].add(f"{name} {id(owner):x}")

    for action in window.findChildren(QAction):
        if any(_in_sight(place, window) for place in action.associatedObjects()):
            for keys in action.shortcuts():
                add(keys, action, action.objectName())
    for shortcut in window.findChildren(QShortcut):
        if _in_sight(shortcut.parent(), window):
            for keys in shortcut.keys():
                add(keys, shortcut, shortcut.parent().objectName())
    for widget in window.findChildren(QWidget):
        if not _in_sight(widget, window):
            continue
        if isinstance(widget, QAbstractButton):
            add(widget.shortcut(), widget, widget.objectName())
        elif isinstance(widget, QLabel) and widget.buddy() is not None:
            add(QKeySequence.mnemonic(widget.text()), widget, widget.text())
        elif isinstance(widget, QTabBar):
            for at in range(widget.count()):
                add(QKeySequence.mnemonic(widget.tabText(at)), (widget, at), widget.tabText(at))
        elif isinstance(widget, QMenuBar):
            for action in widget.actions():
                add(QKeySequence.mnemonic(action.text()), action, action.text())
    return found


def _in_sight(place: object, window: QWidget) -> bool:
    """A menu counts through whatever opens it."""
    if isinstance(place, QMenu):
        return any(_in_sight(opener, window) for opener in place.menuAction().associatedObjects())
    return isinstance(place, QWidget) and place.window() is window and place.isVisible()
