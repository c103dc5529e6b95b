# Says once in a build folder what to do about g++ before 13: it compiles some forms of co_await wrongly
# (docs/async.md, rules for coroutines).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13 AND NOT TENON_COMPILER_TOLD)
  message(NOTICE "Tenon: g++ ${CMAKE_CXX_COMPILER_VERSION} destroys twice what is written in braces within co_await. "
    "Use clang 19 (-DCMAKE_CXX_COMPILER=clang++-19) or g++ 13, or mind the rules in docs/async.md.")
  set(TENON_COMPILER_TOLD TRUE CACHE INTERNAL "The advice about g++ before 13 was given")
endif()
