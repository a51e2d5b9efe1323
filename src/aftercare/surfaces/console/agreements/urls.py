"""Addresses of the agreement pages."""

from django.urls import path

from aftercare.surfaces.console.agreements import changing, listing, turning, views

ONE = "<uuid:agreement_id>/"
urlpatterns = [
    path("", listing.agreement_list, name="agreements"),
    path("new/", changing.new_agreement, name="agreement_new"),
    path(ONE, views.agreement_page, name="agreement"),
    path(f"{ONE}change/", changing.change, name="agreement_change"),
    path(f"{ONE}cover/", changing.cover, name="agreement_cover"),
    path(f"{ONE}renew/", turning.renew, name="agreement_renew"),
    path(f"{ONE}suspend/", turning.suspend, name="agreement_suspend"),
    path(f"{ONE}resume/", turning.resume, name="agreement_resume"),
    path(f"{ONE}end/", turning.end, name="agreement_end"),
]
