"""Photos that come with a form: checked while it is, and kept when something else of it is refused."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Refusal
from aftercare.kit.files import CheckedFile, check_file, name_on, put_aside, taken_up
from aftercare.ui.forms import PhotosField

MOST_PHOTOS = 6


class PhotosForm(forms.Form):
    """A form with photos; those that wait come back as slips in `kept`."""

    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        sent = self.data.getlist("kept") if isinstance(self.data, QueryDict) else []
        self.slips: list[str] = [slip for slip in sent if name_on(slip)][:MOST_PHOTOS]
        self.brought: list[CheckedFile] = []

    @property
    def aside(self) -> list[tuple[str, str]]:
        """The photos that wait, each as its slip and its name."""
        return [(slip, name_on(slip)) for slip in self.slips]

    def put_photos_aside(self) -> None:
        """Keep what was brought for the next time the form is sent."""
        self.slips += [put_aside(one) for one in self.brought]

    def clean_photos(self) -> list[CheckedFile]:
        """The pictures that were kept before, and those that came now."""
        kept = [one for one in map(taken_up, self.slips) if one is not None]
        sent = self.cleaned_data["photos"]
        self.brought = [_picture(one.name, one) for one in sent[: max(0, MOST_PHOTOS - len(kept))]]
        if len(kept) + len(sent) > MOST_PHOTOS:
            said = gettext("%(most)s photos are enough; the first ones are kept.")
            raise forms.ValidationError(said % {"most": MOST_PHOTOS}, code="too_many")
        return [*kept, *self.brought]


def _picture(name: str, upload: Any) -> CheckedFile:
    try:
        checked = check_file(name, upload)
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
    if not checked.is_picture:
        said = gettext("“%(name)s” is no picture; send what it shows as a photo.")
        raise forms.ValidationError(said % {"name": checked.name}, code="no_picture")
    return checked
