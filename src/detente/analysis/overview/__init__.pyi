from .analyze import Analysis as Analysis, analyze as analyze
from .comparison import ComparisonResult as ComparisonResult, compare as compare
from .history import coded_case as coded_case
from .report import report as report
