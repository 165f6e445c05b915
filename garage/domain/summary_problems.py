"""What of a period's figures counts as a problem, and how it is said (G7, DOMAIN §5 "problems")."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from garage.domain.complaints import ComplaintCategory
from garage.domain.contacts import BEST, Topic
from garage.domain.labels import label
from garage.domain.money import round_half_up
from garage.domain.month_tables import FIGURES
from garage.domain.orders import HoldReason
from garage.domain.summaries import (
    Facts,
    FigureValue,
    MeasureLine,
    SummaryKind,
    SummaryPeriod,
    Tally,
    TopicFact,
)
from garage.domain.summary_words import difference, listed, say, say_money, say_share
from garage.i18n import Words, _, ngettext

FALL_BP = 1_000
"""Revenue a tenth lower than before is more than one month has fewer working days than another."""
ON_TIME_BP = 9_000
"""Less than nine promises of ten kept: a late car is what a customer complains of first (DOMAIN §2.6)."""
IN_TIME_BP = 9_000
"""Less than nine calls of ten made by day 7: the rule is that each is made (S0 §5: days 3 to 7)."""
CONTENT_CENTI = 400
"""A topic below 4 of 5: on average customers do not call it good any more."""
NAMED = 3
"""So many causes are named, the most frequent first: nobody works on more at once."""

Value = Callable[[str], FigureValue]


def problems(
    period: SummaryPeriod, value: Value, facts: Facts, measures: Sequence[MeasureLine]
) -> Iterator[str]:
    """A sentence or two for each problem, the weightiest first; nothing when there is none."""
    yield from _complaints(facts)
    yield from _reworks(facts)
    yield from _late(value, facts)
    yield from _topics(facts)
    yield from _calls(value, facts)
    yield from _fall(period, value, facts.as_of)
    yield from _overdue(value, facts)
    yield from _refused(facts)
    yield from _dead(facts)
    yield from _measures(facts.as_of, measures)


def say_measure(measure: MeasureLine) -> str:
    """What, who, and until when."""
    until = _("to be done by {day}").format(day=measure.due_on.isoformat()) if measure.due_on else ""
    about = listed(filter(None, (measure.who, until)))
    text = measure.text.rstrip("。.; ；")
    return text + (_(" ({words})").format(words=about) if about else "")


def _complaints(facts: Facts) -> Iterator[str]:
    if not facts.complaints:
        return
    kinds = _tallied(facts.complaint_kinds, lambda name: label(ComplaintCategory(name)) if name else "")
    words = [ngettext("{n} complaint", "{n} complaints", facts.complaints).format(n=facts.complaints)]
    words += [_("about {kinds}").format(kinds=kinds)] if kinds else []
    words += [_("not verified in time: {n}").format(n=facts.verified_late)] * bool(facts.verified_late)
    late = _("not answered in time: {n}").format(n=facts.informed_late)
    yield _sentence([*words, *[late] * bool(facts.informed_late)])


def _reworks(facts: Facts) -> Iterator[str]:
    if not facts.reworks:
        return
    words = [ngettext("{n} rework case", "{n} rework cases", facts.reworks).format(n=facts.reworks)]
    jobs, people = _tallied(facts.rework_jobs), _tallied(facts.rework_people)
    words += [_("most often: {jobs}").format(jobs=jobs)] if jobs else []
    words += [_("first work by: {people}").format(people=people)] if people else []
    yield _sentence(words)


def _late(value: Value, facts: Facts) -> Iterator[str]:
    share = value("on_time").this
    if share is None or share >= ON_TIME_BP or not facts.late:
        return
    text = _("{late} of {promised} promised cars were not ready in time")
    words = [text.format(late=facts.late, promised=facts.promised)]
    waits = _tallied(facts.late_waits, lambda name: label(HoldReason(name)))
    words += [_("waited for: {reasons}").format(reasons=waits)] if waits else []
    yield _sentence(words)


def _topics(facts: Facts) -> Iterator[str]:
    low = [one for one in facts.topics if one.answers and average_centi(one) < CONTENT_CENTI]
    if low:
        low.sort(key=average_centi)
        text = _("{topic} {average} ({low} of {answers} gave 1 or 2)")
        said = [
            text.format(
                topic=topic_words(one.topic),
                average=say("score", average_centi(one)),
                low=one.low,
                answers=one.answers,
            )
            for one in low
        ]
        yield _sentence(
            [
                _("satisfaction below {least} of {best}: {topics}").format(
                    least=CONTENT_CENTI // 100, best=BEST, topics=listed(said)
                )
            ]
        )


def average_centi(topic: TopicFact) -> int:
    """The average in hundredths of a point; the topic has answers."""
    return round_half_up(topic.points * 100, topic.answers)


def topic_words(topic: str, words: Words = _) -> str:
    """A topic of ours in words; one that the garage chose is its own word."""
    return label(Topic(topic), words) if topic in set(Topic) else topic


def _calls(value: Value, facts: Facts) -> Iterator[str]:
    share = value("in_time").this
    if share is not None and share < IN_TIME_BP and facts.calls_missed:
        text = _("{missed} of {due} follow-up calls were late or not made")
        yield _sentence([text.format(missed=facts.calls_missed, due=facts.calls_due)])


def _fall(period: SummaryPeriod, value: Value, as_of: date) -> Iterator[str]:
    """Only once it is over: the first days of a year are no fall on the whole one before."""
    if as_of <= period.last:
        return
    revenue = value("revenue")
    fall = difference(FIGURES["revenue"], revenue.this, revenue.last)
    if fall is None or fall > -FALL_BP or revenue.this is None or revenue.last is None:
        return
    month = period.kind is SummaryKind.MONTH
    text = (
        _("revenue fell by {share} on the month before, from {last} to {this}")
        if month
        else _("revenue fell by {share} on the year before, from {last} to {this}")
    )
    yield _sentence(
        [text.format(share=say_share(-fall), last=say_money(revenue.last), this=say_money(revenue.this))]
    )


def _overdue(value: Value, facts: Facts) -> Iterator[str]:
    overdue = value("overdue").this
    if not overdue:
        return
    words = [_("customers are overdue with {amount}").format(amount=say_money(overdue))]
    text = _("{who} {amount}, for {days} days")
    said = [
        text.format(who=one.who, amount=say_money(one.fen), days=one.days) for one in facts.debtors[:NAMED]
    ]
    yield _sentence([*words, *said])


def _refused(facts: Facts) -> Iterator[str]:
    if not facts.refused_fen:
        return
    text = ngettext(
        "suppliers cut {n} claim by {amount}", "suppliers cut {n} claims by {amount}", facts.refused
    )
    words = [text.format(n=facts.refused, amount=say_money(facts.refused_fen))]
    why = _tallied([one for one in facts.refused_why if one.name])
    yield _sentence([*words, *([_("reasons: {reasons}").format(reasons=why)] if why else [])])


def _dead(facts: Facts) -> Iterator[str]:
    if facts.dead_parts and facts.dead_fen:
        text = ngettext(
            "{n} part worth {amount} has not moved for more than {days} days (on {day})",
            "{n} parts worth {amount} have not moved for more than {days} days (on {day})",
            facts.dead_parts,
        )
        yield _sentence(
            [
                text.format(
                    n=facts.dead_parts,
                    amount=say_money(facts.dead_fen),
                    days=facts.dead_days,
                    day=facts.as_of.isoformat(),
                )
            ]
        )


def _measures(today: date, measures: Sequence[MeasureLine]) -> Iterator[str]:
    late = [one for one in measures if one.due_on is not None and one.due_on < today]
    if late:
        text = ngettext("{n} measure is overdue", "{n} measures are overdue", len(late))
        yield _sentence([text.format(n=len(late)), *(say_measure(one) for one in late[:NAMED])])


def _tallied(counts: Iterable[Tally], said: Callable[[str], str] = str) -> str:
    """The most frequent with their numbers: "brakes 3, paint 1"."""
    named = [(said(one.name), one.count) for one in counts if one.name]
    return listed(_("{what} {n}").format(what=what, n=n) for what, n in named[:NAMED])


def _sentence(parts: Sequence[str]) -> str:
    """Parts of a sentence behind each other, the first letter large."""
    text = _("; ").join(parts)
    return _("{sentence}.").format(sentence=text[:1].upper() + text[1:])
