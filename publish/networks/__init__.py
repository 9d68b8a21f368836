"""Networks drawn from the graph, and the formats of programs that show them."""
