"""A case of every kind of weight, for the formats of other programs."""

TWO = {
    "detente": 1,
    "title": 'A "small" game',
    "parties": {
        "us": {"name": "We", "options": {"a": {}, "b": {}}},
        "them": {"options": {"c": {}}},
        "they": {},
    },
    "constraints": ["not (a and b)"],
    "preferences": {
        "us": {"weights": {"a": 0.1, "b": 0.2, "c": -3}},
        "them": {"weights": {"a and c": 1}},
        "they": {"weights": {"c": 2}},
    },
}
