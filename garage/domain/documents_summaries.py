"""The summary of a month or a year and the satisfaction report as they are printed."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.documents import Imprint, Letterhead
from garage.domain.summaries import FigureValue, MeasureLine, SummaryPeriod, Tally, Texts, TopicFact


@dataclass(frozen=True)
class SummaryPaper:
    """月度小结 or 年度总结: figures as they were when it was drafted, words as a person left them."""

    garage: Letterhead
    imprint: Imprint
    number: str
    period: SummaryPeriod
    made_at: datetime
    figures: tuple[FigureValue, ...]
    bars: tuple[Tally, ...]
    texts: Texts
    measures: tuple[MeasureLine, ...] = ()
    filed_at: datetime | None = None
    filed_by: str = ""


@dataclass(frozen=True)
class ScoreGroup:
    """Scores of a round, an adviser or a mechanic; `name` is their name, or the number of the round."""

    name: str
    answers: int
    points: int
    low: int


@dataclass(frozen=True)
class LowScore:
    """A score of one or two of five, and what the customer said with it."""

    on: date
    order_no: str
    customer: str
    plate: str
    topic: str
    score: int
    said: str = ""


@dataclass(frozen=True)
class SatisfactionReport:
    """满意度报告: what customers thought in the calls that fell due in the period."""

    garage: Letterhead
    imprint: Imprint
    number: str
    period: SummaryPeriod
    calls: int
    reached: int
    topics: tuple[TopicFact, ...] = ()
    rounds: tuple[ScoreGroup, ...] = ()
    advisors: tuple[ScoreGroup, ...] = ()
    mechanics: tuple[ScoreGroup, ...] = ()
    low: tuple[LowScore, ...] = ()
