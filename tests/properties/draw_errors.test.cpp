// The doubles that stand for certified numbers in the claims' draws: how far off they are is certified, and
// no claim's draw is off without saying so.
#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"

using namespace limitcheck;

namespace {

double error_at(const Claim& claim, const Cell& cell, std::size_t observable = 0) {
    return claim.test.measurement.observables(cell).at(observable).error;
}

}  // namespace

TEST_CASE("a distance from a limit is off by what a double misses of the limit") {
    for (const char* id : {"resnet/covariance-limit/norm", "resnet/covariance-limit/covariance",
                           "resnet/covariance-limit/correlation", "beyond/smooth-activation"}) {
        const Claim claim = make_claim(id);
        INFO(id);
        for (const char* size : {"n=100,L=8,t=0.5", "n=300,L=12,t=1"}) {
            Cell cell = parse_cell(size);
            cell.inputs = Inputs::parse(claim.domain.input_ids().at(1 % claim.domain.input_ids().size()));
            const precise::Enclosure limit = claim.test.target(cell);
            CHECK(error_at(claim, cell) >= limit.mid_error());
            CHECK(error_at(claim, cell) > 0);
            // The flow of tanh is enclosed by the steps of a chain: what is known of it is less.
            CHECK(error_at(claim, cell) < limit.width() + 1e-14 * std::max(1.0, limit.upper()));
            CHECK(limit.width() < (claim.id == "beyond/smooth-activation" ? 1e-3 : 1e-20));
        }
    }
}

TEST_CASE("so are the distances along an order, and the excess that is moved by its limit") {
    const Claim orders = make_claim("resnet/commutativity/orders");
    const Cell cell = parse_cell("n=4096,L=512,t=1,inputs=pair:0.5,order=diagonal");
    const auto points = orders.test.measurement.observables(cell);
    REQUIRE(points.size() >= 2);
    for (const Observable& point : points) {
        INFO(point.name);
        CHECK((point.error > 0) == (point.name != "difference of the two ends"));
        CHECK(point.error < 1e-14);
    }
    for (const char* id : {"resnet/finite-width/norm-bias", "resnet/finite-width/covariance-bias"}) {
        INFO(id);
        const Claim claim = make_claim(id);
        Cell deep = parse_cell("n=100,L=7,t=1");
        deep.inputs = Inputs::parse(claim.domain.input_ids().front());
        const double error = error_at(claim, deep);
        CHECK(error > 0);
        CHECK(error < 1e-12);
    }
}

TEST_CASE("so are squared deviations from an exact mean, and ratios to an exact number") {
    const Claim norm = make_claim("mlp/no-commutativity/norm");
    const Cell cell = parse_cell("n=64,L=64");
    CHECK(error_at(norm, cell, 0) == 0);
    CHECK(error_at(norm, cell, 1) > 0);
    CHECK(error_at(norm, cell, 1) < 1e-14);
    const Claim collapse = make_claim("mlp/correlation-collapse/finite-width");
    const double g = error_at(collapse, parse_cell("n=32,L=32,inputs=pair:0.25"));
    CHECK(g > 0);
    CHECK(g < 0x1p-54);
}
