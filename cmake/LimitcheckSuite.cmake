# limitcheck_add_suite(NAME claims/*.cpp ... [LABEL label] [PROFILE quick] [TIMEOUT seconds] [NO_TESTS]): the executable NAME with the
# whole command line over the claims of these sources, and one ctest entry a claim, `NAME.ID`, that passes when the
# claim comes out verified (NO_TESTS: none). A pattern is expanded at every build, so that a new file is a new claim. Sources are compiled
# into the executable itself, with -O2 where the project sets no build type: out of a static library the linker would drop the claims, as nothing names them.
include_guard(GLOBAL)

function(limitcheck_add_suite name)
  cmake_parse_arguments(PARSE_ARGV 1 SUITE "NO_TESTS" "LABEL;PROFILE;TIMEOUT" "")
  set(sources)
  foreach(argument IN LISTS SUITE_UNPARSED_ARGUMENTS)
    if(argument MATCHES "[*?]")
      file(GLOB matches CONFIGURE_DEPENDS ${argument})
      if(NOT matches)
        message(FATAL_ERROR "limitcheck_add_suite(${name}): no file matches ${argument} in ${CMAKE_CURRENT_SOURCE_DIR}; "
                            "write a claim with `limitcheck new NAME --dir DIR`")
      endif()
      list(APPEND sources ${matches})
    else()
      list(APPEND sources ${argument})
    endif()
  endforeach()
  if(NOT sources)
    message(FATAL_ERROR "limitcheck_add_suite(${name}): name the sources of the claims, as claims/*.cpp")
  endif()
  if(NOT SUITE_LABEL)
    set(SUITE_LABEL property)
  endif()
  if(NOT SUITE_PROFILE)
    set(SUITE_PROFILE quick)
  endif()
  if(NOT SUITE_TIMEOUT)
    set(SUITE_TIMEOUT 600)
  endif()

  add_executable(${name} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/suite_main.cpp ${sources})
  target_link_libraries(${name} PRIVATE limitcheck::command_line)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    # Whoever names no build type means to run claims, not to wait for what is compiled at -O0.
    target_compile_options(${name} PRIVATE -O2)
  endif()
  target_compile_definitions(${name} PRIVATE LIMITCHECK_SUITE="${name}")

  if(SUITE_NO_TESTS)
    return()
  endif()

  # The program itself knows its claims; asking it after each build keeps ctest's list right.
  set(tests ${CMAKE_CURRENT_BINARY_DIR}/${name}.claims.cmake)
  add_custom_command(
    TARGET ${name} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:${name}> -DNAME=${name} -DLABEL=${SUITE_LABEL}
            -DPROFILE=${SUITE_PROFILE} -DTIMEOUT=${SUITE_TIMEOUT} -DREPORTS=${CMAKE_CURRENT_BINARY_DIR}/reports
            -DOUT=${tests} -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/LimitcheckClaims.cmake
    BYPRODUCTS ${tests}
    VERBATIM)
  set(include_file ${CMAKE_CURRENT_BINARY_DIR}/${name}.tests.cmake)
  file(WRITE ${include_file}
       "if(EXISTS \"${tests}\")\n  include(\"${tests}\")\nelse()\n  add_test(${name}.not-built false)\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${include_file})
endfunction()
