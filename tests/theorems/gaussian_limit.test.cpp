// Theorem 1 in numbers: the tables of docs/theory/resnet-commute, sections 2.1 to 2.4, and second ways to
// each number.
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"

#include <cmath>

#include "limitcheck/theorems/gaussian_limit/limit.hpp"
#include "limitcheck/theorems/gaussian_limit/statement.hpp"
#include "printed.hpp"

using limitcheck::precise::Certainty;
using limitcheck::precise::Enclosure;
using limitcheck::tests::prints_as;
using limitcheck::tests::prints_up_to;
using limitcheck::theorems::Branches;
namespace limit = limitcheck::theorems::gaussian_limit;
namespace precise = limitcheck::precise;

namespace {

limit::ResidualChain chain(std::int64_t n, std::int64_t depth, const Enclosure& q0 = 1) {
    return {limit::width_constants(n), Branches::inverse_root(depth), q0};
}

// M1, M3, M4 as full sums over K with gamma functions and exact binomials: no recurrence for the ratio, no
// window.
limit::SamplingMoments by_gamma_functions(std::int64_t n, std::int64_t trials) {
    limit::SamplingMoments sum{Enclosure(0, 300), Enclosure(0, 300), Enclosure(0, 300), Enclosure(0, 300)};
    Enclosure weight = precise::pow(Enclosure::ratio(1, 2, 300), static_cast<int>(trials));
    for (std::int64_t k = 0; k <= trials; ++k) {
        if (k > 0) {
            const auto moment = [&](int j) {
                return weight * precise::sqrt(precise::pow(Enclosure::ratio(4, n, 300), j)) *
                       precise::gamma_half(k + j, 300) / precise::gamma_half(k, 300);
            };
            sum.m1 += moment(1);
            sum.m2 += moment(2);
            sum.m3 += moment(3);
            sum.m4 += moment(4);
        }
        weight = weight * (trials - k) / (k + 1);
    }
    return sum;
}

}  // namespace

TEST_CASE("beta and gamma match the printed table", "[theorems][gaussian_limit]") {
    struct Row {
        std::int64_t n;
        const char *beta, *gamma2;
    };
    for (const Row& row : {Row{10, "1.287255640548", "2.154217496"},
                           {32, "1.261414887", "2.163949120"},
                           {100, "1.253612409047", "2.164816604"},
                           {256, "1.251406646", "2.164978683"},
                           {1000, "1.250359560651", "2.165043187"}}) {
        INFO("n = " << row.n);
        CHECK(prints_as(limit::beta(row.n) * row.n, row.beta));
        CHECK(prints_as(limit::gamma2(row.n) * row.n, row.gamma2));
    }
}

TEST_CASE("sampling moments agree with sums of gamma functions", "[theorems][gaussian_limit]") {
    for (const std::int64_t n : {1, 2, 3, 7, 40, 300, 700}) {
        for (const std::int64_t trials : {n, n - 1}) {
            INFO("n = " << n << ", trials = " << trials);
            const limit::SamplingMoments fast = limit::sampling_moments(n, trials);
            const limit::SamplingMoments slow = by_gamma_functions(n, trials);
            CHECK(fast.m1.overlaps(slow.m1));
            CHECK(fast.m2.overlaps(slow.m2));
            CHECK(fast.m3.overlaps(slow.m3));
            CHECK(fast.m4.overlaps(slow.m4));
            CHECK(fast.m1.width() < 1e-40);
            CHECK(fast.m3.width() < 1e-40);
        }
    }
}

TEST_CASE("beta and gamma at large width are narrow and near their limits", "[theorems][gaussian_limit]") {
    for (const std::int64_t n : {std::int64_t{65536}, std::int64_t{1000000}}) {
        const Enclosure beta = limit::beta(n);
        const Enclosure gamma2 = limit::gamma2(n);
        CHECK(beta.width() < 1e-25 * beta.lower());
        CHECK(gamma2.width() < 1e-25 * gamma2.lower());
        CHECK((beta * n).mid() == Approx(1.25).epsilon(1e-4));
        CHECK((gamma2 * n).mid() == Approx(std::sqrt(75.0) / 4).epsilon(1e-4));
    }
}

