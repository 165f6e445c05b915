"""From how many jobs on a fault is flagged as frequent: one choice of the garage, the same at every seat (E8)."""

from garage.domain.returns_figures import LIMITS, USUAL_LIMIT
from garage.errors import FieldError
from garage.i18n import _
from garage.services import named_settings
from garage.services.command import Area, By, command

SETTING = "frequent_faults"


def limit() -> int:
    """What came up on more jobs than this is flagged."""
    stored = named_settings.stored(SETTING)
    return int(stored) if stored else USUAL_LIMIT


@command(Area.SHOP, Area.RETURNS)
def set_limit(by: By, jobs: int) -> None:
    """Flag what came up on more than so many jobs; FieldError("limit") for a number that is not offered."""
    if jobs not in LIMITS:
        raise FieldError("limit", _("Choose one of the numbers offered."))
    before = limit()
    if jobs != before:
        named_settings.keep(
            by, SETTING, str(jobs), "frequent faults", before={"limit": before}, after={"limit": jobs}
        )
