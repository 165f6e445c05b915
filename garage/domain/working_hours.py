"""Working time: the shop works every day from 8 to 18 o'clock (A7)."""

from datetime import datetime, timedelta

OPENS, CLOSES = 8, 18


def after_work(start: datetime, minutes: int) -> datetime:
    """When so many minutes of work are done that begin at `start`, rounded up to half hours."""
    moment = start.replace(second=0, microsecond=0)
    while minutes > 0:
        opens = moment.replace(hour=OPENS, minute=0)
        closes = moment.replace(hour=CLOSES, minute=0)
        moment = max(moment, opens)
        room = int((closes - moment).total_seconds() // 60)
        if room >= minutes:
            moment += timedelta(minutes=minutes)
            minutes = 0
        else:
            minutes -= max(0, room)
            moment = opens + timedelta(days=1)
    return moment + timedelta(minutes=-moment.minute % 30)
