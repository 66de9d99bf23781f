"""The blocks of an article that point into the rest of the portal: a hotline, and a way to give."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from centers.models import Hotline
from centers.showing import hotline_hours
from portal.blocks import BodyBlock, PersianCharBlock
from portal.text import latin_digits


class HotlineBlock(blocks.StructBlock):
    number = PersianCharBlock(
        label=_("شماره خط"),
        max_length=10,
        help_text=_("شماره یکی از خط‌های ثبت‌شده، مانند ۱۲۳ یا ۱۴۸۰"),
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        hotline = Hotline.objects.filter(number=latin_digits(value["number"])).first()
        return context | {"hotline": hotline, "hours": hotline_hours(hotline) if hotline else ""}

    class Meta:
        icon = "mobile-alt"
        label = _("خط تلفنی")
        description = _("نام و ساعت کار یک خط، با پیوند تماس")
        template = "blocks/hotline.html"


class GiveBlock(blocks.StructBlock):
    """Stands where other newsrooms paste a card number: leads to the form that knows where the money goes."""

    TO_CENTER = "center"
    TO_PLACE = "place"
    TO_MOST_NEEDED = "most_needed"

    sentence = PersianCharBlock(label=_("جمله"), max_length=200)
    destination = blocks.ChoiceBlock(
        label=_("مقصد"),
        choices=[
            (TO_MOST_NEEDED, _("هر جا نیاز بیشتر است")),
            (TO_CENTER, _("نخستین مرکزی که در این خبر آمده است")),
            (TO_PLACE, _("جای همین خبر")),
        ],
        default=TO_MOST_NEEDED,
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        destination = value["destination"]
        center = context.get("give_center") if destination == self.TO_CENTER else None
        article = context.get("article")
        place = article.place if article and destination == self.TO_PLACE else None
        return context | {"center": center, "place": place, "give_url": give_url(center, place)}

    class Meta:
        icon = "pick"
        label = _("کمک")
        description = _("دکمه کمک به جای شماره کارت")
        template = "blocks/give.html"
        preview_value = {"sentence": "می‌خواهید کمک کنید؟", "destination": "most_needed"}


class ArticleBodyBlock(BodyBlock):
    hotline = HotlineBlock()
    give = GiveBlock()


def give_url(center: Any, place: Any = None) -> str:
    """Return the address of the gift form for this centre, else this place, else where it is most needed."""
    address = reverse("donations:give")
    if center:
        return f"{address}?center={center.code}"
    return f"{address}?place={place.pk}" if place else address
