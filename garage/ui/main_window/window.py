"""The window of a seat: one tab per job, one search for everything, one person who acts."""

from base64 import b64decode, b64encode
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from garage.domain.numbers import read_number
from garage.domain.staff import Role
from garage.domain.text import excerpt
from garage.errors import MachineError
from garage.i18n import _, current, system_language
from garage.services import shop, staff
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.unprintable import unprintable
from garage.ui.kit import messages, remarks, theme
from garage.ui.kit.remembered import recall, remember
from garage.ui.kit.search_field import Hit, SearchField
from garage.ui.kit.tab_order import TabbingWindow
from garage.ui.main_window.due import DueCounts
from garage.ui.main_window.ear import Ear
from garage.ui.main_window.finding import NEW_ORDER, Place, look_up
from garage.ui.main_window.menus import Menus
from garage.ui.main_window.places import CUSTOMERS, ORDERS, PARTS, TABS, make_page, tab_of, tab_titles
from garage.ui.main_window.pulse import Pulse
from garage.ui.main_window.safety import Safety
from garage.ui.main_window.status_line import StatusLine
from garage.ui.pages.orders import OrdersPage
from garage.ui.pages.sections import SectionsPage

if TYPE_CHECKING:
    from garage.ui.forms.about import ShortcutsDialog
    from garage.ui.forms.acting_person import ActingPersonDialog
    from garage.ui.forms.settings import SettingsDialog

PERSON_KEY = "seat/person"


