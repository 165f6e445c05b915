"""A campaign is planned or changed: what it is, from when to when, where, and who calls (G4)."""

from PySide6.QtWidgets import QWidget

from garage.domain.campaigns import CampaignKind, call_by
from garage.domain.labels import label
from garage.errors import FieldError, StaleError
from garage.i18n import _, ngettext
from garage.services import campaign_rows, campaigns, deadlines, staff
from garage.services.campaign_rows import CampaignRow
from garage.services.campaigns import CampaignData
from garage.ui.desk import Desk
from garage.ui.forms.campaign_words import about_campaign, say_notice
from garage.ui.forms.order_head import set_tone, words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import DateField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField


class CampaignForm(FormDialog):
    """A new campaign, or the one shown; says at once by when everybody has to be called. `saved` carries its id."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CampaignRow | None = None) -> None:
        title = _("Change the campaign") if row else _("New campaign")
        super().__init__(
            parent,
            title,
            about_campaign(row) if row else "",
            default_text=_("Save the campaign"),
            width=720,
        )
        self.setObjectName("campaign_form")
        self._desk, self._row = desk, row
        self._title = self.add_field("title", _("Title"), LineField(limit=60), required=True, stretch=3)
        self._kind = self.add_field(
            "kind",
            _("Kind"),
            ChoiceField(choices=[(one, label(one)) for one in CampaignKind]),
            beside=True,
            stretch=2,
        )
        self._starts = self.add_field("starts_on", _("First day"), DateField(now=desk.now), required=True)
        self._ends = self.add_field(
            "ends_on", _("Last day"), DateField(now=desk.now), _("Empty: the same day."), beside=True
        )
        self._notice = words("", "muted")
        self._notice.setObjectName("campaign_notice")
        self.add_widget(self._notice)
        self._place = self.add_field("place", _("Where it takes place"), LineField(limit=120), stretch=3)
        usual = [(None, _("whoever calls the customers"))]
        self._caller = self.add_field(
            "caller",
            _("Who calls"),
            ChoiceField(choices=[*usual, *((one.id, one.name) for one in staff.people())]),
            beside=True,
            stretch=2,
        )
        self._content = self.add_field(
            "content",
            _("What customers are told"),
            TextField(limit=1000, lines=3),
            _("It stands beside the call."),
        )
        self._starts.textChanged.connect(self._say)

    def load(self) -> None:
        data = self._row.data if self._row else None
        self._kind.set_value(data.kind if data else CampaignKind.OFFER)
        self._caller.set_value(data.caller_id if data else None)
        if data:
            self._title.set_value(data.title)
            self._starts.set_date(data.starts_on)
            self._ends.set_date(data.ends_on)
            self._place.set_value(data.place)
            self._content.set_value(data.content)
        self._say()

    def save(self) -> int:
        starts = self._starts.date()
        if starts is None:
            raise FieldError("starts_on", _("When does it begin?"))
        data = CampaignData(
            self._kind.value(),
            self._title.value(),
            starts,
            self._ends.date() or starts,
            self._place.value(),
            self._content.value(),
            self._caller.value(),
        )
        if self._row is None:
            return campaigns.add(self._desk.by(), data)
        campaigns.change(self._desk.by(), self._row.id, self._row.version, data)
        return self._row.id

    def renew(self) -> None:
        if self._row is not None:
            self._row = campaign_rows.one(self._row.id, self._desk.now())

    def keep_mine(self, error: StaleError) -> None:
        """`renew` has the newer version already."""

    def _say(self) -> None:
        starts, days = self._starts.value_if_read(), deadlines.chosen().call_days
        if starts is None:
            text = ngettext(
                "Everybody is called {n} day before the first day.",
                "Everybody is called {n} days before the first day.",
                days,
            )
            self._notice.setText(text.format(n=days))
            set_tone(self._notice, "muted")
            return
        text, tone = say_notice(call_by(starts, days), self._desk.today())
        self._notice.setText(text)
        set_tone(self._notice, tone)
        self.grow_soon()
