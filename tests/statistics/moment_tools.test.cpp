// Maurer's exponential and Catoni's e-process.
#include <cmath>
#include <random>

#include "catch.hpp"
#include "exact.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/process.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

namespace {

std::vector<Exact> lambdas(double scale) {
    std::vector<Exact> result;
    for (int k = 0; k < 25; ++k) {
        result.emplace_back(static_cast<double>(static_cast<float>(1e-3 * std::pow(3e3, k / 24.0))) / scale);
    }
    return result;
}

double slightly_above(const Exact& x) { return std::nextafter(static_cast<double>(x), 1e300); }

}  // namespace

TEST_CASE("Maurer: the mean value never exceeds 1 under the null, boundary included") {
    for (const double low : {0.0, 0.125, 0.5}) {
        for (const double high : {1.0, 2.0, 50.0}) {
            for (const double share : {0.01, 0.3, 0.9}) {
                const Exact mean = Exact(low) + share * (Exact(high) - low);
                const double bound = static_cast<double>(mean);
                const Law law = two_points(low, high, Exact(bound));
                const double moment = slightly_above(law.moment(0.0, 2));
                CHECK(expected_value(
                          EProcess(MaurerSpec{Certified::exactly(bound), Certified::exactly(moment)}), law,
                          3) <= 1);
                CHECK(expected_value(
                          EProcess(MaurerSpec{Certified::exactly(0.9 * bound), Certified::exactly(moment)}),
                          law, 3) < 1);
            }
        }
    }
    // Sharp to second order: all mass near 0 leaves nothing to the inequality exp(-y) <= 1 - y + y^2/2 but
    // the third order.
    const Law tiny = two_points(0.0, 1e-3, Exact(1e-6));
    const EProcess process(
        MaurerSpec{Certified::exactly(1e-6), Certified::exactly(slightly_above(tiny.moment(0.0, 2)))});
    CHECK(just_below(expected_value(process, tiny, 1), Exact(1), 0.6));
}

TEST_CASE("Maurer: log-evidence is the direct formula's, never above") {
    std::mt19937_64 engine(5);
    std::exponential_distribution<double> law(1.0);
    const double bound = 1.5;
    const double moment = 2.5;
    EProcess process(MaurerSpec{Certified::exactly(bound), Certified::exactly(moment)});
    Exact sum = 0;
    for (int t = 1; t <= 500; ++t) {
        const double x = law(engine);
        process.observe(x);
        sum += x;
        if (t % 50 == 0) {
            Exact mixed = 0;
            for (const Exact& lambda : lambdas(std::sqrt(moment))) {
                mixed += exp(lambda * (t * Exact(bound) - sum) - t * lambda * lambda * moment / 2);
            }
            CHECK(just_below(exact(process.value()), mixed / 25, 1e-9));
        }
    }
    CHECK(process.log_evidence().value > 10.0);
}

TEST_CASE(
    "Catoni: the mean value never exceeds 1 under the null, both directions, means inside the null "
    "included") {
    for (const double deviation : {0.25, 1.0, 30.0}) {
        for (const double weight : {0.02, 0.5, 0.9}) {
            // Mean `bound`, standard deviation `deviation`, skewed by the weight of the upper point.
            const double bound = 0.375;
            const double high = bound + deviation * std::sqrt((1 - weight) / weight);
            const double low = bound - deviation * std::sqrt(weight / (1 - weight));
            for (const Null against : {Null::mean_at_most, Null::mean_at_least}) {
                for (const double shift : {0.0, 0.1, 3.0}) {
                    const double sign = against == Null::mean_at_most ? -1.0 : 1.0;
                    const double moved = sign * shift * deviation;
                    const Law law = two_points(low + moved, high + moved, Exact(bound) + moved);
                    const Exact mean = law.mean();
                    const Exact variance = law.moment(0.0, 2) - mean * mean;
                    const EProcess process(CatoniSpec{against, Certified::exactly(bound),
                                                      Certified::exactly(slightly_above(variance))});
                    CAPTURE(deviation, weight, shift, sign);
                    CHECK(expected_value(process, law, 3) <= 1);
                    if (shift == 0.0) {
                        CHECK(expected_value(process, law, 1) > 0.6);
                    }
                    const Law outside =
                        two_points(low - sign * 0.2 * deviation, high - sign * 0.2 * deviation,
                                   Exact(bound) - sign * 0.2 * deviation);
                    CHECK(expected_value(process, outside, 2) > expected_value(process, law, 2));
                }
            }
        }
    }
}

