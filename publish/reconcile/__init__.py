"""The Reconciliation API of the W3C, version 0.2: served over the graph's nodes, and asked of others."""
