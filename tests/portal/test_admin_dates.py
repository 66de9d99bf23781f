"""Dates in the admin: typed and shown by the Jalali calendar, a Gregorian year is never taken for one."""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminDateTimeInput

from portal.admin_dates import AdminJalaliDateField, AdminJalaliDateTimeField
from portal.jalali import TEHRAN

DAYS = st.dates(dt.date(1921, 3, 21), dt.date(2122, 3, 20))
MINUTES = 120 * 365 * 24 * 60
MOMENTS = st.integers(0, MINUTES).map(
    lambda minutes: dt.datetime(1979, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)


@given(DAYS)
def test_a_day_comes_back_from_the_form_as_it_was_shown(day):
    field = AdminJalaliDateField()

    assert field.clean(field.widget.format_value(day)) == day


@given(MOMENTS)
def test_a_moment_comes_back_from_the_form_as_it_was_shown(moment):
    field = AdminJalaliDateTimeField()
    # An hour that a change of the clocks repeated names two moments; the wall clock is the same.
    shown = field.widget.format_value(moment)

    assert field.widget.format_value(field.clean(shown)) == shown
    assert field.clean(shown).astimezone(TEHRAN).replace(tzinfo=None) == moment.astimezone(TEHRAN).replace(
        tzinfo=None
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("۱۴۰۵/۰۹/۰۱", dt.date(2026, 11, 22)),
        ("1405/9/1", dt.date(2026, 11, 22)),
        ("۱ آذر ۱۴۰۵", dt.date(2026, 11, 22)),
        ("1300/01/01", dt.date(1921, 3, 21)),
        ("1403/12/30", dt.date(2025, 3, 20)),
    ],
)
def test_a_day_may_be_typed_in_several_ways(typed, day):
    assert AdminJalaliDateField().clean(typed) == day


@pytest.mark.parametrize(
    "typed", ["2026/11/22", "2026-11-22", "1299/12/29", "1501/01/01", "1404/12/30", "فردا", "9" * 1000]
)
def test_what_is_no_jalali_day_is_refused(typed):
    with pytest.raises(ValidationError, match="شمسی"):
        AdminJalaliDateField().clean(typed)


@pytest.mark.parametrize("typed", ["۱۴۰۵/۰۹/۰۱ ۰۸:۳۰", "1405/9/1 8:30", "۱ آذر ۱۴۰۵، ساعت ۰۸:۳۰"])
def test_a_moment_is_read_by_the_clock_of_tehran(typed):
    assert AdminJalaliDateTimeField().clean(typed) == dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("typed", ["2026-11-22 08:30", "۱۴۰۵/۰۹/۰۱", "1405/9/1 25:00", "08:30"])
def test_what_is_no_jalali_moment_is_refused(typed):
    with pytest.raises(ValidationError, match="شمسی"):
        AdminJalaliDateTimeField().clean(typed)


@pytest.mark.parametrize(
    ("db_field", "expected"),
    [
        (models.DateField(), AdminJalaliDateField),
        (models.DateTimeField(), AdminJalaliDateTimeField),
    ],
)
def test_forms_of_the_admin_use_these_fields(db_field, expected):
    assert type(formfield_for_dbfield(db_field)) is expected


def test_the_panel_of_scheduled_publishing_gets_the_jalali_input():
    widget = AdminDateTimeInput(attrs={"data-w-dialog-target": "notify"})

    field = formfield_for_dbfield(models.DateTimeField(), widget=widget)

    assert 'data-w-dialog-target="notify"' in field.widget.render("go_live_at", None)
    assert "۱۴۰۵/۰۹/۰۱ ۰۸:۳۰" in field.widget.render("x", dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC))


def test_an_untouched_date_has_not_changed():
    class DayForm(forms.Form):
        day = AdminJalaliDateField()

    form = DayForm({"day": "۱۴۰۵/۰۹/۰۱"}, initial={"day": dt.date(2026, 11, 22)})

    assert not form.has_changed()
