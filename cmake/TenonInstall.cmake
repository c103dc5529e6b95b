# `cmake --install` gives a package usable by find_package(tenon): libraries, headers, the `tenon` command and the
# functions tenon_schema() and tenon_embed(). Modules and their parts are its components.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(tenon_package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/tenon")

# Each in a file of its own, so that the package gives what was asked for.
function(tenon_install target name)
  install(TARGETS ${target} EXPORT tenon-${name})
  install(EXPORT tenon-${name} FILE tenon-${name}-targets.cmake NAMESPACE tenon:: DESTINATION "${tenon_package_folder}")
endfunction()

get_property(tenon_components GLOBAL PROPERTY tenon_components)
set(tenon_listing "# What there is, lower layers first, what each stands on, and which libraries of others it needs.\n")
string(APPEND tenon_listing "set(tenon_components \"${tenon_components}\")\n")
foreach(component IN LISTS tenon_components)
  tenon_install(tenon_${component} ${component})
  foreach(kind uses needs)
    get_property(value GLOBAL PROPERTY tenon_${kind}_${component})
    string(APPEND tenon_listing "set(tenon_${kind}_${component} \"${value}\")\n")
  endforeach()
endforeach()
file(WRITE "${PROJECT_BINARY_DIR}/tenon-components.cmake" "${tenon_listing}")
tenon_install(tenon all)
if(TARGET tenon_cli)
  tenon_install(tenon_cli cli)
endif()

install(DIRECTORY "${PROJECT_SOURCE_DIR}/tenon" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")

write_basic_package_version_file("${PROJECT_BINARY_DIR}/tenon-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_SOURCE_DIR}/cmake/tenon-config.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonCompiler.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonNeeds.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonSchema.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonEmbed.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonEmbedScript.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/TenonMigrationsScript.cmake"
  "${PROJECT_BINARY_DIR}/tenon-components.cmake"
  "${PROJECT_BINARY_DIR}/tenon-config-version.cmake"
  DESTINATION "${tenon_package_folder}")
