"""The people of the garage: their names, teams, trades and roles."""

from collections.abc import Collection, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from garage.domain.labels import label
from garage.domain.lines import WorkType
from garage.domain.staff import Role
from garage.errors import StaleError
from garage.i18n import _
from garage.services import staff
from garage.services.command import Area
from garage.services.staff import Person
from garage.ui.desk import Desk
from garage.ui.forms.settings_section import ListSection, UseChips
from garage.ui.kit import fields, messages
from garage.ui.kit.actions import guarded
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column

TICKS_A_ROW = 3


class TicksField(QWidget):
    """Any number of an enum's members, ticked."""

    edited = Signal()

    def __init__(self, members: Sequence[Enum]) -> None:
        super().__init__()
        self.field_name = "value"
        self._ticks: dict[Enum, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, member in enumerate(members):
            tick = QCheckBox(label(member))
            tick.setObjectName(f"tick_{member.value}")
            tick.setAccessibleName(tick.text())
            tick.toggled.connect(self.edited)
            self._ticks[member] = tick
            grid.addWidget(tick, place // TICKS_A_ROW, place % TICKS_A_ROW)
        self.setFocusProxy(next(iter(self._ticks.values())))

    def value(self) -> frozenset[Any]:
        """The members ticked."""
        return frozenset(member for member, tick in self._ticks.items() if tick.isChecked())

    def set_value(self, members: Collection[Any]) -> None:
        """Tick these and no others."""
        for member, tick in self._ticks.items():
            tick.setChecked(member in members)


class StaffForm(FormDialog):
    """A new person, or one who is there."""

    def __init__(self, desk: Desk, person: Person | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Change the person") if person else _("New person"), width=560)
        self._desk = desk
        self._person = person
        self.add_field("name", _("Full name"), fields.LineField(limit=60), required=True)
        self.add_field("phone", _("Phone"), fields.LineField(limit=40))
        self.add_field("team", _("Team"), fields.LineField(limit=40), beside=True)
        self.add_field(
            "roles", _("Roles"), TicksField(tuple(Role)), _("Roles decide whom a list offers for what.")
        )
        self.add_field("trades", _("Trades"), TicksField(tuple(WorkType)), _("For those who repair."))

    def load(self) -> None:
        if self._person is None:
            return
        self._person = staff.person(self._person.id)
        for name, box in self.body.boxes.items():
            box.field.set_value(getattr(self._person, name))

    def keep_mine(self, error: StaleError) -> None:
        if self._person:
            self._person = staff.person(self._person.id)

    def save(self) -> object:
        values = {name: box.field.value() for name, box in self.body.boxes.items()}
        if self._person is None:
            return staff.add(self._desk.by(), **values)
        person = self._person
        staff.change(self._desk.by(), person.id, person.version, active=person.active, **values)
        return person.id


class StaffSection(ListSection):
    """The people in the settings."""

    areas = frozenset({Area.STAFF})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "staff",
            _("Staff"),
            _(
                "Everyone who works here. Whatever is done in the program carries the name of the person who is "
                "chosen at the bottom of the window."
            ),
        )
        self.chips = UseChips(self, "staff_use")
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.top.addWidget(self.chips)
        self._retire, self._retire_button = self.add_button(
            _("Has left the garage"), self.retire, "Delete", "close"
        )
        self._training = self.add_button(_("Training…"), self.show_training, "Ctrl+T", "list")
        self._change, self._change_button = self.add_button(_("Change…"), self.open_current, None, "pencil")
        self.add_button(_("Add a person…"), self.add_person, "Ctrl+N", "plus", primary=True)
        ink = lambda person: None if person.active else "muted"  # noqa: E731 - the same for every column
        self.show_columns(
            (
                Column("name", _("Full name"), 140, "left", _name, ink, bold=True),
                Column("roles", _("Roles"), 0, "left", role_words, ink, tooltip=role_words),
                Column("team", _("Team"), 90, "left", lambda person: person.team, ink),
                Column("trades", _("Trades"), 190, "left", _trades, ink),
                Column("phone", _("Phone"), 130, "left", lambda person: person.phone, ink),
            ),
            lambda person: person.id,
        )

    def rows(self) -> Sequence[Person]:
        every = staff.people(everyone=True)
        self.chips.show_counts(sum(person.active for person in every), len(every), _("Working here"))
        return [person for person in every if person.active or self.chips.everyone]

    def add_person(self) -> None:
        """A new person."""
        self.open_form(StaffForm(self.desk, None, self))

    def open_current(self) -> None:
        person = self.list.current_row()
        if person:
            self.open_form(StaffForm(self.desk, person, self))

    def show_training(self) -> None:
        """What the person under the bar learned."""
        from garage.ui.forms.training_list import PersonTrainings  # noqa: PLC0415 - hardly ever wanted

        if (person := self.list.current_row()) is not None:
            PersonTrainings(self.desk, self.window(), person.id, person.name).show_over()

    def retire(self) -> None:
        """The person under the bar has left the garage, or is back."""
        person = self.list.current_row()
        if person is None:
            return
        self._set_active(person, not person.active)
        if person.active:
            words = _("{name} is not offered any more.").format(name=person.name)
            messages.toast(
                self,
                words,
                "ok",
                (_("Undo"), guarded(self, lambda: self._set_active(staff.person(person.id), True))),
            )

    def refresh_actions(self) -> None:
        person = self.list.current_row()
        for part in (*self._training, self._retire, self._retire_button, self._change, self._change_button):
            part.setEnabled(person is not None)
        words = _("Has left the garage") if person is None or person.active else _("Is back")
        self._retire_button.setText(words)
        self._retire_button.setAccessibleName(words)

    def _set_active(self, person: Person, active: bool) -> None:
        staff.change(
            self.desk.by(),
            person.id,
            person.version,
            name=person.name,
            roles=person.roles,
            phone=person.phone,
            team=person.team,
            trades=person.trades,
            active=active,
        )


def role_words(person: Person) -> str:
    """The person's roles in one line."""
    return " · ".join(label(role) for role in Role if role in person.roles)


def _name(person: Person) -> str:
    return person.name if person.active else _("{name} (left)").format(name=person.name)


def _trades(person: Person) -> str:
    return " · ".join(label(trade) for trade in WorkType if trade in person.trades)
