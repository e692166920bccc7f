"""Pictures of ads: told by their content, made smaller, and written anew without what cameras put into them."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from dashboard.ingest.unusable import UnusableFile

LARGEST: Final = 8 * 1024**2
"""Bytes."""
WIDEST: Final = 1600
"""Pixels of the longer side as it is kept."""
_MOST_PIXELS: Final = 40_000_000
_FORMATS: Final = ("PNG", "JPEG", "WEBP")


def cleaned(data: bytes) -> bytes:
    """The picture as PNG where parts of it are see-through, else as JPEG, upright and without any metadata.

    Raises UnusableFile for what is no PNG, JPEG or WebP, is damaged, or too large.
    """
    if len(data) > LARGEST:
        raise UnusableFile(f"This picture is larger than {LARGEST // 1024**2} MB; save it smaller and upload it again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise UnusableFile("This picture has more than 40 million pixels; save it smaller.")
                upright = ImageOps.exif_transpose(opened)
                seen_through = upright.has_transparency_data
                # a new picture takes over the pixels and nothing else
                bare = upright.convert("RGBA" if seen_through else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusableFile("This is no PNG, JPEG or WebP picture; save the ad as one of these.") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, UnusableFile):
            raise
        raise UnusableFile("This picture is damaged; save it again and upload that.") from error
    bare.thumbnail((WIDEST, WIDEST))
    plain = Image.new(bare.mode, bare.size)
    plain.paste(bare)
    written = io.BytesIO()
    plain.save(written, "PNG" if seen_through else "JPEG", **({"optimize": True} if seen_through else {"quality": 85}))
    return written.getvalue()
