#include "sample.hpp"

#include <limits>

namespace limitcheck::test {

namespace {

using precise::Enclosure;
using statistics::Verdict;

run::CellResult sampled_cell(std::uint64_t index, const char* text, Verdict verdict) {
    run::CellResult cell;
    cell.index = index;
    cell.cell = parse_cell(text);
    cell.samples = 3;
    const double scale = 1.0 / static_cast<double>(index);
    cell.observables = {{"coupling distance", 0.0625 * scale, 0.0078125 * scale},
                        {"second moment of a neuron", 1.648, 0.03125}};
    cell.draws = {0.1 * scale, 1.5, 0.05 * scale, 1.7, 0.0375 * scale, 1.744};
    cell.estimate = 0.25 * scale;
    cell.estimate_low = 0.2 * scale;
    cell.estimate_high = 0.29 * scale;
    cell.comparison = "at_most";
    cell.bound = Enclosure::ratio(1, 3);
    cell.parts = {{"verify", "coupling distance below the bound", "coupling distance", "quadratic bet",
                   "E X^2 <= 0.031 (certified)", Enclosure::ratio(1, 9), 31.25},
                  {"refute", "second moment too large for the bound", "second moment of a neuron",
                   "betting on a nonnegative mean", "X >= 0", Enclosure::decimal("2.7"), -4.1}};
    cell.parts[0].against = "mean at least";
    cell.parts[0].numbers = {{"centre", Enclosure(0)}, {"second_moment", Enclosure::decimal("0.031")}};
    cell.parts[1].against = "mean at most";
    cell.threshold_verify = 21.245;
    cell.threshold_refute = 21.255;
    cell.log_evidence_verify = verdict == Verdict::verified ? 31.25 : 0.3;
    cell.log_evidence_refute = verdict == Verdict::refuted ? 30.1 : -4.1;
    cell.rigor_bound = "interval";
    cell.verdict = verdict;
    cell.reproduce = std::string("limitcheck run resnet/gaussian-limit/marginal --cell '#") +
                     std::to_string(index) + ":" + text + "' --seed 18446744073709551615";
    return cell;
}

Figure distance_figure() {
    Figure figure;
    figure.id = "distance-over-width";
    figure.title = "Measured distance and proved bound";
    figure.caption = "Three networks a width; bars are two standard errors.";
    figure.x_label = "width n";
    figure.y_label = "W2 distance";
    figure.x_log = figure.y_log = true;
    figure.series = {
        {"95 % range", "band", {{16, 0.1, 0.4}, {64, 0.05, 0.2}, {256, 0.02, 0.1}}},
        {"proved bound", "lines", {{16, 0.9}, {64, 0.45}, {256, 0.22}}},
        {"measured", "errors", {{16, 0.2, 0.15, 0.25}, {64, 0.1, 0.08, 0.12}, {256, 0.05, 0.04, 0.06}}}};
    return figure;
}

Figure histogram_figure() {
    Figure figure;
    figure.id = "histogram";
    figure.title = "One neuron against its Gaussian limit";
    figure.caption = "Counts of 300 networks.";
    figure.x_label = "value of a neuron";
    figure.y_label = "density";
    figure.series = {{"networks", "boxes", {{-1, 0.2}, {0, 0.4}, {1, 0.2}}},
                     {"N(0, e^(1/2))", "lines", {{-1.5, 0.15}, {0, 0.39}, {1.5, 0.15}}}};
    return figure;
}

run::ClaimResult verified_claim() {
    run::ClaimResult claim;
    claim.id = "resnet/gaussian-limit/marginal";
    claim.title = "One neuron of a wide, deep ResNet is Gaussian";
    claim.statement =
        R"(W_2(\mathrm{law}(Y^1_{\lfloor tL \rfloor}), N(0, q_0 e^{t/2})) \le C_1(t)/\sqrt n + C_2(t)/L)";
    claim.plain_statement = "W2(law of one neuron at time t, N(0, q0 e^(t/2))) <= C1(t)/sqrt(n) + C2(t)/L";
    claim.source = "Hayou and Yang, Width and Depth Limits Commute in Residual Networks (2023), Theorem 1";
    claim.kind = "sampled";
    claim.hypotheses = {"ReLU", "branch scale 1/sqrt(L)", "weights N(0, 1/n)"};
    claim.assumptions = {"ideal-stream", "simulation-rounding"};
    claim.lemmas = {{"arc-cosine/above-identity", "f(c) > c", "c in [-1, 1)", "Taylor forms", 5, 0.0625,
                     "proved", "docs/theory/resnet-commute, section 6"},
                    {"arc-cosine/reflection", "f(c) - f(-c) = c", "c in [-1, 1]", "exact algebra", 1, 0,
                     "not exported", "docs/theory/resnet-commute, section 6"}};
    claim.domain = "n in [1, 65536], L in [1, 4096], t in [0, 1], inputs one; n L <= 2^19; 3 cells";
    claim.rigor_bound = "interval";
    claim.rigor_simulation = "shadowed up to n L = 8192, widening at most 3e-06 of a level";
    claim.shadow.cells = {{1, "n=32,L=256,t=0.5", {32, 256}, 1}};
    claim.shadow.observables = {{"coupling distance", 1.0 / 3e9},
                                {"second moment of a neuron", std::numeric_limits<double>::infinity()}};
    claim.coverage = {2, 0, 0.9, 0.899999,
                      "With confidence 0.899999 at most 0.9 of the mass of the domain violates."};
    claim.cells = {
        sampled_cell(1, "n=64,L=128,t=0.5", Verdict::verified),
        sampled_cell(2, "n=4096,L=8,t=0.000000001,inputs=pair:-0.9,order=power:0.5", Verdict::verified),
        sampled_cell(3, "n=1,L=1,t=1", Verdict::undecided)};
    claim.cells[1].points = {{64, 2}, {512, 4}, {4096, 8}};
    claim.cells[1].target = precise::exp(Enclosure::ratio(1, 2));
    claim.cells[1].comparison = "within";
    claim.cells[0].rigor_simulation = "shadowed";
    claim.cells[0].parts[0].widening = 0x1p-20;
    claim.cells[2].counts = false;
    claim.cells[2].void_samples = 2;
    claim.void_unless = "no output vanishes";
    claim.cells[2].log_evidence_refute = -std::numeric_limits<double>::infinity();
    claim.cells[2].reason = "vacuous: the bound is not below what holds trivially";
    claim.falsifications = {{"variance grows as e^t",
                             "limit variance 1.65 times too large at t = 1",
                             0.6487,
                             {sampled_cell(1, "n=256,L=16,t=1", Verdict::refuted)},
                             Verdict::refuted},
                            {"branch scale 1/L",
                             "branches a factor sqrt(L) too small",
                             0.22,
                             {sampled_cell(2, "n=256,L=64,t=1", Verdict::refuted)},
                             Verdict::refuted}};
    claim.falsifications[0].shadow.cells = {{1, "n=256,L=16,t=1", {256, 16}, 4}};
    claim.falsifications[0].shadow.observables = {{"second moment of a neuron", 0x1p-40}};
    // An event in place of a mean: how often a number exceeds a third, which is no double.
    run::PartResult& counted = claim.falsifications[0].cells[0].parts[1];
    counted.observable = "a neuron above a third";
    counted.tool = "mixture over the probability";
    counted.hypothesis = "independent draws that are 0 or 1; nothing else is assumed";
    counted.bound = Enclosure::ratio(1, 4);
    counted.widening = 0x1p-30;
    counted.cut = {"second moment of a neuron", "at least", 1.0 / 3 + 0x1p-30, Enclosure::ratio(1, 3)};
    claim.figures = {distance_figure(), histogram_figure()};
    claim.verdict = Verdict::verified;
    return claim;
}

run::ClaimResult refuted_claim() {
    run::ClaimResult claim;
    claim.id = "mlp/hostile-texts/norm";
    claim.title = hostile;
    claim.statement = hostile;
    claim.plain_statement = hostile;
    claim.source = hostile;
    claim.kind = "sampled";
    claim.hypotheses = claim.assumptions = {hostile};
    claim.lemmas = {{hostile, hostile, hostile, hostile, 1, 0.1, "not proved", hostile}};
    claim.domain = claim.void_unless = hostile;
    claim.rigor_bound = "assumed";
    claim.rigor_simulation = hostile;
    claim.coverage = {1, 1, 1, 0, hostile};
    claim.cells = {sampled_cell(1, "n=2,L=3,t=1", Verdict::refuted)};
    run::CellResult& cell = claim.cells[0];
    cell.reason = cell.reproduce = cell.parts[0].name = cell.parts[0].tool = hostile;
    cell.parts[0].hypothesis = cell.parts[0].observable = cell.observables[0].name = hostile;
    cell.rigor_bound = "assumed";
    cell.assumptions = cell.given = claim.given = {hostile};
    cell.parts[0].given = hostile;
    claim.counterexample = {1, 17, 2.5e6, false, sampled_cell(1001, "n=1,L=2,t=1", Verdict::refuted)};
    claim.counterexample->cell.counts = false;
    claim.counterexample->cell.threshold_refute = 35.5;
    claim.counterexample->cell.log_evidence_refute = 36.25;
    claim.counterexample->cell.reason = claim.counterexample->cell.reproduce = hostile;
    claim.falsifications = {
        {hostile, hostile, 0.1, {sampled_cell(1, "n=4,L=4,t=1", Verdict::undecided)}, Verdict::undecided}};
    claim.figures = {distance_figure()};
    Figure& figure = claim.figures[0];
    figure.title = figure.caption = figure.x_label = figure.y_label = figure.series[0].name = hostile;
    claim.verdict = Verdict::refuted;
    claim.reason = hostile;
    return claim;
}

run::ClaimResult certified_claim() {
    run::ClaimResult claim;
    claim.id = "mlp/correlation-collapse/infinite-width";
    claim.title = "Correlations of a plain MLP collapse at the rate 9 pi^2/(2 l^2)";
    claim.statement = R"(|l^2 (1 - c_l) - 9\pi^2/2| \le 100 \log(l) / l)";
    claim.plain_statement = "|l^2 (1 - c_l) - 9 pi^2/2| <= 100 log(l)/l";
    claim.source = "Hayou, Doucet and Rousseau (2019), Proposition 3";
    claim.kind = "certified";
    claim.hypotheses = {"ReLU", "infinite width"};
    claim.domain = "L in [1000, 12000]";
    claim.rigor_bound = "interval";
    claim.rigor_simulation = "none";
    claim.coverage = {1, 0, 0, 1, "Certified at each listed cell by an enclosure."};
    run::CellResult cell;
    cell.index = 1;
    cell.cell = parse_cell("n=1,L=12000,t=1,inputs=pair:0.5");
    cell.estimate = 44.38;
    cell.estimate_low = cell.estimate_high = 44.38;
    cell.target = Enclosure::pi() * Enclosure::pi() * Enclosure::ratio(9, 2);
    cell.comparison = "within";
    cell.bound = Enclosure::decimal("0.0783");
    cell.threshold_verify = cell.threshold_refute = 21.5;
    cell.rigor_bound = "interval";
    cell.verdict = Verdict::verified;
    cell.reproduce =
        "limitcheck run mlp/correlation-collapse/infinite-width --cell n=1,L=12000,inputs=pair:0.5";
    claim.cells = {cell};
    claim.verdict = Verdict::verified;
    return claim;
}

run::ClaimResult failed_claim() {
    run::ClaimResult claim;
    claim.id = "resnet/covariance-limit/failed";
    claim.title = "The covariance of two inputs follows its flow";
    claim.statement = R"(\mathbb E |C_l - q_l c_l| \le B(n, L, t))";
    claim.plain_statement = "E|C_l - q_l c_l| <= B(n, L, t)";
    claim.source = "Hayou and Yang (2023), Theorem 2";
    claim.kind = "sampled";
    claim.domain = "n in [64, 4096], L in [4, 64]";
    claim.rigor_bound = "interval";
    claim.rigor_simulation = "not measured";
    claim.coverage = {0, 0, 1, 0, "Nothing was decided."};
    claim.reason = "its own code failed";
    claim.error = "n=64,L=4,t=1: the bound's enclosure does not exist: sqrt of a negative number";
    return claim;
}

}  // namespace

run::SuiteResult sample_suite() {
    run::SuiteResult suite;
    suite.version = "0.0.1";
    suite.seed = std::numeric_limits<std::uint64_t>::max();
    suite.profile = "quick";
    suite.attempt = 2;
    suite.inputs_file_sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    suite.inputs_selection = " --columns '1-64' --pairs 'my pairs.csv'";
    suite.inputs_pairs_sha256 = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";
    suite.inputs_rows = 1797;
    suite.claims = {verified_claim(), refuted_claim(), certified_claim(), failed_claim()};
    suite.host = {"limitcheck run --seed 18446744073709551615",
                  "2024-02-29T12:00:00Z",
                  12.5,
                  2,
                  "x86_64, Debian 12",
                  "GCC 12.2.0",
                  "reports/latest",
                  1.5e9};
    return suite;
}

run::SuiteResult sample_suite_elsewhere() {
    run::SuiteResult suite = sample_suite();
    suite.host = {hostile, "2031-01-01T00:00:00Z", 99.25, 7, "aarch64 \xff\x01", "clang 16", hostile, 3e9};
    return suite;
}

}  // namespace limitcheck::test
