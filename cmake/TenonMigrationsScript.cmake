# Writes the source file that tenon_migrations() compiles from FILES, in their order.
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" DIRECTORY)
  get_filename_component(name "${name}" NAME)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "const unsigned char script_${number}[] = {${bytes}0};\n")
  string(APPEND rows
    "    {\"${name}\", {reinterpret_cast<const char*>(script_${number}), sizeof(script_${number}) - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "#include <vector>

#include <tenon/app/migration.hpp>

namespace ${NAMESPACE} {
namespace {
${arrays}}  // namespace

std::vector<tenon::app::Migration> migrations();
std::vector<tenon::app::Migration> migrations() {
  return {
${rows}  };
}

}  // namespace ${NAMESPACE}
")
