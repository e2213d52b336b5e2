from .coalitions import CoalitionsResult as CoalitionsResult, coalitions as coalitions
from .force import ForceResult as ForceResult, force as force
