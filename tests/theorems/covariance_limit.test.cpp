// Theorems 2 and 3 in numbers: the tables of docs/theory/resnet-commute, sections 3.1 to 3.4 and 6, and
// second ways to them.
#include <cmath>
#include <utility>

#include "limitcheck/precise/taylor.hpp"
#include "limitcheck/theorems/covariance_limit/bounds.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/covariance_limit/statement.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"
#include "printed.hpp"

using limitcheck::precise::Certainty;
using limitcheck::precise::Enclosure;
using limitcheck::precise::Series;
using limitcheck::tests::prints_as;
using limitcheck::theorems::Branches;
namespace limit = limitcheck::theorems::covariance_limit;
namespace gaussian = limitcheck::theorems::gaussian_limit;
namespace precise = limitcheck::precise;

namespace {

Enclosure number(const char* numeral) { return Enclosure::decimal(numeral); }

bool at_most(const Enclosure& a, const Enclosure& b) { return certainly_at_most(a, b) == Certainty::yes; }

// The flow of the angle, dth/dt = -(sin th - th cos th)/(2 pi sin th), as a function on series.
Series angle_flow(const Series& th) {
    const auto [s, c] = precise::sincos(th);
    return (-1 / (2 * Enclosure::pi(th[0].bits()))) * ((s - th * c) / s);
}

Enclosure by_taylor_flow(const Enclosure& c0, const Enclosure& t) {
    return precise::cos(precise::flow(angle_flow, precise::acos(c0), t, 32, 22));
}

}  // namespace

TEST_CASE("kernel and its slope match the printed values", "[theorems][covariance_limit]") {
    CHECK(prints_as(limit::kernel(number("-0.9")), "0.00953839884467207620159"));
    CHECK(prints_as(limit::kernel(number("-0.5")), "0.108997781044229358089"));
    CHECK(prints_as(limit::kernel(0), "0.3183098861837906715378"));
    CHECK(prints_as(limit::kernel(number("0.2")), "0.4246975638632654294847"));
    CHECK(prints_as(limit::kernel(number("0.5")), "0.608997781044229358089"));
    CHECK(prints_as(limit::kernel(number("0.9")), "0.9095383988446720762016"));
    CHECK(prints_as(limit::kernel(number("0.999")), "0.9990094906418302025692"));
    CHECK(prints_as(limit::kernel_slope(number("-0.9")), "0.1435662931287062707509"));
    CHECK(limit::kernel_slope(number("-0.5")).overlaps(Enclosure::ratio(1, 3)));
    CHECK(limit::kernel_slope(0).contains(0.5));
    CHECK(prints_as(limit::kernel_slope(number("0.2")), "0.5640942168489749316119"));
    CHECK(limit::kernel_slope(number("0.5")).overlaps(Enclosure::ratio(2, 3)));
    CHECK(prints_as(limit::kernel_slope(number("0.9")), "0.8564337068712937292491"));
    CHECK(prints_as(limit::kernel_slope(number("0.999")), "0.9857635625937603449292"));
    CHECK(limit::kernel(1).contains(1.0));
    CHECK(limit::kernel(-1).contains(0.0));
}

