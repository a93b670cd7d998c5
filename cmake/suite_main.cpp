// The main function of a suite: the whole command line over the claims that are linked into it.
#include "limitcheck/command_line/run.hpp"

int main(int argc, char* argv[]) { return limitcheck::command_line::run(argc, argv); }
