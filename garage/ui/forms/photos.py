"""The photos of one thing: kept at once, looked at large, and a removal that can be undone."""

from collections.abc import Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from garage.i18n import _
from garage.services import photos
from garage.services.photos import PhotoRow
from garage.ui.desk import Desk
from garage.ui.kit.actions import guarded
from garage.ui.kit.messages import toast
from garage.ui.kit.photo_strip import PhotoStrip, Shown
from garage.ui.kit.photo_viewer import PhotoViewer
from garage.ui.kit.picture import Picture


class PhotoPanel(QWidget):
    """Photos of the rows of one table, `noun`; `show_of` says which row. `counted` tells how many there are."""

    counted = Signal(int)

    def __init__(self, desk: Desk, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{noun}_photo_panel")
        self._desk = desk
        self._noun = noun
        self._ref: int | None = None
        self._rows: dict[Hashable, PhotoRow] = {}
        self.strip = PhotoStrip(self, f"{noun}_photos")
        self.strip.added.connect(lambda pictures: guarded(self, lambda: self._add(pictures))())
        self.strip.described.connect(lambda key, words: guarded(self, lambda: self._describe(key, words))())
        self.strip.moved.connect(lambda key, by: guarded(self, lambda: self._move(key, by))())
        self.strip.removed.connect(lambda key: guarded(self, lambda: self._remove(key))())
        self.strip.opened.connect(self.look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        self.setFocusProxy(self.strip)

    def show_of(self, ref: int | None, *, keep: Hashable | None = None) -> None:
        """Show the photos of this row, of none when there is none."""
        self._ref = ref
        rows = photos.of(self._noun, ref) if ref is not None else []
        self._rows = {row.id: row for row in rows}
        self.strip.show_photos(self._shown(), keep=keep)
        self.counted.emit(len(rows))

    def look(self, key: Hashable) -> PhotoViewer:
        """Show a photo large."""
        viewer = PhotoViewer(self, self._shown(), key, lambda ref: photos.picture(_id(ref)))
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.open()
        return viewer

    def _shown(self) -> list[Shown]:
        return [Shown(row.id, bytes(row.thumbnail), row.caption) for row in self._rows.values()]

    def _add(self, pictures: list[Picture]) -> None:
        if self._ref is None:
            return
        last: int | None = None
        try:
            for one in pictures:
                last = photos.add(self._desk.by(), self._noun, self._ref, one.large, one.small)
        finally:
            self.show_of(self._ref, keep=last)

    def _describe(self, key: Hashable, words: str) -> None:
        try:
            photos.describe(self._desk.by(), _id(key), self._rows[key].version, words)
        finally:
            self.show_of(self._ref, keep=key)

    def _move(self, key: Hashable, by: int) -> None:
        photos.move(self._desk.by(), _id(key), by)
        self.show_of(self._ref, keep=key)

    def _remove(self, key: Hashable) -> None:
        row, ref = self._rows[key], self._ref
        large = photos.picture(row.id)
        photos.remove(self._desk.by(), row.id, row.version)
        self.show_of(ref)

        def put_back() -> None:
            if ref is not None:
                small = bytes(row.thumbnail)
                photos.add(self._desk.by(), self._noun, ref, large, small, caption=row.caption)
                self.show_of(self._ref)

        toast(self, _("The photo is taken away."), "ok", (_("Undo"), guarded(self, put_back)))


def _id(key: Hashable) -> int:
    if not isinstance(key, int):
        raise TypeError(key)
    return key
