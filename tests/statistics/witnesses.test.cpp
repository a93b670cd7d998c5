#include "limitcheck/statistics/witnesses.hpp"

#include <cmath>
#include <random>

#include "catch.hpp"

using namespace limitcheck::statistics;

namespace {

Certified is(double x) { return Certified::exactly(x); }

}  // namespace

TEST_CASE("witnesses: the norm's two sides are held against (sqrt v + b)^2 and (sqrt v - b)^2, outward") {
    const auto parts = norm_parts({.observable = 2,
                                   .distance = Certified(0.49, 0.5),
                                   .target_moment = Certified(4.0, 4.1),
                                   .square_moment = is(30.0)});
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].observable == 2);
    CHECK(null_of(parts[0].spec) == Null::mean_at_most);
    CHECK(bound_of(parts[0].spec).upper >= std::pow(std::sqrt(4.1) + 0.5, 2));
    CHECK(bound_of(parts[0].spec).upper == Approx(std::pow(std::sqrt(4.1) + 0.5, 2)).epsilon(1e-14));
    CHECK(null_of(parts[1].spec) == Null::mean_at_least);
    CHECK(bound_of(parts[1].spec).lower <= 2.25);
    CHECK(bound_of(parts[1].spec).lower == Approx(2.25).epsilon(1e-14));
    CHECK(norm_parts(
              {.observable = 0, .distance = is(2.0), .target_moment = is(4.0), .square_moment = is(30.0)})
              .size() == 1);
}

TEST_CASE("witnesses: a law as far as the norm allows is not refuted, one farther is, on both sides") {
    // One-dimensional laws: Y = s Z against N(0, 1): W2 = |s - 1|, Q = s^2 Z^2, E Q^2 = 3 s^4.
    for (const double s : {1.6, 0.5}) {
        for (const double claimed : {std::fabs(s - 1.0) * 1.02, std::fabs(s - 1.0) * 0.5}) {
            std::mt19937_64 engine(12);
            std::normal_distribution<double> normal(0.0, 1.0);
            std::vector<EProcess> processes;
            for (const Part& part : norm_parts({.observable = 0,
                                    .distance = is(claimed),
                                    .target_moment = is(1.0),
                                    .square_moment = is(3.0 * std::pow(s, 4))})) {
                processes.emplace_back(part.spec);
            }
            for (int i = 0; i < 3000; ++i) {
                const double y = s * normal(engine);
                for (EProcess& process : processes) {
                    process.observe(y * y);
                }
            }
            const double best =
                std::max(processes[0].log_evidence().value, processes[1].log_evidence().value);
            CAPTURE(s, claimed, best);
            CHECK((best > 20.0) == (claimed < std::fabs(s - 1.0)));
        }
    }
}

TEST_CASE("witnesses: Lipschitz witnesses are two one-sided parts around the target's mean") {
    const auto parts = lipschitz_parts({.name = "|x|",
                                        .observable = 1,
                                        .distance = is(0.25),
                                        .target_mean = Certified(0.5, 0.75),
                                        .variance = is(2.0)});
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].name == "mean of |x| above what the distance allows");
    CHECK(null_of(parts[0].spec) == Null::mean_at_most);
    CHECK(bound_of(parts[0].spec).upper == 1.0);
    CHECK(null_of(parts[1].spec) == Null::mean_at_least);
    CHECK(bound_of(parts[1].spec).lower == 0.25);
    CHECK(std::get<CatoniSpec>(parts[0].spec).variance.upper == 2.0);
}

TEST_CASE("witnesses: a two-sided statement verifies with both nulls and refutes with both mirrored ones") {
    const CellTest test = two_sided({.observable = 4,
                                     .target = is(3.0),
                                     .distance = is(0.5),
                                     .centre = is(2.5),
                                     .second_moment = is(1.0)});
    REQUIRE(test.verify.size() == 2);
    REQUIRE(test.refute.size() == 2);
    const auto edge = [](const Part& part) {
        return std::pair{null_of(part.spec), bound_of(part.spec).lower};
    };
    CHECK(edge(test.verify[0]) == std::pair{Null::mean_at_least, 3.5});
    CHECK(edge(test.verify[1]) == std::pair{Null::mean_at_most, 2.5});
    CHECK(edge(test.refute[0]) == std::pair{Null::mean_at_most, 3.5});
    CHECK(edge(test.refute[1]) == std::pair{Null::mean_at_least, 2.5});
    for (const auto& part : test.verify) {
        CHECK(part.observable == 4);
        CHECK(std::get<QuadraticBetSpec>(part.spec).centre.lower == 2.5);
    }
    CHECK_THROWS_AS(two_sided({.observable = 0,
                               .target = is(0.0),
                               .distance = is(0.0),
                               .centre = is(0.0),
                               .second_moment = is(1.0)}),
                    std::logic_error);
}
