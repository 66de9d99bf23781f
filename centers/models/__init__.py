"""All models of the app, so that Django and the other apps find them in one place."""

from centers.models.directory import (
    Center,
    CenterKind,
    CenterPlace,
    CenterStaff,
    Organization,
    OrganizationKind,
    Phone,
)
from centers.models.history import StatusChange
from centers.models.hours import HoursException, OpeningHours, Weekday
from centers.models.places import Place, PlaceKind
from centers.models.search import CenterWord, SearchWord
from centers.models.services import CenterService, Hotline, Service, ServiceStatus
from centers.states import CenterStatus

__all__ = [
    "Center",
    "CenterKind",
    "CenterPlace",
    "CenterService",
    "CenterStaff",
    "CenterStatus",
    "CenterWord",
    "Hotline",
    "HoursException",
    "OpeningHours",
    "Organization",
    "OrganizationKind",
    "Phone",
    "Place",
    "PlaceKind",
    "SearchWord",
    "Service",
    "ServiceStatus",
    "StatusChange",
    "Weekday",
]
