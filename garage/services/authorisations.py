"""The customer's consent: recorded who, when, how; what was agreed is kept as it was printed (A8)."""

from dataclasses import replace
from datetime import datetime

from garage.domain.consents import reached_note
from garage.domain.dates import said_moment
from garage.domain.documents import AuthorisationForm
from garage.domain.order_steps import OrderAct
from garage.domain.orders import ConsentChannel
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.orders import Authorisation, WorkOrder
from garage.services import frozen, papers
from garage.services.command import Area, By, command, create, refuse_stale
from garage.services.order_facts import advance
from garage.services.order_lines import lines_of


@command(Area.ORDERS)
def authorise(
    by: By,
    order_id: int,
    *,
    signed_by: str,
    channel: ConsentChannel,
    signed_at: datetime | None = None,
    note: str = "",
    version: int | None = None,
) -> str:
    """The customer agreed to the estimate as it stood at `version`; returns the authorisation's number.

    FieldError on "signed_by" or "signed_at"; RuleError when the estimate is not finished; StaleError when it was
    changed since.
    """
    order = WorkOrder.get_by_id(order_id)
    refuse_stale(order, version)
    name = one_line("signed_by", signed_by, 60)
    if not name:
        raise FieldError("signed_by", _("Who agreed?"))
    when = said_moment(signed_at, order.received_at, by.at)
    if when is None:
        raise FieldError("signed_at", _("Consent lies between the car's arrival and now."))
    words = reached_note(channel, note)
    lines = lines_of(order_id)
    form = papers.form_of(order, lines, papers.blank_imprint(by))
    signed = replace(form, signed_by=name, signed_at=when, channel=channel)
    advance(by, order, OrderAct.AUTHORISE, lines=lines, authorised_at=when)
    create(
        by,
        Authorisation,
        no=form.number,
        order=order_id,
        signed_by=name,
        signed_at=when,
        channel=channel.value,
        note=words,
        total_fen=form.total_fen,
        snapshot=frozen.freeze(signed),
    )
    return form.number


def authorised_form(order_id: int) -> AuthorisationForm | None:
    """The form as it was agreed to, None while nobody has."""
    row = (
        Authorisation.select(Authorisation.snapshot)
        .where(Authorisation.order == order_id)
        .order_by(Authorisation.id.desc())
        .first()
    )
    return frozen.thaw(AuthorisationForm, row.snapshot) if row else None
