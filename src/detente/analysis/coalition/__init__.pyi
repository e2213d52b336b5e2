from .coalitions import CoalitionsResult as CoalitionsResult, coalitions as coalitions
from .force import (
    ForceByChanceResult as ForceByChanceResult,
    ForceResult as ForceResult,
    force as force,
)
