"""Addresses of the agreement pages."""

from django.urls import path

from aftercare.surfaces.console.agreements import changing, covering, documents, listing, turning, views

ONE = "<uuid:agreement_id>/"
urlpatterns = [
    path("", listing.agreement_list, name="agreements"),
    path("new/", changing.new_agreement, name="agreement_new"),
    path(ONE, views.agreement_page, name="agreement"),
    path(f"{ONE}change/", changing.change, name="agreement_change"),
    path(f"{ONE}include/", changing.include, name="agreement_include"),
    path(f"{ONE}cover/", covering.cover, name="agreement_cover"),
    path(f"{ONE}uncover/<uuid:device_id>/", covering.uncover, name="agreement_uncover"),
    path(f"{ONE}sites/<uuid:site_id>/leave/", covering.leave_site, name="agreement_leave_site"),
    path(f"{ONE}models/<uuid:product_id>/leave/", covering.leave_product, name="agreement_leave_product"),
    path(f"{ONE}documents/", documents.attach, name="agreement_document_new"),
    path(f"{ONE}documents/<uuid:file_id>/", documents.document, name="agreement_document"),
    path(f"{ONE}documents/<uuid:file_id>/remove/", documents.remove, name="agreement_document_remove"),
    path(f"{ONE}renew/", turning.renew, name="agreement_renew"),
    path(f"{ONE}suspend/", turning.suspend, name="agreement_suspend"),
    path(f"{ONE}resume/", turning.resume, name="agreement_resume"),
    path(f"{ONE}end/", turning.end, name="agreement_end"),
]
