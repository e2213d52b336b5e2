"""What the pages of following take in."""

from django import forms


class EventForm(forms.Form):
    """One event; what it means is judged with the case, not here."""

    date = forms.CharField(max_length=10, required=False)
    kind = forms.CharField(max_length=20, required=False)
    option = forms.CharField(max_length=200, required=False)
    value = forms.CharField(max_length=3, required=False)
    title = forms.CharField(max_length=500, required=False)
    source = forms.CharField(max_length=200, required=False)
    quote = forms.CharField(max_length=2_000, required=False)
    parties = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Any word: the case knows which of them are parties.
        known = self.data.getlist("parties") if hasattr(self.data, "getlist") else []
        self.fields["parties"].choices = [(each, each) for each in known]


class TableForm(forms.Form):
    """A table of events."""

    file = forms.FileField(max_length=200)
