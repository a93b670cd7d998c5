// A claim that control variates decide: what finite width adds to a mean covariance at n = 1,000, in a budget
// in which plain draws see nothing (docs/theory/control-variates, section 6).
#include "limitcheck/claim/controlled.hpp"

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/run/execute.hpp"
#include "quick_options.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using precise::Enclosure;
using statistics::Verdict;

namespace {

CellNumber hundredths(std::int64_t number) {
    return [number](const Cell&) { return Enclosure::ratio(number, 100); };
}

/// n (C - K) as it stands.
Measurement plain() {
    const auto value = [](const auto& view, const Cell& cell) {
        const double k =
            network::limit_at(network::resnet(), cell.inputs, cell.layer(), network::Depth{cell.depth})(0, 1);
        network::LaneValues values = network::covariance(view, 0, 1);
        for (double& x : values) {
            x = cell.width * (x - k);
        }
        return values;
    };
    return measure_networks(network::resnet(), {Quantity<NetworkView>(real("n (C - K)"), value)});
}

Measurement controlled() { return measure_controlled(network::resnet(), ExcessOf{0, 1}, fitted_on(1024)); }

/// "n (E C - K) is at most / at least so many hundredths"; it is about 5 at t = 1 and c0 = 0.2. Draws of the
/// excess less its quadratic variates have a variance of 0.2, plain ones of about 4,000.
Test bias(const Measurement& measurement, Side side, std::int64_t level, std::int64_t variance) {
    auto condition = mean("n (C - K)");
    const CellNumber spread = [variance](const Cell&) { return Enclosure::ratio(variance, 2); };
    return toy::test_of(measurement,
                        (side == Side::at_most ? std::move(condition).at_most(hundredths(level))
                                               : std::move(condition).at_least(hundredths(level))) |
                            assumed_variance(spread, "twice what was measured"));
}

Claim bias_claim(const Measurement& measurement, Side side, std::int64_t variance) {
    return claim()
        .title("what finite width adds to a mean covariance")
        .states("n (E C - K)", "n (E C - K)")
        .from(toy::source())
        .over(cells().width(1000, 1000).depth(8, 8).inputs({"pair:0.2"}))
        .tests(bias(measurement, side, 15, variance))
        .falsified_by("no more than K - 0.15/n", "mean covariance 0.04 % too small", 0.0004,
                      bias(measurement, Side::at_most, -15, variance), {"n=1000,L=8,t=1,inputs=pair:0.2"})
        .falsified_by("no less than K + 0.25/n", "mean covariance 0.04 % too large", 0.0004,
                      bias(measurement, Side::at_least, 25, variance), {"n=1000,L=8,t=1,inputs=pair:0.2"});
}

run::CellResult decided(const std::string& id, std::uint32_t threads = 2) {
    return run::run_suite({id}, toy::quick_options(1, 8e7, threads)).claims.at(0).cells.at(0);
}

}  // namespace

LIMITCHECK_CLAIM("toy/bias-controlled") { return bias_claim(controlled(), Side::at_most, 1); }
LIMITCHECK_CLAIM("toy/bias-wrong") { return bias_claim(controlled(), Side::at_least, 1); }
LIMITCHECK_CLAIM("toy/bias-plain") { return bias_claim(plain(), Side::at_most, 16000); }

TEST_CASE("control variates decide about a bias of order 1/n where plain draws do not") {
    CHECK(decided("toy/bias-controlled").verdict == Verdict::verified);
    CHECK(decided("toy/bias-wrong").verdict == Verdict::refuted);
    CHECK(decided("toy/bias-plain").verdict == Verdict::undecided);
}

TEST_CASE("controlled draws have the same evidence at any number of threads") {
    const run::CellResult one = decided("toy/bias-controlled", 1);
    const run::CellResult three = decided("toy/bias-controlled", 3);
    CHECK(one.samples == three.samples);
    CHECK(one.estimate == three.estimate);
    CHECK(one.log_evidence_verify == three.log_evidence_verify);
    CHECK(one.rigor_bound == "assumed");
    CHECK(one.rigor_simulation == "shadowed");
}
