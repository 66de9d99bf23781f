"""Listings of the admin that can only be looked at: rows, filters, search and one page for each row."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Manager, Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.jalali import format_date, format_datetime
from portal.money import format_rial
from portal.text import clean, latin_digits, persian_digits


def in_persian(value: Any) -> str:
    """Any value of a field in words: Jalali dates, Persian digits, «ثبت نشده» where there is nothing."""
    if value is None or value == "" or value == []:
        return _("ثبت نشده")
    if isinstance(value, bool):
        return _("بله") if value else _("خیر")
    if isinstance(value, dt.datetime):
        return format_datetime(value)
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, int):
        return persian_digits(value)
    return str(value)


class DateColumn(Column):
    """A date or an instant by the Jalali calendar."""

    def get_value(self, instance: Model) -> str:
        return in_persian(super().get_value(instance))


class RialColumn(Column):
    """An amount in rial, grouped and in Persian digits."""

    def get_value(self, instance: Model) -> str:
        return format_rial(super().get_value(instance))


class NumberColumn(Column):
    """A whole number in Persian digits."""

    def get_value(self, instance: Model) -> str:
        return in_persian(super().get_value(instance))


class LinkedColumn(TitleColumn):
    """Another column's value as the link to the row's own page."""

    def __init__(self, column: Column, get_url: Callable[[Model], str]) -> None:
        super().__init__(
            column.name,
            label=column.label,
            accessor=column.get_value,
            sort_key=column.sort_key,
            get_url=get_url,
        )


class VisibleRows:
    """Only the rows that the model's permission policy opens to the user."""

    model: type[Model]
    permission_policy: Any
    request: Any

    def visible_rows(self) -> QuerySet[Model]:
        rows: QuerySet[Model] = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["view"]
        )
        return rows


class ReadOnlyIndexView(VisibleRows, IndexView):
    any_permission_required = ["view"]
    related: tuple[str, ...] = ()
    """Relations that the columns read."""
    deferred: tuple[str, ...] = ()
    """Fields that no column reads, such as contact data."""

    def get_base_queryset(self) -> QuerySet[Model]:
        return self.visible_rows().select_related(*self.related).defer(*self.deferred)

    @cached_property
    def search_query(self) -> str:
        # Codes and numbers are stored with ASCII digits, and typed with any.
        typed = self.search_form.cleaned_data[self.search_kwarg] if self._may_search() else ""
        return latin_digits(clean(typed))

    @cached_property
    def columns(self) -> list[Column]:
        first, *others = super().columns
        if not isinstance(first, TitleColumn):
            first = self._get_title_column_class(LinkedColumn)(first, self.get_inspect_url)
        return [first, *others]

    def _may_search(self) -> bool:
        return bool(self.search_form and self.search_form.is_valid())


class ReadOnlyInspectView(VisibleRows, InspectView):
    any_permission_required = ["view"]
    labels: dict[str, Any] = {}
    """Names of what is shown beyond, or better than, the model's own."""
    amounts: tuple[str, ...] = ("amount",)
    """Fields in rial."""

    def get_object(self, queryset: QuerySet[Model] | None = None) -> Model:
        return get_object_or_404(self.visible_rows(), pk=self.pk)

    def get_field_label(self, field_name: str, field: Any) -> str:
        return self.labels.get(field_name) or super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name: str, field: Any) -> str:
        if field_name in self.amounts:
            return format_rial(getattr(self.object, field_name))
        if self._is_plain(field_name):
            return in_persian(getattr(self.object, field_name))
        return in_persian(super().get_field_display_value(field_name, field))

    def _is_plain(self, field_name: str) -> bool:
        """Whether neither the view nor the model has words of its own for the field."""
        has_words = hasattr(self, f"get_{field_name}_display_value") or hasattr(
            self.object, f"get_{field_name}_display"
        )
        return not has_words and not isinstance(getattr(self.object, field_name), Manager)


class AddOnceView(CreateView):
    """Adds a row that cannot be changed afterwards."""

    def get_success_buttons(self) -> list[Any]:
        return []


class ReadOnlyViewSet(ModelViewSet):
    """A listing and a page for each row.  There is no address at which anything could be changed."""

    index_view_class = ReadOnlyIndexView
    inspect_view_class = ReadOnlyInspectView
    add_view_class = AddOnceView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    form_fields: list[str] = []
    may_add = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ["edit_url_name", "delete_url_name", "history_url_name", "usage_url_name"]
        if not self.may_add:
            absent.append("add_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(absent) | kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        converter = self.pk_path_converter
        patterns = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"inspect/<{converter}:pk>/", self.inspect_view, name="inspect"),
        ]
        if self.may_add:
            patterns.append(path("new/", self.add_view, name="add"))
        return patterns

    def register_admin_url_finder(self) -> None:
        """Nothing: the finder leads to pages for editing."""
