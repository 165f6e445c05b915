"""Whom a campaign is for: a rule over customers, their cars, visits, money and advice, kept as JSON (G4; S4: 目标人群)."""

import json
from dataclasses import asdict, dataclass, fields

from garage.domain.campaigns import ComplaintWish
from garage.domain.customers import CustomerKind
from garage.domain.labels import label
from garage.domain.limits import check_limits
from garage.domain.money import MAX_FEN, format_yuan
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _, ngettext

MONTHS = 12
"""Months in which money and visits are counted, unless another number is said."""
_LIMITS = {
    "visited_within": (1, 3_650),
    "visited_before": (1, 3_650),
    "months": (1, 120),
    "min_visits": (1, 1_000),
    "age_from": (0, 60),
    "age_to": (0, 60),
}


@dataclass(frozen=True)
class TargetRule:
    """Everything that is said must hold; what is None or empty asks nothing.

    `car` and `area` are words that must all occur. Visits lie in days back from today, money (fen) and their number in the
    last `months`; ages of cars in whole years. `advised`: advice on a car is still open. Whoever wants no
    advertising, or whose file was merged into another, is never asked.
    """

    car: str = ""
    age_from: int | None = None
    age_to: int | None = None
    advised: bool = False
    visited_within: int | None = None
    visited_before: int | None = None
    months: int = MONTHS
    min_spend_fen: int | None = None
    min_visits: int | None = None
    levels: tuple[str, ...] = ()
    area: str = ""
    kind: CustomerKind | None = None
    with_phone: bool = False
    complaint: ComplaintWish = ComplaintWish.ANY

    @property
    def about_car(self) -> bool:
        """Whether it asks something of a car."""
        return bool(self.car or self.advised or self.age_from is not None or self.age_to is not None)

    @property
    def about_past(self) -> bool:
        """Whether money or the number of visits is counted."""
        return self.min_spend_fen is not None or self.min_visits is not None


def check_rule(rule: TargetRule) -> TargetRule:
    """The rule with its words tidied; FieldError on the name of what cannot be."""
    check_limits(asdict(rule), _LIMITS)
    if rule.min_spend_fen is not None and not 0 < rule.min_spend_fen <= MAX_FEN:
        raise FieldError("min_spend_fen", _("An amount above zero, or nothing."))
    within, before = rule.visited_within, rule.visited_before
    if within is not None and before is not None and before >= within:
        raise FieldError("visited_before", _("Nobody was here both longer ago and more lately than that."))
    if rule.age_from is not None and rule.age_to is not None and rule.age_to < rule.age_from:
        raise FieldError("age_to", _("The second age is lower than the first."))
    values = {one.name: getattr(rule, one.name) for one in fields(TargetRule)}
    values |= {"car": one_line("car", rule.car, 60), "area": one_line("area", rule.area, 60)}
    return TargetRule(**values)


def to_json(rule: TargetRule) -> str:
    """What it asks, without what it does not."""
    said = {name: value for name, value in asdict(rule).items() if value != getattr(TargetRule(), name)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> TargetRule:
    """The rule that `to_json` made; what a newer program asks beyond this one is an error, not passed over."""
    said = json.loads(text) if text else {}
    if "levels" in said:
        said["levels"] = tuple(said["levels"])
    if said.get("kind"):
        said["kind"] = CustomerKind(said["kind"])
    if "complaint" in said:
        said["complaint"] = ComplaintWish(said["complaint"])
    return TargetRule(**said)


def rule_words(rule: TargetRule) -> str:
    """The rule as one reads it out."""
    said = [*_car_words(rule), *_visit_words(rule), *_person_words(rule)]
    return " · ".join(said) or _("Every customer on file")


def _car_words(rule: TargetRule) -> list[str]:
    low, high = rule.age_from, rule.age_to
    said = [_("car: {words}").format(words=rule.car)] if rule.car else []
    if low is not None and high is not None:
        said.append(_("car {low} to {high} years old").format(low=low, high=high))
    elif low is not None:
        said.append(_("car {n} years old or older").format(n=low))
    elif high is not None:
        said.append(_("car {n} years old or newer").format(n=high))
    return [*said, _("advice not taken")] if rule.advised else said


def _visit_words(rule: TargetRule) -> list[str]:
    said = []
    if rule.visited_within is not None:
        said.append(_("here in the last {n} days").format(n=rule.visited_within))
    if rule.visited_before is not None:
        said.append(_("not here for more than {n} days").format(n=rule.visited_before))
    if rule.min_spend_fen is not None:
        text = _("spent {money} or more in {n} months")
        said.append(text.format(money=format_yuan(rule.min_spend_fen), n=rule.months))
    if rule.min_visits is not None:
        text = ngettext(
            "{visits} visit or more in {n} months", "{visits} visits or more in {n} months", rule.min_visits
        )
        said.append(text.format(visits=rule.min_visits, n=rule.months))
    return said


def _person_words(rule: TargetRule) -> list[str]:
    said = [label(rule.kind)] if rule.kind is not None else []
    if rule.levels:
        said.append(_("member: {levels}").format(levels=_(", ").join(rule.levels)))
    if rule.area:
        said.append(_("lives in: {area}").format(area=rule.area))
    if rule.with_phone:
        said.append(_("has a telephone"))
    return said if rule.complaint is ComplaintWish.ANY else [*said, label(rule.complaint)]
