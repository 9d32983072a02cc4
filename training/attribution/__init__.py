"""The attribution model: data, network, training, export."""
