from .levers import LeversResult as LeversResult, levers as levers
