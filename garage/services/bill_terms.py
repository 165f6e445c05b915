"""What is agreed at the counter beside the lines: checked before it stands on a bill (C2, C6)."""

from collections.abc import Sequence
from dataclasses import replace

from garage.domain.lines import PayType
from garage.domain.odometer import MAX_KM
from garage.domain.settlements import Terms
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.orders import WorkOrder
from garage.services.command import By
from garage.services.order_lines import Line


def checked(by: By, order: WorkOrder, lines: Sequence[Line], terms: Terms) -> Terms:
    """The terms with clean texts, as slip and row keep them; FieldError on the first wrong one.

    What concerns an insurer or the service book counts only while a line is paid that way.
    """
    kinds = {line.pay_type for line in lines}
    insured = PayType.INSURANCE in kinds
    clean = replace(
        terms,
        discount_reason=one_line("discount_reason", terms.discount_reason, 120),
        call_time=one_line("call_time", terms.call_time, 40),
        insurer=one_line("insurer", terms.insurer, 60) if insured else "",
        insurer_case=one_line("insurer_case", terms.insurer_case, 60) if insured else "",
        service_book=terms.service_book and PayType.FREE_SERVICE in kinds,
    )
    if clean.order_discount_fen and not clean.discount_reason:
        raise FieldError("discount_reason", _("Say why there is a discount."))
    if insured and not clean.insurer:
        raise FieldError("insurer", _("Lines are paid by insurance: which insurer?"))
    if insured and not clean.insurer_case:
        raise FieldError("insurer_case", _("The insurer's case number is needed."))
    if PayType.FREE_SERVICE in kinds and not clean.service_book:
        raise FieldError("service_book", _("Note the free service in the service book first."))
    if terms.next_service_on is not None and terms.next_service_on <= by.today:
        raise FieldError("next_service_on", _("The next service lies in the future."))
    if terms.next_service_km is not None and terms.next_service_km <= (order.odo_in or 0):
        raise FieldError("next_service_km", _("The next service lies beyond today's odometer."))
    if terms.next_service_km is not None and terms.next_service_km > MAX_KM:
        raise FieldError("next_service_km", _("At most {limit}.").format(limit=MAX_KM))
    return clean