TEST_CASE("section 6: identities and inequalities of the kernel on a grid", "[theorems][covariance_limit]") {
    const Enclosure k = limit::defect_constant();
    const Enclosure k2 = precise::sqrt(Enclosure(2)) / (30 * Enclosure::pi());
    const Enclosure kappa = (1 / (2 * precise::sqrt(Enclosure(2))) - k) / 2;
    const Enclosure tiny = number("1e-40");
    CHECK(prints_as(k, "0.30010543871903535652"));
    CHECK(prints_as(k2, "0.01500527193595176782592"));
    CHECK(prints_as(kappa, "0.02672397593711920284"));
    const Enclosure inverse_pi = 1 / Enclosure::pi();
    Enclosure last_f = -1;
    Enclosure last_gap = 2;
    Enclosure last_product = 2;
    for (int i = -40; i <= 40; ++i) {
        INFO("c = " << i << "/40");
        const Enclosure c = Enclosure::ratio(i, 40);
        const Enclosure f = limit::kernel(c);
        // Item 1, and f by the arcsine form, which shares nothing with the angle form but the function.
        CHECK((f - limit::kernel(-c)).overlaps(c));
        CHECK(f.overlaps((c * precise::asin(c) + precise::sqrt((1 - c) * (1 + c))) * inverse_pi + c / 2));
        // Items 2, 4, 6.
        CHECK(at_most(last_f, f));
        CHECK((at_most(c, f + tiny) && at_most(inverse_pi + c / 2, f + tiny)));
        const Enclosure gap = f - c;
        CHECK(certainly_less(gap, last_gap) == Certainty::yes);
        const Enclosure product = (1 - limit::kernel_slope(c)) * gap;
        CHECK(at_most(product, last_product));
        last_f = f;
        last_gap = gap;
        last_product = product;
        // Items 3, 7 and 8.
        const Enclosure e = 1 - c;
        CHECK(limit::kernel_defect(e).overlaps(gap));
        CHECK(limit::kernel(-1 + e).overlaps(limit::kernel_defect(e)));
        if (i != 40) {
            const Enclosure e32 = e * precise::sqrt(e);
            CHECK(at_most(k * e32 + number("0.01500527193") * e32 * e, gap + tiny));
            CHECK(at_most(gap, k * e32 + kappa * e32 * e + tiny));
            CHECK(at_most(gap, e32 / (2 * precise::sqrt(Enclosure(2))) + tiny));
        }
        if (i != 40 && i != -40) {
            CHECK(at_most(inverse_pi, limit::kernel_curvature(c) + tiny));
        }
    }
}

TEST_CASE("kernel defect is narrow at every size, and both of its forms agree",
          "[theorems][covariance_limit]") {
    for (const double e : {1e-30, 1e-12, 1e-4, 0.1249, 0.125}) {
        const Enclosure x = Enclosure::exactly(e);
        const Enclosure defect = limit::kernel_defect(x);
        CHECK(defect.width() < 1e-45 * defect.lower());
        const Enclosure wide = Enclosure::exactly(e, 600);  // by the angle, with bits to spare
        const Enclosure th = 2 * precise::asin(precise::sqrt(wide / 2));
        CHECK(defect.overlaps((precise::sin(th) - th * precise::cos(th)) / Enclosure::pi(600)));
    }
    CHECK(limit::kernel_defect(0).upper() == 0.0);
    CHECK(limit::kernel_defect(2).contains(1.0));
    CHECK(limit::kernel_defect(Enclosure::between(0.5, 0.75)).contains(limit::kernel_defect(number("0.6"))));
    CHECK_THROWS_AS(limit::kernel_defect(-1), std::domain_error);
    CHECK_THROWS_AS(limit::kernel(number("1.01")), std::domain_error);
}

TEST_CASE("chi matches the printed values and stays below its bound", "[theorems][covariance_limit]") {
    CHECK(limit::chi(-1).contains(5.0));
    CHECK(prints_as(limit::chi(number("-0.5")), "5.19417"));
    CHECK(prints_as(limit::chi(0), "5.88726"));
    CHECK(prints_as(limit::chi(number("0.5")), "6.75699"));
    CHECK(prints_as(limit::chi(number("0.9")), "7.13790"));
    CHECK(prints_as(limit::chi(number("0.999")), "7.01909"));
    // The greatest value is at c = 0.89211, among points 10^-7 apart.
    Enclosure greatest;
    for (int i = 8920900; i <= 8921300; ++i) {
        greatest = precise::max(greatest, limit::chi(Enclosure::ratio(i, 10000000, 96)));
    }
    CHECK(prints_as(greatest, "7.13819885648"));
    for (int i = -200; i < 200; ++i) {
        CHECK(certainly_less(limit::chi(Enclosure::ratio(i, 200)), limit::chi_most()) == Certainty::yes);
    }
    // Independent inputs: E phi^2 phi^2 = 1/4 and E phi^3 phi = (2/sqrt(2 pi)) (1/sqrt(2 pi)); equal inputs:
    // 3/2.
    CHECK(limit::moment22(0).contains(0.25));
    CHECK(limit::moment31(0).overlaps(1 / Enclosure::pi()));
    CHECK(limit::moment22(1).contains(1.5));
    CHECK(limit::moment31(1).contains(1.5));
    CHECK(limit::chi(1).upper() < 7.138201);
}

