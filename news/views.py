"""Addresses of news outside /news/: the short one, by code alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from news.index import read_code
from news.models import ArticlePage
from portal.cache_policy import cacheable


@require_safe
@cacheable(300)
def short(request: HttpRequest, code: str) -> HttpResponse:
    article = get_object_or_404(ArticlePage.objects.live(), code=read_code(code))
    return redirect(article.get_url(request), permanent=True)
