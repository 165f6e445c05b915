"""Acts on summaries of a month or a year: drafted from the figures, edited, filed, opened again (G7)."""

from collections.abc import Iterator
from dataclasses import astuple, fields, replace
from typing import Any

from garage import i18n
from garage.domain import snapshots
from garage.domain.month_tables import FIGURES
from garage.domain.numbers import Series
from garage.domain.summaries import (
    LENGTH,
    Kept,
    MeasureState,
    SummaryKind,
    SummaryPeriod,
    SummaryState,
    Texts,
    moved,
)
from garage.domain.summary_draft import draft as drafted
from garage.domain.summary_words import listed
from garage.domain.text import said_why, several_lines
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.listing import tuples
from garage.models.summaries import Measure, Summary
from garage.services import measures, numbers, staff, summary_figures
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.measures import refuse_filed
from garage.services.questions import MANAGING
from garage.services.summary_figures import Known

_S = SummaryState
TEXTS = tuple(field.name for field in fields(Texts))


@command(Area.CARE)
def draft(
    by: By, period: SummaryPeriod, language: str, *, over: bool = False, kept: Kept | None = None
) -> int:
    """Make the summary of a period, or read its figures anew. Returns its id.

    A text that somebody changed by hand stays as it is, unless it is to be drafted `over`. What was `kept` just now by
    `summary_figures.read` is not read again: that of a year takes seconds, in which the other seats go on working. RuleError
    for a period that has not begun, or whose summary is filed.
    """
    if period.first > by.today:
        raise RuleError(Reason("not_begun", _("This period has not begun yet.")))
    row = Summary.get_or_none((Summary.kind == period.kind.value) & (Summary.first_on == period.first))
    if row is not None:
        refuse_filed(row.id)
    kept = kept or summary_figures.read(period, by.at)
    still_open = [one.line for one in measures.open_ones()]
    with i18n.speaking(language):
        texts = drafted(period, kept.figures, kept.facts, still_open)
    figures = snapshots.freeze(replace(kept, drafted=texts))
    words = {name: getattr(texts, name) for name in TEXTS}
    if row is None:
        made = create(
            by,
            Summary,
            no=numbers.take(by, Series.SUMMARY),
            state=_S.DRAFT.value,
            kind=period.kind.value,
            first_on=period.first,
            last_on=period.last,
            language=language,
            figures=figures,
            **words,
        )
        return int(made.id)
    stays = set() if over else set(edited_by_hand(row))
    words = {name: text for name, text in words.items() if name not in stays and name != "opinion"}
    update(by, row, row.version, {**words, "figures": figures, "language": language}, act="draft")
    return int(row.id)


def edited_by_hand(row: Any) -> list[str]:
    """Names of the texts of a stored summary that are not as they were drafted."""
    before = snapshots.thaw(Kept, bytes(row.figures)).drafted
    return [name for name in TEXTS if getattr(row, name) != getattr(before, name)]


@command(Area.CARE)
def change(by: By, summary_id: int, version: int, texts: Texts) -> None:
    """Save what was written. FieldError on "review", "problems", "plan", "opinion" when too long; RuleError, StaleError."""
    row = _one(summary_id, version)
    refuse_filed(summary_id)
    words = {name: several_lines(name, getattr(texts, name), LENGTH) for name in TEXTS}
    update(by, row, version, words)


@command(Area.CARE)
def file(by: By, summary_id: int, version: int, known: Known | None = None) -> None:
    """File it as it stands: from now on it is only read, with its figures and its measures.

    RuleError unless an owner or a foreman files it, the period is over, and the figures still are what they were when it
    was drafted; StaleError.
    """
    row = _one(summary_id, version)
    refuse_filed(summary_id)
    period = period_of_row(row)
    kept = snapshots.thaw(Kept, bytes(row.figures))
    reasons = list(_in_the_way(by, period, kept, known))
    if reasons:
        raise RuleError(reasons)
    lines = tuple(one.line for one in measures.of_period(period, summary_id))
    columns = {"figures": snapshots.freeze(replace(kept, measures=lines)), "state": _S.FILED.value}
    update(by, row, version, {**columns, "filed_at": by.at, "filed_by": by.staff_id}, act="file")


def _in_the_way(by: By, period: SummaryPeriod, kept: Kept, known: Known | None) -> Iterator[Reason]:
    yield from _not_managing(by)
    if by.today <= period.last:
        month = period.kind is SummaryKind.MONTH
        text = _("The month is not over yet.") if month else _("The year is not over yet.")
        yield Reason("not_over", text)
        return
    keys = moved(kept.figures, summary_figures.figures(period, by.at, known))
    if keys:
        names = listed(_(FIGURES[key].name) for key in keys[:3])
        text = _("Figures have changed since the draft: {names}. Draft it again; what you wrote stays.")
        yield Reason("figures_moved", text.format(names=names), "draft")


@command(Area.CARE)
def reopen(by: By, summary_id: int, version: int, reason: str) -> None:
    """A filed summary is written on again. FieldError("reason"); RuleError unless an owner or a foreman; StaleError."""
    row = _one(summary_id, version)
    if row.state != _S.FILED.value:
        raise RuleError(Reason("not_filed", _("This summary is not filed.")))
    reasons = list(_not_managing(by))
    if reasons:
        raise RuleError(reasons)
    why = said_why(reason)
    columns = {"state": _S.DRAFT.value, "filed_at": None, "filed_by": None}
    update(by, row, version, columns, act="reopen", reason=why)


def _not_managing(by: By) -> Iterator[Reason]:
    if not staff.person(by.staff_id).roles & MANAGING:
        yield Reason("not_manager", _("An owner or a foreman files summaries."))


def _one(summary_id: int, version: int) -> Any:
    row = Summary.find(summary_id)
    if row is None:
        raise KeyError(summary_id)
    refuse_stale(row, version)
    return row


def period_of_row(row: Any) -> SummaryPeriod:
    """The period of a stored summary."""
    return SummaryPeriod(SummaryKind(row.kind), row.first_on)


# Whether it adds up


def check_books() -> Iterator[str]:
    """Summaries and measures whose state is not what their dates say, and figures that cannot be read."""
    for row in Summary.select().order_by(Summary.id):
        filed = row.state == _S.FILED.value
        whole = filed == (row.filed_at is not None) == (row.filed_by is not None)
        if not whole or period_of_row(row).last != row.last_on or not _readable(bytes(row.figures)):
            yield _("Summary {number} is not what its dates and figures say.").format(number=row.no)
    is_open, ended = Measure.state == MeasureState.OPEN.value, Measure.done_at.is_null(False)
    wrong = (is_open & ended) | (~is_open & (~ended | (Measure.result == "")))
    for (ref,) in tuples(Measure.select(Measure.id).where(wrong).order_by(Measure.id)):
        yield _("Measure {ref} is not what its dates say.").format(ref=ref)


def _readable(kept: bytes) -> bool:
    try:
        return bool(astuple(snapshots.thaw(Kept, kept)))
    except ValueError:
        return False
