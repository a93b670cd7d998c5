# What `cmake --install` gives: headers, one library a floor, limitcheckConfig.cmake, limitcheck.pc, the programs.
# What a user has to find is read off the floors' own link lists, so that it cannot go stale.
include(CMakePackageConfigHelpers)

# How a user finds what a floor links to: linked target, find_dependency arguments, pkg-config module (where there
# is none, the linker's argument, or a dash for headers alone).
set(known_dependencies
    "fmt::fmt|fmt|fmt"
    "fmt::fmt-header-only|fmt|fmt"
    "CLI11::CLI11|CLI11|CLI11"
    "nlohmann_json::nlohmann_json|nlohmann_json|nlohmann_json"
    "TBB::tbb|TBB|tbb"
    "SQLite::SQLite3|SQLite3|sqlite3"
    "hwy::hwy|hwy|libhwy"
    "Eigen3::Eigen|Eigen3|eigen3"
    "Boost::boost|Boost|-"
    "Boost::headers|Boost|-"
    "rapidcheck|rapidcheck|-lrapidcheck"
    "OpenSSL::Crypto|OpenSSL|libcrypto"
    "Threads::Threads|Threads|-"
)

get_property(floors GLOBAL PROPERTY LIMITCHECK_FLOORS)
set(find_arguments)
set(LIMITCHECK_PC_REQUIRES)
set(LIMITCHECK_PC_LIBS)
set(plain_libraries)
foreach(floor IN LISTS floors)
  get_target_property(type ${floor} TYPE)
  if(NOT type STREQUAL "INTERFACE_LIBRARY")
    list(PREPEND LIMITCHECK_PC_LIBS -l${floor}) # floors come lowest first, a linker wants the highest first
  endif()
  get_target_property(links ${floor} INTERFACE_LINK_LIBRARIES)
  foreach(link IN LISTS links)
    string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" link "${link}")
    if(NOT link OR link MATCHES "^limitcheck(::|_)")
      continue()
    endif()
    set(dependency ${known_dependencies})
    list(FILTER dependency INCLUDE REGEX "^${link}\\|")
    if(dependency MATCHES "\\|(.*)\\|(.*)$")
      list(APPEND find_arguments ${CMAKE_MATCH_1})
      set(module ${CMAKE_MATCH_2})
      if(module MATCHES "^-l")
        list(APPEND plain_libraries ${module})
      elseif(NOT module STREQUAL "-")
        list(APPEND LIMITCHECK_PC_REQUIRES ${module})
      endif()
    elseif(link MATCHES "::" OR link MATCHES "[$/]")
      message(FATAL_ERROR "${floor} links to ${link}: say in cmake/Install.cmake how a user finds it")
    else()
      list(APPEND plain_libraries -l${link})
    endif()
  endforeach()
endforeach()
list(REMOVE_DUPLICATES find_arguments)
list(REMOVE_DUPLICATES LIMITCHECK_PC_REQUIRES)
list(REMOVE_DUPLICATES plain_libraries)
list(TRANSFORM find_arguments REPLACE "(.+)" "find_dependency(\\1)")
list(JOIN find_arguments "\n" LIMITCHECK_FIND_DEPENDENCIES)
list(JOIN LIMITCHECK_PC_REQUIRES " " LIMITCHECK_PC_REQUIRES)
list(APPEND LIMITCHECK_PC_LIBS ${plain_libraries})
list(JOIN LIMITCHECK_PC_LIBS " " LIMITCHECK_PC_LIBS)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/limitcheck)
install(TARGETS limitcheck_options ${floors} EXPORT limitcheckTargets)
install(EXPORT limitcheckTargets NAMESPACE limitcheck:: DESTINATION ${package_dir})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/limitcheck DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/theorems/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/limitcheck/theorems
        FILES_MATCHING PATTERN "*.hpp")

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/limitcheckConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/limitcheckConfig.cmake INSTALL_DESTINATION ${package_dir}
                              NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/limitcheckConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/limitcheckConfig.cmake ${PROJECT_BINARY_DIR}/limitcheckConfigVersion.cmake
        DESTINATION ${package_dir})

# Relative to its own place, so that an installation can be moved.
set(pc_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH LIMITCHECK_PC_PREFIX /prefix/${pc_dir} /prefix)
string(REGEX REPLACE "/$" "" LIMITCHECK_PC_PREFIX ${LIMITCHECK_PC_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/limitcheck.pc.in ${PROJECT_BINARY_DIR}/limitcheck.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/limitcheck.pc DESTINATION ${pc_dir})

foreach(program limitcheck limitcheck-audit)
  if(TARGET ${program})
    install(TARGETS ${program})
  endif()
endforeach()