TEST_CASE("Catoni: log-evidence is the direct formula's, never above") {
    std::mt19937_64 engine(9);
    std::normal_distribution<double> law(0.4, 1.0);
    const double bound = 0.1;
    const double variance = 1.25;
    EProcess up(CatoniSpec{Null::mean_at_most, Certified::exactly(bound), Certified::exactly(variance)});
    EProcess down(CatoniSpec{Null::mean_at_least, Certified::exactly(bound), Certified::exactly(variance)});
    const auto grid = lambdas(std::sqrt(variance));
    std::vector<Exact> log_up(25);
    std::vector<Exact> log_down(25);
    const auto phi = [](const Exact& y) {
        const Exact size = abs(y);
        const Exact value = log(1 + size + size * size / 2);
        return y < 0 ? Exact(-value) : value;
    };
    for (int t = 1; t <= 1200; ++t) {
        const double x = law(engine);
        up.observe(x);
        down.observe(x);
        Exact sum_up = 0;
        Exact sum_down = 0;
        for (std::size_t k = 0; k < 25; ++k) {
            const Exact y = grid[k] * (Exact(x) - bound);
            const Exact norm = log(1 + grid[k] * grid[k] * variance / 2);
            log_up[k] += phi(y) - norm;
            log_down[k] += -phi(y) - norm;
            sum_up += exp(log_up[k]);
            sum_down += exp(log_down[k]);
        }
        if (t % 40 == 0) {
            CHECK(just_below(exact(up.value()), sum_up / 25, 1e-9));
            CHECK(just_below(exact(down.value()), sum_down / 25, 1e-9));
        }
    }
    CHECK(up.log_evidence().value > 5.0);
    CHECK(down.log_evidence().value < 0.0);
}

TEST_CASE("moment tools: an interval is taken at the end that makes evidence harder") {
    const auto after = [](const ProcessSpec& s, double x) {
        EProcess process(s);
        for (int i = 0; i < 10; ++i) {
            process.observe(x);
        }
        return process.log_evidence();
    };
    const Certified b(0.9, 1.1);
    const Certified m(1.0, 2.0);
    const auto is = [](double x) { return Certified::exactly(x); };
    CHECK(after(MaurerSpec{b, m}, 0.2) == after(MaurerSpec{is(0.9), is(2.0)}, 0.2));
    CHECK(after(CatoniSpec{Null::mean_at_most, b, m}, 2.0) ==
          after(CatoniSpec{Null::mean_at_most, is(1.1), is(2.0)}, 2.0));
    CHECK(after(CatoniSpec{Null::mean_at_least, b, m}, 0.2) ==
          after(CatoniSpec{Null::mean_at_least, is(0.9), is(2.0)}, 0.2));
}

TEST_CASE("moment tools: impossible specs and draws are refused") {
    const auto is = [](double x) { return Certified::exactly(x); };
    CHECK_THROWS_AS(EProcess(MaurerSpec{is(0.0), is(1.0)}), std::logic_error);
    CHECK_THROWS_AS(EProcess(MaurerSpec{is(1.0), is(NAN)}), std::logic_error);
    CHECK_THROWS_AS(EProcess(CatoniSpec{Null::mean_at_most, is(INFINITY), is(1.0)}), std::logic_error);
    CHECK_THROWS_AS(EProcess(CatoniSpec{Null::mean_at_most, is(1.0), is(-1.0)}), std::logic_error);
    EProcess maurer(MaurerSpec{is(1.0), is(1.0)});
    CHECK_THROWS_AS(maurer.observe(-1.0), limitcheck::Error);
    EProcess catoni(CatoniSpec{Null::mean_at_most, is(1.0), is(1.0)});
    CHECK_THROWS_AS(catoni.observe(NAN), limitcheck::Error);
}