TEST_CASE("the flow matches the reference table and an independent Taylor flow",
          "[theorems][covariance_limit]") {
    struct Row {
        const char *c0, *t, *c, *covariance;
    };
    for (const Row& row : {Row{"-0.9", "0.1", "-0.8554715300940447955962", "-0.8993324933604413159316"},
                           {"-0.9", "0.5", "-0.6942331110388608400941", "-0.8914129596801003924467"},
                           {"-0.9", "1", "-0.5235950377327352464727", "-0.8632622759429967996052"},
                           {"0", "0.1", "0.01571885356325134639873", "0.01652477641921341506833"},
                           {"0", "0.5", "0.07487908314012197899940", "0.09614664593019116214030"},
                           {"0", "1", "0.1413476770500482731383", "0.2330429217164669296443"},
                           {"0.2", "0.1", "0.2111136637196235903366", "0.2219376927184879411878"},
                           {"0.2", "0.5", "0.2532602456326613903594", "0.3251925924289178021316"},
                           {"0.2", "1", "0.3012265192150636811867", "0.4966385695288363602567"},
                           {"0.5", "0.1", "0.5054048141256642001526", "0.5313174730596076453124"},
                           {"0.5", "0.5", "0.5261554623172678971565", "0.6755969867444611741373"},
                           {"0.5", "1", "0.5502773995730027619525", "0.9072540534615632674156"},
                           {"0.9", "0.1", "0.9004752136650254524622", "0.9466435651290658117677"},
                           {"0.9", "0.5", "0.9023424810201148787728", "1.158630680186903468623"},
                           {"0.9", "1", "0.904603344918947842108", "1.491438776314353996815"},
                           {"0.999", "0.1", "0.9990004743632537669134", "1.050220323964025883699"},
                           {"0.999", "0.5", "0.9990023684448477829154", "1.282744432414436318982"},
                           {"0.999", "1", "0.9990047284850740974265", "1.6470803453833478712"}}) {
        INFO("c0 = " << row.c0 << ", t = " << row.t);
        const Enclosure c0 = number(row.c0);
        const Enclosure t = number(row.t);
        const Enclosure c = limit::limit_correlation(c0, t);
        CHECK(prints_as(c, row.c));
        CHECK(prints_as(c * gaussian::limit_variance(t), row.covariance));
        CHECK(c.width() < 1e-25);
        const Enclosure second = by_taylor_flow(c0, t);
        CHECK(second.width() < 1e-11);
        CHECK(second.overlaps(c));
    }
}

TEST_CASE("the flow at its ends, over intervals, and as a semigroup", "[theorems][covariance_limit]") {
    CHECK(limit::limit_correlation(1, 1).contains(1.0));
    CHECK(limit::limit_correlation(number("0.3"), 0).overlaps(number("0.3")));
    const Enclosure from_minus_one = limit::limit_correlation(-1, number("0.3"));
    CHECK(from_minus_one.width() < 1e-25);
    for (const char* c0 : {"-1", "-0.97", "0.4", "0.99999999"}) {
        const Enclosure middle = limit::limit_correlation(number(c0), number("0.3"));
        CHECK(limit::limit_correlation(middle, number("0.7"))
                  .overlaps(limit::limit_correlation(number(c0), 1)));
    }
    const Enclosure wide =
        limit::limit_correlation(Enclosure::between(0.25, 0.5), Enclosure::between(0.5, 1.0));
    CHECK(wide.contains(limit::limit_correlation(number("0.4"), number("0.7"))));
    CHECK(wide.width() < 0.4);
    CHECK_THROWS_AS(limit::limit_correlation(number("1.5"), 1), std::domain_error);
    CHECK_THROWS_AS(limit::limit_correlation(0, -1), std::domain_error);
}

