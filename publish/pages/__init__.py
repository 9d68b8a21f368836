"""A page for every node of the graph, as HTML, Turtle and JSON-LD; the same for a static folder and the server."""
