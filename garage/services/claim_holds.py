"""What a claim holds of the order it is about: who pays for a line, that it is done, and that its part stays fitted."""

from collections.abc import Sequence
from typing import Any

from garage.domain.claims import ClaimState
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim, ClaimLine
from garage.models.statements import statement


def refuse_claimed(order_line_id: int) -> None:
    """RuleError("claimed") names the claim that has a line of an order: whoever pays for it is settled by that."""
    _refuse(_claiming.value(order_line_id))


def is_claimed(order_line_id: int) -> bool:
    """Whether a claim has a line of an order."""
    return _claiming.value(order_line_id) is not None


def refuse_claimed_order(order_id: int) -> None:
    """RuleError("claimed") names a claim about an order that asks for money still: its work is not called off."""
    _refuse(_claiming_order.value(order_id))


def _refuse(number: str | None) -> None:
    if number is not None:
        text = _("{number} claims it already: drop that claim first.").format(number=number)
        raise RuleError(Reason("claimed", text, "drop_claim"))


def told_fitted(order_line_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    """{order line: (claim, milli)} of lines whose new parts a supplier was told are in the car, paid for or not."""
    return {ref: (no, qty) for ref, no, qty in _told.rows(list(order_line_ids))}


@statement
def _claiming(order_line_id: Any) -> Any:
    return _numbers().where((ClaimLine.order_line == order_line_id) & ClaimLine.live)


@statement
def _claiming_order(order_id: Any) -> Any:
    return _numbers().where((Claim.order == order_id) & ClaimLine.live).order_by(Claim.id).limit(1)


def _numbers() -> Any:
    return Claim.select(Claim.no).join(ClaimLine, on=(ClaimLine.claim == Claim.id))


@statement
def _told(order_line_ids: Any) -> Any:
    columns = ClaimLine.order_line, Claim.no, ClaimLine.qty_milli
    query = ClaimLine.select(*columns).join(Claim, on=(Claim.id == ClaimLine.claim))
    out = ClaimLine.live & (Claim.state != ClaimState.DRAFT.value)
    return query.where(ClaimLine.order_line.in_(order_line_ids) & out)
