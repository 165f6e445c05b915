"""Gapless number series."""

from peewee import CharField, IntegerField

from garage.models.database import Row


class NumberSeries(Row):
    """Last number taken of a series in a year."""

    series = CharField()
    year = IntegerField()
    last = IntegerField()

    class Meta:
        """One counter a series and year."""

        indexes = ((("series", "year"), True),)
