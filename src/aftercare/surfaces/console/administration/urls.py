"""Addresses of the administration, by section."""

from django.urls import include, path

from aftercare.surfaces.console.administration.views import administration

HERE = "aftercare.surfaces.console.administration"
urlpatterns = [
    path("", administration, name="administration"),
    path("users/", include(f"{HERE}.users.urls")),
    path("roles/", include(f"{HERE}.roles.urls")),
    path("permission-requests/", include(f"{HERE}.asked.urls")),
    path("organisation/", include(f"{HERE}.organisation.urls")),
    path("dictionaries/", include(f"{HERE}.dictionaries.urls")),
    path("service-levels/", include(f"{HERE}.levels.urls")),
    path("statutory-rules/", include(f"{HERE}.statutory.urls")),
    path("warranty-terms/", include(f"{HERE}.warranty.urls")),
    path("prices/", include(f"{HERE}.prices.urls")),
    path("rates/", include(f"{HERE}.billing.urls")),
    path("dispatch-weights/", include(f"{HERE}.weights.urls")),
    path("grading-rules/", include(f"{HERE}.grading.urls")),
    path("", include(f"{HERE}.rules.urls")),
    path("audit/", include(f"{HERE}.audit.urls")),
    path("imports/", include(f"{HERE}.imports.urls")),
    path("company/", include(f"{HERE}.company.urls")),
]
