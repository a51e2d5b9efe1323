"""The API's own addresses: its tests need no other surface."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("aftercare.surfaces.api.urls")),
    path("", include("aftercare.surfaces.api.health")),
]
