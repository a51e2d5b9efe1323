"""The console's addresses, by noun."""

from django.urls import include, path

app_name = "console"
urlpatterns = [
    path("", include("aftercare.surfaces.console.home.urls")),
    path("requests/", include("aftercare.surfaces.console.requests.urls")),
    path("customers/", include("aftercare.surfaces.console.customers.urls")),
    path("suggestions/", include("aftercare.surfaces.console.suggestions.urls")),
    path("devices/", include("aftercare.surfaces.console.devices.urls")),
    path("agreements/", include("aftercare.surfaces.console.agreements.urls")),
    path("orders/", include("aftercare.surfaces.console.orders.urls")),
    path("quotations/", include("aftercare.surfaces.console.billing.urls")),
    path("exports/", include("aftercare.surfaces.console.exports.urls")),
    path("palette/", include("aftercare.surfaces.console.palette.urls")),
    path("callbacks/", include("aftercare.surfaces.console.callbacks.urls")),
    path("engineers/", include("aftercare.surfaces.console.engineers.urls")),
    path("desk/", include("aftercare.surfaces.console.desk.urls")),
    path("reports/", include("aftercare.surfaces.console.reports.urls")),
    path("locked/", include("aftercare.surfaces.console.locked.urls")),
    path("worklist/", include("aftercare.surfaces.console.worklist.urls")),
    path("notifications/", include("aftercare.surfaces.console.notifications.urls")),
    path("administration/", include("aftercare.surfaces.console.messages.urls")),
    path("calendars/", include("aftercare.surfaces.console.calendars.urls")),
    path("administration/", include("aftercare.surfaces.console.administration.urls")),
    path("help/", include("aftercare.surfaces.console.help.urls")),
    path("account/", include("aftercare.surfaces.console.account.urls")),
    path("first-run/", include("aftercare.surfaces.console.first_run.urls")),
]
