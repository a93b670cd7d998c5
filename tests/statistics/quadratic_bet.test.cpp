#include "limitcheck/statistics/quadratic_bet.hpp"

#include <rapidcheck.h>

#include <array>
#include <cmath>
#include <random>

#include "catch.hpp"
#include "exact.hpp"
#include "limitcheck/cell/error.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

namespace {

QuadraticBetSpec spec(Null against, double bound, double centre, double second_moment,
                      QuadraticStrategy strategy = QuadraticStrategy::mixed) {
    return {against, Certified::exactly(bound), Certified::exactly(centre), Certified::exactly(second_moment),
            strategy};
}

// The smallest double not below x.
double round_up(const Exact& x) {
    double result = static_cast<double>(x);
    while (Exact(result) < x) {
        result = std::nextafter(result, 1e300);
    }
    return result;
}

struct BoundaryCase {
    double low, high, mean, centre;
};
const std::vector<BoundaryCase> boundary_cases{{0, 1, 0.5, 0},    {0, 1, 0.3, 0},     {0, 8, 0.25, 0},
                                               {-3, 2, 0.125, 0}, {-1, 1, 0.0, 0.0},  {0, 4, 1.0, 1.0},
                                               {0.5, 3, 0.75, 2}, {-7, -1, -2.5, -3}, {1e-8, 1e-7, 3e-8, 0},
                                               {0, 1e6, 10, 0},   {2, 2.5, 2.25, 2}};

// Drawn evenly from (-scale, scale).
double real(double scale) {
    return scale * static_cast<double>(*rc::gen::inRange<std::int64_t>(-(1LL << 40), 1LL << 40)) * 0x1p-40;
}

// What makes a factor: a second moment, its root, the gap to the null, the bet.
struct DrawnFactor {
    double moment, root, gap, lambda;
};
DrawnFactor any_factor() {
    const double moment = std::exp(real(8.0));
    const double root = std::sqrt(moment);
    const double gap = real(2.0) * root;
    return {moment, root, gap, std::exp(real(6.0) - 3.0) / root};
}

}  // namespace

TEST_CASE("quadratic bet: the mean factor is 1 on the boundary of its null, and never above") {
    for (const auto& c : boundary_cases) {
        for (const Null against : {Null::mean_at_least, Null::mean_at_most}) {
            for (const auto strategy : {QuadraticStrategy::mixed, QuadraticStrategy::predictable}) {
                const Law law = two_points(c.low, c.high, Exact(c.mean));
                const Law wide = three_points(c.low, c.mean, c.high, 0.25, Exact(c.mean));
                for (const Law& l : {law, wide}) {
                    const double moment = round_up(l.moment(c.centre, 2));
                    const EProcess process(spec(against, c.mean, c.centre, moment, strategy));
                    const Exact mean = expected_value(process, l, 3);
                    CAPTURE(c.low, c.high, c.mean, c.centre, against == Null::mean_at_least);
                    CHECK(just_below(mean, Exact(1), 1e-12));
                }
            }
        }
    }
}

TEST_CASE(
    "quadratic bet: inside the null, or with less than the certified second moment, the mean stays below 1") {
    for (const auto& c : boundary_cases) {
        const double width = c.high - c.low;
        for (const double shift : {1e-3, 0.05}) {
            const double moment = round_up(two_points(c.low, c.high, Exact(c.mean)).moment(c.centre, 2));
            // Laws with a mean on the null's side, scaled so that the certificate still holds.
            for (const Null against : {Null::mean_at_least, Null::mean_at_most}) {
                const double mean =
                    against == Null::mean_at_least ? c.mean + shift * width : c.mean - shift * width;
                if (mean <= c.low || mean >= c.high) {
                    continue;
                }
                const Law law = two_points(c.low, c.high, Exact(mean));
                const double enough = std::max(moment, round_up(law.moment(c.centre, 2)));
                CHECK(expected_value(EProcess(spec(against, c.mean, c.centre, enough)), law, 2) <= 1);
                CHECK(expected_value(EProcess(spec(against, c.mean, c.centre, 2.0 * enough)), law, 2) < 1);
            }
        }
    }
}

TEST_CASE("quadratic bet: a factor is nonnegative everywhere and its mu is the least one") {
    REQUIRE(rc::check([] {
        const auto [moment, root, gap, lambda] = any_factor();
        const auto factor = QuadraticFactor::make(lambda, gap, moment);
        const Exact height = 1 + Exact(lambda) * gap;
        const Exact discriminant = height * height - Exact(lambda) * lambda * moment;
        if (!factor) {
            RC_ASSERT(height <= 0 || discriminant <= 1e-12 * height * height);
            return;
        }
        const Exact mu = factor->mu();
        const Exact constant = height - mu * moment;
        RC_ASSERT(4 * mu * constant >= Exact(lambda) * lambda);
        const Exact least = (height - sqrt(discriminant > 0 ? discriminant : Exact(0))) / (2 * Exact(moment));
        RC_ASSERT(mu >= least * (discriminant > 0 ? 1 : 0));
        RC_ASSERT(discriminant < 1e-6 * height * height || mu <= least * (1 + Exact(1e-8)));
        // The computed lower bound, at the double root where the exact factor is smallest and elsewhere.
        const double foot = lambda / (2.0 * factor->mu());
        for (const double y :
             {foot, std::nextafter(foot, 1e300), 0.0, -foot, real(10.0) * root, 1e6 * root}) {
            const Exact value = mu * Exact(y) * y - Exact(lambda) * y + constant;
            const double below = factor->below(y, y);
            RC_ASSERT(below >= 0.0);
            RC_ASSERT(Exact(below) <= value);
            RC_ASSERT(value - below <= 1e-14 * (mu * Exact(y) * y + abs(Exact(lambda) * y) + height + 1));
        }
    }));
}

