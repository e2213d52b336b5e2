from .analyze import Analysis as Analysis, analyze as analyze
from .comparison import ComparisonResult as ComparisonResult, compare as compare
from .history import (
    HistoryResult as HistoryResult,
    coded_case as coded_case,
    history as history,
    kept_history as kept_history,
)
from .report import report as report
