"""Inference."""
from dataclasses import dataclass
import pyoxigraph

@dataclass(frozen=True, slots=True)
class InferenceReport:
    triples: int

def infer_into(db: pyoxigraph.Store, graph: str) -> InferenceReport:
    return InferenceReport(0)
