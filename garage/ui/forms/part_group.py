"""The group of a part as a field: a known one is offered while typing, a new one is simply written."""

from garage.domain.search import name_terms, normalise_query
from garage.i18n import _
from garage.services import parts
from garage.ui.kit import fields


class GroupField(fields.SearchField):
    """A line for the name of a group; its value is the name."""

    def __init__(self) -> None:
        super().__init__(_find_groups, placeholder=_("filters, brakes, oils"), must_pick=False, limit=40)

    def value(self) -> str:
        """The words, clean; raises FieldError when too long."""
        return str(fields.LineField.value(self))

    def set_value(self, value: fields.Hit | str | None) -> None:
        """Show a group, or take the one picked."""
        name = value.title if isinstance(value, fields.Hit) else value
        super().set_value(fields.Hit(name, name) if name else None)


def _find_groups(text: str) -> list[fields.Hit]:
    typed = normalise_query(text)
    return [
        fields.Hit(name, name) for name in parts.groups() if any(typed in term for term in name_terms(name))
    ]
