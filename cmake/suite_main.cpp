// The main function of a suite: the whole command line over the claims that are linked into it, under the
// name of its target, which limitcheck_add_suite gives as LIMITCHECK_SUITE.
#include "limitcheck/command_line/run.hpp"

int main(int argc, char* argv[]) { return limitcheck::command_line::run(argc, argv, LIMITCHECK_SUITE); }
