"""Reads that make the call list of a campaign."""

from datetime import datetime

from garage.domain.campaigns import TargetState
from garage.domain.documents import Imprint
from garage.domain.documents_campaigns import CallList, ListedTarget
from garage.services import campaign_rows, shop
from garage.services.campaign_rows import TargetFilter, TargetRow

_GONE = frozenset({TargetState.REMOVED, TargetState.MISSED})


def call_list(campaign_id: int, now: datetime, imprint: Imprint) -> CallList:
    """The call list of a campaign, those to call first; raises KeyError when there is none."""
    row = campaign_rows.one(campaign_id, now)
    rows = campaign_rows.targets(
        campaign_id, TargetFilter.ALL, None, row.standing.counted.targets + 10_000
    ).rows
    first = sorted(rows, key=lambda one: (one.state is not TargetState.TO_CALL, one.id))
    return CallList(
        garage=shop.letterhead(),
        imprint=imprint,
        number=row.no,
        kind=row.data.kind,
        title=row.data.title,
        starts_on=row.data.starts_on,
        ends_on=row.data.ends_on,
        call_by=row.call_by,
        place=row.data.place,
        content=row.data.content,
        caller=row.caller,
        targets=tuple(_line(one) for one in first if one.state not in _GONE),
    )


def _line(one: TargetRow) -> ListedTarget:
    return ListedTarget(
        one.customer,
        one.phone,
        one.state,
        one.call_time,
        one.plate,
        one.model,
        one.why,
        one.called_at,
        one.answer,
        one.note,
    )
