# tenon_schema(TARGET schema.prisma)
#
# Runs `tenon generate` at build time: <name>.hpp, and headers and sources below <name>/, with the typed client of the schema
# are written below the build folder, compiled into TARGET and found by #include "<name>.hpp". The schema is a file, or a
# folder of .prisma files.
function(tenon_schema target schema)
  get_filename_component(path "${schema}" ABSOLUTE)
  get_filename_component(name "${schema}" NAME_WE)
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
    COMMAND tenon::cli generate --schema "${path}" --output "${folder}" --groups ${groups}
    DEPENDS ${files} tenon::cli
    COMMENT "tenon generate ${schema}"
    VERBATIM)
  target_sources(${target} PRIVATE ${sources} ${headers})
  target_include_directories(${target} PUBLIC "${folder}")
endfunction()