TEST_CASE("false variants of section 3.4", "[theorems][covariance_limit]") {
    struct Row {
        const char *c0, *doubled, *half;
    };
    for (const Row& row : {Row{"-0.9", "-0.25635", "-0.69423"},
                           {"0", "0.25386", "0.07488"},
                           {"0.2", "0.38396", "0.25326"},
                           {"0.5", "0.59323", "0.52616"},
                           {"0.9", "0.90890", "0.90234"}}) {
        CHECK(prints_as(limit::limit_correlation(number(row.c0), 1, 2), row.doubled));
        CHECK(prints_as(limit::limit_correlation(number(row.c0), 1, Enclosure::ratio(1, 2)), row.half));
    }
}

TEST_CASE("chain correlations match the printed table and lie below the flow by no more than the bound",
          "[theorems][covariance_limit]") {
    struct Row {
        const char *c0, *ten, *hundred, *thousand;
    };
    for (const Row& row :
         {Row{"-0.9", "-0.5330305886003333123554", "-0.5245673141270926318199", "-0.5236925630174454994877"},
          {"0", "0.136737159107218945152", "0.1408717562541477276665", "0.1412999307101658267467"},
          {"0.2", "0.2977533572986308665024", "0.3008676261283340796912", "0.3011905097107414260826"},
          {"0.5", "0.548408687813168100239", "0.550083908955388443912", "0.550257981671980835462"},
          {"0.9", "0.9044058509858811650156", "0.9045827995868750281415", "0.9046012820708457807866"},
          {"0.999", "0.9990045056009326997413", "0.9990047052092035519646", "0.9990047261471290965309"}}) {
        INFO("c0 = " << row.c0);
        const Enclosure c0 = number(row.c0);
        const Enclosure flow = limit::limit_correlation(c0, 1);
        for (const auto& [depth, printed] :
             {std::pair{10, row.ten}, {100, row.hundred}, {1000, row.thousand}}) {
            const Branches branches = Branches::inverse_root(depth);
            const Enclosure c = limit::chain_correlation(c0, branches, depth);
            CHECK(prints_as(c, printed));
            CHECK(at_most(c, flow));
            CHECK(at_most(flow - limit::correlation_depth_error(c0, branches, depth), c));
        }
    }
    CHECK(prints_as(limit::correlation_depth_error(0, Branches::inverse_root(10), 10), "0.00796"));
    CHECK(
        prints_as(limit::correlation_depth_error(number("-0.9"), Branches::inverse_root(10), 10), "0.02274"));
    // The recursion in the plain form, with another speed.
    const Branches branches = Branches::power(7, number("0.3"));
    Enclosure c = number("-0.4");
    const Enclosure speed = number("0.5");
    for (int l = 1; l <= 7; ++l) {
        const Enclosure half = branches.square(l) / 2;
        c += speed * half / (1 + half) * (limit::kernel(c) - c);
    }
    CHECK(c.overlaps(limit::chain_correlation(number("-0.4"), branches, 7, speed)));
}

TEST_CASE("depth errors of norm and covariance", "[theorems][covariance_limit]") {
    for (const char* g : {"0.5", "0.3", "0.75"}) {
        const Branches branches = Branches::power(12, number(g));
        for (const char* c0_text : {"-1", "-0.3", "0.8"}) {
            const Enclosure c0 = number(c0_text);
            const Enclosure sum = branches.sum(12);
            const Enclosure log_gap = sum / 2 - precise::log(gaussian::chain_variance(branches, 12));
            CHECK(at_most(0, log_gap));
            CHECK(at_most(log_gap, limit::log_variance_depth_error(branches, 12)));
            const Enclosure gap =
                gaussian::chain_variance(branches, 12) * limit::chain_correlation(c0, branches, 12) -
                limit::limit_covariance(c0, sum);
            CHECK(at_most(precise::abs(gap), limit::covariance_depth_error(c0, branches, 12)));
        }
    }
    CHECK(limit::covariance_floor_error(1, 8).overlaps(precise::exp(Enclosure::ratio(1, 2)) / 16));
}

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
    CHECK(limit::theorem().lemmas.size() == 4);
}
