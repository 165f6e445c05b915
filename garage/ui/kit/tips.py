"""Tooltips that quote what people typed: shown as they are, never read as markup."""

from html import escape

_ONE_LINE = 80


def plain_tip(text: str) -> str:
    """`text` as a tip; Qt would take a "<" in it for markup and never wrap one that is long."""
    if len(text) <= _ONE_LINE and not {"<", "&"} & set(text):
        return text
    return f"<p>{'<br>'.join(escape(text).splitlines())}</p>"
