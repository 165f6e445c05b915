"""The calendar of working days: holidays on weekdays and weekends that are worked."""

from peewee import CharField, DateField

from garage.models.database import Document


class CalendarDay(Document):
    """A day that is not what its weekday says: OFF or WORK, by which notice."""

    on = DateField(column_name="falls_on", unique=True)
    kind = CharField()
    name = CharField(default="")
    source = CharField(default="")
