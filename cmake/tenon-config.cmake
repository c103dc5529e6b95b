include("${CMAKE_CURRENT_LIST_DIR}/TenonDependencies.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/tenon-targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TenonSchema.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TenonEmbed.cmake")
