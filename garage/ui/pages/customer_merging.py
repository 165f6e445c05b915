"""What the customers' page does about duplicates: the window of likely pairs, and two files side by side (A11)."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from garage.domain.merges import FileKind
from garage.i18n import _
from garage.services import customers, file_compare, file_merges, vehicles
from garage.services.duplicates import Pair
from garage.ui.desk import Desk
from garage.ui.forms.choose_file import ChooseFileForm
from garage.ui.forms.duplicates import DuplicatesDialog
from garage.ui.forms.merge_files import MergeForm, open_form
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.customer_words import called


class CustomerMerging(QObject):
    """Its actions stand in the menus of the page's lists; the signals ask the page to show a file."""

    customer_wanted = Signal(int)
    vehicle_wanted = Signal(int)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.customer_id: int | None = None
        self.vehicle_id: int | None = None
        self._likely: Pair | None = None
        self.likely_action = make_action(
            page, _("Side by side…"), self.compare_likely, "Ctrl+M", "list", name="compare_likely"
        )
        self.apart_action = make_action(
            page, _("Not the same"), self.keep_apart, "Ctrl+D", "close", name="keep_apart"
        )
        self.duplicates_action = make_action(
            page, _("Duplicates…"), self.show_duplicates, "Ctrl+Shift+D", "list", name="show_duplicates"
        )
        self.customer_action = make_action(
            page,
            _("Another file of this customer…"),
            self.merge_customer,
            "Ctrl+Shift+U",
            "person",
            name="merge_customer",
        )
        self.vehicle_action = make_action(
            page,
            _("Another file of this car…"),
            self.merge_vehicle,
            "Ctrl+Shift+Y",
            "car",
            name="merge_vehicle",
        )

    def follow(self, customer_id: int | None, vehicle_id: int | None, likely: Pair | None) -> None:
        """These two are in sight, and the head of the page names a `likely` pair."""
        self.customer_id, self.vehicle_id = customer_id, vehicle_id
        self._likely = likely if customer_id is not None else None
        for action in (self.likely_action, self.apart_action):
            action.setEnabled(self._likely is not None)
        self.customer_action.setEnabled(customer_id is not None)
        self.vehicle_action.setEnabled(vehicle_id is not None)

    def show_duplicates(self) -> None:
        """Likely pairs, and what became of those looked at."""
        window = DuplicatesDialog(self._desk, self._page)
        window.customer_wanted.connect(self.customer_wanted)
        window.vehicle_wanted.connect(self.vehicle_wanted)
        window.finished.connect(window.deleteLater)
        window.open()

    def merge_customer(self) -> None:
        """Find another file of the customer in sight and look at both."""
        if self.customer_id is not None:
            name = customers.open_customer(self.customer_id).name
            self._choose(FileKind.CUSTOMER, self.customer_id, name)

    def merge_vehicle(self) -> None:
        """Find another file of the car in sight and look at both."""
        if self.vehicle_id is not None:
            car = vehicles.open_vehicle(self.vehicle_id, self._desk.today())
            self._choose(FileKind.VEHICLE, car.id, called(car.plate, car.vin))

    def compare_likely(self) -> None:
        """Look at the two files that the head of the page names."""
        if (pair := self._likely) is not None:
            self.compare(pair.kind, pair.one_id, pair.other_id)

    def keep_apart(self) -> None:
        """The two files that the head of the page names are not the same."""
        if (pair := self._likely) is not None:
            file_merges.keep_apart(self._desk.by(), pair.kind, pair.one_id, pair.other_id)
            words = _("{one} and {other} stay two files.").format(one=pair.one, other=pair.other)
            toast(self._page, words, "ok", (_("Duplicates…"), self.show_duplicates))

    def compare(self, kind: FileKind, kept_id: int, gone_id: int, reason: str = "") -> None:
        """Two files side by side; `reason` was typed while they stood the other way round."""
        form = MergeForm(self._desk, self._page, kind, kept_id, gone_id)
        form.saved.connect(lambda _merge: self._on_merged(form))
        form.swap_wanted.connect(partial(self.compare, kind, gone_id, kept_id))
        open_form(form)
        form.widget("reason").setText(reason)

    def _choose(self, kind: FileKind, ref: int, name: str) -> None:
        form = ChooseFileForm(self._page, kind, ref, name)
        form.saved.connect(lambda other: self.compare(kind, ref, int(other)))
        open_form(form)

    def _on_merged(self, form: MergeForm) -> None:
        found: file_compare.Comparison = form.found
        words = _("{one} and {other} are one file now.").format(one=found.kept.name, other=found.gone.name)
        toast(self._page, words, "ok", (_("Duplicates…"), self.show_duplicates))
        wanted = self.customer_wanted if found.kind is FileKind.CUSTOMER else self.vehicle_wanted
        wanted.emit(found.kept.id)
