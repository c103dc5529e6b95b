"""What the benchmarks share: the servers, the load, the readings of /proc and the data."""
