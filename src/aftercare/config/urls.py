"""The addresses of every surface."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("aftercare.surfaces.api.urls")),
    path("service/", include("aftercare.surfaces.portal.urls")),
    path("field/", include("aftercare.surfaces.field.urls")),
    path("", include("aftercare.surfaces.console.urls")),
    path("account/", include("allauth.account.urls")),
    path("language/", set_language, name="set_language"),
]
