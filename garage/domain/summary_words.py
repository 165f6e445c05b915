"""Figures of a summary as people say them, and how they moved; in the language that is being spoken."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from garage.domain.month_tables import KeyFigure, Unit
from garage.domain.summaries import FigureValue, SummaryKind, SummaryPeriod
from garage.i18n import N_, Words, _

_WHOLE = Decimal(1)
_TENTH = Decimal("0.1")


def say_money(fen: int, words: Words = _) -> str:
    """An amount; whole yuan without the fen."""
    text = f"{Decimal(fen) / 100:,.2f}".removesuffix(".00").replace("-", "−")
    return words(N_("¥{amount}")).format(amount=text)


def say_share(bp: int) -> str:
    """Basis points as per cent, to the tenth: 92.5%."""
    return f"{_tenths(bp, 100)}%"


def say(unit: Unit, value: int, words: Words = _) -> str:
    """A figure with its unit where people say one."""
    if unit == "money":
        return say_money(value, words)
    if unit == "percent":
        return say_share(value)
    if unit == "count":
        return f"{value:,}".replace("-", "−")
    if unit == "hours":
        return words(N_("{hours} hours")).format(hours=_tenths(value, 100))
    return f"{Decimal(value) / 100:,.2f}".replace("-", "−")


def told(figure: KeyFigure, value: int | None, words: Words = _) -> str:
    """A figure in a table; a dash where there is none."""
    return "–" if value is None else say(figure.unit, value, words)


def change(figure: KeyFigure, now: int | None, before: int | None, words: Words = _) -> str:
    """How a figure differs from an earlier one: "up 6.7%", "down 2 points", "unchanged"; "" where that says nothing."""
    gap = difference(figure, now, before)
    if gap is None:
        return ""
    if not gap:
        return words(N_("unchanged"))
    if figure.unit == "percent":
        text = N_("up {points} points") if gap > 0 else N_("down {points} points")
        return words(text).format(points=_tenths(abs(gap), 100))
    if figure.unit in {"score", "times"}:
        text = N_("up by {points}") if gap > 0 else N_("down by {points}")
        return words(text).format(points=f"{Decimal(abs(gap)) / 100:.2f}")
    text = N_("up {share}") if gap > 0 else N_("down {share}")
    return words(text).format(share=say_share(abs(gap)))


def short(figure: KeyFigure, value: int | None) -> str:
    """A figure in a narrow table: its heading says the unit."""
    if value is not None and figure.unit == "money":
        return f"{Decimal(value) / 100:,.2f}".replace("-", "−")
    if value is not None and figure.unit == "hours":
        return _tenths(value, 100)
    return told(figure, value)


def short_change(figure: KeyFigure, now: int | None, before: int | None, words: Words = _) -> str:
    """How a figure differs, in a narrow table: "+6.7%", "−2 pp", "+0.25"."""
    gap = difference(figure, now, before)
    if gap is None:
        return ""
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    if figure.unit in {"score", "times"}:
        return f"{sign}{Decimal(abs(gap)) / 100:.2f}"
    if figure.unit == "percent":
        return words(N_("{points} pp")).format(points=f"{sign}{_tenths(abs(gap), 100)}")
    return f"{sign}{say_share(abs(gap))}"


def difference(figure: KeyFigure, now: int | None, before: int | None) -> int | None:
    """In basis points of the earlier one; of shares, scores and turns the plain difference. None where it says nothing.

    Nothing can be said against zero, or against what was below it.
    """
    if now is None or before is None:
        return None
    if figure.unit in {"percent", "score", "times"}:
        return now - before
    if before <= 0:
        return None
    return int((Decimal(now - before) * 10_000 / before).quantize(_WHOLE, ROUND_HALF_UP))


def compared(period: SummaryPeriod, figure: KeyFigure, value: FigureValue) -> str:
    """How a figure moved, in brackets after it; "" when there is nothing to compare with."""
    before = (
        _("{change} on the month before")
        if period.kind is SummaryKind.MONTH
        else _("{change} on the year before")
    )
    year = _("{change} on the same month a year ago")
    pairs = [(before, value.last), (year, value.year)]
    said = [text.format(change=moved) for text, then in pairs if (moved := change(figure, value.this, then))]
    return _(" ({words})").format(words=_("; ").join(said)) if said else ""


def say_period(period: SummaryPeriod, words: Words = _) -> str:
    """As in 2026年11月, or November 2026."""
    if period.kind is SummaryKind.YEAR:
        return words(N_("{year:04d}")).format(year=period.first.year)
    names = words(N_("January|February|March|April|May|June|July|August|September|October|November|December"))
    month = names.split("|")[period.first.month - 1]
    return words(N_("{month} {year:04d}")).format(month=month, year=period.first.year)


def listed(words: Iterable[str]) -> str:
    """Several things in a row."""
    return _(", ").join(words)


def _tenths(value: int, scale: int) -> str:
    """To one place, without a zero at the end."""
    rounded = (Decimal(value) / scale).quantize(_TENTH, ROUND_HALF_UP)
    return f"{rounded:,f}".removesuffix(".0").replace("-", "−")
