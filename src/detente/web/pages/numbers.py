"""Numbers in addresses, as many digits as every database takes.

Django's own converter lets through numbers at which a database breaks off.
"""

from django.urls import register_converter
from django.urls.converters import IntConverter

NUMBER = "number"
"""What stands before the colon in a route: `<number:version>`."""


class Number(IntConverter):
    """A whole number of up to nine digits; others are of no page."""

    regex = "[0-9]{1,9}"


register_converter(Number, NUMBER)
