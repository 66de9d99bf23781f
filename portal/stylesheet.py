"""Serves the small CSS files under `static/css/` as one `css/site.css`, so that a page costs one request.

Every file names its own cascade layer, so the order of joining does not matter beyond the first line.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
LAYERS = "@layer tokens, base, layout, components, utilities;\n"


def sources() -> list[Path]:
    """The files that make up the stylesheet: the general ones first, then the components by name."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    return sorted(folder.glob("*.css")) + sorted(folder.glob("components/*.css"))


def joined() -> str:
    """The whole stylesheet as one text."""
    return LAYERS + "".join(path.read_text(encoding="utf-8") for path in sources())


class StylesheetFinder(BaseFinder):
    """Offers the joined stylesheet to `collectstatic` and to servers that look files up by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=Path(settings.VAR_DIR) / "stylesheet")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where the stylesheet lies on disk, or an empty list for any other path."""
        if path != NAME:
            return []
        file = str(self._write())
        return [file] if find_all else file

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._write()
        yield NAME, self.storage

    def _write(self) -> Path:
        target = Path(self.storage.path(NAME))
        text = joined()
        # An unchanged file keeps its date, or every `collectstatic` would copy it again.
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Several processes may write at once: each its own file, renamed into place.
            draft = target.with_suffix(f".{os.getpid()}.tmp")
            draft.write_text(text, encoding="utf-8")
            draft.replace(target)
        return target
