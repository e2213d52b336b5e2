from .hypergame import (
    HypergameResult as HypergameResult,
    hypergame as hypergame,
)
from .strength import (
    StrengthResult as StrengthResult,
    strength as strength,
)
from .unknown import (
    UnknownResult as UnknownResult,
    unknown_stability as unknown_stability,
)
