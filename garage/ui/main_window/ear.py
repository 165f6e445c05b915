"""Hears the barcode scanner: a document opens its order, a part its ledger, wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from garage.domain.labels import label
from garage.domain.numbers import Series, read_number
from garage.domain.text import excerpt
from garage.i18n import _
from garage.ui.kit import messages
from garage.ui.kit.scanner import Scanner
from garage.ui.main_window.finding import Place
from garage.ui.main_window.places import ORDERS, tab_of

if TYPE_CHECKING:
    from garage.ui.main_window.window import MainWindow

LISTEN_AFTER_MS = 300
"""The window comes first: each of its thousand events would pass through Python, which then learns every kind of widget."""

CODE = r"[!-~][ -~]*"
"""Whatever a scanner reads: numbers of documents, parts and cars, and what nobody knows."""


class Ear(QObject):
    """A code that is no document's stays typing in a field that says `takes_scans`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._app = QApplication.instance()
        self.scanner = Scanner(self._app, CODE, wants=_takes_itself)
        self.scanner.scanned.connect(self.hear)
        QTimer.singleShot(LISTEN_AFTER_MS, self.scanner, self.scanner.listen)

    def hear(self, code: str) -> None:
        """Go to what was scanned; an open form takes it, or is finished first."""
        form, document = QApplication.activeModalWidget(), read_number(code)
        takes_part = None if document is not None else _part_taker(form)
        if takes_part is not None:
            takes_part(code)
        elif form is not None:
            self._tell_form(form, code, document)
        elif document is not None:
            self.go_to_document(*document)
        else:
            self._go_to_thing(code)

    def _tell_form(self, form: QWidget, code: str, document: tuple[Series, str] | None) -> None:
        """The form takes the document that it asks for; anything else waits."""
        take = getattr(form, "take_document", None)
        if take is not None and document is not None and take(document[1]):
            return
        if document is not None or _places(code):
            messages.toast(form, _("Close this window first, then scan again."), "info")
        else:
            messages.toast(form, _unknown(code), "warn")

    def go_to_document(self, series: Series, number: str) -> bool:
        """Go to the order or the document with that number, or say that there is none."""
        from garage.services import orders  # noqa: PLC0415 - not before the first scan

        order = orders.order_of_number(number)
        if order is None:
            return self._open_document(series, number)
        self._window.show_order(order)
        view = self._window.page(ORDERS).view
        if view.page is not None and view.page.id == order:
            view.next.take_keyboard()
        if series is Series.EXIT_PASS:
            self._offer_the_gate(number, order)
        return True

    def _go_to_thing(self, code: str) -> None:
        """The part or the car with that code; of several the person chooses."""
        found = _places(code)
        if len(found) == 1:
            self._window.go_to(found[0])
        elif found:
            self._window.focus_search()
            self._window.search.setText(code)
            self._window.search.look()
        else:
            messages.toast(self._window, _unknown(code), "warn")

    def _open_document(self, series: Series, number: str) -> bool:
        found = tab_of(series) is not None and self._window.show_document(number)
        if tab_of(series) is None:
            messages.toast(self._window, _("No order belongs to {number}.").format(number=number), "warn")
        elif not found:
            messages.toast(self._window, _("There is no document {number}.").format(number=number), "warn")
        return found

    def _offer_the_gate(self, number: str, order_id: int) -> None:
        """A pass: the car goes, or is back; a pass that is no longer good is said so."""
        from garage.services import exit_passes  # noqa: PLC0415 - not before the first pass

        row = exit_passes.live(order_id)
        if row is not None and row.no == number:
            QTimer.singleShot(0, self._window, lambda: self._window.at_the_gate(order_id))
            return
        state = next(one.state for one in exit_passes.of_order(order_id) if one.no == number)
        told = _("Exit pass {no}: {state}").format(no=number, state=label(state))
        messages.toast(self._window, told, "warn")

    def stop(self) -> None:
        """Hear nothing any more."""
        self._app.removeEventFilter(self.scanner)
        self.scanner.deleteLater()


def _takes_itself(widget: QWidget, code: str) -> bool:
    """Whether the code stays in the field: a document is heard wherever the keyboard is."""
    return read_number(code) is None and bool(getattr(widget, "takes_scans", False))


def _part_taker(form: QWidget | None) -> Callable[[str], object] | None:
    """What takes parts around the keyboard: the open form, or the sheet that counts."""
    here = QApplication.focusWidget() or form
    while here is not None:
        if hasattr(here, "take_part"):
            return here.take_part
        here = here.parentWidget()
    return getattr(form, "take_part", None)


def _places(code: str) -> list[Place]:
    """Where the parts and cars are that bear this code."""
    from garage.services import search  # noqa: PLC0415 - not before the first scan

    return [Place(kind, ref) for kind in ("part", "vehicle") for ref in search.exact(kind, code)]


def _unknown(code: str) -> str:
    return _("Scanned {code}: nothing is known by this code.").format(code=excerpt(code))
