// Two-input bounds: the figures of docs/theory/resnet-commute, section 3.3, and
// docs/theory/statistics-of-verdicts.
#include "limitcheck/theorems/covariance_limit/bounds.hpp"

#include <cmath>

#include "limitcheck/theorems/covariance_limit/kernel.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/covariance_limit/statement.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"
#include "printed.hpp"

using limitcheck::precise::Certainty;
using limitcheck::precise::Enclosure;
using limitcheck::tests::prints_as;
using limitcheck::theorems::Branches;
namespace limit = limitcheck::theorems::covariance_limit;
namespace gaussian = limitcheck::theorems::gaussian_limit;
namespace precise = limitcheck::precise;

namespace {

Enclosure number(const char* numeral) { return Enclosure::decimal(numeral); }

bool at_most(const Enclosure& a, const Enclosure& b) { return certainly_at_most(a, b) == Certainty::yes; }

}  // namespace

TEST_CASE("bounds quoted in section 3.3", "[theorems][covariance_limit]") {
    const Branches hundred = Branches::inverse_root(100);
    const auto chain = [&](std::int64_t n, const char* c0, limit::SamplingBound sampling) {
        return limit::CovarianceChain(n, hundred, number(c0), sampling);
    };
    const auto root = [](std::int64_t n) { return precise::sqrt(Enclosure(n)); };
    using enum limit::SamplingBound;
    CHECK(prints_as(root(100) * limit::pair_distance(chain(100, "0.2", uniform), 100), "6.79"));
    const Enclosure deep =
        precise::sqrt(limit::chi_most() * gaussian::limit_variance(1) * gaussian::growth(1));
    CHECK(prints_as(deep, "6.884"));
    struct Row {
        std::int64_t n;
        const char *distance, *l1;
    };
    for (const Row& row :
         {Row{32, "5.59", "14.6"}, {100, "4.11", "10.0"}, {256, "3.67", "8.81"}, {10000, "3.40", "7.95"}}) {
        INFO("n = " << row.n);
        CHECK(prints_as(root(row.n) * limit::pair_distance(chain(row.n, "0.2", refined), 100), row.distance));
        CHECK(prints_as(root(row.n) * limit::covariance_l1(chain(row.n, "0.2", refined), 100), row.l1));
    }
    CHECK(prints_as(root(1000) * limit::covariance_l1(chain(1000, "0.2", refined), 100), "8.20"));
    CHECK(prints_as(root(4096) * limit::covariance_l1(chain(4096, "0.2", refined), 100), "8.00"));
    struct Range {
        std::int64_t n;
        double least, most;
    };
    for (const Range& range : {Range{32, 28.5, 29.3},
                               {100, 22.8, 23.5},
                               {256, 20.7, 21.4},
                               {1000, 19.2, 19.9},
                               {4096, 18.5, 19.2}}) {
        for (const char* c0 : {"-0.9", "0", "0.5", "0.999"}) {
            INFO("n = " << range.n << ", c0 = " << c0);
            const Enclosure scaled = root(range.n) * limit::covariance_l2(chain(range.n, c0, uniform), 100);
            CHECK(scaled.lower() >= range.least - 0.05);
            CHECK(scaled.upper() <= range.most + 0.05);
        }
    }
}

