"""What a line costs the customer less than agreed: who pays for it, and discounts given later (C6)."""

from typing import Any

from garage.domain import snapshots
from garage.domain.documents import AuthorisationForm, DocumentLine
from garage.domain.documents_consent import SupplementForm
from garage.domain.lines import CHARGED, COUNTING, LineStatus, PayType
from garage.domain.money import format_yuan
from garage.domain.orders import SUPPLEMENTED, OrderState
from garage.domain.settlements import above_limit
from garage.domain.text import said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.orders import Authorisation, OrderLine, Supplement, WorkOrder
from garage.models.statements import statement
from garage.services import claim_holds, order_lines, pay_types, shop, staff
from garage.services.command import Area, By, audit, command, update
from garage.services.order_moves import elsewhere, refuse_changed


def _open(by: By, line_id: int, version: int | None) -> tuple[OrderLine, WorkOrder]:
    """A line that counts, of an order that was agreed to and is not settled; RuleError else.

    StaleError when the order was changed since `version`.
    """
    line = OrderLine.get_by_id(line_id)
    order = WorkOrder.get_by_id(line.order_id)
    if OrderState(order.state) not in SUPPLEMENTED or LineStatus(line.status) not in COUNTING:
        raise elsewhere(by, order)
    refuse_changed(order, version)
    return line, order


@command(Area.ORDERS)
def discount_line(
    by: By, line_id: int, discount_fen: int, reason: str, *, version: int | None = None
) -> None:
    """Another discount on an agreed line, until it is settled; never less than the customer was promised.

    FieldError on "discount" or "reason"; StaleError when the order was changed since `version`.
    """
    line, order = _open(by, line_id, version)
    agreed = as_agreed(line)
    promised = min(agreed.discount_fen, line.discount_fen) if agreed else line.discount_fen
    if not promised <= discount_fen <= line.gross_fen:
        low, high = format_yuan(promised), format_yuan(line.gross_fen)
        words = _("The discount of this line lies between {low}, as agreed, and {high}.")
        raise FieldError("discount", words.format(low=low, high=high))
    why = said_why(reason)
    values = {"discount_fen": discount_fen, "package": line.package_id if discount_fen == promised else None}
    if not update(by, line, line.version, act="line discount", reason=why, **values):
        raise FieldError("discount", _("The line has this discount already."))
    order_lines.touch(by, order, order.version)


def as_agreed(line: OrderLine) -> DocumentLine | None:
    """The line as the customer agreed to it, in the authorisation or in its supplement; None without a paper."""
    form: AuthorisationForm | SupplementForm
    if line.supplement_id is not None:
        form = snapshots.thaw(SupplementForm, Supplement.get_by_id(line.supplement_id).snapshot)
    elif signed := _signed.value(line.order_id):
        form = snapshots.thaw(AuthorisationForm, signed)
    else:
        return None
    return next((one for one in form.lines if one.position == line.position), None)


@statement
def _signed(order_id: Any) -> Any:
    forms = Authorisation.select(Authorisation.snapshot).where(Authorisation.order == order_id)
    return forms.order_by(Authorisation.id.desc()).limit(1)


def needs_owner(line_id: int, new: PayType) -> bool:
    """Whether a line that costs the customer nothing any more is above what anybody may give away.

    What was given away since the customer agreed counts together, as the discounts of a bill do: many small
    lines are no way around the limit.
    """
    line = OrderLine.get_by_id(line_id)
    if PayType(line.pay_type) not in CHARGED or new in CHARGED:
        return False
    gross = given = 0
    of_order = OrderLine.order == line.order_id
    for one in OrderLine.select().where(of_order & OrderLine.status.in_([state.value for state in COUNTING])):
        charged = PayType(one.pay_type) in CHARGED
        if charged or _was_charged(one):
            published = one.discount_fen if one.package_id else 0
            gross += one.gross_fen - published
            given += (one.discount_fen if charged and one.id != line_id else one.gross_fen) - published
    return above_limit(gross, given, shop.profile().discount_limit_bp)


def _was_charged(line: OrderLine) -> bool:
    agreed = as_agreed(line)
    return agreed is not None and agreed.pay_type in CHARGED


@command(Area.ORDERS)
def change_pay_type(
    by: By,
    line_id: int,
    new: PayType,
    reason: str,
    *,
    original_line_id: int | None = None,
    approved_by: int | None = None,
    version: int | None = None,
) -> None:
    """Somebody else pays for a line; the customer never more than was agreed: that is a supplement (C6).

    FieldError on "pay_type" (the same; a free service this car had; rework of nothing), "reason", or
    "approved_by" when more is given away than anybody may give and no owner approves; an owner acts for himself.
    StaleError when the order was changed since `version`.
    """
    line, order = _open(by, line_id, version)
    why = said_why(reason)
    before = PayType(line.pay_type)
    if new is before:
        raise FieldError("pay_type", _("This is who pays now."))
    if before is PayType.CLAIM:
        claim_holds.refuse_claimed(line_id)
    agreed = as_agreed(line)
    if new is PayType.CUSTOMER and (agreed is None or agreed.pay_type is not new):
        text = _("The customer would pay more than agreed: ask by a supplement.")
        raise RuleError(Reason("consent", text, "supplements"))
    original = _original(order, new, original_line_id)
    approver = _approver(by, line_id, new, approved_by)
    update(by, line, line.version, act="who pays", reason=why, pay_type=new.value, original_line=original)
    if approver is not None:
        audit(by, "approve", "order_line", line_id, after={"approved_by": approver}, reason=why)
    order_lines.touch(by, order, order.version)


def _approver(by: By, line_id: int, new: PayType, approved_by: int | None) -> int | None:
    """Who stands for what is given away, None while it is within what anybody may give."""
    if not needs_owner(line_id, new):
        return None
    who = by.staff_id if approved_by is None and staff.is_owner(by.staff_id) else approved_by
    return staff.check_owner("approved_by", who)


def _original(order: WorkOrder, new: PayType, original_line_id: int | None) -> int | None:
    """The line a rework repeats; FieldError when it needs one and has none, or the free service is used up."""
    if new is PayType.FREE_SERVICE:
        pay_types.refuse_second_free_service("pay_type", order)
    if new is not PayType.REWORK:
        return None
    if original_line_id is None:
        raise FieldError("pay_type", _("Choose the earlier line that this repeats."))
    return pay_types.line_repeated("pay_type", order, original_line_id)
