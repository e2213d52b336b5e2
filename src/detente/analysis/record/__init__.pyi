from .claims import ClaimsResult as ClaimsResult, claims as claims
from .record import RecordResult as RecordResult, record as record