TEST_CASE("quadratic bet: every mu between the least and the largest keeps a factor nonnegative") {
    REQUIRE(rc::check([] {
        const auto [moment, root, gap, lambda] = any_factor();
        const double share = std::abs(real(0.99));
        const auto least = QuadraticFactor::make(lambda, gap, moment);
        const auto factor = QuadraticFactor::make(lambda, gap, moment, share);
        if (!factor) {
            return;
        }
        const Exact mu = factor->mu();
        const Exact constant = 1 + Exact(lambda) * gap - mu * moment;
        RC_ASSERT(4 * mu * constant >= Exact(lambda) * lambda);
        RC_ASSERT(least.has_value());
        RC_ASSERT(factor->mu() >= least->mu() * (1 - 1e-12));
        for (const double y : {lambda / (2.0 * factor->mu()), 0.0, real(10.0) * root, -1e6 * root}) {
            const double below = factor->below(y, y);
            RC_ASSERT(below >= 0.0);
            RC_ASSERT(Exact(below) <= mu * Exact(y) * y - Exact(lambda) * y + constant);
        }
    }));
    CHECK_THROWS_AS(QuadraticFactor::make(1.0, 1.0, 1.0, 1.0), std::logic_error);
    CHECK_THROWS_AS(QuadraticFactor::make(1.0, 1.0, 1.0, -0.1), std::logic_error);
}

TEST_CASE("quadratic bet: at the largest lambda, where both roots meet, a factor is certain or refused") {
    int made = 0;
    int refused = 0;
    for (const double moment : {1.0, 2.0, 0.3, 7e-5}) {
        for (const double gap : {0.0, 0.25, -0.5}) {
            double lambda = 1.0 / (std::sqrt(moment) - gap * std::sqrt(moment));
            for (int step = 0; step < 40; ++step) {
                lambda = std::nextafter(lambda, 0.0) * (step < 20 ? 1.0 : 1.0 - 0x1p-40);
                const auto factor = QuadraticFactor::make(lambda, gap * std::sqrt(moment), moment);
                (factor ? made : refused) += 1;
                if (factor) {
                    const Exact mu = factor->mu();
                    const Exact height = 1 + Exact(lambda) * (gap * std::sqrt(moment));
                    CHECK(4 * mu * (height - mu * moment) >= Exact(lambda) * lambda);
                }
            }
        }
    }
    CHECK(made > 0);
    CHECK(refused > 0);
    CHECK_FALSE(QuadraticFactor::make(1.0, 0.0, 1.0).has_value());
}

TEST_CASE("quadratic bet: log-evidence is the direct formula's in a hundred digits, from below") {
    std::mt19937_64 engine(7);
    std::exponential_distribution<double> law(1.0);
    for (const Null against : {Null::mean_at_least, Null::mean_at_most}) {
        const double bound = against == Null::mean_at_least ? 1.4 : 0.6;
        const double centre = 0.3;
        const double moment = 1.7;
        const double sign = against == Null::mean_at_least ? 1.0 : -1.0;
        QuadraticBet process(spec(against, bound, centre, moment));
        std::vector<std::array<Exact, 2>>
            products;  // at the least mu, and an eighth of the way to the largest
        std::vector<Exact> lambdas;
        for (int k = 0; k < 25; ++k) {
            const auto relative = static_cast<float>(1e-3 * std::pow(3e3, k / 24.0));
            const Exact lambda = static_cast<double>(relative) / std::sqrt(moment);
            const Exact height = 1 + lambda * sign * (Exact(bound) - centre);
            if (height > 0 && height * height >= lambda * lambda * moment) {
                lambdas.push_back(lambda);
                products.push_back({Exact(9), Exact(1)});
            }
        }
        REQUIRE(lambdas.size() > 15);
        for (int i = 0; i < 300; ++i) {
            const double x = law(engine);
            process.observe(x);
            Exact sum = 0;
            for (std::size_t k = 0; k < lambdas.size(); ++k) {
                const Exact lambda = lambdas[k];
                const Exact height = 1 + lambda * sign * (Exact(bound) - centre);
                const Exact root = sqrt(height * height - lambda * lambda * moment);
                const Exact y = Exact(x) - centre;
                for (std::size_t which = 0; which < 2; ++which) {
                    const Exact mu =
                        (height + (which == 0 ? -1 : Exact(-3) / 4) * root) / (2 * Exact(moment));
                    products[k][which] *=
                        1 + lambda * sign * (Exact(bound) - x) + mu * (y * y - Exact(moment));
                    sum += products[k][which];
                }
            }
            const Exact reference = log(sum / (10 * static_cast<double>(lambdas.size())));
            const Exact value = process.value().log().value;
            // mu is rounded up, which may raise a factor by as much as mu itself moves it: 1e-10 bounds both
            // sides here.
            CHECK(abs(value - reference) < 1e-10);
        }
    }
}

