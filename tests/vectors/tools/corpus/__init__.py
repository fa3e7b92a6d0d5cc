"""The rows of corpus.json, a file a topic."""
