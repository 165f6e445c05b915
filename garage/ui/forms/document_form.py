"""A form over a stored row that someone else may change meanwhile: told what, and nothing typed is lost."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.errors import Change, StaleError
from garage.i18n import _
from garage.ui.kit.fields import is_empty
from garage.ui.kit.form_dialog import FormDialog


class DocumentForm(FormDialog):
    """Subclasses override `read` and `write`; the names of values are the names of fields."""

    owed: tuple[str, ...] = ()
    """Fields of a file that may be owed: a stored one opens at the first that is empty, so that typing
    writes over nothing (A10)."""

    _version = 0
    _stored: Mapping[str, Any] = {}

    def read(self) -> tuple[int, Mapping[str, Any]]:
        """Version and values as stored now; (0, defaults) for what is new."""
        return 0, {}

    def write(self, version: int) -> object:
        """Save what is typed over `version`; raises GarageErrors."""
        raise NotImplementedError

    def load(self) -> None:
        self._version, self._stored = self.read()
        for name, value in self._stored.items():
            self.widget(name).set_value(value)
        gaps = (name for name in self.owed if self._version and is_empty(self.widget(name)))
        if (gap := next(gaps, None)) is not None:
            self.widget(gap).setFocus()

    def save(self) -> object:
        try:
            return self.write(self._version)
        except StaleError as error:
            version, theirs = self.read()
            if theirs != self._stored:
                changes = self._changes(theirs)
                raise StaleError(error.text, by=error.by, at=error.at, changes=changes) from error
            self._version = version  # what changed is nothing this form holds
            return self.write(version)

    def keep_mine(self, error: StaleError) -> None:
        """Keep what was typed; a field nobody touched here takes their value."""
        typed = self.contents()
        touched = {name for name in typed if typed[name] != self._before.get(name)}
        self._version, self._stored = self.read()
        for name, value in self._stored.items():
            if name not in touched:
                self.widget(name).set_value(value)
                self._before[name] = self.contents()[name]

    def _changes(self, theirs: Mapping[str, Any]) -> list[Change]:
        return [
            Change(self.widget(name).accessibleName(), in_words(before), in_words(theirs[name]))
            for name, before in self._stored.items()
            if theirs[name] != before
        ]


def in_words(value: object) -> str:
    """A value of a field as a person reads it."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case Enum():
            return label(value)
        case date():
            return value.isoformat()
        case int():
            return f"{value:,}"
        case tuple():
            return _(", ").join(display_phone(str(one)) for one in value)
    return str(value)
