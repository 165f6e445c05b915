"""Prints of documents, which give the copy mark of the next."""

from peewee import CharField, DateTimeField, IntegerField

from garage.models.database import Row


class Print(Row):
    """One print of a document; its count is the copy mark of the next."""

    document = CharField()
    number = CharField()
    printed_at = DateTimeField()
    printed_by = IntegerField()

    class Meta:
        """Prints of one document count up."""

        indexes = ((("number", "document"), False),)
