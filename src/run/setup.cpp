#include "setup.hpp"

#include <algorithm>
#include <thread>

#include "limitcheck/claim/domain.hpp"

namespace limitcheck::run {

RunSetup::RunSetup(const RunOptions& options)
    : normals_a_cell(options.budget.value_or(options.profile.normals_a_cell)),
      threads(options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency())),
      parallelism(tbb::global_control::max_allowed_parallelism, threads),
      arena(static_cast<int>(threads)) {
    suite.suite = options.suite;
    suite.seed = options.seed;
    suite.profile = options.profile.name;
    suite.attempt = options.attempt;
    if (options.data != nullptr) {
        suite.inputs_file_sha256 = options.data->sha256;
        suite.inputs_rows = options.data->rows;
        suite.inputs_selection = options.data->selection;
        suite.inputs_pairs_sha256 = options.data->pairs_sha256;
    }
    suite.host.threads = threads;
    budget.attempt = options.attempt;
    budget.alpha_refute = suite.alpha_refute;
    budget.alpha_verify = suite.alpha_verify;
}

SuiteResult RunSetup::finish(double normals_drawn) {
    suite.host.normals = normals_drawn;
    suite.host.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return std::move(suite);
}

}  // namespace limitcheck::run
