// The command line over the claims of properties/.
#include "command_line/commands.hpp"

int main(int argc, char* argv[]) { return limitcheck::command_line::run(argc, argv); }
