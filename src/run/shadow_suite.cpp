#include "shadow_suite.hpp"

#include <tbb/parallel_for.h>

#include <exception>
#include <optional>

#include "limitcheck/run/shadow.hpp"

namespace limitcheck::run {

void shadow_suite(SuiteResult& suite, const std::vector<Claim>& claims, const RunOptions& options) {
    struct Task {
        std::size_t claim;
        std::optional<std::size_t> falsification;
    };
    std::vector<Task> tasks;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        tasks.push_back({i, std::nullopt});
        for (std::size_t f = 0; f < suite.claims[i].falsifications.size(); ++f) {
            tasks.push_back({i, f});
        }
    }
    network::ShadowNoise noise;
    const auto repeat = [&](const Task& task) {
        const Claim& claim = claims[task.claim];
        if (!task.falsification) {
            return shadow_claim(claim, options, noise);
        }
        const Falsification& falsification = claim.falsifications[*task.falsification];
        std::vector<Cell> cells;
        for (const std::string& text : falsification.cells) {
            cells.push_back(parse_cell(text));
        }
        return shadow_test(falsification.test, cells, options.seed, noise);
    };
    tbb::parallel_for(std::size_t{0}, tasks.size(), [&](std::size_t i) {
        stop_if_asked(options);
        ClaimResult& claim = suite.claims[tasks[i].claim];
        ShadowResult& into =
            tasks[i].falsification ? claim.falsifications[*tasks[i].falsification].shadow : claim.shadow;
        try {
            into = repeat(tasks[i]);
        } catch (const std::exception&) {
            // The cells meet the same fault and report it; what a shadow alone cannot do stays assumed.
            into = {};
        }
    });
}

}  // namespace limitcheck::run