TEST_CASE("quadratic bet: it grows as fast as the theory says for small gaps") {
    // Growth (b - theta)^2/(M + E(X-c)^2) a draw.
    std::mt19937_64 engine(3);
    std::normal_distribution<double> law(0.0, 1.0);
    const double gap = 0.2;
    const double moment = 1.5;
    const double rate = gap * gap / (moment + 1.0);
    double draws = 0.0;
    const int repetitions = 60;
    for (int r = 0; r < repetitions; ++r) {
        EProcess process(spec(Null::mean_at_least, gap, 0.0, moment));
        for (int i = 0; i < 10000 && !process.reaches(LogThreshold{23.0}); ++i) {
            process.observe(law(engine));
            draws += 1.0;
        }
    }
    const double predicted = (23.0 + 2.0) / rate;
    CHECK(draws / repetitions == Approx(predicted).epsilon(0.12));
}

TEST_CASE("quadratic bet: an interval is taken at the end that makes evidence harder") {
    const auto after = [](const QuadraticBetSpec& s, double x) {
        EProcess process(s);
        for (int i = 0; i < 20; ++i) {
            process.observe(x);
        }
        return process.log_evidence();
    };
    for (const Null against : {Null::mean_at_least, Null::mean_at_most}) {
        const double x = against == Null::mean_at_least ? 0.5 : 1.5;
        QuadraticBetSpec narrow = spec(against, 1.0, 0.0, 3.0);
        QuadraticBetSpec wide = narrow;
        wide.bound = Certified(0.9, 1.1);
        narrow.bound = Certified::exactly(against == Null::mean_at_least ? 0.9 : 1.1);
        CHECK(after(wide, x) == after(narrow, x));
        wide.second_moment = Certified(2.0, 4.0);
        narrow.second_moment = Certified::exactly(4.0);
        CHECK(after(wide, x) == after(narrow, x));
    }
}

TEST_CASE("quadratic bet: an uncertain centre widens the second moment enough") {
    // The centre lies in [-0.1, 0.1], E (X - c)^2 = 1 about it; about 0 the second moment is 1.09.
    for (const double truth : {-0.1, 0.1}) {
        const double mean = 5.0 * truth;
        QuadraticBetSpec s = spec(truth > 0.0 ? Null::mean_at_least : Null::mean_at_most, mean, 0.0, 1.0);
        const double spread = std::sqrt(0.84) * (1.0 - 1e-12);
        const Law law = two_points(mean - spread, mean + spread, Exact(mean));
        REQUIRE(law.moment(truth, 2) <= 1);
        REQUIRE(law.moment(0.0, 2) > 1);
        CHECK(expected_value(EProcess(s), law, 3) > 1);
        s.centre = Certified(-0.1, 0.1);
        CHECK(expected_value(EProcess(s), law, 3) <= 1);
    }
}

TEST_CASE("quadratic bet: a hopeless bound gives no evidence and no power, not an error") {
    // Any X with E X^2 <= 1 has E X >= -1: nothing speaks against mean >= -1000.
    EProcess process(spec(Null::mean_at_least, -1000.0, 0.0, 1.0));
    process.observe(-0.5);
    CHECK(process.log_evidence().value <= 0.0);
    CHECK_FALSE(process.predicted_draws(-0.5, 0.5, LogThreshold{20.0}).has_value());
}

TEST_CASE("quadratic bet: impossible specs and draws are refused") {
    CHECK_THROWS_AS(QuadraticBet(spec(Null::mean_at_least, 1.0, 0.0, 0.0)), std::logic_error);
    CHECK_THROWS_AS(QuadraticBet(spec(Null::mean_at_least, 1.0, 0.0, INFINITY)), std::logic_error);
    CHECK_THROWS_AS(QuadraticBet(spec(Null::mean_at_least, NAN, 0.0, 1.0)), std::logic_error);
    CHECK_THROWS_AS(QuadraticBet(spec(Null::mean_at_least, 1.0, NAN, 1.0)), std::logic_error);
    QuadraticBet process(spec(Null::mean_at_least, 1.0, 0.0, 1.0));
    CHECK_THROWS_AS(process.observe(NAN), limitcheck::Error);
    CHECK_THROWS_AS(process.observe(-INFINITY), limitcheck::Error);
}
