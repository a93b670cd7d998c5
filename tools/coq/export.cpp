// Writes every lemma that coq-interval can express as a Coq file of its own: export_lemmas DIRECTORY. With
// --record it writes the answers down (theorems/coq_record.hpp), with --check it says whether they are to the
// goals of now. An inequality in the angle is written out from the very expression that the compiler proved,
// as a polynomial in th, sin th, cos th, PI. Where it vanishes at an end to the order k, the goal there is
// that its k-th derivative is positive: the lower ones vanish at the end, by exact algebra, as compile time
// checks too.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "limitcheck/theorems/arc_cosine_map/lemmas/series.hpp"
#include "limitcheck/theorems/coq_record.hpp"
#include "limitcheck/theorems/correlation_collapse/lemmas/collapse.hpp"
#include "limitcheck/theorems/covariance_limit/lemmas/algebra.hpp"
#include "limitcheck/theorems/diffusion/lemmas/finite_width.hpp"
#include "limitcheck/theorems/gaussian_limit/proved_constants.hpp"
#include "limitcheck/theorems/lemma_registry.hpp"
#include "limitcheck/theorems/mlp_norm/proved_constants.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems;
using proof::AngleEnd;
using proof::Decimal;
using proof::Symbolic;

namespace {

std::string text(proof::Integer value) {
    if (value < 0) return "-" + text(-value);
    std::string digits;
    do {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
        value /= 10;
    } while (value != 0);
    return digits;
}
std::string text(const proof::Rational& x) {
    return "(" + text(x.numerator) + " / " + text(x.denominator()) + ")";
}

std::string text(const Symbolic& p) {
    const char* names[] = {"th", "sin th", "cos th", "PI"};
    std::string sum;
    for (int k = 0; k < p.size(); ++k) {
        sum += (k == 0 ? "" : " + ") + text(p.term(k).coefficient);
        for (std::size_t j = 0; j < 4; ++j) {
            const int n = p.term(k).exponents[j];
            if (n > 0) sum += std::string(" * (") + names[j] + (n > 1 ? ")^" + std::to_string(n) : ")");
        }
    }
    return sum.empty() ? "0" : sum;
}

std::string text(const Decimal& x) { return text(rational(x)); }

struct Goal {
    std::string name;
    std::vector<std::string> statements;
};

std::string over(const std::string& from, const std::string& to, const std::string& statement) {
    return "Goal forall th : R, " + from + " <= th <= " + to + " -> 0 < " + statement +
           ".\nProof. intros th H. interval with (i_bisect th, i_taylor th, i_degree 8, i_prec 60, i_depth "
           "30). Qed.\n";
}

template <class Exact>
int order_of_zero(const Exact& jet) {
    int k = 0;
    while (is_zero(jet[k])) ++k;
    return k;
}

/// window: how far from the end the derivative there keeps its sign.
template <class Expression>
Goal angle_goal(std::string_view name, const Expression& h, AngleEnd end, const std::string& window = "1/4") {
    const Symbolic p = reduced(h(proof::symbolic_angle()));
    const int left = order_of_zero(h(proof::exact_angle_at_zero<9>()));
    const int right = order_of_zero(h(proof::exact_angle_before<9>(end)));
    const std::string last = end == AngleEnd::half_turn ? "PI" : "(PI / 2)";
    Goal goal{std::string(name), {}};
    goal.statements.push_back(over(
        left > 0 ? window : "0", right > 0 ? "(" + last + " - " + window + ")" : last, "(" + text(p) + ")"));
    Symbolic derivative = p;
    for (int k = 1; k <= std::max(left, right); ++k) {
        derivative = angle_derivative(derivative);
        if (k == left) goal.statements.push_back(over("0", window, "(" + text(derivative) + ")"));
        if (k == right) {
            goal.statements.push_back(over("(" + last + " - " + window + ")", last,
                                           (k % 2 == 0 ? "(" : "- (") + text(derivative) + ")"));
        }
    }
    return goal;
}

/// |expression - decimal| <= half a unit of its last digit.
Goal digits_goal(std::string_view name, const std::string& expression, const Decimal& written) {
    return {std::string(name),
            {"Goal Rabs (" + expression + " - " + text(written) + ") <= " +
             text(Decimal{1, written.exponent}) + " / 2.\nProof. interval with (i_prec 80). Qed.\n"}};
}
Goal at_most_goal(std::string_view name, const std::string& expression, const Decimal& bound) {
    return {std::string(name),
            {"Goal " + expression + " <= " + text(bound) + ".\nProof. interval with (i_prec 80). Qed.\n"}};
}

std::vector<Goal> goals() {
    namespace f = arc_cosine_map;
    const AngleEnd half = AngleEnd::half_turn;
    const AngleEnd quarter = AngleEnd::quarter_turn;
    std::vector<Goal> all{
        angle_goal("arc-cosine/convexity", f::convexity_expression{}, quarter),
        angle_goal("arc-cosine/above-identity", f::gap_expression{}, half),
        angle_goal("arc-cosine/above-zero", f::f_expression{}, half),
        angle_goal("arc-cosine/below-one", f::below_one_expression{}, half),
        angle_goal("arc-cosine/above-tangent", f::above_tangent_expression{}, quarter),
        angle_goal("arc-cosine/truncation", f::truncation_expression{}, half),
        angle_goal("arc-cosine/psi-increases", f::psi_slope_expression{}, half),
        angle_goal("arc-cosine/psi-excess-increases", f::psi_excess_slope_expression{}, quarter),
        angle_goal("arc-cosine/gap-above-leading", f::gap_minus_powers{1, {8, 3}, 0, 0, 0}, quarter),
        angle_goal("arc-cosine/gap-above-two-terms", f::gap_minus_powers{1, {8, 3}, 0, {4, 15}, 0}, quarter,
                   "1/16"),
        angle_goal("arc-cosine/gap-below-two-terms", f::gap_minus_powers{-1, {8, 3}, 0, {-8, 3}, 1}, quarter,
                   "1/16"),
        angle_goal("arc-cosine/gap-below-leading", f::gap_minus_powers{-1, 0, 1, 0, 0}, quarter, "1/16"),
        angle_goal("collapse/step", correlation_collapse::step_expression{}, half),
        angle_goal("diffusion/f-below-one", diffusion::below_one_expression{}, quarter),
        angle_goal("diffusion/f-above-series", diffusion::f_series_expression{1, {1, 3}, {1, 30}}, half),
        angle_goal("diffusion/f-below-series", diffusion::f_series_expression{-1, {1, 3}, 0}, half),
        angle_goal("diffusion/angle-drift", diffusion::angle_drift_expression{}, half),
        angle_goal("diffusion/local-error", diffusion::local_error_expression{false}, half),
        angle_goal("covariance/chi",
                   covariance_limit::chi_expression<covariance_limit::proved::chi_supremum>{}, half, "1/32"),
        angle_goal("covariance/chi-least", covariance_limit::chi_from_below_expression{{5, 0}}, half),
        digits_goal("collapse/limit", "9 * PI^2 / 2", correlation_collapse::proved::collapse_limit),
        digits_goal("collapse/k", "2 * sqrt 2 / (3 * PI)", correlation_collapse::proved::k),
        digits_goal("collapse/second", "sqrt 2 / (30 * PI)", correlation_collapse::proved::second),
        digits_goal("collapse/kappa", "(1 / (2 * sqrt 2) - 2 * sqrt 2 / (3 * PI)) / 2",
                    correlation_collapse::proved::kappa),
        digits_goal("mlp/log-variance", "PI^2 / 8", mlp_norm::proved::log_normal_variance),
        digits_goal("gaussian/third-hermite", "2 / sqrt (2 * PI) * (1 + 4 * exp (-3/2))",
                    gaussian_limit::proved::third_hermite_mean),
        at_most_goal("gaussian/growth-majorant", "4 / 3 * (exp (3/2) - 1)",
                     gaussian_limit::proved::majorant_at_one),
        at_most_goal("gaussian/c1",
                     "sqrt (" + text(gaussian_limit::proved::n_beta_supremum) + " / 2 * exp (1/2) * (" +
                         text(gaussian_limit::proved::growth[4].value) + " + 1 / 10^11))",
                     gaussian_limit::proved::c1_at_one),
        at_most_goal(
            "gaussian/c1-limit",
            "sqrt (5 / 8 * exp (1/2) * (" + text(gaussian_limit::proved::growth[4].value) + " + 1 / 10^11))",
            gaussian_limit::proved::c1_limit_at_one),
        digits_goal("diffusion/strong-bound", "exp 3", diffusion::proved::strong_bound_at_one),
    };
    Goal table{"diffusion/entrance-table", {}};
    for (const diffusion::proved::EntranceMoments& row : diffusion::proved::entrance_moments) {
        const std::string t = text(row.time);
        const std::string kappa = "sqrt 2 / (3 * PI)";
        const std::string first = "(exp (2 * " + t + ") - 1) / 2";
        const std::string second = "((exp (6 * " + t + ") - 1) / 6 - " + first + ") / 2";
        for (const Goal& part :
             {digits_goal("", kappa + " * (" + first + ") / " + t, row.mean),
              digits_goal("", "(" + kappa + ")^2 * (" + second + ") / " + t + "^2", row.second)}) {
            table.statements.push_back(part.statements.front());
        }
    }
    all.push_back(table);
    Goal edgeworth{"diffusion/edgeworth", {}};
    for (const char* sign : {"", "- "}) {
        edgeworth.statements.push_back(std::string("Goal forall z : R, -8 <= z <= 8 -> ") + sign +
                                       "((1/4 - 5/4 * z + z^2 / 2) * exp (- z^2 / 2)) <= " +
                                       text(diffusion::proved::edgeworth_supremum) +
                                       " * sqrt (2 * PI).\nProof. intros z H. interval with (i_bisect z, "
                                       "i_taylor z, i_prec 60, i_depth 40). Qed.\n");
    }
    all.push_back(edgeworth);
    return all;
}

/// The text of the file that Coq checks.
std::string file_of(const Goal& goal) {
    std::string text = "(* " + goal.name +
                       " *)\nFrom Coq Require Import Reals.\nFrom Interval Require Import Tactic.\n" +
                       "Open Scope R_scope.\n\n";
    for (const std::string& statement : goal.statements) text += statement + "\n";
    return text;
}

/// FNV-1a, so that an answer belongs to the statement that was asked.
std::uint64_t digest(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

void write_files(const std::filesystem::path& directory) {
    std::filesystem::create_directories(directory);
    for (const Goal& goal : goals()) {
        std::string file = goal.name;
        for (char& c : file) {
            if (c == '/' || c == '-') c = '_';
        }
        std::ofstream(directory / (file + ".v")) << file_of(goal);
    }
}

/// answers: lines "name: proved" or "name: not proved".
void print_record(const std::string& answers) {
    std::printf(
        "// Coq's answers. Written by tools/coq/prove --record; the tests coq.goals and coq.lemmas hold it "
        "against the\n"
        "// goals of this tree and against a fresh run.\n#pragma once\n\n"
        "#include \"limitcheck/theorems/coq_answer.hpp\"\n\nnamespace limitcheck::theorems {\n\n"
        "inline constexpr CoqAnswer coq_record[] = {\n");
    for (const Goal& goal : goals()) {
        const bool proved = answers.find("\n" + goal.name + ": proved\n") != std::string::npos;
        std::printf("    {\"%s\", 0x%016llx, %s},\n", goal.name.c_str(),
                    static_cast<unsigned long long>(digest(file_of(goal))), proved ? "true" : "false");
    }
    std::printf("};\n\n}  // namespace limitcheck::theorems\n");
}

/// Every goal has an answer of its own in the record, and every answer is to a goal and names a lemma.
bool record_is_of_these_goals() {
    const std::vector<Goal> all = goals();
    bool same = true;
    const auto complain = [&same](std::string_view name, const char* what) {
        std::fprintf(stderr, "%.*s: %s; run tools/coq/prove --record\n", static_cast<int>(name.size()),
                     name.data(), what);
        same = false;
    };
    for (const CoqAnswer& answer : coq_record) {
        const auto goal =
            std::find_if(all.begin(), all.end(), [&answer](const Goal& g) { return g.name == answer.lemma; });
        if (goal == all.end()) {
            complain(answer.lemma, "is in the record but not exported");
        } else if (digest(file_of(*goal)) != answer.goals) {
            complain(answer.lemma, "Coq answered another statement");
        }
        if (!is_proved(answer.lemma)) complain(answer.lemma, "is no lemma of this build");
    }
    for (const Goal& goal : all) {
        if (std::none_of(std::begin(coq_record), std::end(coq_record),
                         [&goal](const CoqAnswer& answer) { return answer.lemma == goal.name; })) {
            complain(goal.name, "has no answer");
        }
    }
    return same;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (argc == 2 && first == "--check") return record_is_of_these_goals() ? 0 : 1;
    if (argc == 3 && first == "--record") {
        std::ifstream file(argv[2]);
        print_record("\n" + std::string(std::istreambuf_iterator<char>(file), {}));
        return 0;
    }
    if (argc != 2 || first.substr(0, 1) == "-") {
        std::fputs("usage: export_lemmas DIRECTORY | --check | --record ANSWERS\n", stderr);
        return 2;
    }
    write_files(argv[1]);
    return 0;
}
