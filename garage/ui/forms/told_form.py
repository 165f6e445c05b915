"""A customer is told something: by telephone or at the counter, and what came of it."""

from collections.abc import Sequence

from garage.domain.contacts import ContactChannel, Direction, Outcome, Talk
from garage.domain.phones import display_phone
from garage.i18n import _
from garage.ui.forms.talk_fields import TalkForm
from garage.ui.kit.choice_fields import ChoiceField

_NAME_SHOWN = 40
_AT_THE_COUNTER = (Outcome.REACHED, Outcome.CALL_BACK, Outcome.REFUSED)


class ToldForm(TalkForm):
    """One attempt; whoever stands at the counter has no number that is dead."""

    def add_number(self, phones: Sequence[str]) -> None:
        """The number called, or that it is said at the counter, and with whom."""
        self._phone = self.add_field(
            "phone",
            _("Number called"),
            ChoiceField(choices=[(one, display_phone(one)) for one in phones]),
            "" if phones else _("The file has no number."),
        )
        channels = [(ContactChannel.PHONE, _("by telephone")), (ContactChannel.VISIT, _("at the counter"))]
        self._channel = self.add_field("channel", _("How told"), ChoiceField(choices=channels), beside=True)
        self._channel.edited.connect(self.fit)
        self.add_who()

    def begin(self, name: str, channel: ContactChannel = ContactChannel.PHONE) -> None:
        """The keyboard is on the result."""
        self._channel.set_value(channel)
        self.widget("spoke_with").set_value(name[:_NAME_SHOWN])  # type: ignore[attr-defined]
        self.fit()
        self.outcome.setFocus()

    def fit(self) -> None:
        by_phone = self._channel.value() is ContactChannel.PHONE
        self.outcome.offer(tuple(Outcome) if by_phone else _AT_THE_COUNTER)
        self.body.boxes["phone"].setVisible(by_phone)
        super().fit()

    def told(self) -> Talk:
        """The talk as it is typed."""
        by_phone = self._channel.value() is ContactChannel.PHONE
        return self.talk(
            Direction.OUT, self._channel.value(), (self._phone.value() or "") if by_phone else ""
        )
