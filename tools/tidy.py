#!/usr/bin/env python3
"""Runs clang-tidy on the sources changed since LINT_BASE (default: the last commit, and what is not committed).

Usage: tools/tidy.py BUILD_FOLDER, which must hold compile_commands.json.
"""
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

PRECOMPILED = re.compile(r"-Xclang -include-pch -Xclang \S+ -Xclang -include -Xclang \S+ ")
# Where tenon_schema() has a client written.
GENERATED = re.compile(r"-(?:I|isystem )(\S+/generated)(?= )")


def changed(base):
    listed = subprocess.run(["git", "diff", "--name-only", "--diff-filter=d", base, "--", "*.cpp"],
                            capture_output=True, text=True)
    return listed.stdout.split() if listed.returncode == 0 else []


def database(built, folder):
    """Writes the commands of the build without precompiled headers, which nothing has built yet; gives them by file."""
    with open(os.path.join(built, "compile_commands.json"), encoding="utf-8") as file:
        commands = json.load(file)
    for entry in commands:
        entry["command"] = PRECOMPILED.sub("", entry["command"])
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
        json.dump(commands, file)
    return {os.path.relpath(entry["file"]): entry["command"] for entry in commands}


def make_headers(built, commands):
    """Builds the headers that `tenon generate` makes for these commands, where they are not there yet."""
    folders = {os.path.relpath(folder, built) for command in commands for folder in GENERATED.findall(command)}
    listed = subprocess.run(["ninja", "-C", built, "-t", "targets", "all"], capture_output=True, text=True, check=True)
    outputs = [line.split(": ")[0] for line in listed.stdout.splitlines() if line.endswith(": CUSTOM_COMMAND")]
    missing = [path for path in outputs if path.endswith(".hpp") and not os.path.exists(os.path.join(built, path))
               and any(path.startswith(folder + "/") for folder in folders)]
    if not missing:
        return
    print("== the headers of clients that the changed files include", flush=True)
    if subprocess.run(["cmake", "--build", built, "--target", *missing], stdout=subprocess.DEVNULL).returncode:
        sys.exit("tidy: they cannot be generated, so clang-tidy cannot read these files")


folder = os.path.join(sys.argv[1], "tidy")
compiled = database(sys.argv[1], folder)
files = [path for path in changed(os.environ.get("LINT_BASE", "HEAD~1")) if path in compiled]
make_headers(sys.argv[1], [compiled[path] for path in files])
print(f"== clang-tidy on {len(files)} changed files", flush=True)


def tidy(path):
    return subprocess.run(["clang-tidy-19", "-p", folder, "--quiet", "--extra-arg=-Wno-unknown-warning-option", path],
                          capture_output=True, text=True)


failed = 0
with ThreadPoolExecutor(os.cpu_count()) as pool:
    for run in pool.map(tidy, files):
        if run.returncode:
            failed += 1
            print(run.stdout, flush=True)
sys.exit(1 if failed else 0)
