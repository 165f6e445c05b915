"""Photos of anything: kept inside the database, so that one file is everything."""

from peewee import BlobField, CharField, IntegerField

from garage.models.database import Document


class Photo(Document):
    """A JPEG that belongs to one row, named by its table and id, with a small one for lists."""

    noun = CharField()
    ref = IntegerField()
    position = IntegerField()
    caption = CharField(default="")
    picture = BlobField()
    thumbnail = BlobField()

    class Meta:
        """All photos of one row."""

        indexes = ((("noun", "ref"), False),)
