"""The pieces an editor composes a public page's body of, each with one template under `templates/blocks/`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText

from portal.text import clean

PARAGRAPH_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link"]
NOTE_FEATURES = ["bold", "ul", "link"]


class PersianCharBlock(blocks.CharBlock):
    """One line of text, stored clean: Persian letters, no control characters."""

    def clean(self, value: str) -> str:
        return super().clean(clean(value or ""))


class PersianTextBlock(blocks.TextBlock):
    """Several lines of plain text, stored clean."""

    def clean(self, value: str) -> str:
        return super().clean(clean(value or "", multiline=True))


class PersianRichTextBlock(blocks.RichTextBlock):
    """Formatted text, stored clean; the allowed features keep foreign markup out."""

    def clean(self, value: RichText) -> RichText:
        return super().clean(RichText(clean(value.source, multiline=True)))


class QuoteBlock(blocks.StructBlock):
    text = PersianTextBlock(label=_("گفته"))
    role = PersianCharBlock(
        label=_("سمت گوینده"),
        help_text=_("سمت را بنویسید؛ نام شخص را تنها وقتی که لازم است"),
        max_length=120,
    )

    class Meta:
        icon = "openquote"
        label = _("نقل قول")
        description = _("گفته‌ای از یک مسئول، با سمت او")
        template = "blocks/quote.html"
        preview_value = {"text": "کمک‌ها در همان محله می‌ماند.", "role": "مسئول مرکز"}


class FigureRowBlock(blocks.StructBlock):
    label = PersianCharBlock(label=_("عنوان"), max_length=120)
    value = PersianCharBlock(label=_("رقم"), max_length=80)
    note = PersianCharBlock(label=_("منبع یا توضیح"), max_length=160, required=False)


class FiguresBlock(blocks.StructBlock):
    """A small table of facts; its third column appears only when some row has a note."""

    caption = PersianCharBlock(label=_("عنوان جدول"), max_length=120)
    label_heading = PersianCharBlock(label=_("سرستون عنوان"), max_length=60, default="موضوع")
    value_heading = PersianCharBlock(label=_("سرستون رقم"), max_length=60, default="رقم")
    note_heading = PersianCharBlock(label=_("سرستون توضیح"), max_length=60, default="توضیح")
    rows = blocks.ListBlock(FigureRowBlock(), label=_("سطرها"), min_num=1, max_num=30)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["has_notes"] = any(row["note"] for row in value["rows"])
        return context

    class Meta:
        icon = "table"
        label = _("جدول ارقام")
        description = _("رقم‌های اصلی خبر، با عنوان و سرستون")
        template = "blocks/figures.html"
        preview_value = {
            "caption": "مراکز",
            "label_heading": "جا",
            "value_heading": "تعداد",
            "note_heading": "توضیح",
            "rows": [{"label": "سورک", "value": "۲ مرکز", "note": ""}],
        }


class CalloutBlock(blocks.StructBlock):
    title = PersianCharBlock(label=_("عنوان"), max_length=120)
    text = PersianRichTextBlock(label=_("متن"), features=NOTE_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("یادداشت برجسته")
        description = _("نکته‌ای که نباید از چشم بیفتد")
        template = "blocks/callout.html"
        preview_value = {"title": "یادآوری", "text": "<p>خدمات مراکز رایگان است.</p>"}


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("عکس"))
    caption = PersianCharBlock(
        label=_("شرح"), max_length=200, required=False, help_text=_("متن جایگزین را تکرار نکند")
    )
    credit = PersianCharBlock(label=_("عکاس یا منبع"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("عکس")
        description = _("عکس با متن جایگزین، شرح و نام عکاس")
        template = "blocks/picture.html"


class BodyBlock(blocks.StreamBlock):
    """The blocks that need nothing but this package; an app adds its own by subclassing."""

    paragraph = PersianRichTextBlock(
        label=_("متن"),
        features=PARAGRAPH_FEATURES,
        template="blocks/paragraph.html",
        description=_("یک یا چند بند متن، با عنوان‌های میانی"),
        preview_value="<p>پنج مرکز در پنج منطقه کار می‌کنند.</p>",
    )
    quote = QuoteBlock()
    figures = FiguresBlock()
    callout = CalloutBlock()
    picture = PictureBlock()


class BodyField(StreamField):
    """A `StreamField` whose migrations do not list its blocks: the column is JSON whatever they are."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs
