from .claims import ClaimsResult as ClaimsResult, claims as claims
from .follow import FollowResult as FollowResult, follow as follow
from .record import RecordResult as RecordResult, record as record
