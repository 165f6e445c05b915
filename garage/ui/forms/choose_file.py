"""Which other file is of the same customer or the same car: found by hand where no list proposes it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.merges import FileKind
from garage.errors import FieldError
from garage.i18n import _
from garage.services import search
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.search_field import Hit, SearchField

_MOST = 8


class ChooseFileForm(FormDialog):
    """`saved` carries the id of the other file."""

    def __init__(self, parent: QWidget | None, kind: FileKind, ref: int, name: str) -> None:
        customer = kind is FileKind.CUSTOMER
        title = _("Another file of this customer") if customer else _("Another file of this car")
        super().__init__(parent, title, name, _("Side by side"), width=560)
        self.setObjectName("choose_file_form")
        self._kind, self._ref = kind, ref
        place = _("phone, name or initials") if customer else _("plate or VIN")
        words = _("The other file")
        self.other = self.add_field("other", words, SearchField(self._find, placeholder=place), required=True)

    def save(self) -> object:
        hit = self.other.hit()
        if hit is None:
            raise FieldError("other", _("Choose one from the list."))
        return hit.ref

    def _find(self, text: str) -> Sequence[Hit]:
        kinds = ("customer",) if self._kind is FileKind.CUSTOMER else ("vehicle",)
        found = search.find(text, _MOST + 1, kinds)
        return [Hit(hit.ref, hit.title, hit.subtitle) for hit in found if hit.ref != self._ref][:_MOST]
