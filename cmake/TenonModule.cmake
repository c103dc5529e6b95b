# tenon_module(NAME USES module... SOURCES file... LINKS target...)
#
# One module: one folder, one static library tenon::NAME. USES names exactly the modules it stands on
# (`./dev lint` holds the includes to that); LINKS names third-party libraries, which stay private because no
# public header includes them.
function(tenon_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;SOURCES;LINKS")
  set(target "tenon_${name}")
  add_library(${target} STATIC ${arg_SOURCES})
  add_library("tenon::${name}" ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<INSTALL_INTERFACE:include>")
  list(TRANSFORM arg_USES PREPEND "tenon_")
  target_link_libraries(${target} PUBLIC ${arg_USES} PRIVATE ${arg_LINKS})
  tenon_warnings(${target})
endfunction()

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
