"""The member level of a customer as a field: a known one is offered while typing, empty is no member."""

from garage.domain.search import name_terms, normalise_query
from garage.i18n import _
from garage.services import member_levels
from garage.ui.kit import fields


class MemberLevelField(fields.SearchField):
    """A line for the name of a level; its value is the name. Whoever has one is asked member prices (A9)."""

    def __init__(self) -> None:
        self._levels: list[str] | None = None
        super().__init__(self._find, placeholder=_("no member"), must_pick=False, limit=20)

    def value(self) -> str:
        """The words, clean; raises FieldError when too long."""
        return str(fields.LineField.value(self))

    def set_value(self, value: fields.Hit | str | None) -> None:
        """Show a level, or take the one picked."""
        name = value.title if isinstance(value, fields.Hit) else value
        super().set_value(fields.Hit(name, name) if name else None)

    def _find(self, text: str) -> list[fields.Hit]:
        if self._levels is None:
            usual = [_("Silver"), _("Gold"), _("Diamond")]
            self._levels = member_levels.names() or usual
        typed = normalise_query(text)
        return [
            fields.Hit(name, name) for name in self._levels if any(typed in term for term in name_terms(name))
        ]
