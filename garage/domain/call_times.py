"""When a customer likes to be called, read from what was written down: "18:00–20:00", "晚上", "下班后", "周末", "随时"."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

Span = tuple[int, int]
"""Minutes of the day, from and to."""

DAY: Span = (9 * 60, 20 * 60)
"""When anybody may be called."""
MORNING_CALL = 10 * 60
"""When to try again with somebody who said nothing."""
_ALL_WEEK = frozenset(range(7))
_WORKDAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})

_PARTS: dict[str, Span] = {
    "工作时间": (9 * 60, 18 * 60),
    "上班时间": (9 * 60, 18 * 60),
    "午休时间": (12 * 60, 13 * 60 + 30),
    "午饭后": (12 * 60 + 30, 14 * 60),
    "晚饭后": (19 * 60, 21 * 60),
    "早上": (8 * 60, 10 * 60),
    "早晨": (8 * 60, 10 * 60),
    "上午": (9 * 60, 12 * 60),
    "中午": (12 * 60, 14 * 60),
    "午休": (12 * 60, 13 * 60 + 30),
    "下午": (14 * 60, 18 * 60),
    "傍晚": (17 * 60, 19 * 60),
    "晚上": (18 * 60, 21 * 60),
    "晚间": (18 * 60, 21 * 60),
    "下班后": (18 * 60, 21 * 60),
    "下班": (18 * 60, 21 * 60),
    "白天": (9 * 60, 18 * 60),
    "after work": (18 * 60, 21 * 60),
    "working hours": (9 * 60, 18 * 60),
    "lunchtime": (12 * 60, 13 * 60 + 30),
    "lunch": (12 * 60, 13 * 60 + 30),
    "morning": (9 * 60, 12 * 60),
    "noon": (12 * 60, 14 * 60),
    "afternoon": (14 * 60, 18 * 60),
    "evening": (18 * 60, 21 * 60),
}
_LATE_PARTS = frozenset(
    {"下午", "傍晚", "晚上", "晚间", "下班后", "下班", "晚饭后", "afternoon", "evening", "after work"}
)
_NOON_PARTS = frozenset({"中午", "午休", "noon", "lunch"})
_ANY = (
    "任何时间",
    "任意时间",
    "随时",
    "全天",
    "都可以",
    "都行",
    "均可",
    "不限",
    "any time",
    "anytime",
    "always",
    "all day",
)
_DAYS: dict[str, frozenset[int]] = {
    "工作日": _WORKDAYS,
    "平时": _WORKDAYS,
    "周末": _WEEKEND,
    "双休日": _WEEKEND,
    "休息日": _WEEKEND,
    "weekdays": _WORKDAYS,
    "weekday": _WORKDAYS,
    "weekends": _WEEKEND,
    "weekend": _WEEKEND,
    "每天": _ALL_WEEK,
    "every day": _ALL_WEEK,
    "daily": _ALL_WEEK,
}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOT = re.compile(r"不(?!限)|别|勿|除|以外|之外|except|\bnot\b|never|\bno\b|don't")
_FILLERS = re.compile(
    r"请|打电话|电话|来电|联系|方便|时间|可以|左右|时段|再打|打|的|为宜|最好|比较|都|在|约|前后"
    r"|\b(?:call|please|best|o'clock|about|the|at|in|on|between|from|only)\b"
)
_WEEK = "(?:周|星期|礼拜)"
_WEEKDAYS = rf"{_WEEK}([一二三四五六日天]+)"
_ENGLISH = r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?\b"
_NAMES = "一二三四五六日天"
_CLOCK = r"(\d{1,2})(?:[:：点时](\d{2}|半)?(?:分)?|(?=\s*(?:am|pm)))?\s*(am|pm)?"
_RANGE = re.compile(rf"^{_CLOCK}\s*[-~]\s*(?P<part>\D*?){_CLOCK}$")
_ONE = re.compile(rf"^{_CLOCK}\s*(?P<side>以后|之后|后|以前|之前|前|起)?$")
_SIDED = re.compile(rf"^(?P<side>after|before)\s*{_CLOCK}$")
_HOUR_LONG = 60


@dataclass(frozen=True)
class CallTimes:
    """Spans of the day in their order, on these days of the week (Monday is 0)."""

    spans: tuple[Span, ...]
    weekdays: frozenset[int] = _ALL_WEEK

    def fits(self, now: datetime) -> bool:
        """Whether the customer may be called now."""
        minute = now.hour * 60 + now.minute
        return now.weekday() in self.weekdays and any(start <= minute < end for start, end in self.spans)

    def start_on(self, day: date) -> time | None:
        """The first convenient minute of a day, None on a day that does not suit."""
        if day.weekday() not in self.weekdays:
            return None
        return time(*divmod(self.spans[0][0], 60))


@lru_cache(maxsize=4096)
def read_call_times(text: str) -> CallTimes | None:
    """What was written as hours and days; None when it cannot be read with certainty."""
    words = _plain(text)
    if not words or _NOT.search(words):
        return None
    days, words = _weekdays(words)
    any_time = any(word in words for word in _ANY)
    for word in _ANY:
        words = words.replace(word, " ")
    spans: set[Span] = set()
    for piece in re.split(r"[,，、;；/|]|\s(?:or|and)\s|或者|或|和|及|\s{2,}", words):
        rest = _FILLERS.sub(" ", piece).strip(" 。.")
        if not rest:
            continue
        span = _span(rest)
        if span is None:
            return None
        spans.add(span)
    if not spans and days is None and not any_time:
        return None
    return CallTimes(tuple(sorted(spans)) or (DAY,), days or _ALL_WEEK)


def next_call_at(text: str, first: date) -> datetime:
    """The first convenient moment from the start of `first` on; in the morning for who said nothing readable."""
    times = read_call_times(text)
    if times is not None:
        for ahead in range(7):
            day = first + timedelta(days=ahead)
            if (start := times.start_on(day)) is not None:
                return datetime.combine(day, start)
    return datetime.combine(first, time(*divmod(MORNING_CALL, 60)))


def first_minute(text: str) -> int:
    """The minute of the day by which a list is sorted; who said nothing comes with the start of the day."""
    times = read_call_times(text)
    return times.spans[0][0] if times is not None else DAY[0]


def _plain(text: str) -> str:
    words = unicodedata.normalize("NFKC", text).casefold().strip()
    words = re.sub(r"\s*(?:[-‐‑‒–—―~～至到]|\bto\b|\buntil\b)+\s*", "-", words)
    return re.sub(r"[()（）]", " ", words)


def _weekdays(words: str) -> tuple[frozenset[int] | None, str]:
    """The days of the week that are named, and what is left."""
    found: set[int] = set()

    def between(first: int, last: int) -> str:
        found.update(range(first, last + 1) if first <= last else {*range(first, 7), *range(last + 1)})
        return "  "

    def listed(match: re.Match[str]) -> str:
        found.update(_chinese(one) for one in match.group(1))
        return "  "

    words = re.sub(
        rf"{_WEEK}([{_NAMES}])-{_WEEK}?([{_NAMES}])",
        lambda match: between(_chinese(match.group(1)), _chinese(match.group(2))),
        words,
    )
    words = re.sub(_WEEKDAYS, listed, words)
    words = re.sub(
        rf"{_ENGLISH}-{_ENGLISH}",
        lambda match: between(_ENGLISH_DAYS.index(match.group(1)), _ENGLISH_DAYS.index(match.group(2))),
        words,
    )
    words = re.sub(_ENGLISH, lambda match: between(*[_ENGLISH_DAYS.index(match.group(1))] * 2), words)
    for name, days in _DAYS.items():
        if name in words:
            found |= days
            words = words.replace(name, "  ")
    return (frozenset(found) or None), words


def _chinese(name: str) -> int:
    return min(_NAMES.index(name), 6)


def _span(words: str) -> Span | None:
    """One span: a part of the day, a clock time, a range of them, or both together."""
    part = next((name for name in sorted(_PARTS, key=len, reverse=True) if words.startswith(name)), "")
    rest = words[len(part) :].strip()
    if part and rest in {"", "s"}:
        return _PARTS[part]
    if (match := _RANGE.match(rest)) is not None:
        said = match.group("part").strip()
        if said and said not in _PARTS:
            return None
        start = _minute(match.group(1, 2, 3), part)
        end = _minute(match.group(5, 6, 7), said or part)
        return _kept(start, end)
    if (match := _SIDED.match(rest)) is not None:
        return _one(_minute(match.group(2, 3, 4), part), match.group("side"), part)
    if (match := _ONE.match(rest)) is not None:
        return _one(_minute(match.group(1, 2, 3), part), match.group("side") or "", part)
    return None


def _minute(clock: tuple[str | None, ...], part: str) -> int:
    """The minute of the day; "8点" of an evening is 20:00, "12点" of a noon stays, "1点" of a noon is 13:00."""
    hour, minutes, half_day = clock
    value = int(hour or 0)
    late = part in _LATE_PARTS or half_day == "pm" or (part in _NOON_PARTS and value < 6)
    if late and value < 12:
        value += 12
    return value * 60 + (30 if minutes == "半" else int(minutes or 0))


def _one(minute: int, side: str, part: str) -> Span | None:
    if side in {"以前", "之前", "前", "before"}:
        return _kept(_PARTS[part][0] if part else DAY[0], minute)
    if side:
        end = _PARTS[part][1] if part else DAY[1]
        return _kept(minute, end if end > minute else minute + 2 * _HOUR_LONG)
    return _kept(minute, minute + _HOUR_LONG)


def _kept(start: int, end: int) -> Span | None:
    return (start, end) if 0 <= start < end <= 24 * 60 else None
