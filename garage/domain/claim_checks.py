"""The audit check list of a claim: what the program can see it verifies, the rest somebody ticks (S3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from garage.domain.claims import (
    QUESTIONS,
    REPLACING,
    ClaimKind,
    PartRole,
    Remedy,
    ReturnDuty,
    Terms,
    claim_until,
    wears,
)
from garage.domain.dates import months_after
from garage.domain.money import format_yuan
from garage.domain.verdicts import Promise
from garage.i18n import N_, _, ngettext

TEXTS: dict[str, str] = {
    "data": N_("Vehicle and owner are complete"),
    "range": N_("The fault lies within the warranty"),
    "report": N_("The fault report is filled in"),
    "clear": N_("The fault is described clearly, completely and logically"),
    "causal": N_("The causal part is named"),
    "consequential": N_("The consequential parts follow from it"),
    "remedy": N_("Adjusted or repaired before replacing, component before assembly"),
    "fitted": N_("The parts were fitted on this job"),
    "done": N_("The labour was done on this job"),
    "old_part": N_("Old parts are tagged, shelved and intact"),
    "state": N_("The old part shows the fault as it is described"),
    "serials": N_("Serial numbers, old and new, are noted"),
    "photos": N_("Photos show the fault"),
    "amounts": N_("The amounts are those of the terms"),
    "approval": N_("The supplier approved the work before it began"),
    "covered": N_("Nothing of it is excluded from the warranty"),
    "major": N_("The major fault was reported at once"),
    "papers": N_("The papers are complete: order, job card, signatures"),
    "late": N_("The supplier still takes it: its claim period is not over"),
}
"""The items of the check list by their codes (S3: 审核各索赔单据)."""


@dataclass(frozen=True)
class LineFacts:
    """What the check list needs to know of a line; `allowed_fen` is what the terms pay, None where they say nothing.

    `fitted`: the part was drawn for the job and is on it still, or the labour is done. Of several old parts the one that
    speaks against the line is named.
    """

    name: str
    group: str
    kind: ClaimKind
    role: PartRole | None
    claimed_fen: int
    allowed_fen: int | None
    fitted: bool
    tracked: bool
    old_serial: str
    new_serial: str
    old_part_no: str
    old_part_here: bool
    old_part_intact: bool


@dataclass(frozen=True)
class ClaimFacts:
    """A claim as the check list looks at it; `since` and `since_km` are where the warranty began.

    `promise` is the warranty it rests on, with what was driven since where that is known; None where only the terms of
    the supplier say how long.
    """

    terms: Terms
    today: date
    plate: str
    vin: str
    model: str
    customer: str
    since: date | None
    since_km: int
    odometer_km: int | None
    fault_on: date
    place: str
    symptoms: str
    cause: str
    remedy: Remedy | None
    tried: str
    component_why: str
    photos: int
    major: bool
    reported: bool
    approval_no: str
    approved_on: date | None
    begun_on: date | None
    lines: tuple[LineFacts, ...]
    rounds: int = 0
    submitted_on: date | None = None
    promise: Promise | None = None
    driven_km: int | None = None
    answers: Mapping[str, bool] = field(default_factory=dict)
    ticks: frozenset[str] = frozenset()

    def parts(self) -> tuple[LineFacts, ...]:
        """Lines of parts."""
        return tuple(line for line in self.lines if line.kind is ClaimKind.PART)


@dataclass(frozen=True)
class Check:
    """One item: `ok` or not, why not in `detail`; `by_hand` is ticked by somebody, `goto` is where to put it right."""

    code: str
    text: str
    ok: bool
    detail: str = ""
    by_hand: bool = False
    goto: str = ""


def check_list(facts: ClaimFacts) -> list[Check]:
    """Every item that holds for this claim, in the order of the paper."""
    items = [make(facts) for make in _ITEMS]
    return [item for item in items if item is not None]


def missing(facts: ClaimFacts) -> list[Check]:
    """Items that keep a claim from being submitted."""
    return [item for item in check_list(facts) if not item.ok]


def as_it_went(now: Sequence[Check], codes: Sequence[str] | None) -> list[Check]:
    """The list with which a claim went out, complete: its items by their `codes`, those of `now` where nobody kept them."""
    still = {item.code: item for item in now if item.ok}
    wanted = [item.code for item in now] if codes is None else codes
    return [still.get(code) or Check(code, _(TEXTS[code]), True) for code in wanted if code in TEXTS]


def late_by(facts: ClaimFacts) -> int:
    """Days by which the claim period is, or was, over; 0 within it; one that was heard in time may be heard again."""
    last = claim_until(facts.fault_on, facts.terms.claim_days)
    day = facts.submitted_on or facts.today
    return max((day - last).days, 0) if last is not None and not facts.rounds else 0


def _found(code: str, detail: str, goto: str = "report") -> Check:
    """What the program verifies: well when there is nothing to say against it."""
    return Check(code, _(TEXTS[code]), not detail, detail, goto=goto)


def _by_hand(facts: ClaimFacts, code: str, detail: str = "") -> Check:
    return Check(code, _(TEXTS[code]), code in facts.ticks, detail, by_hand=True, goto=code)


def _lacking(*named: tuple[str, object]) -> str:
    lack = [word for word, value in named if not value]
    return _("Missing: {what}").format(what=_(", ").join(lack)) if lack else ""


def _data(facts: ClaimFacts) -> Check:
    detail = _lacking(
        (_("VIN"), facts.vin),
        (_("Model"), facts.model),
        (_("Owner"), facts.customer),
        (_("Bought on"), facts.since),
        (_("Odometer"), facts.odometer_km is not None),
    )
    return _found("data", detail)


def _range(facts: ClaimFacts) -> Check:
    terms = facts.terms
    if facts.promise is None and not terms.months and terms.km is None:
        return _by_hand(facts, "range", _("This supplier's warranty is not entered: look it up."))
    over = _out_of(facts, facts.promise or Promise(None, None, terms.km, months=terms.months))
    if over and facts.approval_no:
        return _by_hand(
            facts,
            "range",
            _("Out of it ({how}): the supplier agreed all the same.").format(how="; ".join(over)),
        )
    detail = "; ".join(over)
    return _found("range", f"{detail[:1].upper()}{detail[1:]}")


def _out_of(facts: ClaimFacts, promise: Promise) -> list[str]:
    """By how much the fault lies outside; months count from the day that the claim names."""
    over, last = [], promise.last_day
    if promise.months and facts.since is not None:
        last = months_after(facts.since, promise.months)
    if last is not None and (days := (facts.fault_on - last).days) > 0:
        words = ngettext(
            "it ended on {day}, {days} day before", "it ended on {day}, {days} days before", days
        )
        over.append(words.format(day=last.isoformat(), days=days))
    if promise.km is not None and facts.odometer_km is not None:
        driven = facts.odometer_km - facts.since_km if facts.driven_km is None else facts.driven_km
        if (beyond := driven - promise.km) > 0:
            over.append(_("{km:,} km beyond {limit:,} km").format(km=beyond, limit=promise.km))
    return over


def _report(facts: ClaimFacts) -> Check:
    detail = _lacking((_("Place"), facts.place), (_("Symptoms"), facts.symptoms), (_("Cause"), facts.cause))
    return _found("report", detail)


def _clear(facts: ClaimFacts) -> Check:
    return _by_hand(facts, "clear")


def _causal(facts: ClaimFacts) -> Check:
    count = sum(1 for line in facts.lines if line.role is PartRole.CAUSAL)
    if count > 1:
        return _found("causal", _("Only one part is the cause; the others came along with it."), "lines")
    named = count or (not facts.parts() and facts.remedy not in REPLACING)
    return _found("causal", "" if named else _("Say which part failed first."), "lines")


def _consequential(facts: ClaimFacts) -> Check | None:
    named = [line.name for line in facts.lines if line.role is PartRole.CONSEQUENTIAL]
    if not named:
        return None
    return _by_hand(facts, "consequential", ", ".join(named))


def _remedy(facts: ClaimFacts) -> Check:
    detail = ""
    if facts.remedy is None:
        detail = _("Say what was done about it.")
    elif facts.remedy in REPLACING and not facts.tried:
        detail = _("Say why adjusting or repairing was not enough.")
    elif facts.remedy is Remedy.REPLACE_ASSEMBLY and not facts.component_why:
        detail = _("Say why replacing the component was not enough.")
    return _found("remedy", detail)


def _fitted(facts: ClaimFacts) -> Check:
    loose = [line.name for line in facts.parts() if not line.fitted]
    text = _("Not drawn for the job: {parts}").format(parts=", ".join(loose)) if loose else ""
    return _found("fitted", text, "lines")


def _done(facts: ClaimFacts) -> Check | None:
    """Nobody pays for labour that was not done (S4)."""
    labour = [line for line in facts.lines if line.kind is ClaimKind.LABOUR]
    if not labour:
        return None
    open_ = [line.name for line in labour if not line.fitted]
    text = _("Not done yet: {work}. Finish it on the order, or leave the line out.") if open_ else ""
    return _found("done", text.format(work=", ".join(open_)), "lines")


def _old_part(facts: ClaimFacts) -> Check | None:
    if facts.terms.return_duty is ReturnDuty.NEVER:
        return None
    said = [f"{line.name}: {why}" for line in facts.parts() if (why := _old_part_fault(line))]
    return _found("old_part", "; ".join(said), "lines")


def _old_part_fault(line: LineFacts) -> str:
    if not line.old_part_no:
        return _("not tagged")
    if not line.old_part_here:
        return _("{tag} is not on the shelf").format(tag=line.old_part_no)
    return "" if line.old_part_intact else _("{tag} is not intact").format(tag=line.old_part_no)


def _state(facts: ClaimFacts) -> Check | None:
    if not facts.parts():
        return None
    return _by_hand(facts, "state")


def _serials(facts: ClaimFacts) -> Check | None:
    tracked = [line for line in facts.parts() if line.tracked]
    if not tracked:
        return None
    without = [line.name for line in tracked if not (line.old_serial and line.new_serial)]
    text = _("Old and new number are needed: {parts}").format(parts=", ".join(without)) if without else ""
    return _found("serials", text, "lines")


def _photos(facts: ClaimFacts) -> Check:
    text = "" if facts.photos else _("Add a photo of the fault.")
    return _found("photos", text, "photos")


def _amounts(facts: ClaimFacts) -> Check:
    said = [
        _("{name}: the terms pay {amount}").format(name=line.name, amount=format_yuan(line.allowed_fen))
        for line in facts.lines
        if line.allowed_fen is not None and line.claimed_fen > line.allowed_fen
    ]
    if not sum(line.claimed_fen for line in facts.lines):
        said.append(_("Nothing is asked for."))
    return _found("amounts", "; ".join(said), "lines")


def _approval(facts: ClaimFacts) -> Check | None:
    if not facts.terms.approval_first:
        return None
    if not facts.approval_no or facts.approved_on is None:
        return _found("approval", _("Ask the supplier, and write its approval number down."), "approval")
    if facts.begun_on is not None and facts.approved_on > facts.begun_on:
        late = _("Approved on {day}, begun on {begun}: the supplier has to take it all the same.")
        words = late.format(day=facts.approved_on.isoformat(), begun=facts.begun_on.isoformat())
        return _by_hand(facts, "approval", words)
    return _found("approval", "")


def _covered(facts: ClaimFacts) -> Check:
    refused = [question for question in QUESTIONS if facts.answers.get(question.code)]
    open_ = sum(1 for question in QUESTIONS if question.code not in facts.answers)
    said = [_(question.rule) for question in refused]
    if open_:
        words = ngettext("{n} question is open.", "{n} questions are open.", open_)
        said.append(words.format(n=open_))
        if worn := [line.name for line in facts.parts() if wears(line.name, line.group)]:
            said.append(_("Look at wear: {parts}").format(parts=", ".join(worn)))
    return _found("covered", " ".join(said), "questions")


def _reported(facts: ClaimFacts) -> Check | None:
    if not facts.major:
        return None
    text = "" if facts.reported else _("Report it to the supplier at once.")
    return _found("major", text, "major")


def _papers(facts: ClaimFacts) -> Check:
    return _by_hand(facts, "papers")


def _late(facts: ClaimFacts) -> Check | None:
    """Once it is over nothing makes it good but another day of the fault: the claim is not made."""
    last = claim_until(facts.fault_on, facts.terms.claim_days)
    if last is None or facts.rounds:
        return None
    if not (days := late_by(facts)):
        in_time, until = TEXTS["late"], _("Until {day}").format(day=last.isoformat())
        return Check("late", _(in_time), True, until)
    text = ngettext(
        "Too late by {days} day: the claim period ended on {day}.",
        "Too late by {days} days: the claim period ended on {day}.",
        days,
    )
    way = _(
        "If the day of the fault is right, nothing can be asked for any more: “Do not claim…” under “More” ends it,"
        " and until the job is billed its lines can be charged otherwise."
    )
    return _found("late", f"{text.format(days=days, day=last.isoformat())} {way}")


_ITEMS: tuple[Callable[[ClaimFacts], Check | None], ...] = (
    _data,
    _late,
    _range,
    _report,
    _clear,
    _causal,
    _consequential,
    _remedy,
    _fitted,
    _done,
    _old_part,
    _state,
    _serials,
    _photos,
    _amounts,
    _approval,
    _covered,
    _reported,
    _papers,
)
