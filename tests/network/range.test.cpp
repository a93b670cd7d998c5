// The watch over the range of a state: no second moment is lost to Real's range without a word.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "../random/targets.hpp"
#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/network/coupled_sampler.hpp"
#include "limitcheck/network/dense_sampler.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "network/kernels.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0x51c6ULL};

}  // namespace

TEST_CASE("every sampler says that a state has left its range") {
    const auto nothing = [](std::size_t, const auto&) {};
    const std::array deep{200U};
    for (const double weights : {8.0, 0.5}) {
        CHECK_THROWS_WITH(
            simulate_dense<float>(mlp().weights(weights), WeightLaw::gaussian, GramMatrix::one(), Width{16},
                                  Depth{200}, key, 0, deep, nothing),
            Catch::Contains("outside the range of float"));
        CHECK_THROWS_WITH(simulate_gram<float>(mlp().weights(weights), GramMatrix::one(), Width{16},
                                               Depth{200}, key, 0, deep, nothing),
                          Catch::Contains("outside the range of float"));
    }
    CHECK_THROWS_WITH(
        simulate_dense<float>(resnet().branch(constant(1)), WeightLaw::rademacher, GramMatrix::one(),
                              Width{16}, Depth{600}, key, 0, std::array{600U}, nothing),
        Catch::Contains("outside the range of float"));
    // In one step, where no layer before has warned.
    CHECK_THROWS_WITH(simulate_gram<float>(mlp().branch(scales({1e-24, 1e24})), GramMatrix::one(), Width{100},
                                           Depth{2}, key, 0, std::array{2U}, nothing),
                      Catch::Contains("outside the range of float"));
    CHECK_THROWS_WITH(simulate_gram<float>(resnet(), GramMatrix::one(1e-50), Width{10}, Depth{1}, key, 0,
                                           std::array{1U}, nothing),
                      Catch::Contains("outside the range of float"));
    // The chain, beside networks that are dead.
    CHECK_THROWS_WITH(simulate_coupled<float>(mlp().weights(4), GramMatrix::one(), Width{1}, Depth{200}, key,
                                              0, deep, nothing),
                      Catch::Contains("outside the range of float"));
    // A branch that vanishes beside its skip connection is no fault, and no branch at all is none.
    CHECK_NOTHROW(simulate_gram<float>(resnet().branch(constant(1e-40)), GramMatrix::one(), Width{10},
                                       Depth{2}, key, 0, std::array{2U}, nothing));
    CHECK_NOTHROW(simulate_gram<float>(mlp().branch(scales({1, 0})), GramMatrix::one(), Width{10}, Depth{2},
                                       key, 0, std::array{2U}, nothing));
}

TEST_CASE("a state whose activations are bounded is watched where it is recorded") {
    const auto nothing = [](std::size_t, const auto&) {};
    const auto says = Catch::Contains("outside the range of float");
    const std::array last{3U};
    for (const double scale : {1e16, 1e38, 1e-16}) {
        const Architecture far = mlp().activation(network::tanh()).branch(scales({1, 1, scale}));
        CAPTURE(scale);
        CHECK_THROWS_WITH(
            simulate_gram<float>(far, GramMatrix::pair(0.5), Width{50}, Depth{3}, key, 0, last, nothing),
            says);
        CHECK_THROWS_WITH(simulate_dense<float>(far, WeightLaw::gaussian, GramMatrix::pair(0.5), Width{50},
                                                Depth{3}, key, 0, last, nothing),
                          says);
    }
    CHECK_THROWS_WITH(simulate_dense<float>(resnet().weights(1e78), WeightLaw::gaussian, GramMatrix::one(),
                                            Width{50}, Depth{1}, key, 0, std::array{1U}, nothing),
                      says);
    CHECK_THROWS_AS(
        simulate_gram<double>(resnet().activation(network::tanh()).branch(constant(1e308)), GramMatrix::one(),
                              Width{50}, Depth{30}, key, 0, std::array{30U}, nothing),
        Error);
}

TEST_CASE("the watch over the range sees every input in every lane, and what is no number") {
    tests::for_each_target([](const std::string& target) {
        CAPTURE(target);
        constexpr std::uint32_t k = 3;
        constexpr double least = 1e-30;
        constexpr double most = 1e30;
        std::vector<double> gram(detail::packed(k) * lanes,
                                 -1e300);  // what is not on the diagonal is not seen
        const auto at = [&](std::uint32_t a, std::size_t lane) -> double& {
            return gram[(detail::packed(a) + a) * lanes + lane];
        };
        for (std::uint32_t a = 0; a < k; ++a) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                at(a, lane) = lane % 2 == 0 ? least : most;
            }
        }
        REQUIRE_FALSE(detail::outside_range(k, gram.data(), least, most));
        for (std::uint32_t a = 0; a < k; ++a) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                CAPTURE(a, lane);
                const double before = at(a, lane);
                for (const double bad : {std::nextafter(least, 0), std::nextafter(most, 1e31), -1.0, 5e-324,
                                         double{INFINITY}, std::nan(""), -std::nan("")}) {
                    at(a, lane) = bad;
                    REQUIRE(detail::outside_range(k, gram.data(), least, most));
                    REQUIRE_FALSE(detail::outside_range(a, gram.data(), least, most));
                }
                at(a, lane) = 0;
                REQUIRE_FALSE(detail::outside_range(k, gram.data(), least, most));
                at(a, lane) = before;
            }
        }
    });
}
