"""Text to findings: corpus readers, the spaCy pipeline and its components."""
