"""What the pages of assessments take in."""

from django import forms

from detente.web.assessments.models import HIGHEST, Reach

DAYS = (7, 30, 90, 365)
"""For how many days a link may be made."""


class SignForm(forms.Form):
    """Who says so, and for whom."""

    signed = forms.CharField(max_length=120)
    office = forms.CharField(max_length=200, required=False)
    told = forms.CharField(max_length=4_000, required=False)
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

    text = forms.CharField(max_length=4_000)
