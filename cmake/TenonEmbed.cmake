# tenon_embed(TARGET NAMESPACE file...)
#
# Compiles text files into TARGET. Each becomes a `const std::string_view NAMESPACE::<name>` with dots and hyphens
# turned into underscores (declare it `extern` where it is used); the file is read again whenever it changes.
function(tenon_embed target namespace)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.cpp")
  set(files "")
  foreach(file IN LISTS ARGN)
    get_filename_component(path "${file}" ABSOLUTE)
    list(APPEND files "${path}")
  endforeach()
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/TenonEmbedScript.cmake")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${output}" "-DNAMESPACE=${namespace}" "-DFILES=${files}" -P "${script}"
    DEPENDS ${files} "${script}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

# tenon_migrations(TARGET NAMESPACE FOLDER)
#
# Compiles the migrations of FOLDER (Prisma's layout) into TARGET, so that the program can apply them wherever it
# runs: `std::vector<tenon::app::Migration> NAMESPACE::migrations()`, for App::set_migrations.
function(tenon_migrations target namespace folder)
  get_filename_component(folder "${folder}" ABSOLUTE)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${target}_migrations.cpp")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/TenonMigrationsScript.cmake")
  file(GLOB files CONFIGURE_DEPENDS "${folder}/*/migration.sql")
  if(NOT files)
    message(WARNING "There is no migration below ${folder}: ${target} will make no tables. `tenon migrate dev` writes the first one.")
  endif()
  list(SORT files COMPARE STRING)
  # The names stand in the command, so that one that is renamed or removed runs it again.
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${output}" "-DNAMESPACE=${namespace}" "-DFILES=${files}" -P "${script}"
    DEPENDS ${files} "${script}"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
