# How every target of this project is compiled, in one place.

include(GNUInstallDirs)

add_library(limitcheck_options INTERFACE)
add_library(limitcheck::options ALIAS limitcheck_options)
set_target_properties(limitcheck_options PROPERTIES EXPORT_NAME options)
target_compile_features(limitcheck_options INTERFACE cxx_std_20)
# No contraction: a fused multiply-add happens where the code says so and nowhere else, or the bits of a
# sample would depend on the compiler.
target_compile_options(limitcheck_options INTERFACE -ffp-contract=off)
set(LIMITCHECK_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Wrongly fires inside the standard library's operator+ of two strings (GCC bug 105651).
  list(APPEND LIMITCHECK_WARNINGS -Wno-restrict)
  if(LIMITCHECK_SANITIZE)
    # Wrongly fires inside std::variant once a sanitizer has rewritten its code; the sanitizer itself sees what it means.
    list(APPEND LIMITCHECK_WARNINGS -Wno-maybe-uninitialized)
  endif()
endif()
# Errors for us; inside somebody else's build a new compiler's new warning must not be one.
option(LIMITCHECK_WARNINGS_AS_ERRORS "Treat warnings as errors" ${PROJECT_IS_TOP_LEVEL})
if(LIMITCHECK_WARNINGS_AS_ERRORS)
  list(APPEND LIMITCHECK_WARNINGS -Werror)
endif()
if(LIMITCHECK_SANITIZE)
  target_compile_options(limitcheck_options INTERFACE -fsanitize=${LIMITCHECK_SANITIZE} -fno-omit-frame-pointer
                                                     -fno-sanitize-recover=all)
  target_link_options(limitcheck_options INTERFACE -fsanitize=${LIMITCHECK_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND LIMITCHECK_SANITIZE STREQUAL "thread")
    # This pass of GCC 12 breaks down on vector kernels that carry the instrumentation.
    target_compile_options(limitcheck_options INTERFACE -fno-tree-sra)
  endif()
endif()

# limitcheck_floor(NAME SOURCES ... USES ... PRIVATE_USES ...): the library of one floor, limitcheck::NAME.
# A floor without sources is an interface library.
function(limitcheck_floor name)
  cmake_parse_arguments(FLOOR "" "" "SOURCES;USES;PRIVATE_USES" ${ARGN})
  set(target limitcheck_${name})
  if(FLOOR_SOURCES)
    add_library(${target} STATIC ${FLOOR_SOURCES})
    set(scope PUBLIC)
    target_compile_options(${target} PRIVATE ${LIMITCHECK_WARNINGS})
    target_link_libraries(${target} PRIVATE ${FLOOR_PRIVATE_USES})
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(limitcheck::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                                $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_link_libraries(${target} ${scope} limitcheck_options ${FLOOR_USES})
  set_property(GLOBAL APPEND PROPERTY LIMITCHECK_FLOORS ${target})
endfunction()
