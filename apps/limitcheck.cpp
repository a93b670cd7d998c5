// The command line over the claims of properties/.
#include "limitcheck/command_line/run.hpp"

int main(int argc, char* argv[]) { return limitcheck::command_line::run(argc, argv); }
