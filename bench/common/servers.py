"""The servers that are compared. To add one, add a line to SERVERS."""
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass, field

BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(BENCH)
BIN = os.environ.get("BENCH_BIN", os.path.join(ROOT, "build", "bin"))
COMPILER = os.environ.get("BENCH_COMPILER", "clang++-19")  # what the programs in BIN were compiled by
DATA = os.path.join(ROOT, "build", "bench", "data")
DATABASE = os.path.join(DATA, "products.db")

ALL_CASES = ("plaintext", "json", "pipelined", "product", "products")
SERVER_CORE, LOAD_CORE = 0, 1


@dataclass
class Server:
    """How to start one server. It reads PORT and DATABASE_URL, and listens on 127.0.0.1."""
    name: str
    command: list
    cases: tuple = ALL_CASES
    environment: dict = field(default_factory=dict)
    scheme: str = "http"

    def available(self):
        return shutil.which(self.command[0]) is not None and (self.command[0] != "node" or install_peers())


def install_peers():
    """Whether the packages of the Node servers are there; fetches them the first time."""
    peers = os.path.join(BENCH, "peers")
    if os.path.isdir(os.path.join(peers, "node_modules")):
        return True
    if shutil.which("npm") is None:
        return False
    print("npm ci in bench/peers ...")
    return subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=peers, check=False).returncode == 0


def peer(name):
    return Server(name, ["node", f"{BENCH}/peers/{name}.mjs"], environment={"NODE_ENV": "production"})


TENON = {"LOOPS": "1", "MIGRATE": "command", "LOG_LEVEL": "warn"}

SERVERS = [
    Server("floor", [f"{BIN}/bench_floor"], cases=("plaintext", "json", "pipelined")),
    Server("tenon", [f"{BIN}/bench_server"], environment=TENON),
    Server("tenon-tls", [f"{BIN}/bench_server"], cases=("json",), scheme="https",
           environment=TENON | {"TLS_CERTIFICATE": f"{DATA}/tls.crt", "TLS_KEY": f"{DATA}/tls.key"}),
    peer("node"),
    peer("fastify"),
    peer("express"),
]


def find(names):
    """The servers of these names, in the order of SERVERS; all that can be started if there are no names."""
    unknown = set(names) - {server.name for server in SERVERS}
    if unknown:
        raise SystemExit(f"no server {', '.join(sorted(unknown))}; there are {', '.join(s.name for s in SERVERS)}")
    chosen = [server for server in SERVERS if not names or server.name in names]
    for server in chosen:
        if not server.available():
            print(f"(without {server.name}: {' '.join(server.command)} is not there)")
    return [server for server in chosen if server.available()]


def on_core(core):
    """What to put before a command so that it runs on one core, before others where we may say so."""
    return [*(["nice", "-n", "-5"] if os.geteuid() == 0 else []), "taskset", "-c", str(core)]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Running:
    """A started server: `with Running(server) as running`."""

    def __init__(self, server, prefix=(), pinned=True):
        self.server, self.port = server, free_port()
        environment = os.environ | {"PORT": str(self.port), "HOST": "127.0.0.1", "DATABASE_URL": f"file:{DATABASE}"}
        environment |= server.environment
        pin = on_core(SERVER_CORE) if pinned else []
        started = time.monotonic()
        self.process = subprocess.Popen([*pin, *prefix, *server.command], env=environment, stdout=subprocess.DEVNULL)
        try:
            self._wait_for_answer()
        except BaseException:
            self.stop()
            raise
        self.seconds_to_answer = time.monotonic() - started

    @property
    def pid(self):
        return self.process.pid

    @property
    def url(self):
        return f"{self.server.scheme}://127.0.0.1:{self.port}"

    def get(self, path):
        """Status and body of one request on a connection of its own."""
        if self.server.scheme == "https":
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60,
                                                     context=ssl._create_unverified_context())
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def _wait_for_answer(self):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"{self.server.name} ended with {self.process.returncode} before it answered")
            try:
                self.get("/plaintext")
                return
            except OSError:
                time.sleep(0.002)
        raise SystemExit(f"{self.server.name} does not answer")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
