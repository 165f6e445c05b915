"""A claim in words: how it stands, when it is due, what its report says; and the columns of its lists."""

from datetime import date

from garage.domain.claim_notices import Countdown
from garage.domain.claims import DECIDED, ClaimKind, ClaimState
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.plates import display_plate
from garage.domain.quantities import format_quantity
from garage.i18n import _, ngettext
from garage.services.claim_pages import ClaimedLine, ClaimEntry, ClaimPage, ClaimRow
from garage.ui.desk import Desk
from garage.ui.kit.table_model import Column
from garage.ui.kit.table_view import ListView

_TONES = {
    ClaimState.DRAFT: "warn",
    ClaimState.SUBMITTED: "accent",
    ClaimState.ACCEPTED: "ok",
    ClaimState.PARTLY_ACCEPTED: "warn",
    ClaimState.REJECTED: "bad",
    ClaimState.NOTICE_ISSUED: "accent",
    ClaimState.INVOICED: "accent",
    ClaimState.SETTLED: "ok",
    ClaimState.WRITTEN_OFF: "muted",
    ClaimState.DROPPED: "muted",
}
_SIGNS = {"warn": "clock", "accent": "clock", "ok": "check", "bad": "warning", "muted": "undo"}


def tone_of(state: ClaimState) -> str:
    """The tone in which a state is said."""
    return _TONES[state]


def due_words(row: ClaimRow, today: date) -> tuple[str, str]:
    """What has to happen by when, and in which tone: an answer of the supplier, the month's list."""
    if row.answer_due_on is not None:
        return _days(_("answer due"), row.answer_due_on, today)
    if row.state is ClaimState.DRAFT:
        return _days(_("send it by"), row.due_on, today)
    return "", "muted"


def _days(what: str, day: date, today: date) -> tuple[str, str]:
    left = (day - today).days
    if left < 0:
        late = ngettext("{n} day late", "{n} days late", -left).format(n=-left)
        return f"{what} {day:%m-%d} · {late}", "bad"
    if left == 0:
        return f"{what} {_('today')}", "warn"
    words = ngettext("{n} day left", "{n} days left", left).format(n=left)
    return f"{what} {day:%m-%d} · {words}", "warn" if left <= 3 else "muted"


ROOM: dict[str, int] = {
    "supplier": 740,
    "due": 680,
    "list_claimed": 560,
    "tag": 760,
    "serials": 990,
    "contact": 1400,
    "first": 1180,
}
"""Width in pixels that a list needs before it shows a column that a card, a tip or a form says anyway."""


def leave_out(view: ListView, width: int) -> None:
    """Show only the columns that `width` has room for."""
    if view.model() is not None:
        for place, column in enumerate(view.rows().columns):
            view.setColumnHidden(place, width < ROOM.get(column.name, 0))


def list_columns(desk: Desk) -> list[Column]:
    """Number, car and part, supplier, money, state."""

    def car(row: ClaimRow) -> str:
        return " · ".join(filter(None, (display_plate(row.plate), row.part)))

    def due(row: ClaimRow) -> str:
        return due_words(row, desk.today())[0]

    def state(row: ClaimRow) -> str:
        again = _("round {n}").format(n=row.rounds + 1) if row.rounds else ""
        return " · ".join(filter(None, (label(row.state), again)))

    return [
        Column("no", _("Number"), 138, "left", lambda row: row.no, bold=True),
        Column("car", _("Car and part"), 0, "left", car, None, car),
        Column("supplier", _("Supplier"), 184, "left", _supplier, None, _supplier),
        Column(
            "list_claimed", _("Claimed"), 82, "right", lambda row: format_plain(row.claimed_fen), total=True
        ),
        Column(
            "due",
            _("Due by"),
            64,
            "left",
            lambda row: _short_due(row, desk.today()),
            lambda row: due_words(row, desk.today())[1],
            due,
        ),
        Column(
            "state",
            _("State"),
            166,
            "left",
            state,
            lambda row: _TONES[row.state],
            lambda row: "\n".join(filter(None, (state(row), due(row)))),
            icon=lambda row: _SIGNS[_TONES[row.state]],
        ),
    ]


def _supplier(row: ClaimRow) -> str:
    return row.supplier


def _short_due(row: ClaimRow, today: date) -> str:
    if not due_words(row, today)[0]:
        return ""
    return f"{row.answer_due_on or row.due_on:%m-%d}"


def line_columns() -> list[Column]:
    """What is asked for and given, line by line."""
    return [
        Column("name", _("Name"), 0, "left", _named, None, _in_full, bold=True),
        Column("role", _("Role"), 108, "left", _role, None, _role),
        Column("qty", _("Qty"), 46, "right", _quantity),
        Column("claimed", _("Claimed"), 84, "right", lambda line: format_plain(line.claimed_fen), total=True),
        Column("approved", _("Given"), 84, "right", _given, _given_tone, _why, total=True),
        Column("why", _("Why less"), 130, "left", _why, lambda _row: "warn", _why),
        Column("tag", _("Old part"), 136, "left", _tag, None, _tag),
        Column("serials", _("Serial old → new"), 220, "left", _serials, None, _serials),
    ]


def _role(line: ClaimedLine) -> str:
    return label(line.role or line.kind)


def _quantity(line: ClaimedLine) -> str:
    return format_quantity(line.qty_milli) if line.kind is ClaimKind.PART else "–"


