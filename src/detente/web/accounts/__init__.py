"""Who somebody is: accounts, the link that signs in at home, signing in and out."""
