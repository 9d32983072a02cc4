"""How the models that sayso ships were trained; each folder has a README of its decisions."""
