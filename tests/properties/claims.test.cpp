// Every claim as a Catch2 test case driven by rapidcheck: cells drawn, held against the claim's own test, and
// shrunk when they fail. The seed is fixed: a failure repeats. LIMITCHECK_CELL and LIMITCHECK_SEED, as --cell
// and
// --seed of the commands that a failure prints, repeat one cell in place of drawn ones.
#include <cstdlib>
#include <limits>
#include <set>
#include <string>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/property.hpp"

using namespace limitcheck;

namespace {

std::set<std::string>& tested() {
    static std::set<std::string> ids;
    return ids;
}

struct Tested {
    explicit Tested(const char* id) { tested().insert(id); }
};

void holds(const char* id) {
    run::PropertyOptions options;
    options.seed = 20230203;
    options.cases = 5;
    if (const char* cell = std::getenv("LIMITCHECK_CELL")) {
        options.cell = cell;
        options.cases = 1;
    }
    if (const char* seed = std::getenv("LIMITCHECK_SEED")) {
        const auto number = parse_unsigned(seed, std::numeric_limits<std::uint64_t>::max());
        REQUIRE(number);
        options.seed = *number;
    }
    const run::PropertyResult result = run::check_claim(make_claim(id), options);
    INFO(result.message);
    CHECK(result.cases >= options.cases);
    CHECK(result.holds);
}

}  // namespace

#define CLAIM_PROPERTY(id, name)       \
    namespace {                        \
    const Tested name##_is_tested(id); \
    }                                  \
    TEST_CASE(id, "[property]") { holds(id); }

CLAIM_PROPERTY("beyond/smooth-activation", smooth_activation)
CLAIM_PROPERTY("beyond/two-layer-branch", two_layer_branch)
CLAIM_PROPERTY("beyond/universality", universality)
CLAIM_PROPERTY("resnet/covariance-limit/correlation", correlation)
CLAIM_PROPERTY("resnet/covariance-limit/covariance", covariance)
CLAIM_PROPERTY("resnet/covariance-limit/norm", covariance_limit_norm)
CLAIM_PROPERTY("resnet/finite-width/covariance-bias", covariance_bias)
CLAIM_PROPERTY("resnet/finite-width/norm-bias", norm_bias)
CLAIM_PROPERTY("resnet/gaussian-limit/independence", independence)
CLAIM_PROPERTY("resnet/gaussian-limit/marginal", marginal)
CLAIM_PROPERTY("resnet/gaussian-limit/path", path)
CLAIM_PROPERTY("mlp/no-commutativity/norm", norm)
CLAIM_PROPERTY("mlp/no-commutativity/law", law)
CLAIM_PROPERTY("mlp/correlation-collapse/infinite-width", infinite_width)
CLAIM_PROPERTY("mlp/correlation-collapse/finite-width", finite_width)
CLAIM_PROPERTY("mlp/correlation-collapse/finite-width-exponential", finite_width_exponential)
CLAIM_PROPERTY("mlp/correlation-collapse/finite-width-probability", finite_width_probability)
CLAIM_PROPERTY("mlp/correlation-collapse/finite-width-scale", finite_width_scale)
CLAIM_PROPERTY("resnet/commutativity/orders", orders)

TEST_CASE("every claim is a property") {
    for (const std::string& id : claim_ids()) {
        INFO(id);
        CHECK(tested().count(id) == 1);
    }
}
