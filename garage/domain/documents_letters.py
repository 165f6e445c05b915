"""Letters, and the register of letters, as they are printed."""

from dataclasses import dataclass
from datetime import date

from garage.domain.documents import Imprint, Letterhead
from garage.domain.letters import LetterChannel, LetterKind, LetterState


@dataclass(frozen=True)
class LetterPaper:
    """One letter in the language it was written in; the first line of `body` is its salutation."""

    number: str
    kind: LetterKind
    state: LetterState
    language: str
    on: date
    addressee: str
    address: str
    subject: str
    body: str
    signed_by: str
    plate: str = ""
    complaint_no: str = ""


@dataclass(frozen=True)
class LetterBatch:
    """信函: one letter, or many in one file, each on pages of its own."""

    garage: Letterhead
    imprint: Imprint
    number: str
    letters: tuple[LetterPaper, ...]


@dataclass(frozen=True)
class RegisteredLetter:
    """A line of the register; `about` is the campaign, complaint or car that it is about."""

    number: str
    written_on: date
    kind: LetterKind
    state: LetterState
    customer: str
    subject: str
    about: str = ""
    sender: str = ""
    sent_on: date | None = None
    how: LetterChannel | None = None
    reply: str = ""
    reply_on: date | None = None
    returned_on: date | None = None
    void_reason: str = ""


@dataclass(frozen=True)
class LetterRegister:
    """信函登记表: every letter that was written on some days, the oldest first."""

    garage: Letterhead
    imprint: Imprint
    number: str
    first: date
    last: date
    letters: tuple[RegisteredLetter, ...] = ()


@dataclass(frozen=True)
class AddressSheet:
    """Labels for envelopes, (name, address) each; the first one goes to the place `start` of the sheet."""

    number: str
    labels: tuple[tuple[str, str], ...]
    start: int = 1
