#!/usr/bin/env python3
"""Holds the source tree to the project's rules: module boundaries, thin public headers, file sizes, compile budget.

Prints every fault as `file:line: message` and exits with 1 if there was one.
"""
import os
import re
import subprocess
import sys
import tempfile

from modules import DETAIL_ALLOWED, Modules, detail_of, written_includes

STANDARD = set("""
algorithm array atomic bit bitset cassert cctype cerrno charconv chrono climits cmath compare concepts
condition_variable coroutine cstdarg cstddef cstdint cstdio cstdlib cstring ctime deque exception forward_list
functional initializer_list iterator limits list map memory memory_resource mutex new numbers numeric optional queue
ratio set shared_mutex source_location span stack stdexcept stop_token string string_view system_error thread tuple
type_traits typeinfo unordered_map unordered_set utility variant vector version
""".split())
HEAVY = {"regex", "iostream", "filesystem", "future", "ranges", "fstream", "sstream", "locale", "random"}
KERNEL = {"sys/types.h"}
LONGEST_FILE = 600
WIDEST_LINE = 120
HELLO = "tests/package/hello.cpp"
BUDGET_RATIO = 2.0
BUDGET_MEGABYTES = 250
COMPILER = "clang++-19"
RUNS = 9

faults = []


def fault(path, line, message):
    faults.append(f"{path}:{line}: {message}")


def tracked(*patterns):
    return subprocess.run(["git", "ls-files", "--", *patterns], check=True, capture_output=True, text=True).stdout.split()


def includes(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                yield number, match.group(1), match.group(2)


def check_modules():
    paths = tracked("tenon/*.hpp", "tenon/*.cpp")
    modules = Modules(tracked("tenon/*/CMakeLists.txt"), fault)
    for path in modules.unlisted(paths):
        fault(path, 1, "is in no CMakeLists.txt")
    for path in paths:
        if path.count("/") < 2:
            continue
        public = path.endswith(".hpp") and "/detail/" not in path
        for number, quote, name in includes(path):
            if name.startswith("tenon/"):
                if name.count("/") < 2:
                    fault(path, number, f"includes an umbrella header: {name}")
                elif refusal := modules.refusal(path, name):
                    fault(path, number, refusal)
            elif quote == '"':
                fault(path, number, f'include by full path: <tenon/...>, not "{name}"')
            elif public and name in HEAVY:
                fault(path, number, f"<{name}> is too heavy for a public header")
            elif public and name not in STANDARD | KERNEL:
                fault(path, number, f"public header includes <{name}>, which is not of the standard library")


def check_detail():
    """What stands in detail/ is for its own module only: not for others, for applications, or for code that is written."""
    for path in tracked("tenon/*.hpp", "tenon/*.cpp", "cli/*", "examples/*.hpp", "examples/*.cpp", "docs/examples/*.cpp",
                        "cmake/*"):
        module = path.split("/")[1] if path.startswith("tenon/") else None
        with open(path, encoding="utf-8") as file:
            text = file.read()
        found = [(number, name) for number, _, name in includes(path)]
        for number, name in found:
            other = detail_of(name)
            if other and other != module and (path, name) not in DETAIL_ALLOWED:
                fault(path, number, f"includes what is {other}'s own: {name}")
        for number, name in written_includes(text):
            if detail_of(name) and (path, name) not in DETAIL_ALLOWED:
                fault(path, number, f"writes code that includes what is {detail_of(name)}'s own: {name}")


def check_sizes():
    for path in tracked("*.hpp", "*.cpp", "*.ts", "*.mjs", "*.py", "dev"):
        if "/data/" in path or path.endswith("_table.cpp"):
            continue
        with open(path, encoding="utf-8") as file:
            lines = sum(1 for _ in file)
        if lines > LONGEST_FILE:
            fault(path, LONGEST_FILE, f"{lines} lines; a file holds one noun and at most {LONGEST_FILE} lines")


def check_catches():
    """A catch that does nothing says why; clang-tidy's own check does not read comments."""
    for path in tracked("*.hpp", "*.cpp"):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for found in re.finditer(r"\bcatch \([^)]*\) \{\s*\}", text):
            fault(path, text.count("\n", 0, found.start()) + 1, "an empty catch says in a comment why it may be")


def check_comments():
    """Comments are no wider than code, which the formatter holds; the rows of tables excepted."""
    for path in tracked("*.hpp", "*.cpp"):
        if "/data/" in path:
            continue
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                text = line.strip()
                if len(line.rstrip("\n")) > WIDEST_LINE and text.startswith("//") and not text.startswith("/// |"):
                    fault(path, number, f"a comment of {len(line) - 1} columns; at most {WIDEST_LINE}")


def check_quoted():
    """The std::quoted of newer libraries is found for a call with a std::string, and is the better match."""
    for path in tracked("*.hpp", "*.cpp"):
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if re.search(r"(?<![\w:.>])quoted\((?!\))", line):
                    fault(path, number, "std::quoted may be meant by quoted(...): give the function another name")


def compile_cost(source):
    """CPU seconds (the least of several runs) and peak megabytes of compiling one unit."""
    best, peak = None, 0
    for _ in range(RUNS):
        child = subprocess.Popen([COMPILER, "-std=c++20", "-O0", "-I.", "-c", source, "-o", "/dev/null"])
        _, status, used = os.wait4(child.pid, 0)
        if status != 0:
            fault(source, 1, "does not compile")
            return 0, 0
        cpu = used.ru_utime + used.ru_stime
        best = cpu if best is None else min(best, cpu)
        peak = max(peak, used.ru_maxrss / 1024)
    return best, peak


def check_compile_budget():
    """A hello-world unit against a unit of the same standard headers."""
    if not os.path.exists(HELLO):
        return
    listing = subprocess.run([COMPILER, "-std=c++20", "-I.", "-MM", HELLO], check=True, capture_output=True, text=True).stdout
    standard = sorted({name for path in re.findall(r"tenon/\S+\.hpp", listing) for _, quote, name in includes(path)
                       if quote == "<" and not name.startswith("tenon/")})
    with tempfile.TemporaryDirectory() as folder:
        twin = os.path.join(folder, "standard.cpp")
        with open(twin, "w", encoding="utf-8") as file:
            file.write("".join(f"#include <{name}>\n" for name in standard) + "int main() {}\n")
        ours, peak = compile_cost(HELLO)
        theirs, _ = compile_cost(twin)
    if not theirs:
        return
    print(f"hello world: {ours:.2f} CPU s, {ours / theirs:.2f} x its standard headers alone, {peak:.0f} MB")
    if ours / theirs > BUDGET_RATIO:
        fault(HELLO, 1, f"costs {ours / theirs:.2f} x its standard headers; the budget is {BUDGET_RATIO}")
    if peak > BUDGET_MEGABYTES:
        fault(HELLO, 1, f"takes {peak:.0f} MB to compile; the budget is {BUDGET_MEGABYTES}")


print("== modules, headers, sizes")
check_modules()
check_detail()
check_sizes()
check_catches()
check_quoted()
check_comments()
print("== compile budget")
check_compile_budget()
print("\n".join(faults))
sys.exit(1 if faults else 0)
