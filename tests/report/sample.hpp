// A small suite made by hand, with every verdict, a certified claim, a claim whose code failed, and texts
// that would break out of each format if they could. The numbers are plausible, not measured.
#pragma once

#include "limitcheck/run/result.hpp"

namespace limitcheck::test {

/// A text with what JSON, XML, HTML, Markdown, CSS and gnuplot act on.
inline constexpr const char* hostile =
    R"(</script><script>alert(1)</script> & "q" 'a' | `c` *b* _i_ [l](javascript:x) ]]> --> $x$ \n %n @"; system "true"; ")";

/// `hostile` stands in every free text of the second claim.
run::SuiteResult sample_suite();

/// The same run on another machine: every host fact differs, nothing else.
run::SuiteResult sample_suite_elsewhere();

}  // namespace limitcheck::test
