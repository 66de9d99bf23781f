"""Search fields that store folded text, because neither search backend folds Persian letters, digits or ZWNJ.

The query must be folded with the same `portal.text.fold` before it is searched.
"""

from typing import Any

from wagtail.search import index

from portal.text import fold


class _FoldedValue:
    def get_value(self, obj: Any) -> Any:
        value = super().get_value(obj)  # type: ignore[misc]
        if isinstance(value, list | tuple):
            return [fold(str(part)) for part in value]
        return fold(str(value)) if value else value


class FoldedSearchField(_FoldedValue, index.SearchField):
    """A `SearchField` whose indexed text has passed `fold`."""


class FoldedAutocompleteField(_FoldedValue, index.AutocompleteField):
    """An `AutocompleteField` whose indexed text has passed `fold`."""


# Beside a page's own plain title, which the admin searches with what was typed.
FOLDED_TITLE = [FoldedSearchField("title", boost=2), FoldedAutocompleteField("title")]
