"""A form offers to add the value that is missing, without being left."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from aftercare.kit.actor import Actor
from aftercare.surfaces.console.administration.dictionaries.registry import BY_SLUG
from aftercare.ui.components.chips import icon


def offer_to_add(form: forms.Form, name: str, slug: str, actor: Actor) -> None:
    """Put a link beside a field, for whoever may add to its dictionary; a script lets it open in the page."""
    dictionary = BY_SLUG[slug]
    if name in form.fields and dictionary.may(actor) is True:
        form.fields[name].help_text = format_html(
            '{} <a href="{}" target="_blank" data-adds="{}">{}{}</a>',
            form.fields[name].help_text,
            reverse("console:word_new", args=[slug]),
            f"id_{form.add_prefix(name)}",  # a bound field made now would keep the old help
            icon("plus", size=14),
            _("Add one"),
        )
