from .robust import RobustResult as RobustResult, robust as robust
