"""Monthly claim lists: the claims of a month go to their supplier together, due by a day of the next (S4, E5)."""

from collections.abc import Collection, Mapping
from datetime import date

from garage.domain.claim_notices import LISTABLE, Channel
from garage.domain.claims import ClaimState, due_on
from garage.domain.numbers import Series
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim, ClaimList
from garage.models.parts import Supplier
from garage.services import claim_terms, claims, kept_lists, numbers
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.kept_lists import on_list

LISTABLE_STATES = sorted(state.value for state in LISTABLE)


def month_due_on(period: str, due_day: int) -> date:
    """When the claims of a month ("2026-11") are due; ValueError when it is none."""
    return due_on(date.fromisoformat(f"{period}-01"), due_day)


@command(Area.RETURNS)
def make(by: By, supplier_id: int, period: str, claim_ids: Collection[int], note: str = "") -> int:
    """Put claims of one month on a list, which goes out later; returns its id.

    FieldError("claims") without any, RuleError naming each that belongs elsewhere or stands on a list already.
    """
    if Supplier.find(supplier_id) is None:
        raise KeyError(supplier_id)
    if not claim_ids:
        raise FieldError("claims", _("Choose at least one claim."))
    try:
        due = month_due_on(period, claim_terms.of(supplier_id).due_day)
    except ValueError as wrong:
        raise FieldError("period", _("A month is needed, as 2026-11.")) from wrong
    row = create(
        by,
        ClaimList,
        no=numbers.take(by, Series.CLAIM_LIST),
        supplier=supplier_id,
        period=period,
        due_on=due,
        note=one_line("note", note, 200),
    )
    _put_on(by, row, claim_ids)
    return int(row.id)


@command(Area.RETURNS)
def change(by: By, list_id: int, version: int, claim_ids: Collection[int], note: str = "") -> None:
    """Other claims on a list that has not gone out; FieldError and RuleError as in `make`."""
    row = _unsent(list_id, version)
    if not claim_ids:
        raise FieldError("claims", _("Choose at least one claim."))
    held = {claim.id for claim in on_list(list_id)}
    _take_off(by, held - set(claim_ids))
    _put_on(by, row, set(claim_ids) - held)
    _touch(by, row, note)


def _touch(by: By, row: ClaimList, note: str) -> None:
    """A list whose claims changed has changed: who showed it before is told so."""
    if not update(by, row, row.version, note=one_line("note", note, 200)):
        ClaimList.update(version=row.version + 1).where(ClaimList.id == row.id).execute()


def _put_on(by: By, row: ClaimList, claim_ids: Collection[int]) -> None:
    found = list(Claim.select().where(Claim.id.in_(list(claim_ids))).order_by(Claim.id))
    if len(found) != len(set(claim_ids)):
        raise KeyError(tuple(claim_ids))
    if reasons := [no for claim in found if (no := _elsewhere(claim, row)) is not None]:
        raise RuleError(reasons)
    for claim in found:
        update(by, claim, claim.version, act="list", claim_list=row.id)


def _elsewhere(claim: Claim, row: ClaimList) -> Reason | None:
    if claim.supplier_id != row.supplier_id:
        return Reason("supplier", _("{number} is for another supplier.").format(number=claim.no))
    if claim.period != row.period:
        text = _("{number} belongs to the month {month}.")
        return Reason("period", text.format(number=claim.no, month=claim.period))
    if ClaimState(claim.state) not in LISTABLE:
        return Reason("state", _("{number} is decided already.").format(number=claim.no))
    if claim.claim_list_id not in {None, row.id}:
        return Reason("listed", _("{number} stands on another list already.").format(number=claim.no))
    return None


def _take_off(by: By, claim_ids: Collection[int]) -> None:
    for claim in Claim.select().where(Claim.id.in_(list(claim_ids))).order_by(Claim.id):
        update(by, claim, claim.version, act="unlist", claim_list=None)


def _unsent(list_id: int, version: int) -> ClaimList:
    row = ClaimList.find(list_id)
    if row is None:
        raise KeyError(list_id)
    refuse_stale(row, version)
    if row.sent_at is not None:
        text = _("{number} went out on {day}.").format(number=row.no, day=row.sent_at.date())
        raise RuleError(Reason("sent", text))
    found: ClaimList = row
    return found


def held_back(list_id: int, today: date) -> Mapping[int, list[Reason]]:
    """{claim: what is missing} of the drafts on a list that could not go out on `today`."""
    row = ClaimList.get_by_id(list_id)
    found: dict[int, list[Reason]] = {}
    for claim in on_list(list_id):
        reasons = claims.lacking(claim, today) if claim.state == ClaimState.DRAFT.value else []
        if claim.state in LISTABLE_STATES and (no := _elsewhere(claim, row)) is not None:
            reasons.append(no)
        if reasons:
            found[claim.id] = reasons
    return found


@command(Area.RETURNS, Area.ORDERS)
def send(
    by: By,
    list_id: int,
    version: int,
    channel: Channel,
    *,
    leave_out: bool = False,
    note: str = "",
) -> tuple[int, ...]:
    """The list goes to the supplier, and its drafts are submitted with it; returns the claims that were left out.

    What went out is kept: the paper of a sent list is never another.
    RuleError with every reason of every claim that is not ready, unless they are to be left out: those stay drafts
    for another list. RuleError("empty") when nothing is left to send.
    """
    row = _unsent(list_id, version)
    words = one_line("note", note, 200) or row.note
    behind = held_back(list_id, by.today)
    listed = on_list(list_id)
    if behind and not leave_out:
        raise RuleError([_named(claim, why) for claim in listed for why in behind.get(claim.id, ())])
    _take_off(by, behind)
    going = [claim for claim in listed if claim.id not in behind]
    if not going:
        raise RuleError(Reason("empty", _("Nothing on this list is ready to go out."), "claims"))
    for claim in going:
        if claim.state == ClaimState.DRAFT.value:
            claims.submit(by, claim.id, claim.version)
    kept_lists.keep(by, row, channel, words)
    update(by, row, version, act="send", sent_at=by.at, channel=channel.value, note=words)
    return tuple(behind)


def _named(claim: Claim, why: Reason) -> Reason:
    """A reason that says whose it is."""
    text = why.text if claim.no in why.text else f"{claim.no}: {why.text}"
    return Reason(why.code, text, why.goto)
