"""A portal without intents or routing rules could not take a gift: both start with the official ones."""

from datetime import UTC, datetime

from django.db import migrations

INTENTS = [
    ("general", "عمومی"),
    ("livelihood", "معیشت"),
    ("housing", "مسکن"),
    ("dowry", "جهیزیه"),
    ("alms", "صدقه"),
    ("orphans", "ایتام"),
]


def add(apps, schema_editor) -> None:
    intent = apps.get_model("donations", "Intent")
    for order, (code, name) in enumerate(INTENTS):
        intent.objects.create(code=code, name=name, order=order, is_offered=code != "general")
    rules = apps.get_model("donations", "RoutingRules")
    rules.objects.create(valid_from=datetime(2021, 3, 21, tzinfo=UTC))


class Migration(migrations.Migration):
    dependencies = [("donations", "0002_guards")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
