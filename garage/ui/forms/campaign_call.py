"""A customer is invited by telephone: what it is about, why this one, the result by one key, and the answer (G4)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from garage.domain.campaigns import Answer
from garage.domain.contacts import Outcome
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.errors import StaleError
from garage.i18n import _
from garage.services import campaign_rows, campaign_targets, contacts, customers
from garage.ui.desk import Desk
from garage.ui.forms.campaign_words import about_campaign
from garage.ui.forms.order_head import words
from garage.ui.forms.talk_fields import OutcomeField
from garage.ui.forms.told_form import ToldForm
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.line_fields import TextField

_MOST_SAID = 3


class CampaignCallForm(ToldForm):
    """One attempt; `saved` carries the id of the talk."""

    def __init__(self, parent: QWidget | None, desk: Desk, target_id: int) -> None:
        self._row = campaign_rows.target(target_id)
        self._campaign = campaign_rows.one(self._row.campaign_id, desk.now())
        title = _("Invite {name}").format(name=self._row.customer)
        about = f"{self._campaign.data.title} · {about_campaign(self._campaign)}"
        super().__init__(parent, desk, title, about, _("Save the call"))
        self.setObjectName("campaign_call_form")
        self._numbers = customers.live_phones_of(self._row.customer_id)
        self.add_widget(self._beside())
        self.add_number(self._numbers)
        self.outcome = self.add_field("outcome", _("Result: keys 1 to 7"), OutcomeField())
        self.outcome.edited.connect(self.fit)
        self.add_field("call_back_at", _("Call back at"), MomentField(now=desk.now))
        self._answer = self.add_field(
            "answer",
            _("The customer's answer"),
            ChoiceField(choices=[(one, label(one)) for one in Answer], placeholder=_("Choose one")),
            stretch=2,
        )
        self.add_field(
            "note", _("Note"), TextField(limit=campaign_targets.NOTE, lines=1), beside=True, stretch=5
        )
        self.add_field("next_topic", _("What to talk about next time"), TextField(limit=500, lines=1))

    def load(self) -> None:
        self.begin(self._row.customer)

    def fit(self) -> None:
        super().fit()
        self.body.boxes["answer"].setVisible(self.outcome.value() is Outcome.REACHED)

    def check(self) -> None:
        """The answer is one to the invitation: no question comes with it."""

    def save(self) -> int:
        talk = self.told()
        said = self._answer.value() if talk.outcome is Outcome.REACHED else None
        return campaign_targets.call(self._desk.by(), self._row.id, self._row.version, talk, said)

    def renew(self) -> None:
        self._row = campaign_rows.target(self._row.id)

    def keep_mine(self, error: StaleError) -> None:
        """`renew` has the newer version already."""

    def _beside(self) -> QFrame:
        """What lies beside the telephone."""
        row, data = self._row, self._campaign.data
        said = [
            f"{talk.at:%m-%d}  {talk.said}"
            for talk in contacts.of_customer(row.customer_id, limit=8).rows
            if talk.said
        ]
        lines = [
            (_("Car"), " · ".join(filter(None, (row.plate, row.model))), ""),
            (_("Convenient"), row.call_time, ""),
            (_("Why this one"), row.why, ""),
            (_("Tell them"), data.content, ""),
            (_("Said already"), "\n".join(said[:_MOST_SAID]), "muted"),
        ]
        card = QFrame()
        card.setObjectName("beside_call")
        card.setProperty("card", True)
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        numbers = words("   ".join(map(display_phone, self._numbers)) or "–", "title")
        numbers.setObjectName("call_numbers")
        numbers.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(numbers, 0, 0, 1, 2)
        for place, (caption, text, tone) in enumerate((line for line in lines if line[1]), start=1):
            title = words(caption, "muted")
            title.setWordWrap(False)
            grid.addWidget(title, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(text, tone), place, 1)
        return card
