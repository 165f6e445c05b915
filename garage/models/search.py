"""Search tails: suffixes of everything a person may type to find something."""

from peewee import CharField, CompositeKey, IntegerField, Model

from garage.models.database import database


class SearchTail(Model):
    """A suffix of a searchable term: a typed fragment is a prefix range on this table."""

    kind = CharField()
    tail = CharField()
    ref = IntegerField()

    class Meta:
        """The primary key is the only index: (kind, tail, ref)."""

        database = database
        table_name = "search_tail"
        primary_key = CompositeKey("kind", "tail", "ref")
