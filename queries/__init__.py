"""What may be asked: saved SPARQL and the catalogue that runs it."""
