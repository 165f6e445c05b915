"""What a garage may choose about its calls: the days, the attempts, the topics of satisfaction."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from garage.domain.contacts import Topic, check_topics
from garage.domain.followups import CallRules, check_rules
from garage.domain.labels import label
from garage.services import callers, named_settings
from garage.services.command import Area, By, command

RULES = "care_rules"
TOPICS = "care_topics"


def rules() -> CallRules:
    """The figures chosen; those of S0 while nobody has chosen."""
    text = named_settings.stored(RULES)
    return CallRules(**json.loads(text)) if text else CallRules()


@command(Area.SHOP, Area.CARE)
def set_rules(by: By, wanted: CallRules) -> None:
    """From now on; calls that are planned already keep their days. FieldError on the figure that cannot be."""
    check_rules(wanted)
    before = rules()
    if wanted != before:
        old, new = asdict(before), asdict(wanted)
        changed = [name for name in new if new[name] != old[name]]
        named_settings.keep(
            by,
            RULES,
            json.dumps(new),
            "care rules",
            before={name: old[name] for name in changed},
            after={name: new[name] for name in changed},
        )


def topics() -> tuple[str, ...]:
    """What customers are asked about: codes of `Topic`, or what the garage typed."""
    text = named_settings.stored(TOPICS)
    return tuple(json.loads(text)) if text else tuple(Topic)


def topic_name(topic: str) -> str:
    """A topic for people; one that the program does not know is shown as it was typed."""
    return label(Topic(topic)) if topic in Topic.__members__ else topic


@command(Area.SHOP, Area.CARE)
def set_topics(by: By, typed: Sequence[str]) -> None:
    """The topics in their order; one called like a known one is that one. FieldError("topics")."""
    known = {label(topic): topic.value for topic in Topic}
    wanted = check_topics(known.get(word.strip(), word) for word in typed)
    before = topics()
    if wanted != before:
        said = {"topics": ", ".join(map(topic_name, wanted))}
        named_settings.keep(
            by,
            TOPICS,
            json.dumps(list(wanted), ensure_ascii=False),
            "care topics",
            before={"topics": ", ".join(map(topic_name, before))},
            after=said,
        )


@command(Area.SHOP, Area.CARE)
def set_all(
    by: By, wanted: CallRules, typed: Sequence[str], caller_id: int | None, deputy_id: int | None
) -> None:
    """Everything that one form shows, together or not at all; errors as of the single choices."""
    callers.name_callers(by, caller_id, deputy_id)
    set_rules(by, wanted)
    set_topics(by, typed)
