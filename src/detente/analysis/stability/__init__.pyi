from .evolve import EvolutionResult as EvolutionResult, evolve as evolve
from .explain import ExplanationResult as ExplanationResult, explain as explain
from .horizon import HorizonResult as HorizonResult, horizon as horizon
from .stability import StabilityResult as StabilityResult, stability as stability
from .states import StatesResult as StatesResult, states as states
