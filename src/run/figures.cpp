#include "figures.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <exception>
#include <string>
#include <utility>

namespace limitcheck::run {

void draw_figures(SuiteResult& suite, const std::vector<Claim>& claims, const RunOptions& options) {
    tbb::parallel_for(std::size_t{0}, claims.size(), [&](std::size_t i) {
        ClaimResult& claim = suite.claims[i];
        std::vector<Figure> figures(claims[i].figures.size());
        std::vector<std::string> failures(figures.size());
        tbb::parallel_for(std::size_t{0}, figures.size(), [&](std::size_t f) {
            stop_if_asked(options);
            try {
                figures[f] = claims[i].figures[f](options.seed, claims[i].id);
            } catch (const std::exception& failure) {
                failures[f] = fmt::format("drawing figure {}: {}", f + 1, failure.what());
            }
        });
        for (std::size_t f = 0; f < figures.size(); ++f) {
            if (failures[f].empty()) {
                claim.figures.push_back(std::move(figures[f]));
            } else if (claim.error.empty()) {
                claim.error = failures[f];
            }
        }
    });
}

}  // namespace limitcheck::run
