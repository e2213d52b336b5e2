"""What the pages of assessments take in."""

from django import forms

from detente.web.assessments.models import HIGHEST, Reach

DAYS = (7, 30, 90, 365)
"""For how many days a link may be made."""


class Lines(forms.CharField):
    """Words in several lines; browsers end them as no other program does."""

    def to_python(self, value: object) -> str:
        """Give lines their usual ends."""
        text: str = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")


class SignForm(forms.Form):
    """Who says so, and for whom."""

    signed = forms.CharField(max_length=120)
    office = forms.CharField(max_length=200, required=False)
    told = Lines(max_length=4_000, required=False)
    business = forms.BooleanField(required=False)
    researchers = forms.BooleanField(required=False)
    students = forms.BooleanField(required=False)


class ReachForm(forms.Form):
    """Who may see it."""

    reach = forms.ChoiceField(choices=[(each, each) for each in Reach])


class LinkForm(forms.Form):
    """A link for somebody, and for how long."""

    label = forms.CharField(max_length=120, required=False)
    days = forms.TypedChoiceField(choices=[(each, each) for each in DAYS], coerce=int)


class VoteForm(forms.Form):
    """A mark."""

    value = forms.IntegerField(min_value=1, max_value=HIGHEST)


class CommentForm(forms.Form):
    """What a reader says."""

    text = Lines(max_length=4_000)
