"""What the pages of cases take in."""

from django import forms

from detente.casefile.limits import MOST_BYTES


class TextForm(forms.Form):
    """The text of a case, and the version that it was begun from."""

    text = forms.CharField(max_length=MOST_BYTES, strip=False, required=False)
    base = forms.IntegerField(min_value=0)
    note = forms.CharField(max_length=200, required=False)


class PasteForm(forms.Form):
    """A text put in by hand."""

    text = forms.CharField(max_length=MOST_BYTES, strip=False)


class UploadForm(forms.Form):
    """A file."""

    file = forms.FileField(max_length=200)