TEST_CASE("elementary bounds hold, and n beta_n is greatest at n = 6", "[theorems][gaussian_limit]") {
    const Enclosure most = Enclosure::decimal("1.30263");
    for (std::int64_t n = 1; n <= 1500; n += n < 60 ? 1 : 37) {
        INFO("n = " << n);
        CHECK(certainly_at_most(limit::beta(n), limit::beta_elementary(n)) == Certainty::yes);
        CHECK(certainly_at_most(limit::gamma2(n), limit::gamma2_elementary(n)) == Certainty::yes);
        CHECK(certainly_at_most(n * limit::beta(n), most) == Certainty::yes);
    }
    CHECK(certainly_less(Enclosure::decimal("1.30262"), 6 * limit::beta(6)) == Certainty::yes);
    CHECK(certainly_at_most(801 * limit::beta_elementary(801), most) == Certainty::yes);
}

TEST_CASE("growth function matches the printed values", "[theorems][gaussian_limit]") {
    CHECK(prints_as(limit::growth(Enclosure::decimal("0.1")), "0.15300"));
    CHECK(prints_as(limit::growth(Enclosure::decimal("0.25")), "0.49207"));
    CHECK(prints_as(limit::growth(Enclosure::decimal("0.5")), "1.31538"));
    CHECK(prints_as(limit::growth(Enclosure::decimal("0.75")), "2.47928"));
    CHECK(prints_as(limit::growth(1), "4.02651"));
    CHECK(prints_as(limit::growth(1, Enclosure::decimal("1.02")), "4.19174"));
    CHECK(limit::growth(0).upper() == 0.0);
    CHECK(limit::growth(1).width() < 1e-30);
    CHECK(certainly_at_most(limit::growth_majorant(1), Enclosure::decimal("4.6423")) == Certainty::yes);
}

TEST_CASE("growth function lies between validated Euler steps from both sides",
          "[theorems][gaussian_limit]") {
    // v = sqrt w solves v' = v/4 + 1 + 1/(2v), so w grows at a rate increasing in w: left-end slopes stay
    // below, and with w <= majorant at the step's end the slope there is not exceeded.
    for (const char* kappa_text : {"1", "1.02", "1.5"}) {
        const Enclosure kappa = Enclosure::decimal(kappa_text);
        const auto slope = [&](const Enclosure& w) {
            return -w / 2 + kappa * precise::square(precise::sqrt(w) + 1);
        };
        constexpr int steps = 3000;
        Enclosure below = 0;
        Enclosure above = 0;
        for (int i = 0; i < steps; ++i) {
            below += slope(below) / steps;
            // A w* >= above + h slope(w*) bounds the step: the solution cannot cross it within h.
            Enclosure end = above + slope(above) / steps + Enclosure::ratio(1, steps);
            for (int j = 0; j < 12; ++j) {
                end = above + slope(end) / steps;
            }
            end = (end + Enclosure::decimal("1e-12")).upper_end();
            REQUIRE(certainly_at_most(above + slope(end) / steps, end) == Certainty::yes);
            above = end;
        }
        const Enclosure exact = limit::growth(1, kappa);
        CHECK(certainly_less(below, exact) == Certainty::yes);
        CHECK(certainly_less(exact, above) == Certainty::yes);
        CHECK((above - below).upper() < 0.02);
    }
}

TEST_CASE("growth is monotone, below its majorant, and keeps its width at small and large times",
          "[theorems][gaussian_limit]") {
    Enclosure last = 0;
    for (const double t : {1e-9, 1e-4, 0.01, 0.3, 1.0, 2.5, 16.0, 32.0}) {
        INFO("t = " << t);
        const Enclosure w = limit::growth(Enclosure::exactly(t));
        CHECK(certainly_less(last, w) == Certainty::yes);
        CHECK(certainly_at_most(w, limit::growth_majorant(Enclosure::exactly(t))) == Certainty::yes);
        CHECK(w.width() < 1e-25 * w.upper());
        last = w;
    }
    CHECK(limit::growth(Enclosure::between(0.25, 0.5)).contains(limit::growth(Enclosure::decimal("0.3"))));
    CHECK_THROWS_AS(limit::growth(Enclosure(-1)), std::domain_error);
}

