#include "limitcheck/statistics/planner.hpp"

#include <cmath>
#include <random>

#include "catch.hpp"

using namespace limitcheck::statistics;

namespace {

Certified is(double x) { return Certified::exactly(x); }
constexpr LogThreshold level{23.0};

// Mean number of draws until the threshold.
template <class Law>
double draws_to_cross(const ProcessSpec& spec, Law law, int repetitions = 40) {
    std::mt19937_64 engine(21);
    double total = 0.0;
    for (int r = 0; r < repetitions; ++r) {
        EProcess process(spec);
        for (int i = 0; i < 20000 && !process.reaches(level); ++i) {
            process.observe(law(engine));
            total += 1.0;
        }
    }
    return total / repetitions;
}

void check_prediction(const ProcessSpec& spec, double mean, double second, double measured) {
    const auto predicted = EProcess(spec).predicted_draws(mean, second, level);
    REQUIRE(predicted.has_value());
    CAPTURE(EProcess(spec).tool(), *predicted, measured);
    CHECK(*predicted < 1.5 * measured);
    CHECK(*predicted > measured / 1.5);
}

}  // namespace

TEST_CASE("planner: predictions agree with simulation within 1.5 times, for every tool") {
    std::exponential_distribution<double> exponential(1.0);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    std::normal_distribution<double> normal(0.0, 1.0);
    const auto coin = [](std::mt19937_64& engine) {
        return std::bernoulli_distribution(0.3)(engine) ? 1.0 : 0.0;
    };
    const auto check = [](const ProcessSpec& spec, double mean, double second, auto law) {
        check_prediction(spec, mean, second, draws_to_cross(spec, law));
    };
    check(NonnegativeBetSpec{is(0.6)}, 1.0, 2.0, exponential);
    check(NonnegativeBetSpec{is(0.4)}, 0.5, 1.0 / 3.0, uniform);
    check(BoundedBetSpec{Null::mean_at_least, is(0.6), is(1.0)}, 0.5, 1.0 / 3.0, uniform);
    check(BoundedBetSpec{Null::mean_at_most, is(0.2), is(1.0)}, 0.3, 0.3, coin);
    check(BoundedBetSpec{Null::mean_at_least, is(0.45), is(1.0)}, 0.3, 0.3, coin);
    check(ClippedBetSpec{is(2.0), is(3.0), 3.0}, 1.0, 2.0, exponential);
    check(QuadraticBetSpec{Null::mean_at_least, is(1.5), is(0.0), is(2.5)}, 1.0, 2.0, exponential);
    check(QuadraticBetSpec{Null::mean_at_most, is(-0.25), is(0.0), is(1.25)}, 0.0, 1.0, normal);
    check(MaurerSpec{is(1.5), is(2.5)}, 1.0, 2.0, exponential);
    check(CatoniSpec{Null::mean_at_most, is(-0.25), is(1.25)}, 0.0, 1.0, normal);
    check(EventSpec{Null::mean_at_most, is(0.2)}, 0.3, 0.3, coin);
    check(EventSpec{Null::mean_at_least, is(0.4)}, 0.3, 0.3, coin);
}

TEST_CASE("planner: no power is said at once") {
    CHECK_FALSE(EProcess(NonnegativeBetSpec{is(1.0)}).predicted_draws(0.9, 1.0, level).has_value());
    CHECK_FALSE(
        EProcess(EventSpec{Null::mean_at_least, is(0.3)}).predicted_draws(0.4, 0.4, level).has_value());
    CHECK_FALSE(EProcess(MaurerSpec{is(1.0), is(2.0)}).predicted_draws(1.0, 2.0, level).has_value());
    const CellTest test{{{"verify", 0, MaurerSpec{is(1.0), is(2.0)}}},
                        {{"refute", 0, NonnegativeBetSpec{is(1.0)}}}};
    const std::vector<Expected> large{{1.2, 2.0}};
    CHECK_FALSE(networks_to_verify(test, large, {level, level}).has_value());
    CHECK(networks_to_refute(test, large, {level, level}).has_value());
}

TEST_CASE("planner: all verify parts must cross, one refute part is enough and pays for the average") {
    const auto bet = [](Null against, double bound) { return BoundedBetSpec{against, is(bound), is(1.0)}; };
    const CellTest test{
        {{"near", 0, bet(Null::mean_at_least, 0.6)}, {"far", 0, bet(Null::mean_at_least, 0.9)}},
        {{"near", 1, bet(Null::mean_at_most, 0.4)}, {"far", 1, bet(Null::mean_at_most, 0.1)}}};
    const std::vector<Expected> expected{{0.5, 1.0 / 3.0}, {0.5, 1.0 / 3.0}};
    const auto alone = [&](const Part& part, double shift) {
        return EProcess(part.spec).predicted_draws(0.5, 1.0 / 3.0, LogThreshold{level.value + shift});
    };
    CHECK(networks_to_verify(test, expected, {level, level}) == alone(test.verify[0], 0.0));
    CHECK(networks_to_refute(test, expected, {level, level}) == alone(test.refute[1], std::log(2.0)));
}

TEST_CASE("planner: the detectable gap is the one that the budget of networks just decides") {
    const ProcessSpec spec = QuadraticBetSpec{Null::mean_at_least, is(1.0), is(1.0), is(2.0)};
    const auto gap = detectable_gap(spec, 2.0, level, 1000.0, 1.0);
    REQUIRE(gap.has_value());
    // Growth gap^2/(M + v): gap = sqrt((23 + 2) (2 + 2) / 1000).
    CHECK(*gap == Approx(std::sqrt(25.0 * 4.0 / 1000.0)).epsilon(0.1));
    CHECK(*detectable_gap(spec, 2.0, level, 4000.0, 1.0) < *gap);
    CHECK_FALSE(detectable_gap(spec, 2.0, level, 10.0, 0.1).has_value());
}
