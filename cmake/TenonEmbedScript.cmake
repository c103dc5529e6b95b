# Writes the source file that tenon_embed() compiles. Long texts are cut into literals of a length that every
# compiler takes.
set(code "#include <string_view>\n\nnamespace ${NAMESPACE} {\n")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  string(REGEX REPLACE "[^A-Za-z0-9]" "_" name "${name}")
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND code
    "namespace {\nconst unsigned char ${name}_bytes[] = {${bytes}0};\n}\n"
    "extern const std::string_view ${name};\n"
    "const std::string_view ${name}{reinterpret_cast<const char*>(${name}_bytes), sizeof(${name}_bytes) - 1};\n")
endforeach()
string(APPEND code "}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUTPUT}" "${code}")
