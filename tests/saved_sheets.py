"""What the tables of a report are saved as."""

import gzip
import json
import re
from base64 import b64decode


def saved_sheets(html):
    """Give the sheets of each page of a report, in the order of its languages."""
    packed = re.findall(r'data-sheets="data:application/gzip;base64,([^"]+)"', html)
    return [json.loads(gzip.decompress(b64decode(each))) for each in packed]
