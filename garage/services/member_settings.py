"""What a garage chooses about its members: the months of the levels, the worth of points, their largest share of a bill."""

import json
from dataclasses import asdict

from garage.domain.members import MemberRules, check_rules
from garage.services import named_settings, price_owner
from garage.services.command import Area, By, command

RULES = "member_rules"


def rules() -> MemberRules:
    """The figures chosen; the usual ones while nobody has chosen."""
    text = named_settings.stored(RULES)
    return MemberRules(**json.loads(text)) if text else MemberRules()


@command(Area.SHOP, Area.CARE)
def set_rules(by: By, wanted: MemberRules) -> None:
    """From now on: what was granted stays as it was. FieldError on the figure that cannot be, or for no owner."""
    before = rules()
    if wanted == before:
        return
    check_rules(wanted)
    old, new = asdict(before), asdict(wanted)
    changed = [name for name in new if new[name] != old[name]]
    price_owner.alone(by, changed[0])
    named_settings.keep(
        by,
        RULES,
        json.dumps(new),
        "member rules",
        before={name: old[name] for name in changed},
        after={name: new[name] for name in changed},
    )
