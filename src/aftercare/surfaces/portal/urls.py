"""The portal's addresses."""

from django.urls import path

from aftercare.surfaces.portal import submit, track

app_name = "portal"
urlpatterns = [
    path("", submit.submit, name="submit"),
    path("r/<str:token>/", track.track, name="track"),
    path("r/<str:token>/files/<uuid:file_id>/", track.file, name="file"),
    path("r/<str:token>/message/", track.write, name="write"),
    path("r/<str:token>/cancel/", track.cancel, name="cancel"),
    path("r/<str:token>/rate/", track.rate, name="rate"),
    path("r/<str:token>/reopen/", track.reopen, name="reopen"),
]
