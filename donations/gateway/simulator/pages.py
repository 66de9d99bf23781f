"""The simulator's pages for a person with a browser: Persian, without scripts, on any screen.

They say on every view that no money moves, because they look like the real thing on purpose.
"""

from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from donations.gateway.simulator.store import Session, State

NOTICE = "این پرداخت شبیه‌سازی است و پولی جابه‌جا نمی‌شود."
STATE_NAMES = {
    State.IN_BANK: "در انتظار پرداخت",
    State.PAID: "پرداخت‌شده، هنوز تأییدنشده",
    State.VERIFIED: "پرداخت‌شده و تأییدشده",
    State.FAILED: "لغوشده",
    State.REVERSED: "برگشت‌داده‌شده",
}
ACTIONS = {
    "pay": ("پرداخت", "پرداخت می‌شود و به سایت برمی‌گردید."),
    "cancel": ("انصراف", "پرداخت نمی‌شود و به سایت برمی‌گردید."),
    "pay_and_close": (
        "پرداخت و بستن صفحه",
        "پرداخت می‌شود، ولی مرورگر هرگز به سایت برنمی‌گردد.",
    ),
    "close": ("بستن صفحه بدون پرداخت", "پرداخت نمی‌شود و مرورگر به سایت برنمی‌گردد."),
    "pay_twice": ("پرداخت با دو بازگشت", "یک بار پرداخت می‌شود و بازگشت دو بار هم‌زمان به سایت می‌رسد."),
    "lie": ("بازگشت دروغین", "پرداخت نمی‌شود، ولی بازگشت می‌گوید که شده است."),
}
"""What the payer can do: the button's label and what happens then."""

STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#eef1f4;color:#1b2530;
 font:1.0625rem/1.9 Vazirmatn,Tahoma,"Noto Sans Arabic",sans-serif}
main,header{max-width:34rem;margin-inline:auto;padding:1rem}
main{background:#fff;border-radius:.75rem;margin-block:1rem 2rem;padding:1.25rem;width:calc(100% - 1.5rem)}
header p{margin:0}
.notice{margin:0;padding:.75rem 1rem;background:#fff3cd;color:#3d2c00;
 border-inline-start:.375rem solid #8a6100}
h1{font-size:1.375rem;line-height:1.6;margin:.5rem 0 1rem}
h2{font-size:1.0625rem;margin:1.75rem 0 .5rem}
dl{margin:1rem 0}
dt{color:#4a5663;font-size:.9375rem}
dd{margin:0 0 .75rem;overflow-wrap:anywhere}
.amount{font-size:1.375rem;font-weight:700}
bdi{unicode-bidi:isolate}
form{margin:0 0 .75rem}
button,.button{display:block;width:100%;min-height:3rem;padding:.5rem 1rem;font:inherit;text-align:center;
 border:.125rem solid #1c5d8c;border-radius:.5rem;background:#fff;color:#174a70;
 cursor:pointer;text-decoration:none}
button.first{background:#1c5d8c;color:#fff;font-weight:700}
button:focus-visible,a:focus-visible{outline:.1875rem solid #b35900;outline-offset:.1875rem}
form p{margin:.25rem 0 0;font-size:.9375rem;color:#4a5663}
a{color:#174a70}
.list{list-style:none;padding:0}
.list li{border-block-start:1px solid #c5ccd3;padding-block:.75rem;overflow-wrap:anywhere}
"""
_PERSIAN = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")


def callback_address(session: Session, status: str) -> str:
    """Return where the browser is sent back to, with ``status`` OK or NOK."""
    parts = urlsplit(session.callback_url)
    query = [*parse_qsl(parts.query, keep_blank_values=True)]
    query += [("Authority", session.authority), ("Status", status)]
    return urlunsplit(parts._replace(query=urlencode(query)))


def pay_page(session: Session) -> str:
    """The payment page of a session that waits for its payer."""
    first, *others = ACTIONS
    return _page(
        "پرداخت شبیه‌سازی‌شده",
        f"""
        {_summary(session)}
        {_button(session, first, css_class="first")}
        {_button(session, "cancel")}
        <h2>برای آزمایش سایت</h2>
        {"".join(_button(session, action) for action in others if action != "cancel")}
        """,
    )


def closed_page(session: Session, *, is_paid: bool) -> str:
    """What is seen after the page was "closed": the browser goes nowhere."""
    sentence = (
        "پرداخت انجام شد، ولی مرورگر به سایت برنگشت. می‌توانید این صفحه را ببندید."
        if is_paid
        else "پرداختی انجام نشد و مرورگر به سایت برنگشت. می‌توانید این صفحه را ببندید."
    )
    return _page("صفحه بسته شد", f"<p>{sentence}</p>{_summary(session)}")


def over_page(session: Session) -> str:
    """What is seen by one who comes to a session that was paid or cancelled before."""
    status = "NOK" if session.state is State.FAILED else "OK"
    return _page(
        "این پرداخت پیش‌تر به پایان رسیده است",
        f'{_summary(session)}<a class="button" href="{escape(callback_address(session, status))}">'
        "بازگشت به سایت</a>",
    )


def not_found_page() -> str:
    return _page("چنین پرداختی پیدا نشد", "<p>نشانی این صفحه را دوباره بررسی کنید.</p>")


def index_page(sessions: list[Session]) -> str:
    """The newest sessions and where they stand."""
    rows = "".join(
        f'<li><a href="/pg/StartPay/{session.authority}"><bdi dir="ltr">{session.authority}</bdi></a><br>'
        f"{rial(session.amount)}، {STATE_NAMES[session.state]}</li>"
        for session in sessions
    )
    return _page(
        "درگاه پرداخت شبیه‌سازی‌شده",
        f'<h2>آخرین پرداخت‌ها</h2><ul class="list">{rows}</ul>'
        if rows
        else "<p>هنوز پرداختی باز نشده است.</p>",
    )


def proxy_error_page() -> str:
    """A page as a proxy in front of a broken gateway shows it."""
    return (
        "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"
    )


def rial(amount: int) -> str:
    return f"{amount:,} ریال".translate(_PERSIAN)


def _summary(session: Session) -> str:
    toman = f"{session.amount // 10:,} تومان".translate(_PERSIAN)
    order = (
        f'<dt>شناسه سفارش</dt><dd><bdi dir="ltr">{escape(session.order_id)}</bdi></dd>'
        if session.order_id
        else ""
    )
    return f"""<dl>
        <dt>مبلغ</dt><dd><span class="amount">{rial(session.amount)}</span> ({toman})</dd>
        <dt>شرح</dt><dd><bdi>{escape(session.description)}</bdi></dd>
        {order}
        <dt>بازگشت به</dt><dd><bdi dir="ltr">{escape(urlsplit(session.callback_url).netloc)}</bdi></dd>
        <dt>وضعیت</dt><dd>{STATE_NAMES[session.state]}</dd>
        </dl>"""


def _button(session: Session, action: str, *, css_class: str = "") -> str:
    label, effect = ACTIONS[action]
    return f"""<form method="post" action="/pg/StartPay/{session.authority}">
        <button class="{css_class}" name="action" value="{action}"
         aria-describedby="{action}-effect">{label}</button>
        <p id="{action}-effect">{effect}</p></form>"""


def _page(title: str, content: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="fa-IR" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
</head>
<body>
<header><p class="notice">{NOTICE}</p></header>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""
