"""One photo large: zoomed and dragged, the next and the one before by the arrows."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from garage.i18n import _
from garage.ui.kit.actions import make_action
from garage.ui.kit.photo_strip import Shown

_STEP = 1.25
_CLOSEST = 8.0


class PhotoViewer(QDialog):
    """Photos one at a time; `large` reads one by its key, and raises KeyError when it is gone."""

    def __init__(
        self,
        parent: QWidget | None,
        photos: Sequence[Shown],
        first: Hashable,
        large: Callable[[Hashable], bytes],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("photo_viewer")
        self.setWindowTitle(_("Photos"))
        self.setAccessibleName(_("Photos"))
        self._photos = list(photos)
        self._large = large
        self.view = _Canvas()
        self.words = QLabel()
        self.words.setObjectName("photo_words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self._build()
        keys = [photo.key for photo in self._photos]
        self.place = keys.index(first)
        self._show()
        room = self.screen().availableSize()
        self.resize(QSize(min(1180, room.width() - 60), min(860, room.height() - 60)))
        self.view.setFocus()

    def step(self, by: int) -> None:
        """Show the photo so many places further, and begin again behind the last."""
        self.place = (self.place + by) % len(self._photos)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Home:
                self.step(-self.place)
            case Qt.Key.Key_End:
                self.step(len(self._photos) - 1 - self.place)
            case _:
                super().keyPressEvent(event)

    def _show(self) -> None:
        photo = self._photos[self.place]
        self.view.show_picture(self._large(photo.key))
        count = _("{n} of {count}").format(n=self.place + 1, count=len(self._photos))
        self.words.setText(f"{count}   {photo.caption}".strip())
        self.view.setAccessibleName(photo.caption or _("Photo"))
        for action in self._steps:
            action.setEnabled(len(self._photos) > 1)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words, 1)

        def button(
            name: str, text: str, slot: Callable[[], object], keys: str, symbol: str | None
        ) -> QAction:
            action = make_action(self, text, slot, keys, symbol, name=name)
            made = QPushButton(action.icon(), action.text())
            made.setObjectName(f"{name}_button")
            made.setAccessibleName(text)
            made.setToolTip(action.toolTip())
            made.setAutoDefault(False)
            made.clicked.connect(action.trigger)
            action.enabledChanged.connect(made.setEnabled)
            row.addWidget(made)
            return action

        self._steps = (
            button("previous_photo", _("Previous"), lambda: self.step(-1), "Left", "back"),
            button("next_photo", _("Next"), lambda: self.step(1), "Right", "arrow-right"),
        )
        button("zoom_in", _("Closer"), lambda: self.view.zoom(_STEP), "+", "zoom-in")
        button("zoom_out", _("Further"), lambda: self.view.zoom(1 / _STEP), "-", None)
        button("whole_photo", _("Whole"), self.view.fit, "0", None)
        button("close_photo", _("Close"), self.accept, "Esc", "close")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.view, 1)
        layout.addLayout(row)


class _Canvas(QGraphicsView):
    """A picture that fits until it is zoomed; the wheel zooms where the pointer is, dragging moves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("photo")
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._whole = True

    def show_picture(self, data: bytes) -> None:
        """Show a picture as a whole."""
        drawn = QPixmap()
        drawn.loadFromData(data)
        self._item.setPixmap(drawn)
        self._scene.setSceneRect(self._item.boundingRect())
        self.fit()

    def fit(self) -> None:
        """The whole picture, but no larger than it is."""
        self._whole = True
        rect = self._item.boundingRect()
        self.resetTransform()
        if rect.width() > self.viewport().width() or rect.height() > self.viewport().height():
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Closer by a factor, or further away when it is below one."""
        after = self.transform().m11() * factor
        if factor < 1 and after < self._least():
            self.fit()
        elif after <= _CLOSEST:
            self._whole = False
            self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole:
            self.fit()

    def _least(self) -> float:
        rect, room = self._item.boundingRect(), self.viewport().size()
        if rect.isEmpty():
            return 1.0
        return min(1.0, room.width() / rect.width(), room.height() / rect.height())
