"""How the customer was reached: a signature speaks for itself, a call or a message is written down."""

from garage.domain.orders import ConsentChannel
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _


def reached_note(channel: ConsentChannel, note: str) -> str:
    """The number that was called or the message, clean; FieldError("note") when it is owed."""
    words = one_line("note", note, 200)
    if channel is not ConsentChannel.SIGNED and not words:
        raise FieldError("note", _("Write down the number that was called or the message."))
    return words
