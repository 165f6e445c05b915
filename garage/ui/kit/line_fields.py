"""Fields of one line (or a few) that a person types: words, money, quantities, hours, kilometres."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from garage.domain import money, quantities
from garage.domain.decimals import parse_decimal
from garage.domain.text import clean_line, clean_text
from garage.errors import FieldError

T = TypeVar("T")

MAX_KM = 9_999_999


class LineField(QLineEdit):
    """One line of words of at most `limit` characters; `field_name` is what its FieldErrors are called.

    Longer words may be typed or pasted: they are refused in words, never cut off behind a person's back. Where
    codes are typed (`takes_scans`) a scanned one stays, except the number of a document.
    """

    takes_scans = False

    def __init__(self, parent: QWidget | None = None, limit: int = 200, placeholder: str = "") -> None:
        super().__init__(parent)
        self.field_name = "value"
        self.limit = limit
        self.setPlaceholderText(placeholder)

    def value(self) -> Any:
        """The words, clean; raises FieldError when too long."""
        try:
            return clean_line(self.text(), self.limit)
        except ValueError as error:
            raise FieldError(self.field_name, str(error)) from None

    def set_value(self, value: Any) -> None:
        """Show `value` from its beginning."""
        self.setText(value or "")
        self.setCursorPosition(0)


class CodeField(LineField):
    """A line for what stands on things in bars: codes of parts, serial numbers, waybills."""

    takes_scans = True


class TextField(QPlainTextEdit):
    """Several lines of words; Enter makes a new line, Tab goes on."""

    edited = Signal()

    def __init__(
        self, parent: QWidget | None = None, limit: int = 2000, lines: int = 3, placeholder: str = ""
    ) -> None:
        super().__init__(parent)
        self.field_name = "value"
        self.limit = limit
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 20)
        self.textChanged.connect(self.edited)

    def value(self) -> str:
        """The words, clean; raises FieldError when too long."""
        try:
            return clean_text(self.toPlainText(), self.limit)
        except ValueError as error:
            raise FieldError(self.field_name, str(error)) from None

    def set_value(self, value: str | None) -> None:
        """Show `value`."""
        self.setPlainText(value or "")


class ParsedField(LineField, Generic[T]):
    """A line that means something: read by `parse(text, field)`, written by `show`; empty is None."""

    def __init__(
        self,
        parse: Callable[[str, str], T],
        show: Callable[[T], str],
        parent: QWidget | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(parent, 60, placeholder)
        self.setMaxLength(self.limit)  # nothing that can be read is longer
        self._parse = parse
        self._show = show
        self.editingFinished.connect(self._tidy)

    def value(self) -> T | None:
        """What was typed, None when empty; raises FieldError when it cannot be read."""
        return self._parse(self.text(), self.field_name) if self.text().strip() else None

    def set_value(self, value: T | None) -> None:
        """Show `value`; None empties the field."""
        self.setText("" if value is None else self._show(value))
        self.setCursorPosition(0)

    def value_if_read(self) -> T | None:
        """As `value`, and None as well while what was typed cannot be read."""
        try:
            return self.value()
        except FieldError:
            return None

    def _tidy(self) -> None:
        """Write what was understood in its usual form, so that a person sees how it was read."""
        value = self.value_if_read()
        if value is not None and self.text() != self._show(value):
            self.setText(self._show(value))


class NumberField(ParsedField[int]):
    """A parsed whole number of units, its figures at the right."""

    def __init__(
        self,
        parse: Callable[[str, str], int],
        show: Callable[[int], str],
        parent: QWidget | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(parse, show, parent, placeholder)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class MoneyField(NumberField):
    """Yuan on screen, fen inside."""

    def __init__(self, parent: QWidget | None = None, *, negative: bool = False) -> None:
        def parse(text: str, field: str) -> int:
            return money.parse_yuan(text, field, negative=negative)

        super().__init__(parse, money.format_plain, parent, "0.00")

    def fen(self) -> int:
        """Fen typed, 0 when empty; raises FieldError."""
        return self.value() or 0

    def set_fen(self, fen: int | None) -> None:
        """Show `fen`."""
        self.set_value(fen)


class QuantityField(NumberField):
    """Units on screen, milli-units inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(quantities.parse_quantity, quantities.format_quantity, parent, "0")

    def milli(self) -> int:
        """Milli-units typed, 0 when empty; raises FieldError."""
        return self.value() or 0

    def set_milli(self, milli: int | None) -> None:
        """Show `milli`."""
        self.set_value(milli)


class HoursField(NumberField):
    """Hours on screen, centi-hours inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(quantities.parse_hours, quantities.format_hours, parent, "0")

    def centi(self) -> int:
        """Centi-hours typed, 0 when empty; raises FieldError."""
        return self.value() or 0

    def set_centi(self, centi: int | None) -> None:
        """Show `centi`."""
        self.set_value(centi)


class KilometreField(NumberField):
    """Whole kilometres, grouped in threes: "86,412"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_parse_km, lambda km: f"{km:,}", parent, "km")

    def km(self) -> int | None:
        """Kilometres typed, None when empty; raises FieldError."""
        return self.value()

    def set_km(self, km: int | None) -> None:
        """Show `km`."""
        self.set_value(km)


def _parse_km(text: str, field: str) -> int:
    figures = text.lower().replace("km", "").replace("公里", "").replace(" ", "")
    return parse_decimal(figures, places=0, limit=MAX_KM, field=field)
