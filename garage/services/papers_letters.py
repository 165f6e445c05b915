"""Reads that make letters, the register of letters and the labels of their envelopes."""

from collections.abc import Sequence
from datetime import date

from garage.domain.documents import Imprint
from garage.domain.documents_letters import (
    AddressSheet,
    LetterBatch,
    LetterPaper,
    LetterRegister,
    RegisteredLetter,
)
from garage.services import letter_rows, shop
from garage.services.letter_rows import LetterRow


def batch(letter_ids: Sequence[int], imprint: Imprint) -> LetterBatch:
    """These letters in one file, by their numbers; raises KeyError when one is not there."""
    rows = letter_rows.of_ids(letter_ids)
    if missing := set(letter_ids) - {row.id for row in rows}:
        raise KeyError(min(missing))
    return LetterBatch(shop.letterhead(), imprint, batch_number(rows), tuple(map(_paper, rows)))


def batch_number(rows: Sequence[LetterRow]) -> str:
    """What the file is called: its letter, and how many more there are."""
    more = len(rows) - 1
    return f"{rows[0].no}+{more}" if more else rows[0].no


def _paper(row: LetterRow) -> LetterPaper:
    return LetterPaper(
        number=row.no,
        kind=row.kind,
        state=row.state,
        language=row.language,
        on=row.sent_on or row.written_on,
        addressee=row.addressee,
        address=row.address,
        subject=row.subject,
        body=row.body,
        signed_by=row.sent_by or row.written_by,
        plate=row.plate,
        complaint_no=row.complaint_no,
    )


def address_labels(letter_ids: Sequence[int]) -> AddressSheet:
    """A label for the envelope of each letter that has an address."""
    rows = letter_rows.of_ids(letter_ids)
    labels = tuple((row.addressee, row.address) for row in rows if row.address)
    return AddressSheet(batch_number(rows), labels)


def register(first: date, last: date, imprint: Imprint) -> LetterRegister:
    """信函登记表 of these days."""
    return LetterRegister(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{first:%Y%m%d}-{last:%Y%m%d}",
        first=first,
        last=last,
        letters=tuple(map(_line, letter_rows.between(first, last))),
    )


def _line(row: LetterRow) -> RegisteredLetter:
    return RegisteredLetter(
        number=row.no,
        written_on=row.written_on,
        kind=row.kind,
        state=row.state,
        customer=row.addressee,
        subject=row.subject,
        about=row.campaign or row.complaint_no or row.plate,
        sender=row.sent_by,
        sent_on=row.sent_on,
        how=row.sent_how,
        reply=row.reply,
        reply_on=row.reply_on,
        returned_on=row.returned_on,
        void_reason=row.void_reason,
    )
