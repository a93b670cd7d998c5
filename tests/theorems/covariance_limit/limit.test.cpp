// The flow of the correlation and its chain at finite depth: tables of docs/theory/resnet-commute,
// sections 3.2 to 3.4.
#include "limitcheck/theorems/covariance_limit/limit.hpp"

#include <utility>

#include "limitcheck/precise/taylor.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"
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
    CHECK(wide.contains(limit::limit_correlation(number("0.5"), 1)));
    CHECK(wide.contains(limit::limit_correlation(number("0.25"), number("0.5"))));
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
    // From an interval of starts: every chain that starts inside.
    const Branches seven = Branches::inverse_root(7);
    const Enclosure wide = limit::chain_correlation(Enclosure::between(0.25, 0.5), seven, 7);
    for (const char* inside : {"0.25", "0.3", "0.5"}) {
        CHECK(wide.contains(limit::chain_correlation(number(inside), seven, 7)));
    }
    CHECK(wide.width() < 0.26);
    // The recursion in the plain form, with another speed.
    const Branches branches = Branches::power(7, number("-0.3"));
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
        const Branches branches = Branches::power(12, -number(g));
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
