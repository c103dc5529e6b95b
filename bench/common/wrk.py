"""Load from wrk, on a core of its own."""
import os
import subprocess
from dataclasses import dataclass

from . import products
from .servers import LOAD_CORE, on_core

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wrk.lua")

# Name of a case: requests sent at once, paths in turn.
CASES = {
    "plaintext": (1, ["/plaintext"]),
    "json": (1, ["/json"]),
    "pipelined": (16, ["/plaintext"]),
    "product": (1, [f"/products/{1 + i * 37 % products.COUNT}" for i in range(100)]),
    "products": (1, ["/products"]),
}


@dataclass
class Load:
    requests: int
    seconds: float
    p50_us: int
    p99_us: int


def run(url, case, seconds, connections=64):
    depth, paths = CASES[case]
    command = [*on_core(LOAD_CORE), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", SCRIPT, url,
               "--", str(depth), *paths]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result = [line for line in output.splitlines() if line.startswith("RESULT ")]
    if not result:
        raise SystemExit(f"wrk gave no result:\n{output}")
    requests, duration, p50, p99, errors = map(int, result[0].split()[1:])
    if errors or not requests:
        raise SystemExit(f"{errors} errors in {requests} requests to {url}, {case}")
    return Load(requests, duration / 1e6, p50, p99)
