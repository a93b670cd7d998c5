# cmake -DCOMPILE=<command> -DMESSAGE=<text> -P check_refused.cmake
# The compiler refuses the file with exactly one error, whose line is limitcheck's own and has the message.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${COMPILE} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
string(APPEND output "${errors}")
string(REPLACE ";" "," output "${output}")  # a list element each would be two
if(status EQUAL 0)
  message(FATAL_ERROR "it compiles")
endif()
string(REGEX MATCHALL "error: [^\n]*" messages "${output}")
list(LENGTH messages count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "${count} errors where one line should say it\n${output}")
endif()
if(NOT messages MATCHES "limitcheck: [^\n]*${MESSAGE}")
  message(FATAL_ERROR "the error is not the one that names '${MESSAGE}'\n${output}")
endif()
