"""Addresses of the work list."""

from django.urls import path

from aftercare.surfaces.console.worklist import views

urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("done/", views.mark_many_done, name="tasks_done"),
    path("<uuid:id>/done/", views.mark_done, name="task_done"),
]
