"""Pictures made fit to be kept: read from a file or the clipboard, turned upright, scaled, written as JPEG."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from garage.errors import FieldError
from garage.i18n import _

LONGEST = 1600
"""Pixels of the longer side that are kept: enough to read a label on a box."""
SMALL = 176
"""Pixels of the longer side in a list."""
_QUALITY = 84


@dataclass(frozen=True)
class Picture:
    """A photo as it is kept: two JPEGs, the one to look at and the one for lists."""

    large: bytes
    small: bytes


def read(path: Path) -> QImage:
    """The picture in a file, upright; FieldError("picture") when nothing can be read from it."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > 2 * LONGEST:
        reader.setScaledSize(size.scaled(2 * LONGEST, 2 * LONGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise FieldError("picture", _("“{name}” is no picture that can be read.").format(name=path.name))
    return image


def offered(mime: QMimeData | None) -> list[QImage]:
    """The pictures that were copied or are dragged here: files, else the picture itself; None where nothing was copied.

    FieldError("picture") when a file is no picture.
    """
    if mime is None:
        return []
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if files:
        return [read(path) for path in files]
    image = mime.imageData() if mime.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def may_hold(mime: QMimeData) -> bool:
    """Whether pictures may be in there."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def fit_to_keep(image: QImage) -> Picture:
    """The picture in the two sizes that are kept; what is see-through becomes white."""
    opaque = _on_white(_scaled(image, LONGEST))
    return Picture(_jpeg(opaque), _jpeg(_scaled(opaque, SMALL)))


def _scaled(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _on_white(image: QImage) -> QImage:
    if not image.hasAlphaChannel():
        return image
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


def _jpeg(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", _QUALITY)
    return bytes(buffer.data().data())
