"""Addresses of the dictionaries."""

from django.urls import path

from aftercare.surfaces.console.administration.dictionaries import views

urlpatterns = [
    path("", views.dictionaries, name="dictionaries"),
    path("<slug:slug>/", views.dictionary_page, name="dictionary"),
    path("<slug:slug>/new/", views.add_word, name="word_new"),
    path("<slug:slug>/<str:key>/", views.change_word, name="word_change"),
]
