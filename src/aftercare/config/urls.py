"""The addresses of every surface."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from aftercare.config import offline
from aftercare.surfaces.api import health
from aftercare.ui import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("aftercare.surfaces.api.urls")),
    path("service/", include("aftercare.surfaces.portal.urls")),
    path("field/", include("aftercare.surfaces.field.urls")),
    path("", include("aftercare.surfaces.console.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("language/", set_language, name="set_language"),
    path("favicon.ico", RedirectView.as_view(url="/static/ui/img/mark.svg")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("ui/", styleguide.page),
    path("offline/", offline.offline),
    path("offline.js", offline.worker),
]

handler400 = "aftercare.config.failures.bad_request"
handler403 = "aftercare.config.failures.forbidden"
handler404 = "aftercare.config.failures.not_found"
handler429 = "aftercare.config.failures.too_many"  # asked by the sign-in library, which counts attempts
handler500 = "aftercare.config.failures.broken"
