# Tests, and what `./dev test NAME` builds for them.
#
# Each test has labels: the folder that it stands in (http, sql, shop ...), its own name, its kind (below) and what it needs
# besides (node, browser, postgres). `./dev test LABEL...` builds the target tests_LABEL, which is what the tests of that label
# need, and runs them; `./dev test -l` lists the labels.
#
# unit      a program of tests: functions and classes, in its process
# compile   what must be refused by the compiler, and in which words
# program   drives programs of the project from outside
# tools     tries what the project is built with

# tenon_test(NAME [KIND kind] [NEEDS label...] [BUILDS target...] [TIMEOUT seconds] [COST seconds] [ENVIRONMENT ...] COMMAND ...)
#
# BUILDS is what the command runs or reads. COST is how long it takes where that is much: such tests start first.
function(tenon_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "KIND;TIMEOUT;COST" "NEEDS;BUILDS;ENVIRONMENT;COMMAND")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "tenon_test(${name}): no such argument: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_KIND)
    set(arg_KIND program)
  endif()
  add_test(NAME ${name} COMMAND ${arg_COMMAND})
  file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REGEX REPLACE "^(tests|examples)(/|$)" "" folder "${folder}")
  string(REGEX REPLACE "/.*" "" folder "${folder}")
  set(labels ${folder} ${arg_KIND} ${arg_NEEDS})
  if(NOT arg_KIND STREQUAL "compile")
    list(APPEND labels ${name})
  endif()
  list(REMOVE_DUPLICATES labels)
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${arg_TIMEOUT} ENVIRONMENT "${arg_ENVIRONMENT}")
  if(arg_COST)
    set_tests_properties(${name} PROPERTIES COST ${arg_COST})
  endif()
  foreach(label IN LISTS labels)
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    if(arg_BUILDS)
      add_dependencies(tests_${label} ${arg_BUILDS})
    endif()
  endforeach()
endfunction()

# tenon_tests(NAME USES module... SOURCES file... [LINKS target...] [KIND kind] [NEEDS label...] [COST seconds] [SHARDS number]
#   [SERVICE server])
#
# A program of GoogleTest, NAME_test, as one test. Where its tests wait for most of their time, SHARDS runs so many at once.
# SERVICE, postgres or redis, gives it a server of its own (tools/services); without the package it is skipped.
function(tenon_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "KIND;COST;SHARDS;SERVICE" "USES;SOURCES;LINKS;NEEDS")
  set(target "${name}_test")
  add_executable(${target} ${arg_SOURCES})
  list(TRANSFORM arg_USES PREPEND "tenon_")
  target_link_libraries(${target} PRIVATE ${arg_USES} ${arg_LINKS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${target} PRIVATE TENON_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
  tenon_test_headers(${target})
  tenon_warnings(${target})
  if(NOT arg_KIND)
    set(arg_KIND unit)
  endif()
  set(command ${target})
  if(arg_SHARDS)
    set(command sh "${PROJECT_SOURCE_DIR}/tests/support/shards.sh" ${arg_SHARDS} "$<TARGET_FILE:${target}>")
  endif()
  if(arg_SERVICE)
    set(command "${PROJECT_SOURCE_DIR}/tools/services" --only ${arg_SERVICE} run "$<TARGET_FILE:${target}>")
    list(APPEND arg_NEEDS ${arg_SERVICE})
  endif()
  tenon_test(${name} KIND ${arg_KIND} NEEDS ${arg_NEEDS} BUILDS ${target} COST ${arg_COST} COMMAND ${command})
  if(arg_SERVICE)
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
  endif()
endfunction()

# tenon_compile_tests(name...)
#
# What the compiler says of compile/<name>.cpp (tests/support/compiles.sh). It says the same under a sanitizer, whose flags
# it is not given, so only builds without one ask it.
function(tenon_compile_tests)
  if(CMAKE_CXX_FLAGS_DEBUG MATCHES "-fsanitize")
    return()
  endif()
  get_filename_component(folder "${CMAKE_CURRENT_SOURCE_DIR}" NAME)
  foreach(name IN LISTS ARGN)
    tenon_test("${folder}_compile_${name}" KIND compile
      COMMAND sh "${PROJECT_SOURCE_DIR}/tests/support/compiles.sh" "${CMAKE_CXX_COMPILER}" "${PROJECT_SOURCE_DIR}"
        "${CMAKE_CURRENT_SOURCE_DIR}/compile/${name}.cpp")
  endforeach()
endfunction()

# Reads what every test includes once for the target: about half of the time that its files take.
function(tenon_test_headers target)
  target_precompile_headers(${target} PRIVATE
    <gmock/gmock.h> <gtest/gtest.h>
    <algorithm> <atomic> <chrono> <functional> <map> <memory> <optional> <string> <string_view> <thread> <variant> <vector>)
  # Without the times of the headers in it, ccache takes it for what it holds.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>)
endfunction()
