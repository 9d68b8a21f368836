"""What may be said: the vocabulary, its schemes and the authority files."""
