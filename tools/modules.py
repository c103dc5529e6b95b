"""The modules and their parts, as the CMakeLists.txt of each module declares them, and which includes that allows."""
import os
import re

KEYWORDS = {"FOLDER", "USES", "PARTS", "SOURCES", "NEEDS", "LINKS"}

# Includes of another module's detail/ that are allowed: {(file, header): why}.
DETAIL_ALLOWED = {}


class Library:
    """A module or one of its parts."""

    def __init__(self, module, part, words):
        self.module, self.part = module, part
        lists, current = {}, None
        for word in words:
            if word in KEYWORDS:
                current = word
            elif current:
                lists.setdefault(current, []).append(word)
        self.uses = lists.get("USES", [])
        self.parts = lists.get("PARTS", [])
        self.sources = lists.get("SOURCES", [])
        self.folder = (lists.get("FOLDER") or [None])[0]

    @property
    def name(self):
        return f"{self.module}_{self.part}" if self.part else self.module


class Modules:
    """Reads `tenon/*/CMakeLists.txt`; fault(path, line, message) is told what is wrong with them."""

    def __init__(self, paths, fault):
        self.libraries = {}  # {module: {part or None: Library}}
        for path in paths:
            module = path.split("/")[1]
            with open(path, encoding="utf-8") as file:
                text = re.sub(r"#.*", "", file.read())
            found = self.libraries.setdefault(module, {})
            for kind, body in re.findall(r"\btenon_(module|part)\(([^)]*)\)", text):
                words = re.findall(r'"[^"]*"|[^\s"]+', body)
                count = 1 if kind == "module" else 2
                names, words = words[:count], words[count:]
                if names[0] != module:
                    fault(path, 1, f"expected tenon_{kind}({module} ...)")
                    continue
                part = names[1] if kind == "part" else None
                found[part] = Library(module, part, words)
            if None not in found:
                fault(path, 1, f"expected tenon_module({module} ...)")
            for library in found.values():
                for part in library.parts:
                    if part not in found:
                        fault(path, 1, f"{library.name} names an unknown part: {part}")

    def owner(self, path):
        """The library that a file of a module belongs to; nothing for one that no part claims."""
        _, module, inner = path.split("/", 2)
        found = self.libraries.get(module, {})
        if len(found) == 1:
            return found.get(None)
        stem = os.path.splitext(inner)[0] + ".cpp"
        for library in found.values():
            if stem in library.sources:
                return library
        best, longest = None, -1
        for library in found.values():
            if library.folder is None:
                continue
            folder = "" if library.folder == "." else library.folder + "/"
            if inner.startswith(folder) and len(folder) > longest:
                best, longest = library, len(folder)
        return best

    def closure(self, library):
        """The library and the parts that it stands on, directly or not."""
        seen, open_ = {}, [library]
        while open_:
            one = open_.pop()
            if one.part in seen:
                continue
            seen[one.part] = one
            open_ += [self.libraries[one.module][part] for part in one.parts if part in self.libraries[one.module]]
        return seen.values()

    def refusal(self, path, header):
        """Why a file of a module must not include a header of Tenon; nothing if it may."""
        library, other = self.owner(path), header.split("/")[1]
        if library is None:
            return f"belongs to no part of module {path.split('/')[1]}: name it, or its folder, in the CMakeLists.txt"
        if other != library.module:
            if any(other in one.uses for one in self.closure(library)):
                return None
            return f"{library.name} does not name {other} in its CMakeLists.txt"
        there = self.owner(header)
        if there is None or there is library or there.part in library.parts:
            return None
        return f"{library.name} does not name the part {there.part or 'that opens engines'} ({header}) in its CMakeLists.txt"

    def unlisted(self, paths):
        """Sources that no library compiles."""
        return [path for path in paths if path.endswith(".cpp") and path.count("/") > 1
                and not any(path.split("/", 2)[2] in library.sources
                            for library in self.libraries.get(path.split("/")[1], {}).values())]


def detail_of(header):
    """The module whose detail/ a header stands in; nothing for a public one."""
    parts = header.split("/")
    return parts[1] if parts[0] == "tenon" and "detail" in parts[2:-1] else None


def written_includes(text):
    """Headers of Tenon that the code includes which a text writes: (line, header)."""
    for number, line in enumerate(text.split("\n"), 1):
        if not re.match(r"\s*#", line):
            for header in re.findall(r"#include <(tenon/[^>]+)>", re.sub(r"//.*", "", line)):
                yield number, header