TEST_CASE("sampling bounds are ordered, and the sharper chain stays below", "[theorems][covariance_limit]") {
    using enum limit::SamplingBound;
    const Branches branches = Branches::inverse_root(20);
    for (const std::int64_t n : {8, 64, 1024}) {
        const limit::CovarianceChain plain(n, branches, number("-0.5"), uniform);
        const limit::CovarianceChain sharper(n, branches, number("-0.5"), by_correlation);
        const limit::CovarianceChain best(n, branches, number("-0.5"), refined);
        CHECK(at_most(limit::covariance_l1(sharper, 20), limit::covariance_l1(plain, 20)));
        CHECK(at_most(limit::covariance_l2(sharper, 20), limit::covariance_l2(plain, 20)));
        CHECK(limit::covariance_bias(best, 20).upper() <= limit::covariance_bias(plain, 20).upper());
        CHECK(plain.at(1).bias.upper() == 0.0);
        // One step: Db2_1 = b/L, and the closed form bounds every layer.
        CHECK(plain.at(1).coupling.overlaps(limit::sampling_error_uniform(n) / 20));
        // Two steps of the bias: sqrt(q_1 Db2_1) + Db2_1/2 with q_1 = 41/40.
        const Enclosure& first = plain.at(1).coupling;
        CHECK(plain.at(2).bias.overlaps((precise::sqrt(Enclosure::ratio(41, 40) * first) + first / 2) / 20));
        CHECK(limit::covariance_l2(plain, 20).overlaps(
            plain.at(20).q * precise::sqrt((1 + precise::square(plain.at(20).c)) / n) +
            precise::sqrt(limit::coupled_covariance_second_moment(plain, 20))));
        for (std::int64_t l = 1; l <= 20; ++l) {
            const Enclosure t = Enclosure::ratio(l, 20);
            CHECK(at_most(plain.at(l).coupling, limit::sampling_error_uniform(n) *
                                                    gaussian::limit_variance(t) * gaussian::growth(t)));
            CHECK(at_most(plain.at(l).coupling_rms, limit::sampling_error_fourth(n) *
                                                        gaussian::limit_variance(t) *
                                                        gaussian::growth(t, 1 + Enclosure::ratio(2, n))));
        }
    }
}

TEST_CASE("bias and drifts' difference: the figures of the theory, and the recursion again in double",
          "[theorems][covariance_limit]") {
    using enum limit::SamplingBound;
    const auto scaled = [](const Enclosure& x) { return x * 1000; };  // sqrt n at n = 10^6
    const Branches branches = Branches::inverse_root(64);
    const limit::CovarianceChain best(1000000, branches, number("-0.9"), refined);
    CHECK(prints_as(scaled(limit::covariance_bias(best, 64)), "2.0"));
    CHECK(prints_as(scaled(limit::covariance_bias(best, 4)), "0.012"));
    const limit::CovarianceChain deep(1000000, Branches::inverse_root(256), number("-0.9"), refined);
    CHECK(prints_as(scaled(limit::covariance_bias(deep, 64)), "0.15"));
    CHECK(prints_as(scaled(precise::sqrt(limit::covariance_drift_second_moment(best, 4))), "0.0307"));
    CHECK(prints_as(scaled(precise::sqrt(limit::coupled_covariance_second_moment(best, 4))), "1.45"));
    const limit::CovarianceChain sharper(1000000, branches, number("-0.9"), by_correlation);
    CHECK(prints_as(scaled(precise::sqrt(limit::covariance_drift_second_moment(sharper, 4))), "0.0257"));

    for (const std::int64_t n : {1, 8, 1024}) {
        const limit::CovarianceChain c(n, branches, number("0.2"), uniform);
        double rms = 0;
        for (std::int64_t l = 0; l < 64; ++l) {
            // ||Rt_a + Rt_b||_2 <= 2 ||Rt||_2, Rt of mean q/2 and variance (5/4) q^2/n.
            const double q = c.at(l).q.mid();
            const double post = 2 * std::sqrt(q * q / 4 + 1.25 * q * q / static_cast<double>(n));
            const double coupling = c.at(l).coupling_rms.mid();
            rms += (std::sqrt(post * coupling) + coupling / 2) / 64;
            CHECK(limit::covariance_drift_second_moment(c, l + 1).mid() ==
                  Approx(rms * rms).epsilon(1e-12).margin(1e-300));
            CHECK(c.at(l + 1).bias.upper() <= c.at(l + 1).drift_rms.upper());
        }
    }
}

