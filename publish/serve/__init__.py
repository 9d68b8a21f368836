"""The server: pages of nodes, a SPARQL endpoint, a search and the saved queries as an API, live and read-only."""
