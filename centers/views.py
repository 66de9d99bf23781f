"""Public pages of the directory: the finder, a centre, services and hotlines."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers import showing
from centers.finder import Criteria, find_centers, suggest, with_details
from centers.forms import FinderForm
from centers.models import Center, CenterPlace, Hotline, Place, Service
from portal.cache_policy import cacheable
from portal.clock import now
from portal.text import clean, latin_digits, persian_digits

PER_PAGE = 12
GIVE = "/give/"
GIVE_GOODS = "/give/goods/"


@require_safe
@cacheable(60)
def finder(request: HttpRequest) -> HttpResponse:
    """The list of centres that meet what was asked; without anything asked, all of them."""
    at = now()
    provinces = list(Place.objects.provinces().values_list("code", "name"))
    services = list(Service.objects.announced().values_list("slug", "name"))
    form = FinderForm(request.GET, provinces=provinces, services=services)
    criteria = form.criteria()
    paginator = Paginator(with_details(find_centers(criteria, at=at), at=at), PER_PAGE)
    page = paginator.get_page(latin_digits(request.GET.get("page", "1")[:9]))
    filters = _filters(criteria, dict(provinces), dict(services))
    context = {
        "form": form,
        "page": page,
        "rows": [showing.result_row(center, at) for center in page],
        "filters": filters,
        "restated": _restated(paginator.count, filters),
        "query": urlencode(_parameters(criteria)) + "&" if _parameters(criteria) else "",
        "breadcrumbs": [{"title": _("مراکز")}],
        "is_demo": getattr(settings, "DEMO", False),
    }
    if not paginator.count:
        context["ways_out"] = _ways_out(criteria)
    return render(request, "centers/finder.html", context)


@require_safe
@cacheable(60)
def center(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One centre's page, complete in itself; another slug leads to the right one."""
    at = now()
    found = _find(code, at)
    if (code, slug) != (found.code, found.slug):
        return redirect(found, permanent=True)
    opening = showing.opening_of(found, at)
    url = request.build_absolute_uri(found.get_absolute_url())
    give_url = f"{GIVE}?center={found.code}"
    context = {
        "center": found,
        "chip": showing.status_chip(found, opening),
        "opening_sentence": showing.opening_sentence(found, opening, at),
        "state_notice": showing.state_notice(found),
        "served_names": [link.place.full_name for link in found.served_places.all()],
        "hours": showing.hours_rows(found),
        "exceptions": showing.exception_lines(found),
        "operator": showing.operator_line(found),
        "accessibility": showing.accessibility_sentence(found),
        "services": [link.service for link in found.center_services.all()],
        "directions": showing.directions(found),
        "give_url": give_url,
        "give_goods_url": f"{GIVE_GOODS}?center={found.code}",
        "near_url": _near_url(found),
        "url": url,
        "short_url": request.build_absolute_uri(reverse("centers:short", kwargs={"code": found.code})),
        "structured_data": showing.structured_data(found, url, request.build_absolute_uri(give_url)),
        "breadcrumbs": [
            {"title": _("مراکز"), "url": reverse("centers:finder")},
            {
                "title": found.province.name,
                "url": f"{reverse('centers:finder')}?province={found.province.code}",
            },
            {"title": found.name},
        ],
        "is_demo": getattr(settings, "DEMO", False),
    }
    return render(request, "centers/center.html", context)


@require_safe
@cacheable(3600)
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The address on the door: leads to the centre's page."""
    found = Center.objects.filter(code=latin_digits(code)).only("code", "slug").first()
    if found is None:
        raise Http404
    return redirect(found, permanent=True)


@require_safe
@cacheable(300)
def services(request: HttpRequest) -> HttpResponse:
    """The 22 level-one services; those not announced are shown as open slots."""
    catalogue = list(Service.objects.annotate(center_count=Count("center_services")).order_by("number"))
    context = {
        "announced": [service for service in catalogue if service.name],
        "open_slots": [service for service in catalogue if not service.name],
        "total": len(catalogue),
        "breadcrumbs": [{"title": _("خدمات")}],
    }
    return render(request, "centers/services.html", context)


