from .going_along import (
    GoingAlongResult as GoingAlongResult,
    going_along as going_along,
)
from .robust import RobustResult as RobustResult, robust as robust
