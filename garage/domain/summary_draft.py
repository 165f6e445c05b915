"""A summary drafted from the figures: what happened, what went wrong, what is to be done (G7).

Nothing is said that the figures do not say; where there is no figure there is no sentence. The words are in the
language that is being spoken (`i18n.speaking`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from garage.domain import summary_problems
from garage.domain.month_tables import KeyFigure
from garage.domain.summaries import (
    LENGTH,
    Facts,
    FigureValue,
    MeasureLine,
    SummaryKind,
    SummaryPeriod,
    Texts,
    figures_of,
)
from garage.domain.summary_words import compared, say, say_money, say_period
from garage.domain.text import joined
from garage.i18n import _, ngettext


def draft(
    period: SummaryPeriod, values: Sequence[FigureValue], facts: Facts, measures: Sequence[MeasureLine]
) -> Texts:
    """The words of a summary; the opinion is left to whoever signs it."""
    found = Figured(period, values)
    return Texts(
        review="\n".join([*_review(found), *_so_far(found, facts)]),
        problems=_numbered(summary_problems.problems(found.period, found.value, facts, measures)),
        plan=_numbered(_plan(facts, measures, period)),
    )


@dataclass(frozen=True)
class Figured:
    """The figures of a period by name."""

    period: SummaryPeriod
    values: Sequence[FigureValue]

    def value(self, key: str) -> FigureValue:
        """A figure; raises KeyError."""
        return {one.key: one for one in self.values}[key]

    def figure(self, key: str) -> KeyFigure:
        """What it is made of; raises KeyError."""
        return figures_of(self.period.kind)[key]

    def this(self, key: str) -> int | None:
        """Of the period."""
        return self.value(key).this

    def said(self, key: str) -> str:
        """The figure; "" when there is none."""
        value = self.this(key)
        return "" if value is None else say(self.figure(key).unit, value)

    def moved(self, key: str) -> str:
        """In brackets: how it moved."""
        return compared(self.period, self.figure(key), self.value(key))

    def sentence(self, text: str, key: str) -> str:
        """A sentence with a figure and how it moved."""
        return text.format(figure=self.said(key), moved=self.moved(key))


def _numbered(lines: Iterator[str]) -> str:
    """As many whole lines as a text takes; the last one says how many more there are."""
    kept, more = [f"{place}. {line}" for place, line in enumerate(lines, 1)], 0
    while len(text := "\n".join([*kept, *_and_more(more)])) > LENGTH:
        kept.pop()
        more += 1
    return text


def _and_more(count: int) -> Iterator[str]:
    if count:
        yield ngettext("and {n} more", "and {n} more", count).format(n=count)


# What happened


def _review(found: Figured) -> Iterator[str]:
    """A paragraph a subject; the words of a paragraph in one line."""
    subjects: tuple[Callable[[Figured], Iterator[str]], ...] = (
        _work,
        _revenue,
        _quality,
        _money,
        _stock,
        _returns,
        _customers,
    )
    written = 0
    for subject in subjects:
        text = ""
        for sentence in subject(found):
            text = joined(text, sentence) if text else sentence
        if text:
            written += 1
            yield text
    if not written:
        yield _("Nothing was done in {period}.").format(period=say_period(found.period))
    elif all(value.last is None for value in found.values):
        month = found.period.kind is SummaryKind.MONTH
        yield (
            _("The month before has no figures to compare with.")
            if month
            else _("The year before has no figures to compare with.")
        )


def _so_far(found: Figured, facts: Facts) -> Iterator[str]:
    """A period that still runs is held against whole ones: whoever reads it has to know."""
    compared_with = [one for value in found.values for one in (value.last, value.year) if one is not None]
    if compared_with and facts.as_of <= found.period.last:
        text = _("As of {day}: {period} is not over yet, what it is compared with is whole.")
        yield text.format(day=facts.as_of.isoformat(), period=say_period(found.period))


def _work(found: Figured) -> Iterator[str]:
    if found.this("came") or found.this("left") or found.this("billed"):
        text = _("In {period} cars in: {came}{moved}; cars out: {left}; bills: {billed}.")
        yield text.format(
            period=say_period(found.period),
            moved=found.moved("came"),
            **{key: found.said(key) for key in ("came", "left", "billed")},
        )
    if found.this("hours"):
        yield found.sentence(_("Hours billed: {figure}{moved}."), "hours")


def _revenue(found: Figured) -> Iterator[str]:
    if not found.this("revenue"):
        return
    text = _("Revenue {revenue}{moved}: labour {labour}, parts {parts}, other fees {other}.")
    yield text.format(
        moved=found.moved("revenue"),
        **{key: found.said(key) for key in ("revenue", "labour", "parts", "other")},
    )
    if found.this("discount"):
        yield _("Discounts were {figure}.").format(figure=found.said("discount"))
    if found.this("rounding"):
        yield _("Rounded off: {figure}.").format(figure=found.said("rounding"))
    if found.this("average") is not None:
        yield found.sentence(_("The average bill was {figure}{moved}."), "average")
    if found.this("margin_share") is not None:
        text = _("Gross profit {margin}{moved}, {share} of revenue.")
        share = found.said("margin_share")
        yield text.format(margin=found.said("margin"), moved=found.moved("margin"), share=share)


def _quality(found: Figured) -> Iterator[str]:
    texts = {
        "on_time": _("Ready on time: {figure}{moved}."),
        "right_first": _("Right first time: {figure}{moved}."),
        "comeback": _("Rework rate: {figure}{moved}."),
        "agreed": _("Supplements agreed to: {figure}{moved}."),
    }
    yield from _each(found, texts)


def _money(found: Figured) -> Iterator[str]:
    if found.this("received"):
        yield found.sentence(_("Money received: {figure}{moved}."), "received")
    if found.this("owed"):
        text = _("At the end customers owed {owed}{moved}, of that overdue {overdue}.")
        moved = found.moved("owed")
        yield text.format(owed=found.said("owed"), moved=moved, overdue=found.said("overdue"))
    if found.this("payable"):
        yield found.sentence(_("Suppliers were owed {figure}{moved}."), "payable")


def _stock(found: Figured) -> Iterator[str]:
    if found.this("bought"):
        yield found.sentence(_("Goods received: {figure}{moved}."), "bought")
    if found.this("stock"):
        yield found.sentence(_("Stock at the end: {figure}{moved}."), "stock")
    if found.this("turns"):
        yield found.sentence(_("It turns over {figure} times a year{moved}."), "turns")


def _returns(found: Figured) -> Iterator[str]:
    if found.this("claimed"):
        yield found.sentence(_("Claimed from suppliers: {figure}{moved}."), "claimed")
    texts = {
        "granted": _("Claims passed: {figure}{moved}."),
        "returned": _("Old parts sent back: {figure}{moved}."),
    }
    yield from _each(found, texts)


def _customers(found: Figured) -> Iterator[str]:
    if found.this("calls"):
        yield found.sentence(_("Follow-up calls due: {figure}{moved}."), "calls")
    texts = {
        "in_time": _("Called in time: {figure}{moved}."),
        "reached": _("Reached: {figure}{moved}."),
        "satisfaction": _("Satisfaction, of 5: {figure}{moved}."),
    }
    yield from _each(found, texts)
    if found.this("complaints") or found.value("complaints").last:
        yield found.sentence(_("Complaints: {figure}{moved}."), "complaints")
    if found.this("new_customers"):
        yield found.sentence(_("New customers: {figure}{moved}."), "new_customers")
    if found.this("lost"):
        yield found.sentence(_("Cars not seen for a year: {figure}{moved}."), "lost")


def _each(found: Figured, texts: dict[str, str]) -> Iterator[str]:
    """A sentence for each share of something."""
    for key, text in texts.items():
        if found.this(key) is not None:
            yield found.sentence(text, key)


# What is to be done


def _plan(facts: Facts, measures: Sequence[MeasureLine], period: SummaryPeriod) -> Iterator[str]:
    """What was resolved and is still open, then what the next period is known to bring."""
    for measure in measures:
        yield _("Still open: {measure}.").format(measure=summary_problems.say_measure(measure))
    ahead, month = facts.ahead, period.kind is SummaryKind.MONTH
    if ahead.appointments:
        text = (
            _("Appointments made for next month: {n}.")
            if month
            else _("Appointments made for next year: {n}.")
        )
        yield text.format(n=ahead.appointments)
    if ahead.reminders:
        text = _("Reminders due next month: {n}.") if month else _("Reminders due next year: {n}.")
        yield text.format(n=ahead.reminders)
    if ahead.due_fen:
        text = (
            _("Bills on account that fall due next month: {amount}.")
            if month
            else _("Bills on account that fall due next year: {amount}.")
        )
        yield text.format(amount=say_money(ahead.due_fen))
