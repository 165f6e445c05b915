"""What the screen can speak and how it can look, as choices."""

from garage.i18n import _

LANGUAGE_NAMES = (("zh_CN", "中文"), ("en", "English"))


def scheme_choices() -> tuple[tuple[str, str], ...]:
    """(value, words) of the colour schemes."""
    return (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
