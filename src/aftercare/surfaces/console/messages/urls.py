"""Addresses of outgoing messages, their words, and ready answers; they stand in the administration."""

from django.urls import path

from aftercare.surfaces.console.messages import replies, templates, views

urlpatterns = [
    path("messages/", views.message_list, name="messages"),
    path("messages/held/", views.send_held, name="messages_held"),
    path("messages/<uuid:id>/", views.message, name="message"),
    path("messages/<uuid:id>/again/", views.send_again, name="message_again"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/<slug:event>/<slug:language>/", templates.template, name="template"),
    path("templates/<slug:event>/<slug:language>/own/", templates.take_back, name="template_take_back"),
    path("replies/", replies.reply_list, name="replies"),
    path("replies/new/", replies.new_reply, name="reply_new"),
    path("replies/<uuid:id>/", replies.change_reply, name="reply"),
    path("replies/<uuid:id>/remove/", replies.remove_reply, name="reply_remove"),
]
