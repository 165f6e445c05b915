"""Ten fingers and no mouse: keys go where the keyboard is, and after each one it has to be somewhere in sight."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.search_field import SearchField
from garage.ui.tour.hand import Clock, Hand, Story

W = TypeVar("W", bound=QWidget)

MOST_TABS = 90


class Fingers:
    """Each method is a story for `Hand.carry_out`; none of them points at anything."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.hand = Hand(folder, clock)
        self.clock = clock

    def press(self, *keys: str) -> Story[None]:
        """Press shortcuts one after another."""
        for key in keys:
            yield self.hand.keys(key)
            yield from self.kept(f"{key}")

    def write(self, text: str, *keys: str) -> Story[None]:
        """Type words where the keyboard is, over what is selected, then press keys."""
        yield self.hand.write(text)
        yield from self.kept(f"“{text}”")
        yield from self.press(*keys)

    def kept(self, after: str) -> Story[None]:
        """The keyboard is somewhere that can be seen, in the window on top."""
        yield from self.hand.until(self._has_place, f"the keyboard after {after}")

    def to(self, name: str) -> Story[None]:
        """Walk with Tab to the field of this name."""
        for _tab in range(MOST_TABS):
            if _called(focus(), name):
                return
            yield from self.press("Tab")
        raise AssertionError(f"Tab never comes to {name} in {self.hand.here()}")

    def fill(self, name: str, text: str) -> Story[None]:
        """Walk to a field and type over what stands there."""
        yield from self.to(name)
        yield from self.press("Ctrl+A")
        yield from self.write(text)

    def pick(self, name: str, value: object) -> Story[None]:
        """Walk to a list and along it to a value."""
        yield from self.to(name)
        field = focus()
        assert isinstance(field, ChoiceField)
        yield from self.press("Home")
        for _step in range(field.count()):
            if field.value() == value:
                return
            yield from self.press("Down")
        assert field.value() == value

    def tick(self, name: str) -> Story[None]:
        """Walk to a box and tick it."""
        yield from self.to(name)
        yield from self.press("Space")

    def at(self, kind: type[W]) -> Story[W]:
        """The window of this kind, once it is on top and the keyboard is in it."""
        window = yield from self.hand.at(kind)
        yield from self.kept(kind.__name__)
        return window

    def until(self, true: Callable[[], bool], what: str) -> Story[None]:
        """Wait for anything else."""
        yield from self.hand.until(true, what)

    def hits(self) -> Story[None]:
        """The list under a search field has something to choose from."""
        yield from self.until(lambda: bool(_search().popup.hits()), "hits")

    def _has_place(self) -> bool:
        active = self.hand._has_keyboard()  # no desktop hands it back to the window under one that closes
        here, window, popup = focus(), self.hand.here(), QApplication.activePopupWidget()
        inside = here is not None and here.isVisible() and window is not None and here.window() is window
        return active and (popup is not None or inside)


def focus() -> QWidget | None:
    """Where the keyboard is."""
    return QApplication.focusWidget()


def _search() -> SearchField:
    field = focus()
    assert isinstance(field, SearchField)
    return field


def _called(widget: QWidget | None, name: str) -> bool:
    """The field itself, or the inner part of it that has the keyboard."""
    while widget is not None and not widget.isWindow():
        if widget.objectName() == name:
            return True
        widget = widget.parentWidget()
    return False
