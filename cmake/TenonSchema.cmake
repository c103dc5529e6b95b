# tenon_schema(TARGET schema.prisma [NAME name])
#
# Runs `tenon generate` at build time: <name>.hpp, and headers and sources below <name>/, with the typed client of the schema
# are written below the build folder, compiled into TARGET and found by #include "<name>.hpp". The schema is a file, or a
# folder of .prisma files. The client's namespace is NAME, or what the file is called without its ending; in one program each
# client has its own.
function(tenon_schema target schema)
  cmake_parse_arguments(PARSE_ARGV 2 given "" "NAME" "")
  if(given_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "tenon_schema(${target} ${schema}): no such argument: ${given_UNPARSED_ARGUMENTS}")
  elseif("NAME" IN_LIST given_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "tenon_schema(${target} ${schema}): NAME needs a value")
  endif()
  get_filename_component(path "${schema}" ABSOLUTE)
  if(given_NAME)
    set(name "${given_NAME}")
  else()
    get_filename_component(name "${schema}" NAME_WE)
  endif()
  get_property(names DIRECTORY PROPERTY tenon_schema_names)
  if(name IN_LIST names)
    message(FATAL_ERROR "tenon_schema(${target} ${schema}): ${CMAKE_CURRENT_SOURCE_DIR} has a client called ${name} already; "
      "give this one another NAME")
  endif()
  set_property(DIRECTORY APPEND PROPERTY tenon_schema_names "${name}")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated")

  # How many sources there will be must be known before they are made: one for every ten models.
  if(IS_DIRECTORY "${path}")
    file(GLOB_RECURSE files CONFIGURE_DEPENDS "${path}/*.prisma")
  else()
    set(files "${path}")
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(models 0)
  foreach(file IN LISTS files)
    file(STRINGS "${file}" lines REGEX "^[ \t]*model[ \t]")
    list(LENGTH lines count)
    math(EXPR models "${models} + ${count}")
  endforeach()
  math(EXPR groups "(${models} + 9) / 10")
  if(groups EQUAL 0)
    set(groups 1)
  endif()

  set(headers "${folder}/${name}.hpp" "${folder}/${name}/client.hpp")
  set(sources "${folder}/${name}.cpp")
  if(groups GREATER 1)
    foreach(group RANGE 2 ${groups})
      list(APPEND sources "${folder}/${name}/group_${group}.cpp")
    endforeach()
  endif()
  add_custom_command(
    OUTPUT ${headers} ${sources}
    COMMAND tenon::cli generate --schema "${path}" --name "${name}" --output "${folder}" --groups ${groups}
    DEPENDS ${files} tenon::cli
    COMMENT "tenon generate ${schema}"
    VERBATIM)
  target_sources(${target} PRIVATE ${sources} ${headers})
  # The tables of two clients have the same names.
  set_source_files_properties(${sources} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_include_directories(${target} PUBLIC "${folder}")
endfunction()
