// The files of a report, from the text of report.json.
#include <fmt/format.h>

#include "limitcheck/report/json.hpp"
#include "limitcheck/report/plot.hpp"
#include "limitcheck/report/render.hpp"
#include "limitcheck/report/write.hpp"

namespace limitcheck::report {

std::vector<File> render(std::string_view json) {
    const run::SuiteResult suite = read_report(json);
    const std::vector<Plot> plots = draw_all(suite);
    std::vector<File> files = {{"junit.xml", to_junit(suite)}, {"report.md", to_markdown(suite)}};
    for (const run::ClaimResult& claim : suite.claims) {
        files.push_back({fmt::format("claims/{}.md", claim.id), to_markdown(suite, claim)});
    }
    for (const Plot& plot : plots) {
        files.push_back({fmt::format("plots/{}/{}.svg", plot.claim, plot.figure), standalone(plot.svg)});
    }
    files.push_back({"index.html", to_html(suite, plots)});
    files.push_back({"report.json", std::string(json)});
    return files;
}

}  // namespace limitcheck::report