TEST_CASE("correlation bounds match the quoted ones", "[theorems][covariance_limit]") {
    const Branches branches = Branches::inverse_root(64);
    struct Row {
        std::int64_t n;
        const char *tighter, *plain;
    };
    for (const Row& row : {Row{256, "0.58", "0.85"}, {1024, "0.22", "0.40"}, {4096, "0.09", "0.19"}}) {
        INFO("n = " << row.n);
        const limit::CovarianceChain chain(row.n, branches, number("-0.9"), limit::SamplingBound::refined);
        const gaussian::ResidualChain norms(gaussian::width_constants(row.n), branches);
        // Quoted without a correlation: hold them to one unit of the last digit.
        CHECK(limit::correlation_l1(chain, 64).mid() == Approx(std::stod(row.tighter)).margin(0.015));
        CHECK(limit::correlation_l1_by_norms(chain, norms, 64).mid() ==
              Approx(std::stod(row.plain)).margin(0.015));
        CHECK(at_most(limit::correlation_l1(chain, 64), limit::correlation_l2(chain, norms, 64)));
        CHECK(limit::correlation_l1(chain, 64).width() < 1e-25);
    }
    const limit::CovarianceChain narrow(4, branches, 0);
    CHECK_THROWS_AS(limit::correlation_l1(narrow, 64), std::domain_error);
}

TEST_CASE("cells become non-vacuous where the theory says", "[theorems][covariance_limit]") {
    // Least widths at t = 1 for c0 = 0.9 (first) and 0.2 (last), as the theory prints them for L = 1, 4 and
    // for large L, which L = 64 is just below.
    const auto least_width = [](auto&& decides) {
        std::int64_t n = 5;
        while (!decides(n)) {
            ++n;
        }
        return n;
    };
    struct Row {
        std::int64_t depth;
        const char* c0;
        std::int64_t covariance, by_norms, tighter;
    };
    for (const Row& row : {Row{1, "0.9", 8, 25, 16},
                           {1, "0.2", 13, 42, 29},
                           {4, "0.9", 21, 48, 32},
                           {4, "0.2", 29, 84, 53},
                           {64, "0.9", 28, 68, 42},
                           {64, "0.2", 40, 125, 75}}) {
        const auto near_printed = [&](std::int64_t least, std::int64_t printed) {
            UNSCOPED_INFO("least width " << least << ", printed " << printed);
            return least >= printed - (row.depth == 64 ? 4 : 0) && least <= printed + 1;
        };
        INFO("L = " << row.depth << ", c0 = " << row.c0);
        const Branches branches = Branches::inverse_root(row.depth);
        const auto below = [&](std::int64_t n, auto&& pick) {
            // The better of the two sampling bounds, as in the theory's figures.
            const limit::CovarianceChain one(n, branches, number(row.c0), limit::SamplingBound::refined);
            const limit::CovarianceChain two(n, branches, number(row.c0),
                                             limit::SamplingBound::by_correlation);
            const gaussian::ResidualChain norms(gaussian::width_constants(n), branches);
            return pick(one, norms) || pick(two, norms);
        };
        const std::int64_t l = row.depth;
        CHECK(near_printed(least_width([&](std::int64_t n) {
                               return below(n, [&](const auto& chain, const auto&) {
                                   return at_most(limit::covariance_l1(chain, l),
                                                  limit::trivial_covariance_l1(chain, l));
                               });
                           }),
                           row.covariance));
        CHECK(near_printed(least_width([&](std::int64_t n) {
                               return below(n, [&](const auto& chain, const auto& norms) {
                                   return at_most(limit::correlation_l1_by_norms(chain, norms, l),
                                                  limit::trivial_correlation(chain, l));
                               });
                           }),
                           row.by_norms));
        CHECK(near_printed(least_width([&](std::int64_t n) {
                               return below(n, [&](const auto& chain, const auto&) {
                                   return at_most(limit::correlation_l1(chain, l),
                                                  limit::trivial_correlation(chain, l));
                               });
                           }),
                           row.tighter));
    }
    const limit::CovarianceChain chain(50, Branches::inverse_root(3), number("-0.5"));
    CHECK(limit::trivial_correlation(chain, 0).contains(1.5));
}

TEST_CASE("scaling rules for unequal norms", "[theorems][covariance_limit]") {
    CHECK(limit::covariance_scale(4, 9).contains(6.0));
    CHECK(limit::coupling_scale(4, 9).contains(9.0));
}

TEST_CASE("the covariance statement is complete", "[theorems][covariance_limit]") {
    CHECK(limit::theorem().id == "resnet/covariance-limit");
    CHECK_FALSE(limit::theorem().lemmas.empty());
}
