"""Letters in the words of the screen, and what an answer begins with."""

from collections.abc import Sequence
from datetime import date

from garage import i18n
from garage.domain.labels import label
from garage.domain.letter_texts import OF_CAMPAIGN, Blank, spelled, written
from garage.domain.letters import LetterState
from garage.i18n import _
from garage.services import complaint_rounds, complaint_rows, questions, reminder_rows
from garage.services.letter_rows import LetterRow
from garage.ui.kit.fields import ChoiceField

LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}
"""Each in itself, as whoever reads it looks for it."""


def about_letter(row: LetterRow) -> str:
    """Which letter it is, at the head of a form."""
    return " · ".join(filter(None, (row.no, row.customer, row.subject)))


def say_state(row: LetterRow, today: date) -> tuple[str, str]:
    """(where it is and since when, tone)."""
    if row.state is LetterState.WRITTEN and row.due_on is not None:
        if row.is_late(today):
            days = (today - row.due_on).days
            return _("late: since {day} ({days} d)").format(day=f"{row.due_on:%m-%d}", days=days), "bad"
        text = (
            _("send today") if row.due_on == today else _("send by {day}").format(day=f"{row.due_on:%m-%d}")
        )
        return text, "warn" if row.due_on == today else ""
    days = {
        LetterState.SENT: row.sent_on,
        LetterState.ANSWERED: row.reply_on,
        LetterState.RETURNED: row.returned_on,
    }
    on = days.get(row.state)
    tone = {LetterState.RETURNED: "bad", LetterState.ANSWERED: "ok"}.get(row.state, "muted")
    return " ".join(filter(None, (label(row.state), f"{on:%m-%d}" if on else ""))), tone


def say_letters(rows: Sequence[LetterRow], today: date) -> str:
    """Letters with where they are, a line each."""
    return "\n".join(f"{row.no} · {say_state(row, today)[0]}" for row in rows)


def say_sent(row: LetterRow) -> str:
    """When it went, how, by whom."""
    how = label(row.sent_how) if row.sent_how is not None else ""
    return " · ".join(filter(None, (row.sent_on.isoformat() if row.sent_on else "", how, row.sent_by)))


def known_blanks(language: str) -> str:
    """What a single letter may leave to be filled in, as it is typed."""
    return "  ".join(written(blank, language) for blank in Blank if blank not in OF_CAMPAIGN)


def answer_to_complaint(complaint_id: int, language: str) -> tuple[str, str]:
    """(subject, text) that an answer begins with: what was said, what was found out and done."""
    _ = i18n.words(language)
    row = complaint_rows.one(complaint_id)
    turn = complaint_rounds.of_complaint(complaint_id)[-1]
    day = spelled(row.received_at.date(), language)
    lines = [_("On {day} you told us: “{words}”").format(day=day, words=_one_line(row.content))]
    if turn.findings:
        lines.append(_("We looked into it: {words}").format(words=_one_line(turn.findings)))
    if done := turn.implemented_note or turn.measures:
        lines.append(_("We have done this: {words}").format(words=_one_line(done)))
    lines.append(_("We are sorry for the trouble. If anything is still open, please call us."))
    return _("Answer to your complaint {number}").format(number=row.no), "\n".join(lines)


def answer_to_question(question_id: int, language: str) -> tuple[str, str]:
    """(subject, text) that an answer begins with: what was asked, and the answer where it is known."""
    _ = i18n.words(language)
    row = questions.one(question_id)
    day = spelled(row.asked_at.date(), language)
    lines = [_("On {day} you asked us: “{words}”").format(day=day, words=_one_line(row.text))]
    if row.answer:
        lines.append(_one_line(row.answer))
    return _("Answer to your question"), "\n".join(lines)


def letter_of_reminder(reminder_id: int, language: str) -> tuple[str, str]:
    """(subject, text) that a letter begins with when it stands for a call: what falls due, by when, of which car."""
    _ = i18n.words(language)
    row = reminder_rows.one(reminder_id)
    what, car = _one_line(row.subject or label(row.kind, _)), _one_line(row.plate or row.model)
    lines = [_("We remind you of this for your car {car}: {what}.").format(car=car, what=what)]
    if row.due_on is not None:
        lines.append(_("It falls due on {day}.").format(day=spelled(row.due_on, language)))
    if row.due_km is not None:
        lines.append(_("It falls due at {km} km.").format(km=f"{row.due_km:,}"))
    lines.append(_("Come in or write to us whenever it suits you, and we keep a time free for you."))
    return _("Reminder: {what}").format(what=what), "\n".join(lines)


def language_field() -> ChoiceField:
    """The languages that a letter may be written in."""
    return ChoiceField(choices=list(LANGUAGE_NAMES.items()))


def _one_line(text: str) -> str:
    """What somebody wrote down, where its braces are no blanks."""
    return " ".join(text.split()).translate(str.maketrans("{}｛｝", "()（）"))
