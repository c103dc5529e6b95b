# tenon_schema(TARGET schema.prisma)
#
# Runs `tenon generate` at build time: <name>.hpp and <name>.cpp with the typed client of the schema are written
# below the build folder, compiled into TARGET and found by #include "<name>.hpp".
function(tenon_schema target schema)
  get_filename_component(path "${schema}" ABSOLUTE)
  get_filename_component(name "${schema}" NAME_WE)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated")
  add_custom_command(
    OUTPUT "${folder}/${name}.hpp" "${folder}/${name}.cpp"
    COMMAND tenon::cli generate --schema "${path}" --output "${folder}"
    DEPENDS "${path}" tenon::cli
    COMMENT "tenon generate ${schema}"
    VERBATIM)
  target_sources(${target} PRIVATE "${folder}/${name}.cpp" "${folder}/${name}.hpp")
  target_include_directories(${target} PUBLIC "${folder}")
endfunction()
