"""A part that may be fitted instead of another: which one, with which words, and the other way round or not."""

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import parts, substitutes
from garage.services.substitutes import Substitute
from garage.ui.desk import Desk
from garage.ui.forms.part_grid import find_parts
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.search_field import Hit


class SubstituteForm(FormDialog):
    """A new substitute of `part_id`, or the one `known` with other words; `saved` carries its id."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, part_id: int, known: Substitute | None = None
    ) -> None:
        part = parts.open_part(part_id).stock
        about = _("Fitted instead of {code} {name}").format(code=part.code, name=part.name)
        super().__init__(parent, _("Substitute"), about, width=560)
        self.setObjectName("substitute_form")
        self._desk = desk
        self._part = part_id
        self._known = known
        search = fields.SearchField(
            self._find, placeholder=_("Scan, or type a code, OE number, name or initials")
        )
        self.part = self.add_field("substitute_id", _("Part"), search, required=True)
        self.note = self.add_field(
            "note",
            _("Note"),
            fields.LineField(limit=200),
            _("What has to be minded: a seal, an adapter, a year."),
        )
        both = fields.TickField(_("The other way round as well"))
        self.both_ways = self.add_field("both_ways", "", both)

    def load(self) -> None:
        self.both_ways.set_value(self._known is None or self._known.both_ways)
        if self._known is not None:
            self.part.set_value(Hit(self._known.part.id, f"{self._known.part.code} {self._known.part.name}"))
            self.part.setReadOnly(True)
            self.note.set_value(self._known.note)
            self.note.setFocus()

    def save(self) -> int:
        chosen: int = self.part.value()
        substitutes.set_substitute(
            self._desk.by(), self._part, chosen, note=self.note.value(), both_ways=self.both_ways.value()
        )
        return chosen

    def _find(self, text: str) -> list[Hit]:
        return [hit for hit in find_parts(text) if hit.ref != self._part]
