"""Times as people say them: "due in 40 min", "40 min late", "today 17:30"."""

from datetime import datetime, timedelta

from garage.i18n import _


def say_moment(moment: datetime, now: datetime) -> str:
    """A moment near `now` by its day's name, else by its date."""
    clock = f"{moment:%H:%M}"
    days = (moment.date() - now.date()).days
    if days == 0:
        return _("today {time}").format(time=clock)
    if days == 1:
        return _("tomorrow {time}").format(time=clock)
    if days == -1:
        return _("yesterday {time}").format(time=clock)
    return f"{moment:%m-%d %H:%M}" if moment.year == now.year else f"{moment:%Y-%m-%d %H:%M}"


def say_due(due: datetime, now: datetime) -> str:
    """How long until `due`, or by how much it has passed."""
    left = due - now
    if left < timedelta():
        return _("{span} late").format(span=say_span(-left))
    if left < timedelta(hours=8):
        return _("due in {span}").format(span=say_span(left))
    return _("due {moment}").format(moment=say_moment(due, now))


def say_promise(promised: datetime, now: datetime) -> str:
    """When a car is to be handed over, the same way."""
    if promised - now < timedelta(hours=8):
        return say_due(promised, now)
    return _("ready {moment}").format(moment=say_moment(promised, now))


def say_span(span: timedelta) -> str:
    """A length of time in its two leading units at most."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return _("{h} h {m} min").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)
    days = hours // 24
    return _("{d} d {h} h").format(d=days, h=hours % 24) if hours % 24 else _("{d} d").format(d=days)
