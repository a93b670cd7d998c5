// The claims on what finite width adds to a second moment: their draws by the definition written out again in
// double, and the numbers that they are held against by second formulas (docs/theory/control-variates).
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/network/coupled_sampler.hpp"

using namespace limitcheck;

namespace {

constexpr random::StreamKey key{0xf1417eULL};

std::vector<double> drawn(const Test& test, const Cell& cell, std::uint64_t first, std::size_t count) {
    std::vector<double> out(count);
    test.measurement.draw(cell, key, first, count, out);
    return out;
}

/// n x_l/q0 of one input, averaged over the networks of a group: sum_l omega_l (h(Y_l) - h(Yt_l)) with
/// h(y) = y|y|/2, not by the recursion.
double written_draw(const Cell& cell, std::uint64_t group) {
    std::vector<std::uint32_t> layers(cell.layer());
    std::iota(layers.begin(), layers.end(), 0U);
    double sum = 0;
    network::simulate_coupled<double>(
        network::resnet(), cell.inputs, network::Width{cell.width}, network::Depth{cell.depth}, key,
        group * network::lanes, layers, [&](std::size_t l, const network::CoupledView<double>& view) {
            const double step = 1.0 / cell.depth;
            const double omega = step * std::pow(1 + step / 2, cell.layer() - 1.0 - static_cast<double>(l));
            for (std::uint32_t i = 0; i < cell.width; ++i) {
                for (std::size_t lane = 0; lane < network::lanes; ++lane) {
                    const double y = view.pre(i, 0)[lane];
                    const double t = view.limit(i, 0)[lane];
                    sum += omega * (y * std::fabs(y) - t * std::fabs(t)) / 2;
                }
            }
        });
    return sum / network::lanes / cell.inputs.second_moment(0);
}

double level(const std::vector<Condition>& conditions, std::size_t i, const Cell& cell) {
    return conditions.at(i).level(cell).mid();
}

const Falsification& falsification(const Claim& claim, const std::string& name) {
    const auto found = std::find_if(claim.falsifications.begin(), claim.falsifications.end(),
                                    [&](const Falsification& f) { return f.name == name; });
    REQUIRE(found != claim.falsifications.end());
    return *found;
}

}  // namespace

TEST_CASE("a draw of the norm's bias is the mean of sixteen networks' excess") {
    const Claim claim = make_claim("resnet/finite-width/norm-bias");
    for (const char* text : {"n=70,L=8,t=1", "n=33,L=12,t=0.5,inputs=one:0.25"}) {
        const Cell cell = parse_cell(text);
        const std::vector<double> draws = drawn(claim.test, cell, 3, 2);
        for (std::size_t i = 0; i < 2; ++i) {
            CHECK(std::fabs(draws[i] - written_draw(cell, 3 + i)) < 1e-4);
        }
        CHECK(draws[0] != draws[1]);
        CHECK(claim.test.measurement.cost(cell) == 16.0 * cell.width * (cell.layer() + 1));
    }
}

TEST_CASE("draws of single networks stay within the certified second moment, and groups within a sixteenth") {
    const Claim claim = make_claim("resnet/finite-width/norm-bias");
    for (const char* text : {"n=64,L=4,t=1", "n=64,L=32,t=1", "n=500,L=8,t=0.5"}) {
        const Cell cell = parse_cell(text);
        const auto verify = claim.test.verify(cell);
        const double single = verify.at(0).moment->bound(cell).upper();
        const double rough = verify.at(2).moment->bound(cell).upper();
        const std::vector<double> draws = drawn(claim.test, cell, 0, 512);
        double squares = 0;
        for (const double x : draws) {
            squares += x * x / 512;
        }
        // 16 times the mean square of a mean of sixteen; the mean itself adds little.
        CHECK(16 * squares < single);
        CHECK(squares < rough);
        // The certificate is loose by what section 3 says, not by more.
        CHECK(16 * squares > single / 100);
    }
}

