// The betting tools: nonnegative, bounded and clipped draws.
#include <cmath>
#include <random>

#include "catch.hpp"
#include "exact.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/process.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

namespace {

std::vector<Exact> lambdas() {
    std::vector<Exact> result;
    for (int k = 0; k < 24; ++k) {
        const double odds = 1e-3 * std::pow(3e4, k / 23.0);
        result.emplace_back(static_cast<double>(static_cast<float>(odds / (1.0 + odds))));
    }
    result.emplace_back(1.0);
    return result;
}

// The mixture's value for given ratios x/b, in a hundred digits.
Exact direct(const std::vector<Exact>& ratios) {
    Exact sum = 0;
    for (const Exact& lambda : lambdas()) {
        Exact product = 1;
        for (const Exact& ratio : ratios) {
            product *= 1 + lambda * (ratio - 1);
        }
        sum += product;
    }
    return sum / 25;
}

}  // namespace

TEST_CASE(
    "betting: the mean value is 1 on the boundary of the null and below inside, for laws with two and three "
    "points") {
    struct Case {
        double low, high, maximum, bound;
    };
    for (const Case c : {Case{0, 1, 1, 0.5}, Case{0, 1, 1, 0.3}, Case{0.1, 0.9, 1, 0.7}, Case{0, 2, 2, 0.01},
                         Case{0, 1e5, 1e5, 3}, Case{1e-9, 3e-9, 4e-9, 2e-9}}) {
        const Law law = two_points(c.low, c.high, Exact(c.bound));
        const Law three = three_points(c.low, 0.5 * (c.low + c.high), c.high,
                                       0.1 * (c.bound - c.low) / c.high, Exact(c.bound));
        const Certified b = Certified::exactly(c.bound);
        const Certified m = Certified::exactly(c.maximum);
        for (const Law& l : {law, three}) {
            CAPTURE(c.low, c.high, c.bound);
            CHECK(just_below(expected_value(EProcess(NonnegativeBetSpec{b}), l, 3), Exact(1), 1e-12));
            CHECK(just_below(expected_value(EProcess(BoundedBetSpec{Null::mean_at_most, b, m}), l, 3),
                             Exact(1), 1e-12));
            CHECK(just_below(expected_value(EProcess(BoundedBetSpec{Null::mean_at_least, b, m}), l, 3),
                             Exact(1), 1e-12));
        }
        const Law less = two_points(c.low, c.high, Exact(c.low) + (Exact(c.bound) - c.low) * 0.9);
        const Law more = two_points(c.low, c.high, Exact(c.bound) + (Exact(c.high) - c.bound) * 0.1);
        CHECK(expected_value(EProcess(NonnegativeBetSpec{b}), less, 2) < 1);
        CHECK(expected_value(EProcess(NonnegativeBetSpec{b}), more, 2) > 1);
        CHECK(expected_value(EProcess(BoundedBetSpec{Null::mean_at_least, b, m}), more, 2) < 1);
        CHECK(expected_value(EProcess(BoundedBetSpec{Null::mean_at_least, b, m}), less, 2) > 1);
    }
}

TEST_CASE("betting: clipped draws stay below 1 for every law that the second moment allows") {
    // The worst law for clip c puts mass at 2c, where (x-c)+ = x^2/(4c): there the level is sharp.
    for (const double clip : {0.5, 1.0, 3.0}) {
        const double mass = 0.01;
        const Law law{{0.25 * clip, 2.0 * clip}, {1 - Exact(mass), Exact(mass)}};
        const double moment = std::nextafter(static_cast<double>(law.moment(0.0, 2)), 1e300);
        const double bound = std::nextafter(static_cast<double>(law.mean()), 0.0);
        const EProcess process(ClippedBetSpec{Certified::exactly(bound), Certified::exactly(moment), clip});
        CHECK(expected_value(process, law, 3) <= 1);
        // Without the clip's loss the same bound would be beaten: the law's clipped mean is below its mean.
        const Law tail{{0.0, 2.0 * clip}, {1 - Exact(mass), Exact(mass)}};
        const double tail_moment = std::nextafter(static_cast<double>(tail.moment(0.0, 2)), 1e300);
        const double tail_bound = std::nextafter(static_cast<double>(tail.mean()), 0.0);
        CHECK(just_below(expected_value(EProcess(ClippedBetSpec{Certified::exactly(tail_bound),
                                                                Certified::exactly(tail_moment), clip}),
                                        tail, 3),
                         Exact(1), 1e-12));
    }
}

