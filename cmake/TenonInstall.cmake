# `cmake --install` gives a package usable by find_package(tenon): libraries, headers, the `tenon` command and the
# functions tenon_schema() and tenon_embed().
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(tenon_package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/tenon")

set(tenon_targets tenon)
foreach(module IN LISTS TENON_MODULES)
  list(APPEND tenon_targets "tenon_${module}")
endforeach()
if(TARGET tenon_cli)
  list(APPEND tenon_targets tenon_cli)
endif()
install(TARGETS ${tenon_targets} EXPORT tenon-targets)
install(EXPORT tenon-targets NAMESPACE tenon:: DESTINATION "${tenon_package_folder}")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/tenon" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")

write_basic_package_version_file("${PROJECT_BINARY_DIR}/tenon-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_SOURCE_DIR}/cmake/tenon-config.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonCompiler.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonDependencies.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonSchema.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonEmbed.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonEmbedScript.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonMigrationsScript.cmake"
  "${PROJECT_BINARY_DIR}/tenon-config-version.cmake"
  DESTINATION "${tenon_package_folder}")
