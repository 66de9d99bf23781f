"""The kinds of goods that a centre may say it takes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GoodsCategory(TextChoices):
    """Categories of goods offered to a centre."""

    FOOD = "food", _("خوراک")
    CLOTHING = "clothing", _("پوشاک")
    HOUSEHOLD = "household", _("وسایل خانه")
    REHABILITATION = "rehabilitation", _("وسایل توان‌بخشی")
    SCHOOL = "school", _("لوازم مدرسه")
    OTHER = "other", _("چیزهای دیگر")