TEST_CASE("constants of the distance bound", "[theorems][gaussian_limit]") {
    CHECK(certainly_at_most(limit::c1(1), Enclosure::decimal("2.0794")) == Certainty::yes);
    CHECK(prints_as(limit::c1(1), "2.0794"));
    const Enclosure at_infinity =
        precise::sqrt(Enclosure::ratio(5, 8) * precise::exp(Enclosure::ratio(1, 2)) * limit::growth(1));
    CHECK(prints_as(at_infinity, "2.0369"));
    CHECK(certainly_less(limit::c1_at_width(1, 100), limit::c1(1)) == Certainty::yes);
    // The depth error it bounds, at every layer of a few depths.
    for (const std::int64_t depth : {1, 3, 10, 100}) {
        const Branches branches = Branches::inverse_root(depth, 160);
        for (std::int64_t l = 0; l <= depth; ++l) {
            const Enclosure t = Enclosure::ratio(l, depth);
            const Enclosure gap =
                precise::sqrt(limit::limit_variance(t)) - precise::sqrt(limit::chain_variance(branches, l));
            CHECK(certainly_at_most(gap, limit::c2(t) / depth + Enclosure::decimal("1e-40")) ==
                  Certainty::yes);
            CHECK(certainly_at_most(Enclosure::decimal("-1e-40"), gap) == Certainty::yes);
        }
    }
}

TEST_CASE("the depth constants are the sharp ones", "[theorems][gaussian_limit]") {
    // e^{1/4}/16 and e^{1/4} 5/16, by hand; and L times the gap comes within one part in L of C2.
    CHECK(prints_as(limit::c2(1), "0.0802515885"));
    CHECK(prints_as(limit::c2_floor(1), "0.4012579427"));
    CHECK(prints_as(limit::c2(Enclosure::ratio(1, 2), 4), "0.07082178"));
    const Enclosure gap = precise::sqrt(limit::limit_variance(1)) -
                          precise::sqrt(limit::chain_variance(Branches::inverse_root(1000, 160), 1000));
    CHECK(certainly_less(limit::c2(1) * Enclosure::decimal("0.999"), 1000 * gap) == Certainty::yes);
}

TEST_CASE("limit variances match the printed values", "[theorems][gaussian_limit]") {
    CHECK(prints_as(limit::limit_variance(Enclosure::decimal("0.1")), "1.051271096376024039698"));
    CHECK(prints_as(limit::limit_variance(Enclosure::decimal("0.5")), "1.284025416687741484073"));
    CHECK(prints_as(limit::limit_variance(1), "1.648721270700128146849"));
    CHECK(prints_as(limit::chain_variance(Branches::inverse_root(10), 10), "1.62889462677744140625"));
    CHECK(prints_as(limit::chain_variance(Branches::inverse_root(100), 100), "1.64666849211654462826"));
    CHECK(prints_as(limit::chain_variance(Branches::inverse_root(1000), 1000), "1.648515262083775620011"));
    // Recursion against closed form.
    CHECK(limit::chain_variance(Branches::inverse_root(1000), 700)
              .overlaps(precise::pow(1 + Enclosure::ratio(1, 2000), 700)));
    // False variants of section 2.6.
    CHECK(prints_as(limit::limit_variance(1, 1, 1), "2.71828"));
    CHECK(prints_as(limit::limit_variance(1, 1, Enclosure::ratio(1, 4)), "1.28403"));
    CHECK(prints_as(limit::chain_variance(Branches::uniform(10, 1), 10), "57.665"));
}

TEST_CASE("bound column of section 2.2", "[theorems][gaussian_limit]") {
    struct Row {
        std::int64_t n, depth;
        const char* bound;
    };
    for (const Row& row : {Row{16, 16, "3.5706"},
                           {64, 4, "2.2414"},
                           {64, 64, "3.9934"},
                           {64, 256, "4.1237"},
                           {256, 64, "3.9799"},
                           {1024, 128, "4.0625"}}) {
        INFO("n = " << row.n << ", L = " << row.depth);
        CHECK(prints_as(chain(row.n, row.depth).at(row.depth).coupling * row.n, row.bound));
    }
    // The limit n, L -> inf: 1.25 e^{1/2} w(1)/2
    CHECK(prints_as(Enclosure::ratio(5, 8) * limit::limit_variance(1) * limit::growth(1), "4.1491"));
}

