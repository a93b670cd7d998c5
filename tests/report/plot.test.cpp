// Plots: well-formed, the same each time, in the page's colours, with nothing of the claim's texts obeyed.
#include "limitcheck/report/plot.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "../../src/report/svg.hpp"
#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/write.hpp"
#include "sample.hpp"

using namespace limitcheck;
using report::draw;

namespace {

Figure sample_figure() { return test::sample_suite().claims[0].figures[0]; }

/// The environment variable PATH as it should be for a while.
class Path {
  public:
    explicit Path(const std::string& value) : before_(std::getenv("PATH")) {
        setenv("PATH", value.c_str(), 1);
    }
    Path(const Path&) = delete;
    Path& operator=(const Path&) = delete;
    ~Path() { setenv("PATH", before_.c_str(), 1); }

  private:
    std::string before_;
};

std::multiset<std::string> all_matches(const std::string& text, const std::string& pattern) {
    const std::regex regex(pattern);
    std::multiset<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
        found.insert((*match)[1]);
    }
    return found;
}

}  // namespace

TEST_CASE("a plot is the same each time it is drawn, whatever the settings of its user") {
    const std::string first = draw(sample_figure(), "plot-1");
    setenv("GNUTERM", "dumb", 1);
    setenv("LANG", "de_DE.UTF-8", 1);
    const bool same = draw(sample_figure(), "plot-1") == first;
    CHECK(same);
    unsetenv("GNUTERM");
    unsetenv("LANG");
    CHECK(first.starts_with("<svg "));
    CHECK(first.find("GNUPLOT") == std::string::npos);
    CHECK(first.find("patchlevel") == std::string::npos);
}

TEST_CASE("every colour of a plot is the page's") {
    for (const report::Plot& plot : report::draw_all(test::sample_suite())) {
        CHECK(plot.svg.find("rgb(") == std::string::npos);
        for (const std::string& colour : all_matches(plot.svg, "(?:stroke|fill|color)=\"([^\"]*)\"")) {
            INFO(colour);
            CHECK((colour == "none" || colour == "currentColor" || colour.starts_with("var(--plot-")));
        }
        // What is used is declared, in both palettes.
        for (const std::string& name : all_matches(plot.svg, "var\\((--plot-[a-z0-9]+)\\)")) {
            CHECK(report::plot_colours(false).find(name + ":") != std::string::npos);
            CHECK(report::plot_colours(true).find(name + ":") != std::string::npos);
        }
    }
}

TEST_CASE("ids are unique in a page and references lead to them") {
    std::string page;
    for (const report::Plot& plot : report::draw_all(test::sample_suite())) {
        page += plot.svg;
    }
    const auto ids = all_matches(page, " id=\"([^\"]*)\"");
    CHECK_FALSE(ids.empty());
    for (const std::string& id : ids) {
        CHECK(ids.count(id) == 1);
        CHECK(id.starts_with("plot-"));
    }
    const auto references = all_matches(page, "href=\"#([^\"]*)\"");
    CHECK_FALSE(references.empty());
    for (const std::string& reference : references) {
        CHECK(ids.count(reference) == 1);
    }
}

TEST_CASE("titles and labels are text, never commands") {
    const std::filesystem::path trap = std::filesystem::temp_directory_path() / "limitcheck-plot-trap";
    std::filesystem::remove(trap);
    const std::string attack = "\"; system(\"touch " + trap.string() + "\"); set label \"`touch " +
                               trap.string() + "` @x {/Bold y} <b>&amp;</b> \n]]>";
    Figure figure = sample_figure();
    figure.title = figure.caption = figure.x_label = figure.y_label = attack;
    for (Series& series : figure.series) {
        series.name = attack;
    }
    const std::string svg = draw(figure, "plot-1");
    CHECK_FALSE(std::filesystem::exists(trap));
    CHECK(svg.find("<b>") == std::string::npos);
    CHECK(svg.find("&quot;; system(&quot;touch") != std::string::npos);
    CHECK(all_matches(svg, "(Q[0-9][0-9]Q)").empty());
}

TEST_CASE("labels are escaped where they stand") {
    Figure figure = sample_figure();
    figure.x_label = figure.series[0].name = "<b> & \"c\"";
    const std::string svg = draw(figure, "plot-1");
    CHECK(all_matches(svg, "(<text>&lt;b&gt; &amp; &quot;c&quot;</text>)").size() == 2);
}

TEST_CASE("labels stand where gnuplot put them, long ones cut") {
    Figure figure = sample_figure();
    figure.x_label = "\xCF\x83" + std::string(100, 'x');
    const std::string svg = draw(figure, "plot-1");
    CHECK(svg.find("<text>\xCF\x83" + std::string(63, 'x') + "\xE2\x80\xA6</text>") != std::string::npos);
    CHECK(svg.find("<text>W2 distance</text>") != std::string::npos);
    CHECK(svg.find("<text>95 % range</text>") != std::string::npos);
    CHECK(svg.find("<text>256</text>") != std::string::npos);
}

TEST_CASE("what cannot be drawn is left out") {
    Figure figure = sample_figure();
    const std::string whole = draw(figure, "plot-1");
    figure.series[1].rows.push_back({512, NAN});
    figure.series[1].rows.push_back({-1, 0.5});
    figure.series[1].rows.push_back({512, 0});
    figure.series[2].rows.push_back({512, INFINITY, 1, 2});
    const bool same = draw(figure, "plot-1") == whole;
    CHECK(same);
    SECTION("an interval that reaches below a logarithmic axis keeps its point") {
        figure.series[2].rows[0][2] = -0.1;
        const std::string svg = draw(figure, "plot-1");
        const bool moved = svg != whole;
        CHECK(moved);
        CHECK(all_matches(svg, "(<use )").size() == all_matches(whole, "(<use )").size());
    }
    SECTION("no data at all") {
        for (Series& series : figure.series) {
            series.rows.clear();
        }
        CHECK(draw(figure, "plot-1").find("width n") != std::string::npos);
    }
    SECTION("one point") {
        figure.series = {{"one", "points", {{64, 0.5}}}};
        CHECK(draw(figure, "plot-1").find("<use ") != std::string::npos);
    }
}

TEST_CASE("without gnuplot the error names the mend") {
    const Path nowhere("/nonexistent");
    try {
        (void)draw(sample_figure(), "plot-1");
        FAIL("drawn without gnuplot");
    } catch (const report::WriteError& error) {
        CHECK(std::string(error.what()).find("install gnuplot") != std::string::npos);
    }
    CHECK_THROWS_AS(report::check_gnuplot(), Error);
}

TEST_CASE("gnuplot is there") { CHECK_NOTHROW(report::check_gnuplot()); }

TEST_CASE("what is not gnuplot's SVG is refused, not passed on") {
    for (const char* text : {"", "no picture", "<svg viewBox='0 0 1 1'>", "<svg viewBox='0 0 1 1'><g></svg>",
                             "<p viewBox='0 0 1 1'/>", "<svg/>", "<svg viewBox=0></svg>"}) {
        INFO(text);
        CHECK_THROWS_AS(report::restyle_svg(text, "plot-1", "", {}), std::runtime_error);
    }
}

TEST_CASE("a plot of its own brings its colours") {
    const std::string file = report::standalone(draw(sample_figure(), "plot-1"));
    CHECK(file.starts_with("<?xml "));
    CHECK(file.find("prefers-color-scheme:dark") != std::string::npos);
    CHECK(file.find("--plot-1:") != std::string::npos);
}
