// Shadows of the chains of one number a layer, the norm and the correlation, against the chains in double.
#include <array>
#include <cmath>
#include <vector>

#include "catch.hpp"
#include "limitcheck/network/correlation_chain.hpp"
#include "limitcheck/network/norm_chain.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0x5ad0ULL};

}  // namespace

TEST_CASE("the correlation chain is its shadow, near 1 too") {
    for (const double start : {1.0, 0.5, 1e-12, 0.0}) {
        const std::array layers{0U, 5U, 60U};
        std::vector<std::array<double, lanes>> simulated;
        simulate_correlation(
            start, Width{20}, Depth{60}, key, 0, layers,
            [&](std::size_t, const CorrelationView& view) { simulated.push_back(view.one_minus_rho); });
        ShadowNoise noise;
        std::size_t seen = 0;
        shadow_correlation(start, Width{20}, Depth{60}, key, lanes, layers, noise,
                           [&](std::size_t index, const CorrelationView& view) {
                               ++seen;
                               for (std::size_t lane = 0; lane < lanes; ++lane) {
                                   CHECK(view.one_minus_rho[lane] ==
                                         Approx(simulated[index][lane]).epsilon(1e-12).margin(0));
                               }
                           });
        CHECK(seen == 3);
    }
}

TEST_CASE("the norm chain is its shadow, rejections and deaths included") {
    for (const std::uint32_t n : {2U, 6U, 10U, 300U}) {
        INFO("n=" << n);
        const std::array layers{0U, 7U, 15U};
        std::vector<NormView> simulated;
        std::vector<NormView> repeated;
        ShadowNoise noise;
        simulate_norm(1.5, Width{n}, Depth{15}, key, 0, layers,
                      [&](std::size_t, const NormView& view) { simulated.push_back(view); });
        shadow_norm(1.5, Width{n}, Depth{15}, key, lanes, layers, noise,
                    [&](std::size_t, const NormView& view) { repeated.push_back(view); });
        REQUIRE(repeated.size() == simulated.size());
        std::size_t dead = 0;
        double apart = 0;
        for (std::size_t i = 0; i < simulated.size(); ++i) {
            CHECK(repeated[i].layer == simulated[i].layer);
            CHECK(repeated[i].dead == simulated[i].dead);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                if (simulated[i].dead[lane]) {
                    ++dead;
                    CHECK(repeated[i].log_norm[lane] == simulated[i].log_norm[lane]);
                } else {
                    apart =
                        std::max(apart, std::fabs(repeated[i].log_norm[lane] - simulated[i].log_norm[lane]));
                }
            }
        }
        CHECK(apart < 1e-12);
        CHECK((dead > 0) == (n <= 6));
    }
}
