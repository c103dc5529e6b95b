"""User instructions a request: what a server executes outside of the kernel, counted by valgrind.

The server runs twice, with few and with many requests on one connection, one after the other; the difference between
the two counts, divided by that between the numbers of requests, leaves out start and stop. Repeats to within 1 %.
"""
import os
import re
import tempfile

from common import client
from common.servers import Running

FEW, MANY = 300, 1300


def total(server, request, count):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "callgrind.out")
        prefix = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={out}"]
        with Running(server, prefix, pinned=False) as running:
            client.exchange_many(running.port, request, count)
        with open(out, encoding="ascii", errors="replace") as file:
            return int(re.search(r"^(?:summary|totals): (\d+)", file.read(), re.M).group(1))


def instructions(server, path, headers=client.ONE_HEADER):
    request = headers.format(path=path).encode()
    return (total(server, request, MANY) - total(server, request, FEW)) / (MANY - FEW)
