"""Training of the reader: data, mixing and the training loop. Nothing of it is needed to use the reader."""
