# tenon_module(NAME USES module... [PARTS part...] [SOURCES file...] [NEEDS need...] [LINKS target...])
#
# One module: one folder, one static library tenon::NAME. USES names exactly the modules it stands on
# (`./dev lint` holds the includes to that); LINKS names third-party libraries, which stay private because no
# public header includes them, and NEEDS what finds them (TenonNeeds.cmake): they are looked for only where the module is
# built, or asked for from an installed Tenon.
#
# A large module is cut into parts, each a library of its own; PARTS names those that NAME hands on to whoever links it.
function(tenon_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;PARTS;SOURCES;NEEDS;LINKS")
  tenon_library(${name} "${arg_UNPARSED_ARGUMENTS}")
endfunction()

# tenon_part(MODULE NAME [FOLDER folder] [USES module...] [PARTS part...] SOURCES file... [NEEDS need...] [LINKS target...])
#
# The library tenon::MODULE_NAME. PARTS names exactly the parts of the same module that it stands on. `./dev lint` knows what
# belongs to a part: its SOURCES, the headers beside them, and the other headers of FOLDER ("." is the module's own), but
# those in the FOLDER of another part below it.
function(tenon_part module name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "FOLDER" "USES;PARTS;SOURCES;NEEDS;LINKS")
  tenon_library(${module}_${name} "${arg_UNPARSED_ARGUMENTS}")
endfunction()

# What both have in common, with their arguments.
macro(tenon_library component unparsed)
  if(NOT "${unparsed}" STREQUAL "")
    message(FATAL_ERROR "tenon::${component}: no such argument: ${unparsed}")
  endif()
  set(target "tenon_${component}")
  string(REGEX REPLACE "_.*" "" parent "${component}")
  list(TRANSFORM arg_PARTS PREPEND "${parent}_")
  set(below ${arg_USES} ${arg_PARTS})
  foreach(need IN LISTS arg_NEEDS)
    tenon_find("${need}" is_found)
    if(NOT is_found)
      message(FATAL_ERROR "tenon::${component} needs ${need}, which was not found. "
        "TENON_MODULES says which modules are built.")
    endif()
  endforeach()
  add_library(${target} STATIC ${arg_SOURCES})
  add_library("tenon::${component}" ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${component})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<INSTALL_INTERFACE:include>")
  list(TRANSFORM below PREPEND "tenon_" OUTPUT_VARIABLE libraries)
  target_link_libraries(${target} PUBLIC ${libraries} PRIVATE ${arg_LINKS})
  tenon_warnings(${target})
  # For TenonInstall.
  set_property(GLOBAL APPEND PROPERTY tenon_components ${component})
  set_property(GLOBAL PROPERTY tenon_uses_${component} "${below}")
  set_property(GLOBAL PROPERTY tenon_needs_${component} "${arg_NEEDS}")
endmacro()

# The warnings the project compiles without; an application that uses Tenon sets its own.
function(tenon_warnings target)
  if(PROJECT_IS_TOP_LEVEL)
    target_compile_options(${target} PRIVATE
      -Wall -Wextra -Wpedantic -Wconversion -Wshadow
      # The stable_sort of libstdc++ 12 calls what it deprecates itself.
      $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>
      # Local names shadow those of other files there.
      $<$<BOOL:${CMAKE_UNITY_BUILD}>:-Wno-shadow>
      # For g++ a file that another one includes is a header, whose types must not have members of unnamed namespaces.
      $<$<AND:$<BOOL:${CMAKE_UNITY_BUILD}>,$<CXX_COMPILER_ID:GNU>>:-Wno-subobject-linkage>)
    set_target_properties(${target} PROPERTIES COMPILE_WARNING_AS_ERROR ON)
  endif()
endfunction()
