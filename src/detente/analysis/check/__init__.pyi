from .check import Check as Check, check as check
