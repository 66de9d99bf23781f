"""The addresses of giving, tracking, receipts and the centre's desk."""

from django.urls import path, register_converter

from donations.public import giving_views, goods_views, receipt_views, return_views, track_views
from donations.public.converters import SerialConverter, TokenConverter
from donations.staff import desk_views

app_name = "donations"

register_converter(TokenConverter, "token")
register_converter(SerialConverter, "serial")

urlpatterns = [
    path("give/", giving_views.give, name="give"),
    path("give/return/", return_views.gateway_return, name="return"),
    path("give/pay/<token:token>/", giving_views.pay_again, name="pay"),
    path("give/result/<token:token>/", return_views.result, name="result"),
    path("give/thanks/<token:token>/", return_views.thanks, name="thanks"),
    path("receipts/<serial:serial>/", receipt_views.receipt, name="receipt"),
    path("receipts/<serial:serial>/pdf/", receipt_views.receipt_as_pdf, name="receipt_pdf"),
    path("give/goods/", goods_views.give_goods, name="give_goods"),
    path("give/goods/thanks/<token:token>/", goods_views.goods_thanks, name="goods_thanks"),
    path("desk/", desk_views.desk, name="desk"),
    path("desk/<slug:center_code>/", desk_views.desk_center, name="desk_center"),
    path("desk/<slug:center_code>/stock/", desk_views.desk_stock, name="desk_stock"),
    path("desk/<slug:center_code>/offers/<slug:tracking_code>/", desk_views.desk_offer, name="desk_offer"),
    path(
        "desk/<slug:center_code>/offers/<slug:tracking_code>/items/<int:item_id>/",
        desk_views.desk_receive,
        name="desk_receive",
    ),
    path(
        "desk/<slug:center_code>/offers/<slug:tracking_code>/refuse/",
        desk_views.desk_refuse,
        name="desk_refuse",
    ),
    path("track/", track_views.track, name="track"),
]
