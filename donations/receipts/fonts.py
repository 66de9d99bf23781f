"""The site's own typeface as files that a PDF can embed.

The npm package carries it as two compressed variable fonts, Arabic and Latin; a PDF needs one plain
font for each weight.  They are made once and kept.
"""

import os
from pathlib import Path

from django.conf import settings
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

_SOURCE = "node_modules/@fontsource-variable/vazirmatn"
_SUBSETS = ("arabic", "latin")


def font_file(weight: int) -> Path:
    """The file of Vazirmatn in one weight (100 to 900), made at the first call.

    :raises FileNotFoundError: the npm packages are not installed.
    """
    source = Path(settings.BASE_DIR) / _SOURCE
    files = [source / "files" / f"vazirmatn-{subset}-wght-normal.woff2" for subset in _SUBSETS]
    # The size tells another release of the package from this one.
    mark = sum(file.stat().st_size for file in files)
    made = Path(settings.VAR_DIR) / "fonts" / f"vazirmatn-{weight}-{mark}.ttf"
    if not made.exists():
        made.parent.mkdir(parents=True, exist_ok=True)
        _make(files, weight, made)
    return made


def _make(files: list[Path], weight: int, target: Path) -> None:
    # Several processes may do this at once: each its own drafts, the last one renamed into place.
    drafts = [target.with_suffix(f".{os.getpid()}.{file.stem}.tmp") for file in files]
    for file, draft in zip(files, drafts, strict=True):
        with TTFont(file) as variable:
            variable.flavor = None
            instantiateVariableFont(variable, {"wght": weight}, inplace=True)
            variable.save(draft)
    whole = target.with_suffix(f".{os.getpid()}.tmp")
    Merger().merge([str(draft) for draft in drafts]).save(whole)
    whole.replace(target)
    for draft in drafts:
        draft.unlink()
