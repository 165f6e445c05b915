"""Photos in a row: added from files, the clipboard or by dropping them, described, moved, taken away, looked at."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeyEvent,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from garage.i18n import _
from garage.ui.kit import picture
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.remembered import recall, remember

_CELL = QSize(188, 172)
_FOLDER = "photos/folder"
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Shown:
    """One photo of a strip: what it is called by the page, its small picture and its words."""

    key: Hashable
    thumbnail: bytes
    caption: str = ""


class PhotoStrip(QWidget):
    """Photos with their captions; the page keeps them, the strip says what a person wants."""

    added = Signal(list)
    """Pictures, fit to be kept."""
    described = Signal(object, str)
    moved = Signal(object, int)
    """A photo goes so many places further back, or forward when negative."""
    removed = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None, name: str = "photos", title: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.list = _Pictures()
        self.list.setObjectName(f"{name}_list")
        self.list.setAccessibleName(title or _("Photos"))
        self.list.dropped.connect(lambda mime: guarded(self, lambda: self.take(picture.offered(mime)))())
        self.list.itemChanged.connect(self._on_edited)
        self.list.itemActivated.connect(lambda item: self.opened.emit(item.data(_KEY)))
        self.list.currentItemChanged.connect(lambda *_items: self._enable())
        self.empty = QLabel(_("No photos yet: drop them here, paste one, or choose files."))
        self.empty.setObjectName(f"{name}_empty")
        self.empty.setProperty("tone", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.actions_: dict[str, QAction] = {}
        self._locked = False
        self._build()
        self._enable()

    # What the page uses

    def show_photos(self, photos: Sequence[Shown], *, keep: Hashable | None = None) -> None:
        """Show these; the bar stays on its photo, or goes to the one to `keep`."""
        wanted = self.current() if keep is None else keep
        place = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for photo in photos:
            self.list.addItem(_item(photo))
        self.list.blockSignals(False)
        keys = [photo.key for photo in photos]
        if keys:
            self.list.setCurrentRow(keys.index(wanted) if wanted in keys else min(place, len(keys) - 1))
        self.empty.setVisible(not photos)
        self._enable()

    def lock(self, locked: bool) -> None:
        """Let the photos only be looked at, or give them free again."""
        self._locked = locked
        self.list.setAcceptDrops(not locked)
        self.empty.setText(
            _("No photos yet.") if locked else _("No photos yet: drop them here, paste one, or choose files.")
        )
        self._enable()

    def current(self) -> Hashable | None:
        """Key of the photo under the bar, None when there is none."""
        item = self.list.currentItem()
        return item.data(_KEY) if item is not None else None

    def take(self, images: Sequence[QImage]) -> None:
        """Add these pictures, scaled to what is kept."""
        if images:
            self.added.emit([picture.fit_to_keep(image) for image in images])

    # What a person does

    def choose_files(self) -> None:
        """Add pictures from files; FieldError when one is none."""
        kinds = _("Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.gif)")
        names, _kind = QFileDialog.getOpenFileNames(self, _("Add photos"), recall(_FOLDER, ""), kinds)
        if names:
            remember(_FOLDER, str(Path(names[0]).parent))
            self.take([picture.read(Path(name)) for name in names])

    def paste(self) -> None:
        """Add what was copied."""
        self.take(picture.offered(QGuiApplication.clipboard().mimeData()))

    def _describe(self) -> None:
        self.list.editItem(self.list.currentItem())

    def _ask(self, signal: str, *more: object) -> Callable[[], None]:
        return lambda: getattr(self, signal).emit(self.current(), *more)

    def _on_edited(self, item: QListWidgetItem) -> None:
        self.described.emit(item.data(_KEY), item.text())

    def _enable(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        for name, possible in {
            "add_photos": True,
            "paste_photo": True,
            "open_photo": row >= 0,
            "describe_photo": row >= 0,
            "photo_forward": row > 0,
            "photo_back": 0 <= row < count - 1,
            "remove_photo": row >= 0,
        }.items():
            self.actions_[name].setEnabled(possible and (name == "open_photo" or not self._locked))

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        names = {"photo_forward": _("Move left"), "photo_back": _("Move right")}
        for name, text, slot, keys, symbol in (
            ("add_photos", _("Add photos…"), self.choose_files, "Ins", "plus"),
            ("paste_photo", _("Paste"), self.paste, "Ctrl+V", "camera"),
            ("open_photo", _("Look"), self._ask("opened"), None, "zoom-in"),
            ("describe_photo", _("Caption…"), self._describe, "Ctrl+D", "pencil"),
            ("photo_forward", "←", self._ask("moved", -1), "Alt+Left", None),
            ("photo_back", "→", self._ask("moved", 1), "Alt+Right", None),
            ("remove_photo", _("Take away"), self._ask("removed"), "Del", "trash"),
        ):
            said = names.get(name, text)
            tip = f"{said} (Enter)" if name == "open_photo" else said  # the list itself hears Enter
            action = make_action(self, text, slot, keys, symbol, tip.rstrip("…"), name=name)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.actions_[name] = action
            buttons.addWidget(_button(action, said))
        buttons.addStretch(1)
        stack = QStackedLayout()
        stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        stack.addWidget(self.list)
        stack.addWidget(self.empty)
        stack.setCurrentWidget(self.empty)  # the words lie over the empty list, which hears the mouse
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(stack, 1)
        layout.addLayout(buttons)
        self.setFocusProxy(self.list)


class _Pictures(QListWidget):
    """The pictures themselves; files and pictures may be dropped on them."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(QSize(_CELL.width() - 20, _CELL.height() - 44))
        self.setGridSize(_CELL)
        self.setUniformItemSizes(True)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(64)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.hasFocus() and self.currentItem() is not None:  # else it ends a caption
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if picture.may_hold(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if picture.may_hold(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())


def _item(photo: Shown) -> QListWidgetItem:
    small = QPixmap()
    small.loadFromData(photo.thumbnail)
    shown = QIcon(small)
    shown.addPixmap(small, QIcon.Mode.Selected)  # else the bar colours the photo
    item = QListWidgetItem(shown, photo.caption)
    item.setData(_KEY, photo.key)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, photo.caption or _("Photo"))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
    return item


def _button(action: QAction, said: str) -> QPushButton:
    button = QPushButton(action.icon(), action.text())
    button.setObjectName(f"{action.objectName()}_button")
    button.setAccessibleName(said)
    button.setToolTip(action.toolTip())
    button.setAutoDefault(True)
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
