// The effect ladders of the claims: what they state by second formulas in double, what they plan against the
// table of docs/theory/statistics-of-verdicts, section 5, and the table's own networks with the coupled draws
// it speaks of.
#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/ladder.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/statistics/judge.hpp"
#include "limitcheck/theorems/covariance_limit/bounds.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"

using namespace limitcheck;
using precise::Enclosure;
using statistics::Verdict;

namespace {

EffectLadder ladder_of(const std::string& claim, const std::string& name) {
    for (EffectLadder& ladder : make_claim(claim).ladders) {
        if (ladder.name == name) {
            return ladder;
        }
    }
    FAIL("no ladder " << name);
    return {};
}

EffectLadder variance() { return ladder_of("resnet/covariance-limit/norm", "variance-growth"); }
EffectLadder branches() { return ladder_of("resnet/covariance-limit/norm", "branch-scale"); }
EffectLadder flow() { return ladder_of("resnet/covariance-limit/covariance", "covariance-flow"); }
EffectLadder log_norm() { return ladder_of("mlp/no-commutativity/norm", "log-norm-mean"); }
EffectLadder collapse() { return ladder_of("mlp/correlation-collapse/infinite-width", "collapse-constant"); }

run::RungPlan plan(const EffectLadder& ladder, const char* d) {
    INFO(ladder.name << " at d = " << d);
    const auto found = run::plan_rung(ladder, Enclosure::decimal(d), statistics::ErrorBudget{}.cell(1));
    REQUIRE(found);
    return *found;
}

/// The levels that the mean of the draw is held against, in the order at most, at least.
std::pair<double, double> levels(const EffectLadder& ladder, const char* d, const Cell& cell) {
    const auto conditions = ladder.test(Enclosure::decimal(d)).refute(cell);
    REQUIRE(conditions.size() == 2);
    REQUIRE(conditions[0].side == Side::at_most);
    return {conditions[0].level(cell).mid(), conditions[1].level(cell).mid()};
}

double kernel(double c) { return (c * std::asin(c) + std::sqrt(1 - c * c)) / M_PI + c / 2; }

}  // namespace

TEST_CASE("the stated means, by second formulas") {
    const Cell cell = parse_cell("n=512,L=64,t=1");
    const double q = std::pow(1 + 1.0 / 128, 64);
    const double bias = levels(variance(), "0", cell).first - (std::exp(0.5) - q);
    CHECK(bias > 0);
    {
        const auto [most, least] = levels(variance(), "0.1", cell);
        CHECK(most == Approx(std::exp(0.6) + bias - q));
        CHECK(least == Approx(std::exp(0.6 - 1.0 / 512) - bias - q));
    }
    {
        const auto [most, least] = levels(branches(), "-0.1", cell);
        const double stated = std::pow(1 + std::pow(64, -0.8) / 2, 64);
        CHECK((most + least) / 2 == Approx(stated - q));
        CHECK((most - least) / 2 > bias);  // larger branches, larger bias
        const auto [true_most, true_least] = levels(branches(), "0", cell);
        CHECK((true_most + true_least) / 2 == Approx(0).margin(1e-15));
        CHECK((true_most - true_least) / 2 == Approx(bias));
    }
    const Cell pair = parse_cell("n=4096,L=64,t=0.0625,inputs=pair:-0.9");
    double c = -0.9;
    double mutated = -0.9;
    for (int l = 0; l < 4; ++l) {
        c += (kernel(c) - c) / 129;
        mutated += 1.05 * (kernel(mutated) - mutated) / 129;
    }
    {
        const auto [most, least] = levels(flow(), "0.05", pair);
        CHECK((most + least) / 2 == Approx(std::pow(1 + 1.0 / 128, 4) * (mutated - c)));
        // docs/theory/resnet-commute, section 3.1: 0.0117/sqrt n for large n
        CHECK((most - least) / 2 == Approx(0.0117 / 64).epsilon(0.02));
    }
    {
        // m_10 = -0.307461...: docs/theory/resnet-commute, section 5.1
        const auto [most, least] = levels(log_norm(), "0.02", parse_cell("n=10,L=16,t=1"));
        CHECK(most == least);
        CHECK(most == Approx(-0.30746101069185717281 * 16 * 1.02).epsilon(1e-12));
    }
}

TEST_CASE("at d = 0 no cell has power, and goals are planned below the theory's cost") {
    const statistics::Thresholds thresholds = statistics::ErrorBudget{}.cell(1);
    struct Row {
        EffectLadder ladder;
        const char* goals[2];  // quick, standard
        double costs[2];       // of the table, in normals; for the log norm three numbers a layer
    };
    const Row rows[] = {{variance(), {"0.05", "0.005"}, {1.5e7, 1.5e9}},
                        {branches(), {"0.05", "0.002"}, {2.5e6, 8e7 * 6.25}},
                        {flow(), {"0.05", "0.005"}, {2.1e8, 2.2e10}},
                        {log_norm(), {"0.05", "0.002"}, {3 * 1.1e5 * 1.5, 3 * 1.1e5 * 1.5 * 625}}};
    for (const Row& row : rows) {
        CAPTURE(row.ladder.name);
        CHECK(row.ladder.quick.goal == row.goals[0]);
        CHECK(row.ladder.standard.goal == row.goals[1]);
        CHECK_FALSE(run::plan_rung(row.ladder, Enclosure(0), thresholds));
        for (int i = 0; i < 2; ++i) {
            for (const char* sign : {"", "-"}) {
                const run::RungPlan rung = plan(row.ladder, (sign + std::string(row.goals[i])).c_str());
                CHECK(rung.cost < row.costs[i]);
                CHECK(rung.cell.layer() >= 2);
            }
        }
    }
    CHECK(collapse().standard.goal == "0.001");
    CHECK(plan(collapse(), "0.005").cost <= 12000);
    CHECK(plan(collapse(), "-0.001").cost <= 100000);
    CHECK(plan(collapse(), "0.001").cost <= 100000);
    CHECK_FALSE(run::plan_rung(collapse(), Enclosure(0), thresholds));
}

