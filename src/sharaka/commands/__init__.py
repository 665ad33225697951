"""What the commands do: one module a group, called by :mod:`sharaka.cli`."""
