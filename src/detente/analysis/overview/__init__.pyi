from .analyze import Analysis as Analysis, analyze as analyze
from .comparison import ComparisonResult as ComparisonResult, compare as compare
from .report import report as report