@require_safe
@cacheable(300)
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One announced service: the short answer, then its facts."""
    found = Service.objects.announced().filter(slug=clean(slug)).first()
    if found is None:
        raise Http404
    count = found.center_services.count()
    finder_url = f"{reverse('centers:finder')}?{urlencode({'service': found.slug})}"
    context = {
        "service": found,
        "count": count,
        "finder_url": finder_url,
        "rows": _service_rows(found),
        "breadcrumbs": [{"title": _("خدمات"), "url": reverse("centers:services")}, {"title": found.name}],
    }
    return render(request, "centers/service.html", context)


@require_safe
@cacheable(300)
def hotlines(request: HttpRequest) -> HttpResponse:
    """When to call which number."""
    cards = [
        {
            "title": _("با %(number)s تماس بگیرید اگر:") % {"number": persian_digits(hotline.number)},
            "items": [line for line in hotline.description.splitlines() if line],
            "number": hotline.number,
            "number_text": persian_digits(hotline.number),
            "hours": showing.hotline_hours(hotline),
            "kind": "emergency" if hotline.is_emergency else "",
            "name": hotline.name,
            "note": hotline.hours_note,
            "source": hotline.source_note,
        }
        for hotline in Hotline.objects.all()
    ]
    return render(
        request, "centers/hotlines.html", {"cards": cards, "breadcrumbs": [{"title": _("خط‌های تلفن")}]}
    )


def _find(code: str, at) -> Center:
    centers = with_details(Center.objects.public(), at=at).select_related(
        "place", "county", "province", "operator", "county_office"
    )
    served = Prefetch("served_places", CenterPlace.objects.select_related("place"))
    found = centers.prefetch_related("phones", served).filter(code=latin_digits(code)).first()
    if found is None:
        raise Http404
    return found


def _parameters(criteria: Criteria) -> dict[str, str]:
    """The criteria as they stand in an address."""
    every = {
        "q": criteria.text,
        "province": criteria.province_code,
        "service": criteria.service_slug,
        "open": "1" if criteria.is_open_today else "",
        "goods": "1" if criteria.takes_goods else "",
    }
    return {name: value for name, value in every.items() if value}


def _filters(criteria: Criteria, provinces: dict[str, str], services: dict[str, str]) -> list[dict[str, str]]:
    """Each active criterion in words, with the address that takes only this one away."""
    parameters = _parameters(criteria)
    words = {
        "q": _("«%(text)s»") % {"text": criteria.text},
        "province": _("استان %(name)s") % {"name": provinces.get(criteria.province_code, "")},
        "service": _("خدمت %(name)s") % {"name": services.get(criteria.service_slug, "")},
        "open": _("امروز باز"),
        "goods": _("پذیرنده کالا"),
    }
    return [
        {"text": words[name], "url": _finder_url({key: parameters[key] for key in parameters if key != name})}
        for name in parameters
    ]


def _restated(count: int, filters: list[dict[str, str]]) -> str:
    shown = f"{count:,}".replace(",", "٬")
    number = _("%(count)s مرکز") % {"count": persian_digits(shown)}
    return "، ".join([number, *(each["text"] for each in filters)])


def _ways_out(criteria: Criteria) -> list[dict[str, str]]:
    """Where to go from an empty list; always at least three ways."""
    parameters = _parameters(criteria)
    ways = [
        {
            "title": _("شاید منظورتان: %(word)s") % {"word": word},
            "url": _finder_url({**parameters, "q": word}),
        }
        for word in suggest(criteria.text)
    ]
    if criteria.text and len(parameters) > 1:
        ways.append(
            {"title": _("همین نام در همه کشور"), "url": _finder_url({"q": criteria.text})},
        )
    if criteria.province_code:
        url = _finder_url({"province": criteria.province_code})
        ways.append({"title": _("همه مراکز همین استان"), "url": url})
    ways += [
        {"title": _("همه مراکز کشور"), "url": _finder_url({})},
        {"title": _("تماس با ۱۲۳ و ۱۴۸۰"), "url": reverse("centers:hotlines")},
        {"title": _("فهرست خدمات"), "url": reverse("centers:services")},
    ]
    return ways


def _finder_url(parameters: dict[str, str]) -> str:
    query = urlencode(parameters, quote_via=quote)
    return reverse("centers:finder") + (f"?{query}" if query else "")


def _near_url(found: Center) -> str:
    """Other centres around one that cannot help now."""
    name = found.county.name if found.county else ""
    return _finder_url(
        {"q": name, "province": found.province.code} if name else {"province": found.province.code}
    )


def _service_rows(found: Service) -> list[dict[str, str]]:
    return [
        {"term": _("وضعیت"), "value": found.get_status_display()},
        {"term": _("شرط‌ها"), "value": found.eligibility_description},
        {"term": _("مدارک لازم"), "value": found.required_documents},
        {"term": _("مراحل"), "value": found.application_process},
        {"term": _("هزینه"), "value": found.fees_description},
        {"term": _("منبع"), "value": found.source_note},
    ]
