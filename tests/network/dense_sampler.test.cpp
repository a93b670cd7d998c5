// The dense sampler: against its definition on the same bits, and weights that are not Gaussian.
#include "limitcheck/network/dense_sampler.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "../random/targets.hpp"
#include "catch.hpp"
#include "limitcheck/network/observables.hpp"
#include "sample.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0xde15eULL};

std::vector<double> last_layer(WeightLaw law, std::uint32_t n, std::uint32_t depth) {
    std::vector<double> all;
    const std::array layers{depth};
    simulate_dense<double>(resnet(), law, GramMatrix::pair(-0.3), Width{n}, Depth{depth}, key, 16, layers,
                           [&](std::size_t, const LayerView<double>& view) {
                               for (std::uint32_t i = 0; i < n; ++i) {
                                   for (std::uint32_t a = 0; a < 2; ++a) {
                                       const auto row = view.pre(i, a);
                                       all.insert(all.end(), row.begin(), row.end());
                                   }
                               }
                           });
    return all;
}

double weight(WeightLaw law, random::StreamKey stream, std::uint64_t sample, std::uint32_t layer,
              std::uint64_t index) {
    if (law == WeightLaw::gaussian) {
        return random::normal<double>(stream, sample, layer, index);
    }
    const std::uint32_t word =
        random::words(stream, sample, layer, static_cast<std::uint32_t>(index / 4))[index % 4];
    if (law == WeightLaw::rademacher) {
        return word >= 0x8000'0000U ? -1 : 1;
    }
    const double centred = word >= 0x8000'0000U ? word - 0x1p32 : word;
    return std::sqrt(3.0) * (centred + 0.5) / 0x1p31;
}

}  // namespace

TEST_CASE("the dense sampler is its definition, on the same random bits") {
    for (const WeightLaw law : {WeightLaw::gaussian, WeightLaw::rademacher, WeightLaw::uniform}) {
        // Rows of whole blocks of four weights, and others; longer than a run of 128 too.
        for (const std::uint32_t n : {1U, 9U, 12U, 70U, 132U, 133U, 260U}) {
            CAPTURE(static_cast<int>(law), n);
            const std::uint32_t depth = 4;
            const std::vector<double> found = last_layer(law, n, depth);
            const random::StreamKey stream = random::derive(key, "weights");
            for (const std::size_t lane : {std::size_t{0}, std::size_t{11}}) {
                const std::uint64_t sample = 16 + lane;
                std::vector<double> y(2 * n);
                for (std::uint32_t i = 0; i < n; ++i) {
                    const double a = random::normal<double>(stream, sample, 0, 2 * i);
                    const double b = random::normal<double>(stream, sample, 0, 2 * i + 1);
                    y[2 * i] = a;
                    y[2 * i + 1] = -0.3 * a + std::sqrt(1 - 0.09) * b;
                }
                for (std::uint32_t layer = 1; layer <= depth; ++layer) {
                    std::vector<double> next = y;
                    for (std::uint32_t i = 0; i < n; ++i) {
                        for (std::uint32_t j = 0; j < n; ++j) {
                            const double w = weight(law, stream, sample, layer, std::uint64_t{i} * n + j) /
                                             std::sqrt(static_cast<double>(depth) * n);
                            next[2 * i] += w * std::max(y[2 * j], 0.0);
                            next[2 * i + 1] += w * std::max(y[2 * j + 1], 0.0);
                        }
                    }
                    y = next;
                }
                for (std::size_t row = 0; row < y.size(); ++row) {
                    REQUIRE(std::fabs(found[row * lanes + lane] - y[row]) < 1e-12);
                }
            }
        }
    }
}

TEST_CASE("weights have mean 0 and variance 1, each in its own way") {
    // Variance of the square of a weight: 2, 0 and 4/5.
    const double fourth[] = {2, 0, 0.8};
    const random::StreamKey stream = random::derive(key, "weights");
    for (const WeightLaw law : {WeightLaw::gaussian, WeightLaw::rademacher, WeightLaw::uniform}) {
        double sum = 0;
        double squares = 0;
        const int count = 200000;
        for (int i = 0; i < count; ++i) {
            const double w = weight(law, stream, 3, 1, static_cast<std::uint64_t>(i));
            sum += w;
            squares += w * w;
        }
        CHECK(std::fabs(sum) / std::sqrt(count) < tests::five_sigma);
        CHECK(std::fabs(squares - count) <=
              tests::five_sigma * std::sqrt(count * fourth[static_cast<int>(law)]));
    }
}

TEST_CASE("dense networks have the same bits on any target") {
    for (const std::uint32_t n : {32U, 33U}) {
        const std::vector<double> expected = last_layer(WeightLaw::gaussian, n, 3);
        tests::for_each_target([&](const std::string& target) {
            CAPTURE(target, n);
            CHECK(last_layer(WeightLaw::gaussian, n, 3) == expected);
        });
    }
}

TEST_CASE("a dense layer too wide for its stream is refused") {
    const std::array layers{1U};
    CHECK_THROWS_AS(simulate_dense(resnet(), WeightLaw::gaussian, GramMatrix::one(), Width{40000}, Depth{1},
                                   key, 0, layers, [](std::size_t, const LayerView<float>&) {}),
                    Error);
}
