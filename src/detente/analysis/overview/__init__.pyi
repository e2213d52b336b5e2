from .analyze import Analysis as Analysis, analyze as analyze
from .compare import ComparisonResult as ComparisonResult, compare as compare
from .reporting import report as report
