"""What a dispute is: frozen records, no algorithms."""
