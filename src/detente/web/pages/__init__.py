"""What all pages share: the frame, the look, the language, the faults, the safety."""
