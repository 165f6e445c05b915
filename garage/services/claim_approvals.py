"""A supplier that approves the work before it begins: which claim lines wait for it, and what it said (E5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from garage.domain.claims import ClaimState
from garage.domain.lines import PayType
from garage.domain.text import said_why
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim, ClaimLine
from garage.models.parts import Supplier
from garage.models.statements import statement
from garage.services import claim_edits, claim_terms, staff
from garage.services.claim_drafts import Claimable, claimable, draft
from garage.services.command import Area, By, command, update

GOTO = "supplier_approval"


@dataclass(frozen=True)
class Awaited:
    """A supplier whose approval some claim lines of an order wait for; asked at `asked_at`, None not yet."""

    supplier_id: int
    supplier: str
    asked_at: datetime | None
    answer_due_on: date | None
    lines: tuple[tuple[int, str], ...]

    @property
    def work(self) -> str:
        """The names of the lines."""
        return _(", ").join(name for _ref, name in self.lines)


def awaited(order_id: int) -> list[Awaited]:
    """Whom the claim lines of an order wait for; nobody once approval, or an owner's word, is on the claim.

    A line that no claim has follows its supplier's claim about the same job. Labour without a supplier of its own goes with
    the parts.
    """
    lines = claimable(order_id)
    if not lines:
        return []
    claims = {claim.id: claim for claim in _of_order.objects(order_id)}
    waiting: dict[int, list[Claimable]] = {}
    for line in lines:
        supplier = _supplier(line, lines, claims)
        if supplier is None or not claim_terms.of(supplier).approval_first:
            continue
        about = [claim for claim in claims.values() if claim.supplier_id == supplier]
        own = [claims[line.claim_id]] if line.claim_id is not None else about
        if not any(_may_begin(claim) for claim in own):
            waiting.setdefault(supplier, []).append(line)
    return [_awaited(supplier, own, claims.values()) for supplier, own in waiting.items()]


def _supplier(line: Claimable, lines: Sequence[Claimable], claims: dict[int, Any]) -> int | None:
    """Whom the claim asks, else where the part came from, else whoever stands for the rest of the job."""
    named = [claims[one.claim_id].supplier_id if one.claim_id else one.supplier_id for one in lines]
    own: int | None = named[lines.index(line)]
    return own if own is not None else next((one for one in named if one is not None), None)


def _may_begin(claim: Any) -> bool:
    """Approved, allowed by an owner, or with the supplier already."""
    allowed = claim.approval_no or claim.approved_by is not None
    return bool(allowed) or claim.state != ClaimState.DRAFT.value


def _awaited(supplier_id: int, lines: Sequence[Claimable], claims: Any) -> Awaited:
    asked = [one for one in claims if one.supplier_id == supplier_id and one.approval_asked_at is not None]
    last = asked[-1] if asked else None
    return Awaited(
        supplier_id,
        Supplier.get_by_id(supplier_id).name,
        last.approval_asked_at if last else None,
        last.answer_due_on if last else None,
        tuple((line.id, line.name) for line in lines),
    )


@statement
def _of_order(order_id: Any) -> Any:
    """The claims about an order that ask for money still."""
    live = Claim.id.in_(ClaimLine.select(ClaimLine.claim).where(ClaimLine.live))
    return Claim.select().where((Claim.order == order_id) & live).order_by(Claim.id)


class Paid(Protocol):
    """What is asked of a line of an order."""

    @property
    def id(self) -> int: ...
    @property
    def pay_type(self) -> str: ...


def refuse_unapproved(order_id: int, lines: Iterable[Paid]) -> None:
    """RuleError("supplier_approval") names each of these lines that is not begun before its supplier approved it."""
    claimed = {line.id for line in lines if line.pay_type == PayType.CLAIM.value}
    text = _("{supplier} wants to approve the work before it begins: “{line}” waits for that.")
    reasons = [
        Reason(GOTO, text.format(supplier=one.supplier, line=name), GOTO)
        for one in (awaited(order_id) if claimed else ())
        for ref, name in one.lines
        if ref in claimed
    ]
    if reasons:
        raise RuleError(reasons)


@command(Area.RETURNS, Area.ORDERS)
def ask(by: By, order_id: int, supplier_id: int) -> None:
    """The supplier was asked; its answer is due in its working days. Drafts the claim where there is none.

    RuleError("approved") when nothing waits for that supplier any more; so say all acts here.
    """
    for claim in _drafts(by, order_id, supplier_id):
        claim_edits.ask_approval(by, claim.id, claim.version)


@command(Area.RETURNS, Area.ORDERS)
def approve(
    by: By, order_id: int, supplier_id: int, approval_no: str, approved_on: date, said_by: str = ""
) -> None:
    """The supplier said yes, and who of it: the work may begin. FieldError as in `claim_edits.approve`."""
    for claim in _drafts(by, order_id, supplier_id):
        claim_edits.approve(by, claim.id, claim.version, approval_no, approved_on, said_by)


@command(Area.RETURNS, Area.ORDERS)
def begin_without(
    by: By, order_id: int, supplier_id: int, reason: str, *, approved_by: int | None = None
) -> None:
    """An owner lets the work begin unapproved and says why: the supplier may refuse the claim for it.

    FieldError("reason", "approved_by").
    """
    why = said_why(reason)
    own = approved_by is None and staff.is_owner(by.staff_id)
    owner = staff.check_owner("approved_by", by.staff_id if own else approved_by)
    for claim in _drafts(by, order_id, supplier_id):
        update(by, claim, claim.version, act="unapproved", reason=why, approved_by=owner)


def _drafts(by: By, order_id: int, supplier_id: int) -> list[Claim]:
    """The claims that wait for the supplier's word; a new one for lines that none has."""
    waiting = [ref for one in awaited(order_id) if one.supplier_id == supplier_id for ref, _name in one.lines]
    if not waiting:
        raise RuleError(Reason("approved", _("Nothing waits for this supplier's approval any more.")))
    if free := [line.id for line in claimable(order_id) if line.free and line.id in waiting]:
        draft(by, free, supplier_id)
    return [
        one for one in _of_order.objects(order_id) if one.supplier_id == supplier_id and not _may_begin(one)
    ]
