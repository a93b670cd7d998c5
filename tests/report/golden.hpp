// Golden files: the approved text of each format, in tests/golden/. LIMITCHECK_APPROVE=1 in the environment
// writes what is produced in place of comparing (then read the difference before committing it).
#pragma once

#include <string>

namespace limitcheck::test {

std::string read_file(const std::string& path);

/// Fails the test, naming the first line that differs, unless tests/golden/NAME holds exactly this text.
void check_golden(const std::string& name, const std::string& text);

}  // namespace limitcheck::test
