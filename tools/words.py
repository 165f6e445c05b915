"""Collect the words of the program, keep the Chinese catalogue in step with them, and compile it.

Usage: python tools/words.py [--take FILE.tsv …]   (lines `msgid<TAB>translation`, \\n escaped)
Prints what is still untranslated and ends with 1 when there is any.
"""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES"
PO, MO = FOLDER / "garage.po", FOLDER / "garage.mo"
BORN = datetime(2026, 11, 21, tzinfo=UTC)  # the same date always: the file changes only when words do
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def collect() -> Catalog:
    """Every msgid of the program, without translations."""
    found = Catalog(project="garage", charset="utf-8")
    for name, line, message, comments, context in extract_from_dir(
        str(ROOT / "garage"), [("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message, None, [(f"garage/{name}", line)], auto_comments=comments, context=context)
    return found


def translated() -> Catalog:
    """The catalogue as it is committed."""
    if not PO.exists():
        return Catalog(locale="zh_CN")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def renewed(extra: dict[str, str]) -> Catalog:
    """The committed catalogue with exactly the msgids of the program, `extra` filling what was empty."""
    old, words = translated(), collect()
    result = Catalog(
        locale="zh_CN", project="garage", charset="utf-8", fuzzy=False, creation_date=BORN, revision_date=BORN
    )
    for message in sorted(words, key=lambda message: str(message.id)):
        ids = _ids(message)
        if not ids[0]:
            continue
        before = old.get(message.id)
        given = _strings(before) if before and all(_strings(before)) else (extra.get(ids[0], ""),)
        result.add(message.id, given if len(ids) > 1 else given[0])
    return result


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def untranslated(catalogue: Catalog) -> list[str]:
    """Msgids without a translation."""
    return [_ids(message)[0] for message in catalogue if message.id and not all(_strings(message))]


def save(catalogue: Catalog) -> None:
    """Write the .po without line numbers (they change with every edit) and the .mo, each as a whole or not at all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    anew = PO.with_suffix(".new")
    with anew.open("wb") as file:
        write_po(file, catalogue, no_location=True, omit_header=False, sort_output=False, width=0)
    anew.replace(PO)
    with anew.open("wb") as file:
        write_mo(file, catalogue)
    anew.replace(MO)


def read_pairs(files: Iterable[str]) -> dict[str, str]:
    """{msgid: translation} of tab-separated files; the first translation of a msgid stands."""
    pairs: dict[str, str] = {}
    for name in files:
        for line in Path(name).read_text(encoding="utf-8").splitlines():
            msgid, tab, text = line.partition("\t")
            if tab and text.strip():
                pairs.setdefault(msgid.replace("\\n", "\n"), text.strip().replace("\\n", "\n"))
    return pairs


def main(arguments: list[str]) -> int:
    """Renew, compile, and tell what is missing."""
    extra = read_pairs(arguments[1:]) if arguments[:1] == ["--take"] else {}
    catalogue = renewed(extra)
    save(catalogue)
    missing = untranslated(catalogue)
    for msgid in missing:
        sys.stdout.write(msgid.replace("\n", "\\n") + "\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