TEST_CASE("betting: log-evidence is the direct formula's in a hundred digits, never above") {
    std::mt19937_64 engine(11);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    const double bound = 0.37;
    const double maximum = 1.0;
    const double clip = 0.75;
    const double moment = 0.4;
    EProcess nonnegative(NonnegativeBetSpec{Certified::exactly(bound)});
    EProcess above(
        BoundedBetSpec{Null::mean_at_most, Certified::exactly(bound), Certified::exactly(maximum)});
    EProcess below(
        BoundedBetSpec{Null::mean_at_least, Certified::exactly(bound), Certified::exactly(maximum)});
    EProcess clipped(ClippedBetSpec{Certified::exactly(bound), Certified::exactly(moment), clip});
    std::vector<Exact> up;
    std::vector<Exact> down;
    std::vector<Exact> cut;
    const Exact level = Exact(bound) - Exact(moment) / (4 * Exact(clip));
    for (int i = 0; i < 400; ++i) {
        const double x = uniform(engine);
        for (EProcess* process : {&nonnegative, &above, &below, &clipped}) {
            process->observe(x);
        }
        up.push_back(Exact(x) / bound);
        down.push_back((Exact(maximum) - x) / (Exact(maximum) - bound));
        cut.push_back((Exact(clip) - std::min(x, clip)) / (Exact(clip) - level));
        if (i % 40 == 39) {
            CHECK(just_below(exact(nonnegative.value()), direct(up), 1e-12));
            CHECK(just_below(exact(above.value()), direct(up), 1e-12));
            CHECK(just_below(exact(below.value()), direct(down), 1e-12));
            CHECK(just_below(exact(clipped.value()), direct(cut), 1e-12));
        }
    }
}

TEST_CASE("betting: more is more evidence against a small mean, less against a large one") {
    EProcess low(NonnegativeBetSpec{Certified::exactly(1.0)});
    EProcess high = low;
    EProcess bounded_low(
        BoundedBetSpec{Null::mean_at_least, Certified::exactly(1.0), Certified::exactly(3.0)});
    EProcess bounded_high = bounded_low;
    for (const double x : {0.2, 1.4, 0.9, 2.2}) {
        low.observe(x);
        high.observe(x + 0.25);
        bounded_low.observe(x);
        bounded_high.observe(x + 0.25);
    }
    CHECK(low.log_evidence() < high.log_evidence());
    CHECK(bounded_low.log_evidence() > bounded_high.log_evidence());
}

TEST_CASE("betting: an interval is taken at the end that makes evidence harder") {
    const auto after = [](const ProcessSpec& s, double x) {
        EProcess process(s);
        for (int i = 0; i < 10; ++i) {
            process.observe(x);
        }
        return process.log_evidence();
    };
    const Certified b(0.9, 1.1);
    const Certified m(2.0, 3.0);
    CHECK(after(NonnegativeBetSpec{b}, 2.0) == after(NonnegativeBetSpec{Certified::exactly(1.1)}, 2.0));
    CHECK(after(BoundedBetSpec{Null::mean_at_most, b, m}, 1.9) ==
          after(BoundedBetSpec{Null::mean_at_most, Certified::exactly(1.1), Certified::exactly(3.0)}, 1.9));
    CHECK(after(BoundedBetSpec{Null::mean_at_least, b, m}, 0.1) ==
          after(BoundedBetSpec{Null::mean_at_least, Certified::exactly(0.9), Certified::exactly(3.0)}, 0.1));
    CHECK(after(ClippedBetSpec{b, Certified(1.0, 2.0), 2.0}, 0.1) ==
          after(ClippedBetSpec{Certified::exactly(0.9), Certified::exactly(2.0), 2.0}, 0.1));
}

TEST_CASE("betting: impossible specs and draws are refused") {
    const Certified one = Certified::exactly(1.0);
    CHECK_THROWS_AS(EProcess(NonnegativeBetSpec{Certified::exactly(0.0)}), std::logic_error);
    CHECK_THROWS_AS(EProcess(NonnegativeBetSpec{Certified::exactly(NAN)}), std::logic_error);
    CHECK_THROWS_AS(EProcess(BoundedBetSpec{Null::mean_at_least, one, one}), std::logic_error);
    CHECK_THROWS_AS(EProcess(ClippedBetSpec{one, Certified::exactly(8.0), 1.5}), std::logic_error);
    CHECK_THROWS_AS(EProcess(ClippedBetSpec{one, one, 0.5}), std::logic_error);
    EProcess bounded(BoundedBetSpec{Null::mean_at_least, one, Certified::exactly(2.0)});
    CHECK_THROWS_AS(bounded.observe(2.1), limitcheck::Error);
    CHECK_THROWS_AS(bounded.observe(-0.1), limitcheck::Error);
    EProcess nonnegative(NonnegativeBetSpec{one});
    CHECK_THROWS_AS(nonnegative.observe(-1e-300), limitcheck::Error);
    CHECK_THROWS_AS(nonnegative.observe(INFINITY), limitcheck::Error);
}
