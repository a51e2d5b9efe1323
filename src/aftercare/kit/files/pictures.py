"""Pictures written anew: upright, and without where, when and on whose phone they were taken."""

import io
from typing import Any

from PIL import Image, ImageOps

from aftercare.kit.files.kinds import BMP, GIF, JPEG, PNG, WEBP, Kind
from aftercare.kit.files.refusals import PictureTooLarge, PictureUnreadable

MILLION_DOTS = 60
FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", GIF: "GIF", BMP: "BMP"}
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError, MemoryError)
# All that is carried over: how it is drawn. Position, time, camera, comments and thumbnails stay behind.
DRAWN_WITH = ("icc_profile", "transparency", "loop")


def redrawn(content: bytes, kind: Kind, name: str) -> tuple[bytes, Kind]:
    """The same picture from its dots alone; a bitmap becomes a PNG."""
    kept = PNG if kind is BMP else kind
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
            frames = getattr(picture, "n_frames", 1) if picture.format != "MPO" else 1
            if picture.width * picture.height * frames > MILLION_DOTS * 1_000_000:
                raise PictureTooLarge(name=name, limit=MILLION_DOTS)
            return _written(picture, frames, kept), kept
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PictureTooLarge(name=name, limit=MILLION_DOTS) from bomb
    except BROKEN as broken:
        raise PictureUnreadable(name=name) from broken


def _written(picture: Image.Image, frames: int, kind: Kind) -> bytes:
    drawn, durations = [], []
    for number in range(frames):
        picture.seek(number)
        picture.load()
        durations.append(int(picture.info.get("duration", 100)))
        drawn.append(_upright(picture, kind))
    options: dict[str, Any] = {"quality": 90} if kind in (JPEG, WEBP) else {}
    if frames > 1:
        options |= {"save_all": True, "append_images": drawn[1:], "duration": durations}
    out = io.BytesIO()
    drawn[0].save(out, FORMATS[kind], **options)
    return out.getvalue()


def _upright(picture: Image.Image, kind: Kind) -> Image.Image:
    """A copy turned the way it is meant to be seen, with nothing beside its dots."""
    turned = ImageOps.exif_transpose(picture).copy()
    turned.info = {key: picture.info[key] for key in DRAWN_WITH if key in picture.info}
    return turned.convert("RGB") if kind is JPEG and turned.mode not in ("RGB", "L") else turned
