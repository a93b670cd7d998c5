# The target `docs` writes the API reference to docs/ in the build folder; a public name without a comment, or a comment
# that Doxygen cannot read, fails it. Only where Doxygen is installed.
find_program(LIMITCHECK_DOXYGEN doxygen)
find_package(Python3 QUIET COMPONENTS Interpreter)
if(LIMITCHECK_DOXYGEN AND Python3_FOUND)
  add_custom_target(docs
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tools/check-docs ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/docs
    VERBATIM)
  if(LIMITCHECK_BUILD_TESTS)
    add_test(NAME docs.api
      COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tools/check-docs ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/docs)
    set_tests_properties(docs.api PROPERTIES LABELS unit)
  endif()
endif()
