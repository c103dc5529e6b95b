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
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${output}" "-DNAMESPACE=${namespace}" "-DFILES=${files}"
            -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/TenonEmbedScript.cmake"
    DEPENDS ${files} "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/TenonEmbedScript.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
