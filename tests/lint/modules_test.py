"""Which includes tools/modules.py allows, on a tree of two modules, one of them cut into parts."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../tools"))
from modules import Modules, detail_of, written_includes  # noqa: E402

HTTP = 'tenon_module(http USES base SOURCES server.cpp NEEDS "pkg-config zstd libzstd" LINKS PkgConfig::zstd)\n'
SQL = """
# What runs an operation.
tenon_part(sql core FOLDER . USES base json SOURCES client.cpp detail/plan.cpp)
tenon_part(sql lite FOLDER lite PARTS core SOURCES lite/engine.cpp NEEDS "Lite 3" LINKS Lite::Lite)
tenon_part(sql moves_core FOLDER moves PARTS core SOURCES moves/diff.cpp)
tenon_part(sql moves_lite FOLDER moves/lite PARTS core moves_core SOURCES moves/lite/render.cpp)
tenon_part(sql moves PARTS moves_core moves_lite SOURCES moves/connectors.cpp)
tenon_module(sql USES base json PARTS core lite moves SOURCES open.cpp)
"""


class ModulesTest(unittest.TestCase):
    def setUp(self):
        self.faults = []
        self.modules = self.read(HTTP, SQL)

    def read(self, http, sql):
        with tempfile.TemporaryDirectory() as folder:
            before = os.getcwd()
            os.chdir(folder)
            try:
                paths = []
                for module, text in (("http", http), ("sql", sql)):
                    os.makedirs(f"tenon/{module}")
                    paths.append(f"tenon/{module}/CMakeLists.txt")
                    with open(paths[-1], "w", encoding="utf-8") as file:
                        file.write(text)
                return Modules(paths, lambda path, line, message: self.faults.append(message))
            finally:
                os.chdir(before)

    def owner(self, path):
        library = self.modules.owner(path)
        return library and library.name

    def test_a_file_belongs_to_the_part_that_compiles_it_else_to_that_of_its_folder(self):
        self.assertEqual(self.owner("tenon/http/server.hpp"), "http")
        self.assertEqual(self.owner("tenon/sql/client.hpp"), "sql_core")
        self.assertEqual(self.owner("tenon/sql/detail/plan.hpp"), "sql_core")
        self.assertEqual(self.owner("tenon/sql/open.hpp"), "sql")
        self.assertEqual(self.owner("tenon/sql/lite/options.hpp"), "sql_lite")
        self.assertEqual(self.owner("tenon/sql/moves/database.hpp"), "sql_moves_core")
        self.assertEqual(self.owner("tenon/sql/moves/lite/render.hpp"), "sql_moves_lite")
        self.assertEqual(self.owner("tenon/sql/moves/connectors.hpp"), "sql_moves")

    def test_a_part_includes_itself_and_the_parts_that_it_names(self):
        for path, header in (("tenon/sql/client.cpp", "tenon/sql/detail/plan.hpp"),
                             ("tenon/sql/lite/engine.cpp", "tenon/sql/client.hpp"),
                             ("tenon/sql/moves/lite/render.cpp", "tenon/sql/moves/diff.hpp"),
                             ("tenon/sql/moves/connectors.cpp", "tenon/sql/moves/lite/render.hpp"),
                             ("tenon/sql/open.cpp", "tenon/sql/lite/engine.hpp")):
            self.assertIsNone(self.modules.refusal(path, header), path)

    def test_a_part_includes_no_other(self):
        for path, header in (("tenon/sql/client.hpp", "tenon/sql/lite/engine.hpp"),
                             ("tenon/sql/client.hpp", "tenon/sql/open.hpp"),
                             ("tenon/sql/moves/diff.cpp", "tenon/sql/moves/lite/render.hpp"),
                             ("tenon/sql/moves/diff.cpp", "tenon/sql/moves/connectors.hpp"),
                             ("tenon/sql/moves/lite/render.cpp", "tenon/sql/lite/engine.hpp")):
            self.assertIn("does not name the part", self.modules.refusal(path, header) or "", path)

    def test_a_part_includes_the_modules_that_it_or_its_parts_use(self):
        self.assertIsNone(self.modules.refusal("tenon/sql/moves/lite/render.cpp", "tenon/json/value.hpp"))
        self.assertIsNone(self.modules.refusal("tenon/http/server.cpp", "tenon/base/time.hpp"))
        self.assertEqual(self.modules.refusal("tenon/http/server.cpp", "tenon/json/value.hpp"),
                         "http does not name json in its CMakeLists.txt")
        self.assertEqual(self.modules.refusal("tenon/sql/lite/engine.cpp", "tenon/http/server.hpp"),
                         "sql_lite does not name http in its CMakeLists.txt")

    def test_sources_that_nobody_compiles_are_found(self):
        self.assertEqual(self.modules.unlisted(["tenon/http/server.cpp", "tenon/http/lost.cpp", "tenon/http/lost.hpp"]),
                         ["tenon/http/lost.cpp"])

    def test_what_is_declared_wrongly_is_a_fault(self):
        self.assertEqual(self.faults, [])
        self.read(HTTP.replace("http", "htpt"), SQL.replace("PARTS core lite moves SOURCES", "PARTS core nose SOURCES"))
        self.assertEqual(self.faults, ["expected tenon_module(http ...)", "expected tenon_module(http ...)",
                                       "sql names an unknown part: nose"])

    def test_detail_is_that_of_a_module(self):
        self.assertEqual(detail_of("tenon/http/detail/plan.hpp"), "http")
        self.assertEqual(detail_of("tenon/sql/typed/detail/shape.hpp"), "sql")
        self.assertIsNone(detail_of("tenon/http/detail.hpp"))

    def test_includes_that_a_program_writes_are_seen(self):
        text = '#include <tenon/sql/detail/a.hpp>\n  line("#include <tenon/sql/detail/b.hpp>");  // #include <tenon/c.hpp>\n'
        self.assertEqual(list(written_includes(text)), [(2, "tenon/sql/detail/b.hpp")])


if __name__ == "__main__":
    unittest.main()
