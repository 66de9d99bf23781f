"""A receipt as a PDF: one A4 page, right to left, with shaped Persian letters and a QR code."""

import segno
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from donations.receipts.fonts import font_file
from donations.receipts.sheet import Line, Sheet

MARGIN = 20
"""Millimetres, as all lengths here."""
TERM_WIDTH = 48
ROW_HEIGHT = 8.5
QR_SIZE = 38
INK = (26, 26, 26)
GREY = (90, 90, 90)
FIROOZEH = (8, 63, 62)
LINE = (200, 205, 205)
FONT = "Vazirmatn"


def receipt_pdf(sheet: Sheet) -> bytes:
    """The bytes of the PDF file."""
    page = _Page(sheet)
    page.head(sheet)
    for line in sheet.lines:
        page.line(line)
    page.check(sheet)
    return bytes(page.output())


class _Page(FPDF):
    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.add_font(FONT, "", font_file(400))
        self.add_font(FONT, "B", font_file(700))
        self.set_title(f"{sheet.title} – {sheet.institution}")
        self.set_lang("fa")
        self.add_page()

    def head(self, sheet: Sheet) -> None:
        self.set_fill_color(*FIROOZEH)
        self.rect(0, 0, self.w, 34, style="F")
        self.set_y(10)
        self.set_text_color(255, 255, 255)
        self._write(sheet.institution, size=18, bold=True)
        self.set_y(10)
        self._write(sheet.title, size=14, align="L")
        self.set_y(42)
        self.set_text_color(*FIROOZEH)
        self._write(_("وضعیت رسید: %(state)s") % {"state": sheet.state}, size=12, bold=True)
        if sheet.notice:
            self.set_text_color(*GREY)
            self._write(sheet.notice, size=10)
        self.ln(3)

    def line(self, line: Line) -> None:
        top = self.get_y()
        width = self.epw - TERM_WIDTH
        self._use(size=11)
        height = self.multi_cell(
            width, ROW_HEIGHT, line.value, dry_run=True, output=MethodReturnValue.HEIGHT, align="R"
        )
        if top + height > self.page_break_trigger:
            self.add_page()
            top = self.get_y()
        self.set_xy(self.w - MARGIN - TERM_WIDTH, top)
        self.set_text_color(*GREY)
        self.cell(TERM_WIDTH, ROW_HEIGHT, line.term, align="R")
        self.set_xy(MARGIN, top)
        self.set_text_color(*INK)
        self._use(size=11, bold=True, direction="ltr" if line.is_code else "rtl")
        self.multi_cell(width, ROW_HEIGHT, line.value, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        bottom = self.get_y() + 0.8
        self.set_draw_color(*LINE)
        self.line_across(bottom)
        self.set_y(bottom + 0.8)

    def line_across(self, y: float) -> None:
        super().line(MARGIN, y, self.w - MARGIN, y)

    def check(self, sheet: Sheet) -> None:
        """How anyone can see that the receipt is genuine."""
        if self.get_y() + QR_SIZE + 12 > self.page_break_trigger:
            self.add_page()
        top = self.get_y() + 8
        self._qr(sheet.url, x=MARGIN, y=top)
        self.set_text_color(*INK)
        self.set_y(top + 4)
        self._write(_("برای سنجش درستی این رسید، رمزینه را با دوربین گوشی بخوانید"), size=11, bold=True)
        self._write(_("یا این نشانی را در مرورگر بنویسید:"), size=11)
        self._use(size=8.5, direction="ltr")
        self.set_x(MARGIN + QR_SIZE + 6)
        self.multi_cell(self.epw - QR_SIZE - 6, 5, sheet.url, align="R", wrapmode="CHAR", link=sheet.url)

    def _qr(self, url: str, *, x: float, y: float) -> None:
        code = segno.make(url, error="m")
        rows = list(code.matrix_iter(border=0))
        dot = QR_SIZE / len(rows)
        self.set_fill_color(0, 0, 0)
        for row, dots in enumerate(rows):
            for column, is_dark in enumerate(dots):
                if is_dark:
                    self.rect(x + column * dot, y + row * dot, dot, dot, style="F")

    def _write(self, text: str, *, size: float, bold: bool = False, align: str = "R") -> None:
        self._use(size=size, bold=bold)
        self.set_x(MARGIN)
        self.cell(self.epw, size * 0.65, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _use(self, *, size: float, bold: bool = False, direction: str = "rtl") -> None:
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_shaping(use_shaping_engine=True, direction=direction, script="arab", language="fas")