namespace {

/// Networks to a refutation of "the mean of the draw is `level`" at 1/a = 10^10, give or take the bias.
std::uint64_t networks_to_refute(const Measurement& measurement, const Cell& cell, double level,
                                 const Enclosure& bias, const Enclosure& square) {
    statistics::QuadraticBetSpec spec;
    spec.against = level > 0 ? statistics::Null::mean_at_least : statistics::Null::mean_at_most;
    spec.bound = statistics::Certified(Enclosure::exactly(level) + (level > 0 ? -bias : bias));
    spec.centre = statistics::Certified::exactly(0);
    spec.second_moment = statistics::Certified(square);
    statistics::Thresholds thresholds;
    thresholds.refute.value = thresholds.verify.value = 10 * std::log(10);
    statistics::Judge judge({{}, {{"mean", 0, spec}}}, thresholds);
    std::vector<double> out(16);
    for (std::uint64_t first = 0; judge.verdict() == Verdict::undecided && first < 4096; first += 16) {
        measurement.draw(cell, random::StreamKey{0x1adde2}, first, 16, out);
        for (const double& x : out) {
            judge.observe({&x, 1});
        }
    }
    REQUIRE(judge.verdict() == Verdict::refuted);
    return judge.draws();
}

/// C_l(a, b) - Ct_l(a, b).
Measurement coupled_difference(std::uint32_t b) {
    return measure_coupled(network::resnet(),
                           {{real("C - Ct"), [b](const CoupledNetworkView& view, const Cell&) {
                                 auto gap = network::covariance(view.network(), 0, b);
                                 const auto chain = network::covariance(view.limit_chain(), 0, b);
                                 for (std::size_t lane = 0; lane < network::lanes; ++lane) {
                                     gap[lane] -= chain[lane];
                                 }
                                 return gap;
                             }}});
}

}  // namespace

TEST_CASE("coupled draws take the networks of the theory's table, within 1.5 times") {
    namespace gaussian = theorems::gaussian_limit;
    namespace covariance = theorems::covariance_limit;
    const double q = std::pow(1 + 1.0 / 128, 64);
    struct Row {
        const char* cell;
        double level;
        double networks;
    };
    for (const Row& row : {Row{"n=4096,L=64,t=1", std::pow(1 + 0.55 / 64, 64) - q, 55},
                           {"n=512,L=64,t=1", std::pow(1 + std::pow(64, -1.1) / 2, 64) - q, 75}}) {
        CAPTURE(row.cell);
        const Cell cell = parse_cell(row.cell);
        const gaussian::ResidualChain chain(gaussian::width_constants(cell.width),
                                            theorems::Branches::inverse_root(64));
        const auto networks =
            networks_to_refute(coupled_difference(0), cell, row.level, gaussian::norm_bias(chain, 64),
                               gaussian::coupled_norm_second_moment(chain, 64));
        CHECK(static_cast<double>(networks) < 1.5 * row.networks);
        CHECK(static_cast<double>(networks) > row.networks / 2);
    }
    const Cell cell = parse_cell("n=32768,L=64,t=0.0625,inputs=pair:-0.9");
    const auto scales = theorems::Branches::inverse_root(64);
    const auto c0 = Enclosure::exactly(cell.inputs.gram(0, 1));
    const covariance::CovarianceChain chain(cell.width, scales, c0, covariance::SamplingBound::refined, 4);
    const Enclosure level =
        chain.at(4).q *
        (covariance::chain_correlation(c0, scales, 4, Enclosure::ratio(21, 20)) - chain.at(4).c);
    const auto networks =
        networks_to_refute(coupled_difference(1), cell, level.mid(), covariance::covariance_bias(chain, 4),
                           covariance::coupled_covariance_second_moment(chain, 4));
    CHECK(networks < 930);  // 1.5 times 620
    CHECK(networks > 310);
}

TEST_CASE("a tiny ladder of the claims: the same bits at 1, 2 and 7 threads") {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.budget = 2e6;
    const auto text = [&](std::uint32_t threads) {
        options.threads = threads;
        const run::SuiteResult suite =
            run::climb_ladders({"resnet/covariance-limit/norm", "resnet/covariance-limit/covariance",
                                "mlp/no-commutativity/norm"},
                               options);
        std::string all;
        for (const run::LadderResult& ladder : suite.ladders) {
            CAPTURE(ladder.name);
            CHECK(ladder.error.empty());
            CHECK_FALSE(ladder.least_above.empty());
            CHECK(ladder.control.cell.verdict != Verdict::refuted);
            for (const run::RungResult& rung : ladder.rungs) {
                all += rung.effect + " " + std::to_string(rung.cell.samples) + " " +
                       std::to_string(rung.cell.log_evidence_refute) + "\n";
                for (const double x : rung.cell.draws) {
                    all += std::to_string(x) + ",";
                }
            }
        }
        return all;
    };
    const std::string one = text(1);
    CHECK(one == text(2));
    CHECK(one == text(7));
}
