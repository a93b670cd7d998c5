// Every draw that a verdict rests on can be repeated in high precision, and the repetition is the draw but
// for rounding.
#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

using namespace limitcheck;

namespace {

/// Largest difference of each observable between draws and their repetition, as a share of the draws' root
/// mean square; infinite where one of the two is void alone.
std::vector<double> gaps(const Measurement& measurement, const Cell& cell, std::size_t count) {
    const std::size_t columns = measurement.observables(cell).size();
    std::vector<double> drawn(std::max(count, measurement.batch) * columns);
    std::vector<double> repeated(count * columns);
    network::ShadowNoise noise;
    measurement.draw(cell, random::StreamKey{0xace}, 0, drawn.size() / columns, drawn);
    measurement.shadow(cell, random::StreamKey{0xace}, count, repeated, noise);
    std::vector<double> gap(columns, 0.0);
    std::vector<double> square(columns, 0.0);
    for (std::size_t i = 0; i < repeated.size(); ++i) {
        if (std::isnan(drawn[i]) != std::isnan(repeated[i])) {
            gap[i % columns] = HUGE_VAL;
        } else if (!std::isnan(drawn[i])) {
            gap[i % columns] = std::max(gap[i % columns], std::abs(drawn[i] - repeated[i]));
            square[i % columns] += drawn[i] * drawn[i] / static_cast<double>(count);
        }
    }
    for (std::size_t i = 0; i < columns; ++i) {
        gap[i] = gap[i] > 0 ? gap[i] / std::sqrt(square[i]) : 0;
    }
    return gap;
}

}  // namespace

TEST_CASE("every sampled claim and every sampled ladder is repeated") {
    std::size_t sampled = 0;
    for (const std::string& id : claim_ids()) {
        const Claim claim = make_claim(id);
        INFO(id);
        sampled += claim.test.certified ? 0 : 1;
        CHECK((claim.test.certified || claim.test.measurement.shadow));
        for (const EffectLadder& ladder : claim.ladders) {
            INFO(ladder.name);
            const Test test = ladder.test(precise::Enclosure(0));
            CHECK((test.certified || test.measurement.shadow));
        }
    }
    CHECK(sampled >= 15);
}

TEST_CASE("a two-layer branch is repeated: a float's rounding apart, all its networks or the first ones") {
    const Claim claim = make_claim("beyond/two-layer-branch");
    for (const char* text : {"n=40,L=6,t=1", "n=3,L=4,t=0.5"}) {
        for (const std::size_t count : {std::size_t{16}, std::size_t{2}}) {
            for (const double gap : gaps(claim.test.measurement, parse_cell(text), count)) {
                CHECK(gap > 1e-9);
                CHECK(gap < 1e-5);
            }
        }
    }
}

TEST_CASE("the ladders' draws are repeated, void ones included") {
    for (const char* id : {"resnet/covariance-limit/norm", "resnet/covariance-limit/covariance",
                           "mlp/no-commutativity/norm"}) {
        for (const EffectLadder& ladder : make_claim(id).ladders) {
            const bool of_chain = ladder.name == "log-norm-mean";
            Cell cell = parse_cell(ladder.cells.front());
            cell.depth = std::min(cell.depth, 16U);
            cell.time = Time::parse("1");
            INFO(ladder.name << " at " << to_text(cell));
            const Measurement measurement = ladder.test(precise::Enclosure(0)).measurement;
            const double gap = gaps(measurement, cell, 4).at(0);
            // The excess is of the order 1/n, and a float's rounding of a norm is not.
            CHECK(gap < (of_chain ? 1e-13 : 1e-3));
            CHECK(gap > (of_chain ? 0 : 1e-8));
        }
    }
}
