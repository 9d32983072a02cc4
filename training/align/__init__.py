"""The align stage's models: the claim encoder and the pair models."""
