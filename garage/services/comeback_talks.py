"""A customer says in a talk that a repair did not hold: which one, what the car comes again for, and that it is not forgotten (G1, D2)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from garage.domain.call_times import next_call_at
from garage.domain.contacts import Outcome
from garage.domain.orders import UNSETTLED, OrderState
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.services import call_plans, care_settings, contacts, orders, questions
from garage.services.command import Area, By, command
from garage.services.contacts import TalkRow

LONGEST = 500
"""Characters of what a car comes for, and of what to talk about."""


@dataclass(frozen=True)
class Comeback:
    """The talk, the visit with which the repair left, and the open order of the car where it can still be judged."""

    talk: TalkRow
    vehicle_id: int
    order_no: str
    here_id: int | None

    @property
    def request(self) -> str:
        """What the car comes for: names the earlier order, so that its lines stand out at the counter."""
        named = _("Comeback: the repair of {no} did not hold.").format(no=self.order_no)
        said = "\n".join(filter(None, (self.talk.opinion, self.talk.needs, self.talk.note)))
        return f"{named}\n{said}".strip()[:LONGEST]


def left_before(vehicle_id: int) -> str:
    """Number of the last order with which the car left, "" while it never has."""
    return str(_last_left.value(vehicle_id) or "")


@statement
def _last_left(vehicle_id: Any) -> Any:
    left = (WorkOrder.vehicle == vehicle_id) & WorkOrder.exited_at.is_null(False)
    return WorkOrder.select(WorkOrder.no).where(left).order_by(WorkOrder.id.desc()).limit(1)


def of_talk(contact_id: int) -> Comeback:
    """What did not hold, by a talk about a car; KeyError without the talk.

    RuleError where nobody was reached, the talk is about no car, or the car never left us.
    """
    talk = contacts.one(contact_id)
    no = left_before(talk.vehicle_id) if talk.vehicle_id is not None else ""
    if talk.outcome is not Outcome.REACHED or talk.vehicle_id is None or not no:
        text = _("No earlier repair of a car of ours was talked about.")
        raise RuleError(Reason("comeback", text, "vehicle"))
    said = WorkOrder.find(talk.order_id) if talk.order_id is not None else None
    here = orders.open_order_of(talk.vehicle_id)
    state = orders.open_page(here[0]).state if here else None
    judged = here[0] if here and OrderState(state or "") in UNSETTLED else None
    return Comeback(talk, talk.vehicle_id, said.no if said is not None and said.exited_at else no, judged)


@command(Area.CARE)
def remember(by: By, contact_id: int) -> int:
    """Neither an appointment nor a verdict came of it yet: the customer is called about it; returns the call's id.

    Whoever wants no calls gets an answer instead: it waits among the questions, and the id is that of the question.
    RuleError as `of_talk`.
    """
    told = of_talk(contact_id)
    owner = told.talk.customer_id
    customer = Customer.get_by_id(owner) if owner is not None else None
    if owner is None or customer is None or customer.no_calls:
        return questions.ask(by, contact_id, told.request)
    day = by.today + timedelta(days=care_settings.rules().gap_days)
    at = next_call_at(customer.preferred_call_time, day)
    return call_plans.recall(by, owner, at, told.request, vehicle=told.vehicle_id, order=told.talk.order_id)
