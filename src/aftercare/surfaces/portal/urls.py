"""The portal's addresses."""

from django.urls import path

from aftercare.surfaces.portal import label, mails, mine, orders, quotations, registering, sent, submit, track

app_name = "portal"
urlpatterns = [
    path("", submit.submit, name="submit"),
    path("mine/", mine.mine, name="mine"),
    path("mine/sign-in/", mine.ask, name="ask"),
    path("mine/sign-in/<str:ticket>/", mine.enter, name="enter"),
    path("mine/sign-out/", mine.leave, name="leave"),
    path("mine/forget/", mine.forget_sent, name="forget_sent"),
    path("mine/<uuid:id>/", mine.request_of_mine, name="request_of_mine"),
    path("mine/devices/<uuid:id>/", mine.device_of_mine, name="device"),
    path("mine/devices/<uuid:id>/register/", registering.register_mine, name="register_mine"),
    path("d/<str:token>/", label.label, name="label"),
    path("d/<str:token>/register/", registering.register, name="register"),
    path("mails/<str:slip>/", mails.mails, name="mails"),
    path("o/<str:token>/", orders.order, name="order"),
    path("o/<str:token>/order.pdf", orders.paper, name="order_paper"),
    path("o/<str:token>/<uuid:shipment_id>.pdf", orders.note, name="delivery_note"),
    path("q/<str:token>/", quotations.quotation, name="quotation"),
    path("q/<str:token>/accept/", quotations.accept, name="accept_quotation"),
    path("q/<str:token>/decline/", quotations.decline, name="decline_quotation"),
    path("q/<str:token>/quotation.pdf", quotations.paper, name="quotation_paper"),
    path("r/<str:token>/", track.track, name="track"),
    path("r/<str:token>/sent/", sent.sent, name="sent"),
    path("r/<str:token>/files/<uuid:file_id>/", track.file, name="file"),
    path("r/<str:token>/message/", track.write, name="write"),
    path("r/<str:token>/cancel/", track.cancel, name="cancel"),
    path("r/<str:token>/rate/", track.rate, name="rate"),
    path("r/<str:token>/reopen/", track.reopen, name="reopen"),
]
