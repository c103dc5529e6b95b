# tenon_find(NEED RESULT)
#
# Finds a third-party library that a module NEEDS: by find_package ("OpenSSL 3") or by pkg-config ("pkg-config zstd libzstd",
# which gives the target PkgConfig::zstd). All of them are Debian packages. RESULT tells whether it is there; its targets
# are then known everywhere. Used by the build and, installed, by find_package(tenon): static libraries hand their private
# dependencies to the final link.
function(tenon_find need result)
  separate_arguments(words UNIX_COMMAND "${need}")
  list(POP_FRONT words name)
  set(is_found FALSE)
  if(name STREQUAL "pkg-config")
    list(POP_FRONT words prefix)
    find_package(PkgConfig QUIET)
    if(PKG_CONFIG_FOUND AND NOT TARGET PkgConfig::${prefix})
      pkg_check_modules(${prefix} QUIET IMPORTED_TARGET GLOBAL ${words})
    endif()
    if(TARGET PkgConfig::${prefix})
      set(is_found TRUE)
    endif()
  else()
    set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL TRUE)
    find_package(${name} ${words} QUIET)
    if(${name}_FOUND)
      set(is_found TRUE)
    endif()
  endif()
  set(${result} ${is_found} PARENT_SCOPE)
endfunction()
