"""One talk with a customer: which way, by what means, what came of it, and what may be written down about it (G2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from garage.domain.text import clean_line
from garage.errors import FieldError
from garage.i18n import _


class Direction(StrEnum):
    """Who began."""

    OUT = "OUT"
    IN = "IN"


class ContactChannel(StrEnum):
    """By what means."""

    PHONE = "PHONE"
    VISIT = "VISIT"
    WECHAT = "WECHAT"
    SMS = "SMS"


class Outcome(StrEnum):
    """What came of it (DOMAIN §4.2); the order is that of the keys 1 to 7."""

    REACHED = "REACHED"
    NO_ANSWER = "NO_ANSWER"
    BUSY = "BUSY"
    SWITCHED_OFF = "SWITCHED_OFF"
    WRONG_NUMBER = "WRONG_NUMBER"
    CALL_BACK = "CALL_BACK"
    REFUSED = "REFUSED"


UNANSWERED = frozenset({Outcome.NO_ANSWER, Outcome.BUSY, Outcome.SWITCHED_OFF})
"""Nobody was spoken to, though the number may be right."""
SPOKEN = frozenset({Outcome.REACHED, Outcome.CALL_BACK, Outcome.REFUSED})
"""Somebody was spoken to."""


class Topic(StrEnum):
    """What a customer is asked about unless the garage chose its own topics (DOMAIN §5: 质量/价格/态度/时间/清洁)."""

    QUALITY = "QUALITY"
    PRICE = "PRICE"
    ATTITUDE = "ATTITUDE"
    TIME = "TIME"
    CLEANLINESS = "CLEANLINESS"


BEST = 5
MOST_TOPICS = 8
TOPIC_LENGTH = 20


@dataclass(frozen=True)
class Talk:
    """What is written down about one call or visit; `scores` are {topic: 1 to 5}.

    `spoke_with` and everything said belong to a talk that took place; `call_back_at` to one that is to go on.
    """

    direction: Direction = Direction.OUT
    channel: ContactChannel = ContactChannel.PHONE
    outcome: Outcome = Outcome.REACHED
    phone: str = ""
    spoke_with: str = ""
    car_use: str = ""
    opinion: str = ""
    needs: str = ""
    advice: str = ""
    next_topic: str = ""
    note: str = ""
    scores: Mapping[str, int] = field(default_factory=dict)
    call_back_at: datetime | None = None
    at: datetime | None = None


WORDS = ("car_use", "opinion", "needs", "advice", "next_topic")
"""Fields that only a talk which took place can fill."""


def check_talk(talk: Talk, now: datetime) -> None:
    """FieldError("outcome", "call_back_at", "scores", "at", or a field of WORDS) for what cannot be."""
    if talk.at is not None and talk.at > now:
        raise FieldError("at", _("This moment has not come yet."))
    if talk.outcome not in SPOKEN:
        said = next((name for name in WORDS if getattr(talk, name).strip()), "scores" if talk.scores else "")
        if said:
            raise FieldError(said, _("Nobody was spoken to: choose another result, or leave this empty."))
        if talk.direction is Direction.IN or talk.channel is ContactChannel.VISIT:
            raise FieldError("outcome", _("A visit or a call that came in was answered."))
    if talk.outcome is Outcome.CALL_BACK:
        if talk.call_back_at is None:
            raise FieldError("call_back_at", _("When does the customer want to be called?"))
        if talk.call_back_at <= now:
            raise FieldError("call_back_at", _("This moment is over already."))
    for topic, score in talk.scores.items():
        if not topic or not 1 <= score <= BEST:
            raise FieldError("scores", _("One to five stars."))


def check_topics(typed: Iterable[str]) -> tuple[str, ...]:
    """The topics of a garage in their order, each once; FieldError("topics")."""
    topics = tuple(dict.fromkeys(word for text in typed if (word := clean_line(text, 2_000))))
    if not topics:
        raise FieldError("topics", _("Ask about one thing at least."))
    if len(topics) > MOST_TOPICS:
        raise FieldError("topics", _("At most {most} topics.").format(most=MOST_TOPICS))
    if any(len(topic) > TOPIC_LENGTH for topic in topics):
        raise FieldError("topics", _("A topic takes at most {most} characters.").format(most=TOPIC_LENGTH))
    return topics
