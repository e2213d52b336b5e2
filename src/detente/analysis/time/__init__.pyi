from .dates import DatesResult as DatesResult, deadlines as deadlines
from .hazard import HazardResult as HazardResult, hazard as hazard
from .simulation import SimulationResult as SimulationResult, simulate as simulate
