"""Contact data that a copy of the database does not give away."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test import override_settings
from django.test.utils import isolate_apps

from portal.encryption import EncryptedTextField, UndecipherableValue, decrypt, encrypt

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@isolate_apps("portal")
def test_a_value_is_unreadable_in_the_database_and_whole_in_the_program(db: None) -> None:
    class Contact(models.Model):  # noqa: DJ008
        mobile = EncryptedTextField(blank=True)

        class Meta:
            app_label = "portal"
            db_table = "test_contact"

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE test_contact (id bigint PRIMARY KEY, mobile text NOT NULL)")
        Contact.objects.bulk_create([Contact(id=1, mobile="۰۹۱۲ علی"), Contact(id=2, mobile="")])
        cursor.execute("SELECT mobile FROM test_contact ORDER BY id")
        stored = [row[0] for row in cursor.fetchall()]

    assert stored[0].startswith("gAAAA")
    assert stored[1] == ""
    assert [contact.mobile for contact in Contact.objects.order_by("id")] == ["۰۹۱۲ علی", ""]
    assert Contact.objects.exclude(mobile="").get().pk == 1
    assert Contact.objects.filter(mobile__isnull=True).count() == 0
    with pytest.raises(FieldError):
        Contact.objects.filter(mobile="۰۹۱۲ علی").exists()
    with pytest.raises(FieldError):
        Contact.objects.filter(mobile__contains="علی").exists()


@override_settings(FIELD_KEY=OLD)
def test_the_same_text_never_encrypts_alike() -> None:
    assert encrypt("علی") != encrypt("علی")
    assert decrypt(encrypt("علی")) == "علی"


def test_a_new_key_in_front_still_opens_what_the_old_one_closed() -> None:
    with override_settings(FIELD_KEY=OLD):
        closed_before = encrypt("علی")
    with override_settings(FIELD_KEY=f"{NEW}, {OLD}"):
        closed_after = encrypt("رضا")
        opened = decrypt(closed_before)

    assert opened == "علی"
    with override_settings(FIELD_KEY=NEW):
        assert decrypt(closed_after) == "رضا"
        with pytest.raises(UndecipherableValue):
            decrypt(closed_before)


@pytest.mark.parametrize("key", ["", " , ", "short", "ü" * 44])
def test_nothing_is_stored_without_a_proper_key(key: str) -> None:
    with override_settings(FIELD_KEY=key), pytest.raises(ImproperlyConfigured):
        encrypt("علی")
