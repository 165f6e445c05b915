"""Hears the barcode scanner: a document opens its order, a part its ledger, wherever the keyboard is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from garage.domain.labels import label
from garage.domain.numbers import NUMBER, Series, read_number
from garage.i18n import _
from garage.ui.kit import messages
from garage.ui.kit.scanner import Scanner
from garage.ui.main_window.finding import Place
from garage.ui.main_window.places import ORDERS, tab_of

if TYPE_CHECKING:
    from garage.ui.main_window.window import MainWindow

LISTEN_AFTER_MS = 300
"""The window comes first: each of its thousand events would pass through Python, which then learns every kind of widget."""

DOCUMENT = f"(?i:{NUMBER.pattern})"
PART = r"\d{8}|\d{12,14}"
"""EAN-8, UPC-A, EAN-13 and GTIN-14."""

_TYPING = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox", "QAbstractSpinBox")
"""By name, because a class of Qt that is named in a window that comes up is loaded there."""


class Ear(QObject):
    """A part's barcode scanned into a field stays typing: the field wants it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._app = QApplication.instance()
        self.scanner = Scanner(self._app, f"{DOCUMENT}|{PART}")
        self.scanner.scanned.connect(self.hear)
        QTimer.singleShot(LISTEN_AFTER_MS, self.scanner, self.scanner.listen)
        self._app.focusChanged.connect(self._listen)

    def hear(self, code: str) -> None:
        """Go to what was scanned; an open form takes it, or is finished first."""
        form = QApplication.activeModalWidget()
        if form is not None:
            if code.isdecimal() and hasattr(form, "take_part"):
                form.take_part(code)
                return
            take, known = getattr(form, "take_document", None), read_number(code)
            if take is not None and known is not None and take(known[1]):
                return
            messages.toast(form, _("Close this window first, then scan again."), "info")
            return
        from garage.services import orders, search  # noqa: PLC0415 - not before the first scan

        order = orders.order_of_number(code)
        parts = search.exact("part", code) if order is None else []
        if order is not None:
            self._window.show_order(order)
            view = self._window.page(ORDERS).view
            if view.page is not None and view.page.id == order:
                view.next.take_keyboard()
            self._offer_the_gate(code, order)
        elif parts:
            self._window.go_to(Place("part", parts[0]))
        elif found := read_number(code):
            self._open_document(*found)
        else:
            messages.toast(self._window, _("No part has the barcode {code}.").format(code=code), "warn")

    def _open_document(self, series: Series, number: str) -> None:
        if tab_of(series) is None:
            messages.toast(self._window, _("No order belongs to {number}.").format(number=number), "warn")
        elif not self._window.show_document(number):
            messages.toast(self._window, _("There is no document {number}.").format(number=number), "warn")

    def _offer_the_gate(self, code: str, order_id: int) -> None:
        """A pass was scanned: the car goes, or is back; a pass that is no longer good is said so."""
        found = read_number(code)
        if found is None or found[0] is not Series.EXIT_PASS:
            return
        from garage.services import exit_passes  # noqa: PLC0415 - not before the first pass

        row = exit_passes.live(order_id)
        if row is not None and row.no == found[1]:
            QTimer.singleShot(0, self._window, lambda: self._window.at_the_gate(order_id))
            return
        state = next(one.state for one in exit_passes.of_order(order_id) if one.no == found[1])
        told = _("Exit pass {no}: {state}").format(no=found[1], state=label(state))
        messages.toast(self._window, told, "warn")

    def stop(self) -> None:
        """Hear nothing any more."""
        self._app.focusChanged.disconnect(self._listen)
        self._app.removeEventFilter(self.scanner)
        self.scanner.deleteLater()

    def _listen(self, _left: QWidget | None, reached: QWidget | None) -> None:
        types = (reached is not None and any(map(reached.inherits, _TYPING))) or (
            isinstance(reached, QAbstractItemView)
            and reached.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers
        )
        self.scanner.set_pattern(DOCUMENT if types and not _for_parts(reached) else f"{DOCUMENT}|{PART}")


def _for_parts(reached: QWidget | None) -> bool:
    """Whether the keyboard is in a table of a form that takes parts: a barcode is no quantity and no price."""
    if reached is None or not hasattr(reached.window(), "take_part"):
        return False
    view = reached.parentWidget()
    over = view.parentWidget() if view is not None else None
    return any(one is not None and one.inherits("QAbstractItemView") for one in (reached, over))
