"""A tab with pages behind tabs of its own, each built when it is first shown; Alt and a number goes to one."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from garage.i18n import _
from garage.ui.desk import Desk


@dataclass(frozen=True)
class Section:
    """One page: its word on the tab, and where its class is found."""

    name: str
    title: str
    module: str
    page: str


class SectionsPage(QWidget):
    """Pages behind tabs, each made with the desk.

    A page may have signals `order_opened(int)` and `document_opened(str)`, and `show_document(no) -> bool`, which shows
    the document with that number when it is one of its own.
    """

    order_opened = Signal(int)
    sections: tuple[Section, ...] = ()

    def __init__(self, desk: Desk, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_page")
        self._desk = desk
        self._pages: dict[str, QWidget] = {}
        self.tabs = QTabWidget()
        self.tabs.setObjectName(f"{name}_tabs")
        self.tabs.setAccessibleName(title)
        self.tabs.setDocumentMode(True)
        for place, section in enumerate(self.sections):
            room = QWidget()
            room.setObjectName(f"{name}_room_{section.name}")
            QVBoxLayout(room).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(room, _(section.title).replace("&", "&&"))
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(self._goer(section.name))
        self.tabs.currentChanged.connect(lambda place: self.page(self.sections[place].name))
        self.tabs.tabBar().setVisible(len(self.sections) > 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.setFocusProxy(self.page(self.sections[0].name))

    def page(self, name: str) -> Any:
        """A page, built when asked for the first time."""
        if name not in self._pages:
            place = self._place(name)
            section = self.sections[place]
            page: Any = getattr(import_module(section.module), section.page)(self._desk)
            if hasattr(page, "order_opened"):
                page.order_opened.connect(self.order_opened)
            if hasattr(page, "document_opened"):
                page.document_opened.connect(self.show_document)
            self.meet(page)
            self.tabs.widget(place).layout().addWidget(page)
            self._pages[name] = page
        return self._pages[name]

    def meet(self, page: Any) -> None:
        """Connect what only pages of this tab have."""

    def show_page(self, name: str) -> Any:
        """Bring a page in sight, the keyboard in it."""
        page = self.page(name)
        self.tabs.setCurrentIndex(self._place(name))
        self.setFocusProxy(page)
        page.setFocus()
        return page

    def may_leave(self) -> bool:
        """Whether every page saved what was typed into it, or says why it cannot."""
        return all(page.may_leave() for page in self._pages.values() if hasattr(page, "may_leave"))

    def show_document(self, no: str) -> bool:
        """Show the document with that number; False when no page has it."""
        for section in self.sections:
            page = self.page(section.name)
            if hasattr(page, "show_document") and page.show_document(no):
                self.show_page(section.name)
                return True
        return False

    def _place(self, name: str) -> int:
        return [section.name for section in self.sections].index(name)

    def _goer(self, name: str) -> Callable[[], None]:
        return lambda: self.show_page(name)
