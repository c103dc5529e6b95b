"""What the generated client of a schema costs the compiler: its sources, a unit of five calls, and a function of six in a
transaction, on schemas of so many models (schema.py)."""
import os
import subprocess

from common import servers, table

from schema import schema

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(servers.ROOT, "build", "bench", "clients")
UNITS = ["calls", "booking"]
SIZES = [20, 80, 300]
#: What the smallest may cost with either compiler: CPU time and megabytes of all sources, a unit, the function; weak symbols of
#: the unit (functions that it compiles although others do as well). Time is in multiples of what the library's own headers
#: take, so that it holds on slow and on busy machines: about 0.9 s on a quiet one.
MOST = {"sources": (11, 450), "calls": (7, 400), "booking": (6, 400)}
MOST_WEAK_SYMBOLS = 260


def prepare(count, tenon):
    """Writes the client and the units; gives the paths of its sources."""
    folder = os.path.join(FOLDER, str(count))
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "bench.prisma"), "w", encoding="utf-8") as file:
        file.write(schema(count))
    subprocess.run([tenon, "generate", "--schema", os.path.join(folder, "bench.prisma"), "--output", folder], check=True)
    models = [f"bench/model/thing{i}.hpp" for i in (0, 1, 2, 3)]
    for unit in UNITS:
        with open(os.path.join(HERE, f"{unit}.cpp.in"), encoding="utf-8") as file:
            text = file.read()
        includes = "\n".join(f"#include <{model}>" for model in models)
        with open(os.path.join(folder, f"{unit}.cpp"), "w", encoding="utf-8") as file:
            file.write(text.replace("#include <@header@>", includes))
        with open(os.path.join(folder, f"{unit}_all.cpp"), "w", encoding="utf-8") as file:
            file.write(text.replace("@header@", "bench.hpp"))
    groups = os.listdir(os.path.join(folder, "bench"))
    return folder, [os.path.join(folder, "bench.cpp"),
                    *(os.path.join(folder, "bench", name) for name in sorted(groups) if name.endswith(".cpp"))]


def weak_symbols(path):
    lines = subprocess.run(["nm", path], check=True, capture_output=True, text=True).stdout.splitlines()
    return sum(1 for line in lines if line.split()[-2] in ("W", "V"))


def show(compiler, compile_one, sizes, tenon):
    """Prints a table; gives whether the smallest stays within its limits."""
    rows, good = [], True
    headers = os.path.join(FOLDER, "headers.cpp")
    os.makedirs(FOLDER, exist_ok=True)
    with open(headers, "w", encoding="utf-8") as file:
        file.write("#include <tenon/sql/client.hpp>\n#include <tenon/sql/typed/delegate.hpp>\n")
    for count in sizes:
        folder, sources = prepare(count, tenon)
        include = f"-I{folder}"
        costs = [compile_one([*compiler, include, "-c", path, "-o", os.path.join(folder, "out.o")]) for path in sources]
        found = {"sources": (sum(cost[0] for cost in costs), max(cost[1] for cost in costs))}
        for name in [*UNITS, *(f"{name}_all" for name in UNITS)]:
            found[name] = compile_one([*compiler, include, "-c", os.path.join(folder, f"{name}.cpp"), "-o",
                                       os.path.join(folder, f"{name}.o")])
        unit = compile_one([*compiler, "-c", headers, "-o", os.path.join(folder, "out.o")])[0]
        weak = weak_symbols(os.path.join(folder, "calls.o"))
        rows.append([f"{count} models", *(cell for cost in found.values() for cell in (f"{cost[0]:.2f}", f"{cost[1]:.0f}")), weak])
        if count == sizes[0]:
            good = weak <= MOST_WEAK_SYMBOLS and all(
                found[what][0] <= most[0] * unit and found[what][1] <= most[1] for what, most in MOST.items())
    most = [cell for what in ("sources", *UNITS) for cell in (f"{MOST[what][0]} x {unit:.2f}", MOST[what][1])]
    rows.append([f"at most, {sizes[0]} models", *most, "", "", "", "", MOST_WEAK_SYMBOLS])
    print("\nthe generated client; units include the headers of four models, or (all) the whole client\n")
    table.show(["schema", *(f"{what}: {unit}" for what in ("sources", "five calls", "booking", "five calls, all", "booking, all")
                            for unit in ("CPU s", "peak MB")), "weak symbols"], rows)
    return good