class MainWindow(TabbingWindow):
    """The tabs are built when first shown; with `remembers` the window comes back where it was left."""

    rebuild_wanted = Signal(str)
    """The screen is to speak this language: whoever made this window makes another in its place."""
    minute = Signal()
    """A minute has passed, and the database answers."""

    def __init__(self, desk: Desk, database: str, *, remembers: bool = True) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.desk = desk
        remarks.on_text = unprintable
        self._database = database
        self._remembers = remembers
        self._replaced = self._retired = False
        self._pages: dict[int, QWidget] = {}
        profile = shop.profile()
        self._scheme, self._language = profile.scheme, profile.screen_language
        self.tabs = QTabBar()
        self.search = SearchField(look_up, placeholder=_("Plate, phone, name, initials, order number…  F2"))
        self.stack = QStackedWidget()
        self.status = StatusLine(desk, database)
        self.safety = Safety(self, database)
        self.menus = Menus(self)
        self._assemble()
        self._pulse = Pulse(desk, self)
        self._ear = Ear(self)
        self._due = DueCounts(self)
        self._connect()
        self._follow_shop()
        self._come_back()

    # Places

    def page(self, tab: int) -> Any:
        """The page of a tab, built when asked for the first time."""
        if tab not in self._pages:
            page = make_page(self, tab)
            self._pages[tab] = page
            self.stack.addWidget(page)
        return self._pages[tab]

    def show_tab(self, tab: int) -> Any:
        """Show a tab and give its page; what is typed on the page before is saved, or keeps it in sight."""
        page = self.page(tab)
        if self.stack.currentWidget() is not page and self._may_leave(self.stack.currentWidget()):
            self.stack.setCurrentWidget(page)
        self.tabs.setCurrentIndex(self._tab())
        return page

    def go_to_tab(self, tab: int) -> None:
        """Show a tab, the keyboard where one begins there."""
        if self.show_tab(tab) is self.stack.currentWidget():
            self.stack.currentWidget().setFocus()

    def show_order(self, order_id: int) -> None:
        """Go to a work order."""
        self.show_tab(ORDERS).show_order(order_id)

    def at_the_gate(self, order_id: int) -> None:
        """What comes next with the pass of the order in sight; another order's is left alone."""
        view = self.page(ORDERS).view
        if view.page is not None and view.page.id == order_id:
            view.at_the_gate()

    def show_document(self, number: str) -> bool:
        """Go to the document with that number on the tab of its series; False when there is none."""
        known = read_number(number)
        tab = tab_of(known[0]) if known is not None else None
        return tab is not None and bool(self.show_tab(tab).show_document(number))

    def show_sales(self, customer_id: int) -> None:
        """Go to what a customer bought over the counter."""
        self.show_tab(PARTS).show_page("counter").show_customer(customer_id)

    def new_order(self, plate: str) -> None:
        """Begin an order for a plate; "" asks for it."""
        self.show_tab(ORDERS).new_order(plate)

    def go_to(self, place: Place) -> None:
        """Go where a hit of the search leads; a car that is in the shop leads to its open order."""
        match place.kind:
            case "order":
                self.show_order(place.ref)
            case "vehicle":
                from garage.services import orders  # noqa: PLC0415 - see `make_page`

                there = orders.open_order_of(place.ref)
                if there:
                    self.show_order(there[0])
                else:
                    self.show_vehicle(place.ref)
            case "customer":
                page = self.show_tab(CUSTOMERS)
                page.show_customer(place.ref)
                page.list.view.setFocus()
            case "part":
                self.show_tab(PARTS).show_part(place.ref)
            case "sale":
                self.show_tab(PARTS).show_page("counter").show_sale(place.ref)
            case "paper":
                self.show_document(place.number)
            case _ if place.kind == NEW_ORDER:
                self.new_order(place.plate)

    # Acts of the menu

    def focus_search(self) -> None:
        """Start with a plate."""
        self.search.setFocus()
        self.search.selectAll()

    def open_settings(self) -> "SettingsDialog":
        """The settings, over this window."""
        from garage.ui.forms.settings import SettingsDialog  # noqa: PLC0415 - see `make_page`

        dialog = SettingsDialog(self.desk, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(lambda _result: self._follow_shop())
        dialog.open()
        return dialog

    def choose_person(self) -> "ActingPersonDialog":
        """Ask who is working here."""
        from garage.ui.forms.acting_person import ActingPersonDialog  # noqa: PLC0415 - see `make_page`

        dialog = ActingPersonDialog(self.desk.person.id, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self.desk.act_as(dialog.chosen))
        dialog.open()
        return dialog

    def choose_scheme(self, scheme: str) -> None:
        """Light, dark or as the system."""
        shop.change_profile(self.desk.by(), shop.profile().version, scheme=scheme)

    def choose_language(self, language: str) -> None:
        """The screen speaks this language from now on."""
        shop.change_profile(self.desk.by(), shop.profile().version, screen_language=language)
        self._ask_to_rebuild(language)

    def show_shortcuts(self) -> "ShortcutsDialog":
        """All shortcuts that work now, those of the page in sight among them."""
        from garage.ui.forms import about  # noqa: PLC0415 - see `make_page`

        here = about.keys_in_sight(self.stack.currentWidget())
        groups = [(_("Everywhere"), [*about.keys_of(self.menus.actions), *about.keys_everywhere()])]
        if here:
            groups.append((tab_titles()[self.tabs.currentIndex()], here))
        dialog = about.ShortcutsDialog(groups, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_about(self) -> None:
        """Version and folders."""
        from garage.ui.forms.about import tell_about  # noqa: PLC0415 - see `make_page`

        tell_about(self, self._database)

    def keep_time(self) -> None:
        """What a day brings; what fails now is tried again a minute later."""
        if self._retired:
            return
        from garage.services import daily  # noqa: PLC0415 - see `make_page`

        with suppress(MachineError):
            daily.run(self.desk.by())

    def retire(self) -> None:
        """Close for good: no more looking, no more listening."""
        if not self._retired:
            self._retired = True
            self.safety.stop()
            self._pulse.stop()
            self._ear.stop()
            self._due.stop()

    def may_close(self) -> bool:
        """What is typed on a page saves itself, or says why it cannot."""
        return self.safety.is_outdated or all(self._may_leave(page) for page in self._pages.values())

    def rest(self) -> None:
        """Read nothing by oneself until `wake`."""
        self._pulse.rest()

    def wake(self) -> None:
        """Look for news again."""
        if not self._retired:
            self._pulse.wake()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            self._replaced = False
            event.ignore()
            return
        if self._remembers:
            remember("window/geometry", b64encode(bytes(self.saveGeometry().data())).decode())
            remember("window/tab", str(self.tabs.currentIndex()))
        self.retire()
        super().closeEvent(event)

    # Inside

    def _assemble(self) -> None:
        self.tabs.setObjectName("tabs")
        self.tabs.setAccessibleName(_("Pages"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title in tab_titles():
            self.tabs.addTab(title.replace("&", "&&"))
        self.search.setObjectName("search")
        self.search.setAccessibleName(_("Search everything"))
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(380)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.search, 9)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(inside)
        self.setMinimumSize(1000, 600)
        self.resize(1280, 720)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab_chosen)
        self.search.picked.connect(self._on_picked)
        self.search.returnPressed.connect(self._on_nothing_found)
        self.status.person_clicked.connect(self.choose_person)
        self.status.escalate_clicked.connect(self.show_order)
        self.status.late_clicked.connect(lambda: self.show_tab(ORDERS))
        self.desk.changed.connect(self._on_changed)
        self.desk.person_changed.connect(self._on_person_changed)
        self.status.backup_clicked.connect(self.safety.show_backups)
        self._pulse.minute.connect(self.status.refresh)
        self._pulse.minute.connect(self.keep_time)
        self._pulse.minute.connect(self.minute)
        self._pulse.lost.connect(self._on_lost)
        self._pulse.found.connect(lambda: self.status.show_lost(""))
        self._pulse.restored.connect(self.safety.tell_restored)

    def receive(self, vehicle_id: int) -> None:
        """A known car arrives."""
        from garage.services import vehicles  # noqa: PLC0415 - see `make_page`

        vehicle = vehicles.open_vehicle(vehicle_id, self.desk.today())
        self.new_order(vehicle.plate or vehicle.vin)

    def show_vehicle(self, vehicle_id: int) -> None:
        """Go to a car, on the page of its customer."""
        page = self.show_tab(CUSTOMERS)
        page.show_vehicle(vehicle_id)
        page.list.view.setFocus()

    def _tab(self) -> int:
        """The tab in sight."""
        shown = self.stack.currentWidget()
        return next((tab for tab, page in self._pages.items() if page is shown), ORDERS)

    def _may_leave(self, page: QWidget | None) -> bool:
        """A page that is typed into saves itself first, or says why it cannot."""
        if isinstance(page, OrdersPage):
            return page.save()
        return not isinstance(page, SectionsPage) or page.may_leave()

    def _come_back(self) -> None:
        tab = ORDERS
        if self._remembers:
            if geometry := recall("window/geometry"):
                self.restoreGeometry(b64decode(geometry))
            tab = int(recall("window/tab", str(ORDERS)))
        self.show_tab(tab if tab in TABS else ORDERS)
        self.search.setFocus()

    def _on_tab_chosen(self, tab: int) -> None:
        if self.tabs.hasFocus():  # somebody walks along the tabs with the arrow keys
            self.show_tab(tab)
        else:
            self.go_to_tab(tab)

    def _on_picked(self, hit: Hit | None) -> None:
        if hit is not None:
            self.search.set_value(None)
            self.go_to(hit.ref)

    def _on_nothing_found(self) -> None:
        """The number of a document, typed as it stands on the paper, leads where a scan of it does."""
        typed = excerpt(self.search.text())
        if not typed or self.search.hit() is not None:
            return
        if (document := read_number(typed)) is None:
            messages.toast(self, _("Nothing is called “{text}”.").format(text=typed), "info")
        elif self._ear.go_to_document(*document):
            self.search.set_value(None)
            if self.search.hasFocus():
                self.stack.currentWidget().setFocus()

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.STAFF in areas and not self.desk.person.active:
            owner = staff.people(Role.OWNER)[0]
            self.desk.act_as(owner.id)
        self.status.refresh()
        if Area.SHOP in areas:
            self._follow_shop()

    def _on_person_changed(self) -> None:
        person = self.desk.person
        if self._remembers:
            remember(PERSON_KEY, f"{person.id} {self._database}")
        self.status.refresh()
        messages.toast(self, _("{name} is working here now.").format(name=person.name))

    def _on_lost(self, error: MachineError) -> None:
        self.status.show_lost(f"{error.text} {error.advice}")
        if error.code in {"gone", "replaced"}:  # the longer nobody knows, the more is typed for nothing
            messages.failed(QApplication.activeWindow() or self, error)

    def _follow_shop(self) -> None:
        """Name, colours and language are the shop's; another language waits until no form is open."""
        profile = shop.profile()
        self.setWindowTitle(f"{profile.name} · Garage")
        app = QApplication.instance()
        if profile.scheme != self._scheme and isinstance(app, QApplication):
            self._scheme = profile.scheme
            theme.apply(app, profile.scheme)
            self.menus.check("scheme", profile.scheme)
        if profile.screen_language != self._language and QApplication.activeModalWidget() is None:
            self._language = profile.screen_language
            self._ask_to_rebuild(self._language or system_language())

    def _ask_to_rebuild(self, language: str) -> None:
        if language != current() and not self._replaced:
            self._replaced = True
            self.rebuild_wanted.emit(language)


def last_person(database: str) -> int | None:
    """Staff id of the person who sat at this seat last, when he or she still works here."""
    ref, _space, known = recall(PERSON_KEY).partition(" ")
    active = {person.id for person in staff.people()}
    return int(ref) if known == database and ref.isdigit() and int(ref) in active else None