def _tag(line: ClaimedLine) -> str:
    return " · ".join(filter(None, (line.old_part_no, line.shelf))) or "–"


def _named(line: ClaimedLine) -> str:
    return " ".join(filter(None, (line.code, line.name)))


def _in_full(line: ClaimedLine) -> str:
    return "\n".join(
        (_named(line), f"{_('Old part')}: {_tag(line)}", f"{_('Serial old → new')}: {_serials(line)}")
    )


def _serials(line: ClaimedLine) -> str:
    return (
        f"{line.old_serial or '–'} → {line.new_serial or '–'}" if line.old_serial or line.new_serial else "–"
    )


def _given(line: ClaimedLine) -> str:
    return format_plain(line.approved_fen) if line.approved_fen is not None else "–"


def _given_tone(line: ClaimedLine) -> str | None:
    return "warn" if line.deducted_fen else None


def _why(line: ClaimedLine) -> str:
    return line.deduction_reason


def history_columns() -> list[Column]:
    """What was done, when, by whom, and why."""
    return [
        Column("at", _("When"), 124, "left", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
        Column("who", _("By"), 108, "left", lambda row: row.who),
        Column("act", _("What was done"), 190, "left", lambda row: row.act, None, lambda row: row.act),
        Column("text", _("Reason"), 0, "left", _entry_text, None, _entry_text),
    ]


def _entry_text(row: ClaimEntry) -> str:
    return row.text


def about(page: ClaimPage) -> list[str]:
    """Car, customer, job and supplier under the number."""
    row = page.row
    km = _("{km} km").format(km=f"{page.report.odometer_km:,}") if page.report.odometer_km is not None else ""
    return [
        " · ".join(filter(None, (display_plate(row.plate), row.model, km, page.customer))),
        " · ".join(filter(None, (row.supplier, row.order_no, page.vin))),
    ]


def standing(page: ClaimPage, today: date) -> list[tuple[str, str]]:
    """(words, tone) of everything that is waited for, said or decided."""
    row = page.row
    said: list[tuple[str, str]] = []
    words, tone = due_words(row, today)
    if words:
        if row.answer_due_on is not None and page.answer_provisional:
            unsure = _("provisional: that year is not in the calendar yet")
            words = f"{words} ({unsure})"
        said.append((f"{words[:1].upper()}{words[1:]}", tone))
    if page.report.major:
        at = f"{page.reported_at:%m-%d %H:%M}" if page.reported_at else _("not reported yet")
        said.append((_("Major fault: {at}").format(at=at), "muted" if page.reported_at else "bad"))
    if page.approval_no:
        on = page.approved_on.isoformat() if page.approved_on else ""
        said.append(
            (_("Approved by the supplier: {number}, {day}").format(number=page.approval_no, day=on), "muted")
        )
    elif page.approval_asked_at:
        at = f"{page.approval_asked_at:%m-%d %H:%M}"
        said.append((_("Approval asked for {at}").format(at=at), "muted"))
    if page.approved_by and not page.close_reason and not page.approval_no:
        text = _("{name} let the work begin without the supplier's approval")
        said.append((text.format(name=page.approved_by), "warn"))
    return said + _spoken(page)


def _spoken(page: ClaimPage) -> list[tuple[str, str]]:
    """What the supplier said and did, and how it ended."""
    row = page.row
    said: list[tuple[str, str]] = []
    if row.state in DECIDED or page.notice_no:
        given = _("Given {given} of {asked}").format(
            given=format_yuan(row.approved_fen), asked=format_yuan(row.claimed_fen)
        )
        said.append((" · ".join(filter(None, (given, page.decision))), tone_of(row.state)))
    for text, number in ((_("Monthly list {number}"), page.list_no), (_("Notice {number}"), page.notice_no)):
        if number:
            said.append((text.format(number=number), "muted"))
    if page.reinspected_at:
        found = _("Inspected by the supplier {day}: {found}")
        said.append((found.format(day=f"{page.reinspected_at:%m-%d}", found=page.reinspection), "muted"))
    if page.close_reason:
        by = _("approved by {name}").format(name=page.approved_by) if page.approved_by else ""
        said.append((" · ".join(filter(None, (label(row.state), page.close_reason, by))), "muted"))
    return said


def report_words(page: ClaimPage) -> list[tuple[str, str]]:
    """(caption, words) of the fault report."""
    report = page.report
    rows = [
        (_("Day of the fault"), report.fault_on.isoformat()),
        (_("Bought or fitted on"), report.bought_on.isoformat() if report.bought_on else ""),
        (_("Place"), report.place),
        (_("Engine or unit number"), report.engine_no),
        (_("Symptoms"), report.symptoms),
        (_("Cause"), report.cause),
        (_("Done about it"), label(report.remedy) if report.remedy else ""),
        (_("Why adjusting or repairing was not enough"), report.tried),
        (_("Why replacing the component was not enough"), report.component_why),
        (_("Note"), report.note),
    ]
    optional = {rows[3][0], rows[7][0], rows[8][0], rows[9][0]}
    return [(name, text or "–") for name, text in rows if text or name not in optional]


def due_hints(due: Countdown) -> str:
    """What the day of the month's claims hides: that nobody works on it, or that nobody knows yet."""
    said = []
    if due.send_by != due.due_on:
        said.append(_("The last working day before it is {day}.").format(day=due.send_by))
    if due.provisional:
        said.append(_("provisional: that year is not in the calendar yet"))
    return "\n".join(said)
