"""Bays: the work places of the shop."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from garage.errors import StaleError
from garage.i18n import _
from garage.services import shop
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection, UseChips
from garage.ui.kit import fields, messages
from garage.ui.kit.actions import guarded
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column


class Bay(NamedTuple):
    """A bay as the list shows it."""

    id: int
    version: int
    name: str
    active: bool


class BayForm(FormDialog):
    """Name of a new bay, or of one that is there."""

    def __init__(self, desk: Desk, bay: Bay | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Change the bay") if bay else _("New bay"), width=460)
        self._desk = desk
        self._bay = bay
        self.add_field(
            "name", _("Name"), fields.LineField(limit=40), _("For example: Lift 1, Paint booth"), True
        )

    def load(self) -> None:
        if self._bay:
            self._bay = _read(self._bay.id)
            self.widget("name").set_value(self._bay.name)

    def keep_mine(self, error: StaleError) -> None:
        if self._bay:
            self._bay = _read(self._bay.id)

    def save(self) -> object:
        name = self.widget("name").value()
        if self._bay is None:
            return shop.save_bay(self._desk.by(), name=name)
        bay = self._bay
        return shop.save_bay(
            self._desk.by(), name=name, bay_id=bay.id, version=bay.version, active=bay.active
        )


def _read(bay_id: int) -> Bay:
    return next(bay for bay in _bays(everyone=True) if bay.id == bay_id)


def _bays(*, everyone: bool) -> list[Bay]:
    return [Bay(*row) for row in shop.bays(everyone=everyone)]


class BaySection(ListSection):
    """The bays in the settings."""

    areas = frozenset({Area.SHOP})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "bays",
            _("Bays"),
            _("Work places such as lifts and the paint booth. A work order can say where the car stands."),
        )
        self.chips = UseChips(self, "bays_use")
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.top.addWidget(self.chips)
        self._retire, self._retire_button = self.add_button(
            _("Take out of use"), self.retire, "Delete", "close"
        )
        self._change, self._change_button = self.add_button(_("Change…"), self.open_current, None, "pencil")
        self.add_button(_("Add a bay…"), self.add_bay, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(_("No bays yet."), _("Add a bay…"), self.add_bay)
        self.show_columns(
            (
                Column("name", _("Name"), 0, "left", lambda bay: bay.name),
                Column("use", _("Use"), 160, "left", _use, lambda bay: None if bay.active else "muted"),
            ),
            lambda bay: bay.id,
        )

    def rows(self) -> Sequence[Bay]:
        every = _bays(everyone=True)
        self.chips.show_counts(sum(bay.active for bay in every), len(every))
        return [bay for bay in every if bay.active or self.chips.everyone]

    def add_bay(self) -> None:
        """A new bay."""
        self.open_form(BayForm(self.desk, None, self))

    def open_current(self) -> None:
        bay = self.list.current_row()
        if bay:
            self.open_form(BayForm(self.desk, bay, self))

    def retire(self) -> None:
        """Take the bay under the bar out of use, or back."""
        bay = self.list.current_row()
        if bay is None:
            return
        shop.save_bay(
            self.desk.by(), name=bay.name, bay_id=bay.id, version=bay.version, active=not bay.active
        )
        if bay.active:
            messages.toast(
                self,
                _("{name} is out of use.").format(name=bay.name),
                "ok",
                (_("Undo"), guarded(self, lambda: self._undo(bay.id))),
            )

    def refresh_actions(self) -> None:
        bay = self.list.current_row()
        for part in (self._retire, self._retire_button, self._change, self._change_button):
            part.setEnabled(bay is not None)
        words = _("Take out of use") if bay is None or bay.active else _("Back into use")
        self._retire_button.setText(words)
        self._retire_button.setAccessibleName(words)

    def _undo(self, bay_id: int) -> None:
        bay = _read(bay_id)
        shop.save_bay(self.desk.by(), name=bay.name, bay_id=bay.id, version=bay.version, active=True)


def _use(bay: Bay) -> str:
    return _("In use") if bay.active else _("Out of use")
