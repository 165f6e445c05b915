"""Every shortcut that a window listens to now, whoever asked for it: for the test that no key has two meanings."""

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QMenuBar, QTabBar, QWidget

Listener = tuple[QKeySequence, str]


def ambiguous(window: QWidget) -> dict[str, list[str]]:
    """Keys that mean more than one thing in `window`, each with the names of what it means."""
    return {keys: names for keys, names in shortcuts(window).items() if len(names) > 1}


def shortcuts(window: QWidget) -> dict[str, list[str]]:
    """{keys: names of what listens}; what is disabled now counts too, it may be enabled at any moment."""
    found: dict[str, list[str]] = defaultdict(list)
    for keys, name in (*_actions(window), *_shortcuts(window), *_mnemonics(window)):
        if not keys.isEmpty():
            found[keys.toString()].append(name)
    return found


def _actions(window: QWidget) -> Iterator[Listener]:
    for action in window.findChildren(QAction):
        if any(_in_sight(place, window) for place in action.associatedObjects()):
            yield from ((keys, action.objectName()) for keys in action.shortcuts())


def _shortcuts(window: QWidget) -> Iterator[Listener]:
    for shortcut in window.findChildren(QShortcut):
        if _in_sight(shortcut.parent(), window):
            yield shortcut.key(), shortcut.parent().objectName()
    for button in window.findChildren(QAbstractButton):
        if _in_sight(button, window):
            yield button.shortcut(), button.objectName()


def _mnemonics(window: QWidget) -> Iterator[Listener]:
    """Letters after an & in labels, tabs and the menu bar; those of buttons are shortcuts of theirs."""
    for label in window.findChildren(QLabel):
        if label.buddy() is not None and _in_sight(label, window):
            yield QKeySequence.mnemonic(label.text()), label.text()
    for bar in window.findChildren(QTabBar):
        if _in_sight(bar, window):
            yield from ((QKeySequence.mnemonic(text), text) for text in map(bar.tabText, range(bar.count())))
    for menus in window.findChildren(QMenuBar):
        yield from ((QKeySequence.mnemonic(menu.text()), menu.text()) for menu in menus.actions())


def _in_sight(place: object, window: QWidget) -> bool:
    """A menu counts through whatever opens it."""
    if isinstance(place, QMenu):
        return any(_in_sight(opener, window) for opener in place.menuAction().associatedObjects())
    return isinstance(place, QWidget) and place.window() is window and place.isVisible()
