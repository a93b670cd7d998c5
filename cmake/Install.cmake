# What `cmake --install` gives: headers, one library a floor, limitcheckConfig.cmake with limitcheck_add_suite,
# limitcheck.pc, the programs. What a user has to find is read off the floors' own link lists, so that it cannot go
# stale, and floor by floor, so that one floor's users are not asked for another's dependencies.
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
set(LIMITCHECK_FLOOR_NEEDS "") # the package's table: floors below, and dependencies to find
set(LIMITCHECK_PC_REQUIRES)
set(LIMITCHECK_PC_LIBS)
set(plain_libraries)
foreach(target IN LISTS floors)
  string(REGEX REPLACE "^limitcheck_" "" floor ${target})
  set(below)
  set(finds)
  set(modules)
  set(plain)
  get_target_property(links ${target} INTERFACE_LINK_LIBRARIES)
  foreach(link IN LISTS links)
    string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" link "${link}")
    if(link MATCHES "^limitcheck::(.*)$")
      list(APPEND below ${CMAKE_MATCH_1})
      continue()
    elseif(NOT link OR link STREQUAL "limitcheck_options")
      continue()
    endif()
    set(dependency ${known_dependencies})
    list(FILTER dependency INCLUDE REGEX "^${link}\\|")
    if(dependency MATCHES "\\|(.*)\\|(.*)$")
      list(APPEND finds ${CMAKE_MATCH_1})
      set(module ${CMAKE_MATCH_2})
      if(module MATCHES "^-l")
        list(APPEND plain ${module})
      elseif(NOT module STREQUAL "-")
        list(APPEND modules ${module})
      endif()
    elseif(link MATCHES "::" OR link MATCHES "[$/]")
      message(FATAL_ERROR "${target} links to ${link}: say in cmake/Install.cmake how a user finds it")
    else()
      list(APPEND plain -l${link})
    endif()
  endforeach()
  string(APPEND LIMITCHECK_FLOOR_NEEDS "set(limitcheck_${floor}_below \"${below}\")\n"
                                       "set(limitcheck_${floor}_finds \"${finds}\")\n")
  # pkg-config has no components: its module is what a suite needs, which leaves out the adapter to rapidcheck.
  if(floor STREQUAL "property")
    continue()
  endif()
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL "INTERFACE_LIBRARY")
    list(PREPEND LIMITCHECK_PC_LIBS -l${target}) # floors come lowest first, a linker wants the highest first
  endif()
  list(APPEND LIMITCHECK_PC_REQUIRES ${modules})
  list(APPEND plain_libraries ${plain})
endforeach()
list(REMOVE_DUPLICATES LIMITCHECK_PC_REQUIRES)
list(REMOVE_DUPLICATES plain_libraries)
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
              ${CMAKE_CURRENT_LIST_DIR}/LimitcheckSuite.cmake ${CMAKE_CURRENT_LIST_DIR}/LimitcheckClaims.cmake
              ${CMAKE_CURRENT_LIST_DIR}/suite_main.cpp
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
