from .coalitions import CoalitionsResult as CoalitionsResult, coalitions as coalitions