TEST_CASE("tables of sections 2.3 and 2.4", "[theorems][gaussian_limit]") {
    struct Row {
        std::int64_t l, n;
        const char *coupling, *one_neuron, *bias, *rms;
    };
    for (const Row& row : {Row{50, 100, "0.10138", "0.09113", "0.17743", "0.50805"},
                           {50, 1000, "0.03202", "0.00872", "0.01671", "0.15483"},
                           {50, 4096, "0.01582", "0.00211", "0.00405", "0.07598"},
                           {100, 100, "0.20122", "0.32050", "0.63931", "1.00130"},
                           {100, 256, "0.12565", "0.11828", "0.22904", "0.60159"},
                           {100, 1000, "0.06355", "0.02917", "0.05609", "0.29581"},
                           {100, 4096, "0.03140", "0.00701", "0.01351", "0.14420"},
                           {100, 10000, "0.02009", "0.00286", "0.00552", "0.09187"}}) {
        INFO("l = " << row.l << " of 100, n = " << row.n);
        const limit::ResidualChain c = chain(row.n, 100);
        CHECK(prints_as(limit::distance(c, row.l), row.coupling));
        CHECK(prints_as(limit::one_neuron_distance(c, row.l), row.one_neuron));
        CHECK(prints_as(limit::norm_bias_leave_one_out(c, row.l), row.bias));
        CHECK(prints_as(limit::norm_l2(c, row.l), row.rms));
    }
    const auto scaled = [](std::int64_t n, std::int64_t depth, std::int64_t l) {
        return limit::one_neuron_distance(chain(n, depth), l) * n;
    };
    CHECK(prints_as(scaled(100, 100, 100), "32.05"));
    CHECK(prints_as(scaled(100, 2000, 2000), "33.04"));
    CHECK(prints_as(scaled(1000, 100, 100), "29.17"));
    CHECK(prints_as(scaled(1000, 2000, 2000), "30.01"));
    CHECK(prints_as(scaled(10000, 100, 100), "28.6"));
    CHECK(prints_as(scaled(100, 100, 50), "9.11"));
    CHECK(prints_as(scaled(1000, 100, 50), "8.72"));
    // Printed as upper bounds, one decimal, rounded up.
    const auto bias = [](std::int64_t n, std::int64_t depth, std::int64_t l) {
        return limit::norm_bias_leave_one_out(chain(n, depth), l) * n;
    };
    CHECK(prints_up_to(bias(100, 2000, 2000), "66.2"));
    CHECK(prints_up_to(bias(1000, 2000, 2000), "57.9"));
    CHECK(prints_up_to(bias(100, 100, 50), "17.8"));
    CHECK(prints_up_to(bias(1000, 100, 50), "16.8"));
    // sqrt(n) times the L2 bound of Q: the figures quoted under "Sharpness".
    CHECK(prints_as(limit::norm_l2(chain(64, 64), 64) * 8, "10.24"));
    CHECK(prints_as(limit::norm_l2(chain(256, 64), 64) * 16, "9.56"));
    CHECK(prints_as(limit::norm_l2(chain(64, 256), 256) * 8, "10.39"));
}

TEST_CASE("recursions stay below their closed forms", "[theorems][gaussian_limit]") {
    for (const std::int64_t n : {4, 100}) {
        for (const std::int64_t depth : {1, 7, 64}) {
            const limit::ResidualChain c = chain(n, depth);
            for (std::int64_t l = 1; l <= depth; ++l) {
                const Enclosure t = Enclosure::ratio(l, depth);
                const Enclosure q = limit::limit_variance(t);
                CHECK(certainly_at_most(c.at(l).coupling, limit::beta(n) / 2 * q * limit::growth(t)) ==
                      Certainty::yes);
                CHECK(certainly_at_most(c.at(l).coupling_rms,
                                        limit::gamma2(n) / 2 * q *
                                            limit::growth(t, 1 + Enclosure::ratio(2, n))) == Certainty::yes);
                CHECK(certainly_at_most(limit::distance(c, l), limit::c1(t) / precise::sqrt(Enclosure(n))) ==
                      Certainty::yes);
            }
        }
    }
}

TEST_CASE("scaling with q0", "[theorems][gaussian_limit]") {
    const limit::ResidualChain one = chain(20, 9);
    const limit::ResidualChain four = chain(20, 9, 4);
    CHECK((4 * one.at(9).coupling).overlaps(four.at(9).coupling));
    CHECK((4 * one.at(9).coupling_rms).overlaps(four.at(9).coupling_rms));
    CHECK((2 * limit::one_neuron_distance(one, 9)).overlaps(limit::one_neuron_distance(four, 9)));
    CHECK((4 * limit::norm_l2(one, 9)).overlaps(limit::norm_l2(four, 9)));
    CHECK((4 * limit::norm_bias(one, 9)).overlaps(limit::norm_bias(four, 9)));
    CHECK((16 * one.at(9).fourth_moment).overlaps(four.at(9).fourth_moment));
    CHECK((16 * one.at(9).norm_square_crude).overlaps(four.at(9).norm_square_crude));
}

