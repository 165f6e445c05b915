"""Make resources/fonts: two static weights of Noto Sans SC, cut to what a Chinese garage can write.

The source is the variable font of the wheel `justmytype-intl-cjk` 0.1.0 (SIL Open Font License):

    pip install --no-deps --target /tmp/font-source justmytype-intl-cjk==0.1.0
    python tools/build_fonts.py /tmp/font-source/justmytype_intl_cjk/fonts/ofl/notosanssc/NotoSansSC[wght].ttf

It takes about two minutes; the same source and fontTools give the same bytes.
"""

import argparse
import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
FAMILY = "Noto Sans SC"
WEIGHTS = {"Regular": 400, "Bold": 700}

# Inclusive ranges kept beside the Chinese characters; what the source lacks is passed over.
RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin 1 and extended Latin: foreign names, pinyin with tones, ¥ ± × ° ½
    (0x0370, 0x045F),  # Greek and Cyrillic: units, part names
    (0x2000, 0x206F),  # general punctuation, ‰
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency signs
    (0x2100, 0x218F),  # ℃ № ™ Ω, Roman numerals, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical signs
    (0x2460, 0x24FF),  # ① ② ③
    (0x2500, 0x25FF),  # box drawing, blocks, ■ □ ▲ ○ ●
    (0x2600, 0x27BF),  # ★ ☆ ✓ ✔ and the like
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3200, 0x33FF),  # ㎡ ㎜ ㏄ ㊣
    (0xFE10, 0xFE4F),  # vertical and compatibility forms of punctuation
    (0xFF00, 0xFFEF),  # full-width forms, ￥
)


def gbk_characters() -> set[int]:
    """Every code point that GBK encodes in two bytes (20 902 ideographs, kana, signs)."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF) if low != 0x7F)
    return {ord(text) for pair in pairs if len(text := pair.decode("gbk", "ignore")) == 1}


def standard_characters() -> set[int]:
    """The code points of the 8105 standard characters that GBK lacks."""
    lines = (Path(__file__).parent / "standard_characters.txt").read_text("utf-8").splitlines()
    return {ord(character) for line in lines if not line.startswith("#") for character in line}


def wanted() -> set[int]:
    """All code points that the fonts should hold."""
    ranges = {point for first, last in RANGES for point in range(first, last + 1)}
    return ranges | gbk_characters() | standard_characters()


def cut(source: Path, points: set[int]) -> TTFont:
    """The variable font of `source` with the glyphs of `points` only."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(notdef_outline=True, name_IDs=["*"], name_languages=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    return font


def set_names(font: TTFont, style: str) -> None:
    """Write the family and style names; the source calls every weight "Thin"."""
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    version = font["name"].getDebugName(5)
    names = {1: FAMILY, 2: style, 3: f"{version};{postscript}", 4: f"{FAMILY} {style}", 6: postscript}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in {0, 5, 7, 8, 9, 11, 12, 13, 14}]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


def build(source: Path, folder: Path) -> None:
    """Write both weights and their licence into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        font = cut(source, wanted())
        instantiateVariableFont(font, {"wght": weight}, inplace=True)
        set_names(font, style)
        font.save(folder / f"NotoSansSC-{style}.ttf")
        print(f"NotoSansSC-{style}.ttf: {len(font.getBestCmap())} characters")
    shutil.copyfile(source.with_name("OFL.txt"), folder / "OFL.txt")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="NotoSansSC[wght].ttf, with OFL.txt beside it")
    parser.add_argument("--to", type=Path, default=ROOT / "resources" / "fonts", help="folder to write")
    arguments = parser.parse_args()
    build(arguments.source, arguments.to)


if __name__ == "__main__":
    main()