TEST_CASE("the conditions of the norm's bias are the statement's ends, rough ones first") {
    const Claim claim = make_claim("resnet/finite-width/norm-bias");
    const Cell cell = parse_cell("n=64,L=16,t=1");
    const double b = 0.1745902188811632;  // docs/theory/control-variates, section 4
    const auto verify = claim.test.verify(cell);
    const auto refute = claim.test.refute(cell);
    REQUIRE(verify.size() == 4);
    REQUIRE(refute.size() == 2);
    CHECK(level(verify, 0, cell) == Approx(3 * b));
    CHECK(level(verify, 1, cell) == Approx(-b));
    CHECK(level(verify, 2, cell) == Approx(1.5 * b));
    CHECK(level(verify, 3, cell) == Approx(0.5 * b));
    CHECK(level(refute, 0, cell) == Approx(1.5 * b));
    CHECK(level(refute, 1, cell) == Approx(0.5 * b));
    CHECK(claim.test.target(cell).mid() == Approx(b));
    CHECK(claim.test.bound(cell).mid() == Approx(b / 2));
    // E (X - c)^2 <= M/16 + R^2 where |E X - c| <= R.
    const double single = verify[0].moment->bound(cell).mid();
    // The sampler's chain is the certified one, but for doubles.
    CHECK(std::fabs(verify[0].moment->centre(cell).mid()) < 1e-11);
    CHECK(verify[1].moment->bound(cell).mid() == single);
    for (const std::size_t i : {2U, 3U}) {
        CHECK(verify[i].moment->centre(cell).mid() == Approx(b));
        CHECK(verify[i].moment->bound(cell).mid() == Approx(single / 16 + 4 * b * b));
        CHECK(verify[i].moment->standing == Standing::proved);
    }
    for (const Condition& condition : refute) {
        CHECK(condition.moment->centre(cell).mid() == Approx(b));
        CHECK(condition.moment->bound(cell).mid() == Approx(single / 16 + b * b / 4));
    }
}

TEST_CASE("a wrong fact moves the draws by what it moves the chain") {
    const Claim claim = make_claim("resnet/finite-width/norm-bias");
    const Cell cell = parse_cell("n=1000,L=8,t=1");
    const double right = drawn(claim.test, cell, 0, 1)[0];
    const Test& rate = falsification(claim, "variance grows as e^(0.499 t)").test;
    const double expected = 1000 * (std::pow(1 + 0.5 / 8, 8) - std::pow(1 + 0.499 / 8, 8));
    CHECK(drawn(rate, cell, 0, 1)[0] - right == Approx(expected));
    CHECK(rate.verify(cell)[0].moment->centre(cell).mid() == Approx(expected));
    const Test& weights = falsification(claim, "weights of variance 1.0005/n").test;
    const double moved = 1000 * (std::pow(1 + 0.50025 / 8, 8) - std::pow(1 + 0.5 / 8, 8));
    CHECK(drawn(weights, cell, 0, 1)[0] - right == Approx(moved).epsilon(0.01));
    CHECK(weights.verify(cell)[0].moment->centre(cell).mid() == Approx(moved));
}

TEST_CASE("the covariance's bias is held against the norm's times the correlation") {
    const Claim claim = make_claim("resnet/finite-width/covariance-bias");
    const Cell cell = parse_cell("n=64,L=10,t=1,inputs=pair:0.2:1:4");
    const double b = claim.test.bound(cell).mid() * 2;
    CHECK(b == Approx(0.1608313).epsilon(1e-5));
    // c_10 from c_0 = 0.2: the table of resnet-commute, section 3.3.
    CHECK(claim.test.target(cell).mid() / b == Approx(0.2977533572986308).epsilon(1e-10));
    for (const Condition& condition : claim.test.verify(cell)) {
        CHECK(condition.moment->standing == Standing::assumed);
    }
    // The scale of both inputs is a matter of units.
    CHECK(drawn(claim.test, parse_cell("n=64,L=10,t=1,inputs=pair:0.2:4:4"), 0, 4) ==
          drawn(claim.test, parse_cell("n=64,L=10,t=1,inputs=pair:0.2"), 0, 4));
    const Test& none = falsification(claim, "the mean covariance has no bias").test;
    CHECK(none.target(cell).mid() == 0);
    const Test& norm = falsification(claim, "the covariance is biased as the norm is").test;
    CHECK(norm.target(cell).mid() == Approx(b));
}