TEST_CASE("one layer is exact where the theory says so", "[theorems][gaussian_limit]") {
    const limit::ResidualChain c = chain(12, 5);
    // Db_1 = (1/L) beta q0/2, no bias at l = 1 by direct accumulation, E Q_1^2 exact in the crude bound's
    // start.
    CHECK(c.at(1).coupling.overlaps(limit::beta(12) / 10));
    CHECK(c.at(1).bias_direct.upper() == 0.0);
    CHECK(c.at(0).norm_square.overlaps(Enclosure::ratio(14, 12)));
    CHECK(c.at(0).fourth_moment.contains(3.0));
    CHECK(limit::norm_bias(c, 1).upper() == 0.0);
    // E Q_0^2 = 1 + 2/n exactly, so the first step of both moment bounds is known in full.
    const Enclosure start = Enclosure::ratio(14, 12);
    CHECK(c.at(1).fourth_moment.overlaps(3 + (Enclosure::ratio(6, 5) + Enclosure::ratio(3, 25)) * start));
    CHECK(c.at(1).norm_square_crude.overlaps(
        start * (start * precise::square(Enclosure::ratio(6, 5)) - Enclosure::ratio(2, 12))));
    // Doob in L4, and the coupled draw has what the L2 bound adds to the sampling error.
    CHECK(limit::path_coupling_second_moment(c, 5).overlaps(precise::pow(Enclosure::ratio(4, 3), 4) *
                                                            precise::square(c.at(5).coupling_rms)));
    CHECK(limit::norm_l2(c, 5).overlaps(c.at(5).q * precise::sqrt(Enclosure::ratio(1, 6)) +
                                        precise::sqrt(limit::coupled_norm_second_moment(c, 5))));
    CHECK_THROWS_AS(c.at(6), std::logic_error);
    CHECK_THROWS_AS(limit::ResidualChain(limit::width_constants(3), Branches::inverse_root(4), 1, 5),
                    std::domain_error);
    CHECK_THROWS_AS(limit::width_constants(0), std::domain_error);
}

TEST_CASE("direct accumulation and the coupled draw at large width: the figures of the theory",
          "[theorems][gaussian_limit]") {
    // sqrt n times the bounds, t = 1.
    const limit::ResidualChain wide = chain(1000000, 64);
    CHECK(prints_as(precise::sqrt(limit::coupled_norm_second_moment(wide, 64)) * 1000, "6.74"));
    CHECK(prints_as(wide.at(64).bias_direct * 1000, "1.68"));
}

TEST_CASE("one neuron's path: its fourth moment, layer by layer, stays below the closed bound",
          "[theorems][gaussian_limit]") {
    // Section 2.4: E d_l^4 <= E d^4 + 6 N x + 3 x^2 with x = ||delta||_4^2/L, before it is summed up as 3
    // Nb^2.
    for (const std::int64_t n : {1, 3, 64, 4096}) {
        const limit::ResidualChain c = chain(n, 20);
        const double gamma = std::sqrt(limit::gamma2(n).mid());
        double fourth = 0;
        for (std::int64_t l = 0; l < 20; ++l) {
            const double rms = c.at(l).coupling_rms.mid();
            const double x = std::pow(std::sqrt(rms) + gamma * std::sqrt(c.at(l).q.mid() / 2), 2) / 20;
            fourth += 6 * rms * x + 3 * x * x;
            const double bound = limit::neuron_path_second_moment(c, l + 1).mid() * 81 / 256;
            CHECK(fourth <= bound * (1 + 1e-12));
            CHECK(fourth >= bound / std::pow(1 + 2.0 / static_cast<double>(n), 2) * (1 - 1e-12));
        }
    }
}

TEST_CASE("the statement is complete", "[theorems][gaussian_limit]") {
    CHECK(limit::theorem().id == "resnet/gaussian-limit");
    CHECK(limitcheck::theorems::citation(limit::theorem()).find("2302.00453") != std::string::npos);
    CHECK_FALSE(limit::theorem().hypotheses.empty());
}
