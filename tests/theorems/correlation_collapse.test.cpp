// Collapse in numbers: the tables of docs/theory/resnet-commute, sections 5.2 and 5.3.
#include "limitcheck/theorems/correlation_collapse/collapse.hpp"
#include "limitcheck/theorems/correlation_collapse/statement.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"
#include "printed.hpp"

using limitcheck::precise::Certainty;
using limitcheck::precise::Enclosure;
using limitcheck::tests::prints_as;
namespace collapse = limitcheck::theorems::correlation_collapse;
namespace precise = limitcheck::precise;

namespace {

bool at_most(const Enclosure& a, const Enclosure& b) { return certainly_at_most(a, b) == Certainty::yes; }

}  // namespace

TEST_CASE("the orbit matches the printed table", "[theorems][correlation_collapse]") {
    struct Row {
        std::int64_t l;
        const char *from_zero, *from_half;
    };
    collapse::Orbit zero(1);
    collapse::Orbit half(Enclosure::ratio(1, 2));
    for (const Row& row : {Row{1, "0.6816901138162093284622", "0.391002218955770641911"},
                           {2, "0.5062689097996284515019", "0.31609434910129402764"},
                           {5, "0.2640536493723633483535", "0.1895457989953717487176"},
                           {10, "0.1284644839784823791514", "0.1023532701926774464587"},
                           {20, "0.05157152084401495642025", "0.04473981510744385358688"},
                           {50, "0.01213805506265459954427", "0.01133738677425301167713"},
                           {100, "0.003576853316052374035146", "0.003447289139167979974856"},
                           {1000, "0.00004312973254921401328354", "0.00004295603981243633535357"},
                           {10000, "4.425192735980129891251e-7", "4.42338507166467286562e-7"}}) {
        INFO("l = " << row.l);
        zero.advance_to(row.l);
        half.advance_to(row.l);
        CHECK(prints_as(zero.defect(), row.from_zero));
        CHECK(prints_as(half.defect(), row.from_half));
        CHECK(zero.defect().width() < 1e-35 * zero.defect().lower());
    }
    CHECK(prints_as(zero.defect() / collapse::asymptote(10000), "0.99637"));
    CHECK(prints_as(half.defect() / collapse::asymptote(10000), "0.99596"));
    CHECK_THROWS_AS(zero.advance_to(5), std::logic_error);
}

TEST_CASE("the orbit agrees with the plain recursion c' = f(c) in the arcsine form",
          "[theorems][correlation_collapse]") {
    for (const char* c0 : {"-1", "-0.9", "0.2", "0.999"}) {
        Enclosure c = Enclosure::decimal(c0, 400);
        for (int l = 0; l <= 40; ++l) {
            CHECK((1 - c).overlaps(collapse::defect_after(Enclosure::decimal(c0), l)));
            c = (c * precise::asin(c) + precise::sqrt((1 - c) * (1 + c))) / Enclosure::pi(400) + c / 2;
        }
    }
}

TEST_CASE("the two-sided enclosure holds from c0 alone, with the quoted tightness",
          "[theorems][correlation_collapse]") {
    struct Row {
        const char* c0;
        std::int64_t l;
        const char *above, *below;
    };
    for (const Row& row : {Row{"0", 100, "1.0445", "0.9163"},
                           {"0", 1000, "1.0085", "0.9841"},
                           {"0", 10000, "1.0012", "0.9977"},
                           {"0.5", 100, "1.0206", "0.9294"},
                           {"0.5", 10000, "1.0006", "0.9978"},
                           {"-0.9", 100, "1.121", "0.901"},
                           {"-0.9", 10000, "1.0030", "0.9975"}}) {
        INFO("c0 = " << row.c0 << ", l = " << row.l);
        const Enclosure c0 = Enclosure::decimal(row.c0);
        const Enclosure e = collapse::defect_after(c0, row.l);
        const collapse::CollapseBound bound(c0);
        CHECK(prints_as(e * precise::square(bound.root_most(row.l)), row.above));
        CHECK(prints_as(e * precise::square(bound.root_least(row.l)), row.below));
    }
    for (const char* c0_text : {"-1", "-0.9", "0", "0.5", "0.99", "0.999999"}) {
        const Enclosure c0 = Enclosure::decimal(c0_text);
        const collapse::CollapseBound bound(c0);
        collapse::Orbit orbit(1 - c0);
        CHECK(bound.defect(0).overlaps(orbit.defect()));
        for (int i = 1; i <= 300; ++i) {
            orbit.step();
            const Enclosure root = 1 / precise::sqrt(orbit.defect());
            CHECK(at_most(bound.root_least(i), root));
            CHECK(at_most(root, bound.root_most(i)));
            CHECK(bound.defect(i).contains(orbit.defect()));
        }
    }
    CHECK_THROWS_AS(collapse::CollapseBound(1), std::domain_error);
}

TEST_CASE("wrong constants leave the enclosure", "[theorems][correlation_collapse]") {
    const collapse::CollapseBound bound(0);
    for (const auto& factor :
         {Enclosure(2), Enclosure::ratio(1, 4), Enclosure::decimal("1.005"), Enclosure::decimal("0.995")}) {
        CHECK_FALSE(bound.defect(100000).overlaps(collapse::asymptote(100000, factor)));
    }
}

TEST_CASE("constants of sections 5.2 and 5.3", "[theorems][correlation_collapse]") {
    CHECK(prints_as(collapse::asymptote(1), "44.41321980490211378475521"));
    CHECK(
        prints_as(limitcheck::theorems::covariance_limit::defect_constant(), "0.3001054387190353565183997"));
    CHECK(prints_as(collapse::kappa(), "0.02672397593711920284"));
    const Enclosure most = 1 / (2 * precise::sqrt(Enclosure(2)));
    CHECK(collapse::psi(2).overlaps(most));
    const Enclosure k = limitcheck::theorems::covariance_limit::defect_constant();
    Enclosure last_psi = k;
    Enclosure last_quotient;
    for (int i = 1; i <= 64; ++i) {
        const Enclosure e = Enclosure::ratio(i, 32);
        const Enclosure psi = collapse::psi(e);
        const Enclosure quotient = (psi - k) / e;
        CHECK(at_most(last_psi, psi));
        CHECK(at_most(last_quotient, quotient));
        last_psi = psi;
        last_quotient = quotient;
    }
}

TEST_CASE("measured numbers of the joint limit", "[theorems][correlation_collapse]") {
    const auto table = collapse::measured_collapse();
    REQUIRE(table.size() == 4);
    Enclosure last_mean = 1;
    Enclosure last_probability;
    for (const auto& row : table) {
        // t/A_t falls with t: so does the mean, and the probability grows.
        CHECK(certainly_less(Enclosure::decimal(row.mean), last_mean) == Certainty::yes);
        CHECK(certainly_less(last_probability, Enclosure::decimal(row.probability)) == Certainty::yes);
        last_mean = Enclosure::decimal(row.mean);
        last_probability = Enclosure::decimal(row.probability);
    }
    CHECK(prints_as(collapse::finite_width_allowance(128), "0.0379"));
    CHECK(collapse::joint_mean_level().overlaps(Enclosure::decimal("0.4")));
    CHECK(collapse::joint_probability_level().overlaps(Enclosure::decimal("0.55")));
    CHECK(collapse::theorem().id == "mlp/correlation-collapse");
}
