"""The menu of the main window: one action per intention, each with its shortcut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from garage.i18n import _, current
from garage.services import shop
from garage.ui.forms.screen_choices import LANGUAGE_NAMES, scheme_choices
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.table_view import offer_export
from garage.ui.kit.telephone import offer_telephone
from garage.ui.main_window.places import tab_titles
from garage.ui.main_window.telephone import log_contact

if TYPE_CHECKING:
    from garage.ui.main_window.window import MainWindow


class Menus:
    """File, View, Settings and Help of one window; `actions` are all of them in the order of the menus."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.actions: list[QAction] = []
        offer_export(self._to_excel)
        offer_telephone(partial(log_contact, window))
        self._file()
        self._view()
        self._settings()
        self._help()

    def check(self, name: str, value: str) -> None:
        """Tick the choice that somebody else made."""
        self._window.menuBar().findChild(QAction, f"{name}_{value}").setChecked(True)

    def _menu(self, name: str, title: str) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.setObjectName(name)
        menu.setAccessibleName(title.replace("&", ""))
        return menu

    def _add(
        self,
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        keys: str | None,
        symbol: str | None,
        name: str = "",
    ) -> QAction:
        action = make_action(self._window, text, slot, keys, symbol, name=name)
        menu.addAction(action)
        self.actions.append(action)
        return action

    def _file(self) -> None:
        window, menu = self._window, self._menu("file_menu", _("&File"))
        self._add(menu, _("Find a car, or start its order"), window.focus_search, "F2", "search")
        self._add(menu, _("Log a call or visit…"), lambda: log_contact(window), "F4", "phone", "log_contact")
        menu.addSeparator()
        safety = window.safety
        self._add(menu, _("Back up now"), safety.back_up_now, "Ctrl+F8", "save")
        self._add(menu, _("Restore a backup…"), safety.show_backups, "Ctrl+F9", "undo")
        self._add(
            menu, _("Open the folder of the backups"), safety.open_folder, "Ctrl+F7", "box", "backup_folder"
        )
        menu.addSeparator()
        self._add(
            menu, _("This list to Excel…"), lambda: self._to_excel(window), "F12", "list", "list_to_excel"
        )
        menu.addSeparator()
        self._add(menu, _("Quit"), window.close, "Ctrl+Q", None, "quit")

    def _view(self) -> None:
        window, menu = self._window, self._menu("view_menu", _("&View"))
        for place, title in enumerate(tab_titles()):
            self._add(
                menu,
                title.replace("&", "&&"),
                lambda at=place: window.go_to_tab(at),
                f"Ctrl+{place + 1}",
                None,
                f"tab_{place}",
            )
        menu.addSeparator()
        profile = shop.profile()
        colours = menu.addMenu(_("Colours"))
        self._choices(colours, "scheme", scheme_choices(), profile.scheme, window.choose_scheme)
        languages = menu.addMenu("语言 · Language")
        self._choices(languages, "language", LANGUAGE_NAMES, current(), window.choose_language)

    def _settings(self) -> None:
        window, menu = self._window, self._menu("settings_menu", _("&Settings"))
        self._add(menu, _("Settings…"), window.open_settings, "F10", "gear")
        self._add(menu, _("Who is working here…"), window.choose_person, "Ctrl+U", "person")

    def _help(self) -> None:
        window, menu = self._window, self._menu("help_menu", _("&Help"))
        shortcuts = self._add(menu, _("Shortcuts"), window.show_shortcuts, "F1", "list")
        shortcuts.setShortcuts([QKeySequence("F1"), QKeySequence("Ctrl+/")])
        self._add(menu, _("About"), window.show_about, None, "info")

    def _choices(
        self,
        menu: QMenu,
        name: str,
        choices: Sequence[tuple[str, str]],
        chosen: str,
        choose: Callable[[str], object],
    ) -> None:
        group = QActionGroup(menu)
        for value, words in choices:
            action = menu.addAction(words)
            action.setObjectName(f"{name}_{value}")
            action.setCheckable(True)
            action.setChecked(value == chosen)
            act = guarded(self._window, lambda value=value: choose(value))
            action.triggered.connect(lambda _checked, act=act: act())
            group.addAction(action)

    def _to_excel(self, place: QWidget) -> None:
        """A list as a workbook, or the one in sight of a window."""
        from garage.ui.forms import to_excel  # noqa: PLC0415 - not at every start

        to_excel.export(place, self._window.desk.now())
