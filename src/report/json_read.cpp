// The reader of report.json: the inverse of the writer, member by member, with every range checked.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "json_ladder.hpp"
#include "json_node.hpp"
#include "json_shared.hpp"
#include "lemmas.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/json.hpp"
#include "number.hpp"

namespace limitcheck::report {

namespace {

double read_log_evidence(const Node& node, const std::string& key) {
    const double value = node.deciding(key);
    if (value == HUGE_VAL) {
        node[key].complain("is infinite");
    }
    return value;
}

/// What the library's own parsers refuse, with the place.
template <class Parse>
auto parsed(const Node& node, Parse&& parse) {
    try {
        return parse();
    } catch (const Error& error) {
        node.complain(fmt::format("is not valid ({})", error.what()));
    }
}

statistics::Verdict read_verdict(const Node& node) {
    return statistics::parse_verdict(node.word({"verified", "refuted", "undecided"}));
}

Inputs read_inputs(const Node& cell) {
    const std::vector<double> gram = cell["gram"].row();
    const auto count = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(gram.size()))));
    if (gram.empty() || count * count != gram.size()) {
        cell["gram"].complain("is not a square matrix");
    }
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
            const double entry = gram[i * count + j];
            if (!std::isfinite(entry) || entry != gram[j * count + i] || (i == j && entry <= 0)) {
                cell["gram"].complain("is not the Gram matrix of nonzero inputs");
            }
        }
    }
    return Inputs(cell["inputs"].text(), count, gram);
}

Cell read_coordinates(const Node& node) {
    Cell cell;
    cell.width = node["n"].integer32(1);
    cell.depth = node["L"].integer32(1);
    const double time = node["t"].finite();
    if (time < 0 || time > 1) {
        node["t"].complain("is not a time from 0 to 1");
    }
    cell.time = Time::of_billionths(static_cast<std::uint64_t>(std::llround(time * Time::unit)));
    cell.inputs = read_inputs(node);
    if (!node["order"].is_null()) {
        cell.order = parsed(node["order"], [&] { return Order::parse(node["order"].text()); });
    }
    if (to_text(cell) != node["cell"].text()) {
        node["cell"].complain(fmt::format("is not the text of its own coordinates, {}", to_text(cell)));
    }
    return cell;
}

void read_statistics(const Node& node, run::CellResult& cell) {
    for (const Node& part : node["parts"].list()) {
        cell.parts.push_back({part["side"].word({"verify", "refute"}),
                              part["name"].text(),
                              part["observable"].text(),
                              part["tool"].text(),
                              part["hypothesis"].text(),
                              read_enclosure(part["bound"]),
                              read_log_evidence(part, "log_evidence"),
                              part["widening"].number(),
                              part["given"].text(),
                              part["against"].word({"mean at least", "mean at most"}),
                              {},
                              read_cut(part["cut"])});
        for (const Node& number : part["numbers"].list()) {
            cell.parts.back().numbers.push_back({number["name"].text(), read_enclosure(number)});
        }
    }
    for (const Node& observable : node["observables"].list()) {
        cell.observables.push_back(
            {observable["name"].text(), observable["mean"].number(), observable["standard_error"].number()});
    }
    const Node draws = node["draws"];
    const std::optional<std::vector<double>> values = parse_hexadecimal_bits(draws["ieee754_hex"].text());
    const std::uint64_t rows = draws["rows"].integer();
    const std::uint64_t columns = draws["columns"].integer();
    if (!values || columns != cell.observables.size() || (rows != 0 && rows != cell.samples) ||
        (columns == 0 ? rows != 0 || !values->empty()
                      : values->size() % columns != 0 || values->size() / columns != rows)) {
        draws.complain("is not rows x columns numbers of sixteen hexadecimal digits");
    }
    cell.draws = *values;
}

run::CellResult read_cell(const Node& node) {
    run::CellResult cell;
    cell.index = node["index"].integer(1);
    cell.cell = read_coordinates(node);
    for (const Node& point : node["points"].list()) {
        cell.points.push_back({point["n"].integer32(1), point["L"].integer32(1)});
    }
    cell.counts = node["counts"].boolean();
    cell.samples = node["samples"].integer();
    cell.void_samples = node["void_samples"].integer();
    cell.estimate = node["estimate"].number();
    cell.estimate_low = node["estimate_low"].number();
    cell.estimate_high = node["estimate_high"].number();
    if (!node["target"].is_null()) {
        cell.target = read_enclosure(node["target"]);
    }
    cell.comparison = node["comparison"].word({"at_most", "at_least", "within"});
    cell.bound = read_enclosure(node["bound"]);
    cell.log_evidence_verify = read_log_evidence(node["log_evidence"], "verify");
    cell.log_evidence_refute = read_log_evidence(node["log_evidence"], "refute");
    cell.threshold_verify = node["threshold"].deciding("verify");
    cell.threshold_refute = node["threshold"].deciding("refute");
    cell.rigor_bound = node["rigor"].text();
    cell.rigor_simulation = node["simulation"].word({"shadowed", "assumed", "none needed"});
    cell.assumptions = node["assumptions"].texts();
    cell.given = node["given"].texts();
    read_statistics(node["statistics"], cell);
    cell.verdict = read_verdict(node["verdict"]);
    cell.reason = node["reason"].text();
    cell.reproduce = node["reproduce"].text();
    return cell;
}

std::vector<run::CellResult> read_cells(const Node& node) {
    std::vector<run::CellResult> cells;
    for (const Node& cell : node.list()) {
        cells.push_back(read_cell(cell));
    }
    return cells;
}

/// Ids become file names: words of letters and digits, joined by hyphens and, in a claim's id, by '/'.
std::string read_id(const Node& node, bool path) {
    std::string id = node.text();
    bool word_open = false;
    for (const char c : id) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !(word_open && (c == '-' || (path && c == '/')))) {
            node.complain(fmt::format("'{}' is not an id such as {}", id,
                                      path ? "resnet/gaussian-limit/marginal" : "distance-over-width"));
        }
        word_open = c != '/';
    }
    if (!word_open) {
        node.complain("is empty or ends in '/'");
    }
    return id;
}

Figure read_figure(const Node& node) {
    Figure figure;
    figure.id = read_id(node["id"], false);
    figure.title = node["title"].text();
    figure.caption = node["caption"].text();
    figure.x_label = node["x_label"].text();
    figure.y_label = node["y_label"].text();
    figure.x_log = node["x_log"].boolean();
    figure.y_log = node["y_log"].boolean();
    for (const Node& series : node["series"].list()) {
        Series read{
            series["name"].text(), series["style"].word({"points", "lines", "boxes", "band", "errors"}), {}};
        const std::size_t columns = read.style == "band" ? 3 : read.style == "errors" ? 4 : 2;
        for (const Node& row : series["rows"].list()) {
            read.rows.push_back(row.row());
            if (read.rows.back().size() != columns) {
                row.complain(
                    fmt::format("is not a row of {} numbers, as the style '{}' needs", columns, read.style));
            }
        }
        figure.series.push_back(std::move(read));
    }
    return figure;
}

void read_unique(const Node& node, const std::string& id, std::set<std::string>& seen) {
    if (!seen.insert(id).second) {
        node.complain(fmt::format("'{}' is there twice", id));
    }
}

run::ClaimResult read_claim(const Node& node) {
    run::ClaimResult claim;
    claim.id = read_id(node["id"], true);
    claim.title = node["title"].text();
    claim.statement = node["statement"].text();
    claim.plain_statement = node["plain_statement"].text();
    claim.source = node["source"].text();
    claim.kind = node["kind"].word({"sampled", "certified"});
    claim.verdict = read_verdict(node["verdict"]);
    claim.reason = node["reason"].text();
    claim.error = node["error"].text();
    claim.rigor_bound = node["rigor"]["bound"].text();
    claim.rigor_simulation = node["rigor"]["simulation"].text();
    claim.given = node["rigor"]["given"].texts();
    claim.shadow = read_shadow(node["shadow"]);
    claim.weight = node["weight"].finite();
    claim.hypotheses = node["hypotheses"].texts();
    claim.assumptions = node["assumptions"].texts();
    claim.lemmas = read_lemmas(node["lemmas"]);
    const Node coverage = node["coverage"];
    claim.coverage = {coverage["cells"].integer(), coverage["undecided"].integer(),
                      coverage.deciding("violating_mass"), coverage.deciding("confidence"),
                      coverage["statement"].text()};
    claim.void_unless = node["void_unless"].text();
    claim.domain = node["domain"].text();
    claim.cells = read_cells(node["cells"]);
    if (const Node found = node["counterexample"]; !found.is_null()) {
        claim.counterexample = {found["drawn"].integer(1), found["tried"].integer(),
                                found["normals"].finite(), found["minimal"].boolean(),
                                read_cell(found["cell"])};
    }
    for (const Node& falsification : node["falsifications"].list()) {
        claim.falsifications.push_back(
            {falsification["name"].text(), falsification["effect"].text(),
             falsification["relative_effect"].number(), read_cells(falsification["cells"]),
             read_verdict(falsification["verdict"]), read_shadow(falsification["shadow"])});
    }
    std::set<std::string> figure_ids;
    for (const Node& figure : node["figures"].list()) {
        claim.figures.push_back(read_figure(figure));
        read_unique(figure["id"], claim.figures.back().id, figure_ids);
    }
    return claim;
}

run::HostFacts read_host(const Node& node) {
    run::HostFacts host;
    host.command_line = node["command_line"].text();
    host.started = node["started"].text();
    host.seconds = node["seconds"].number();
    host.threads = node["threads"].integer32();
    host.machine = node["machine"].text();
    host.compiler = node["compiler"].text();
    host.out = node["out"].text();
    host.normals = node["normals"].number();
    return host;
}

run::SuiteResult read_suite(const Node& node) {
    if (const std::string schema = node["schema"].text(); schema != schema_name) {
        node["schema"].complain(fmt::format("is '{}'; this program reads '{}'", schema, schema_name));
    }
    run::SuiteResult suite;
    suite.suite = node["suite"].text();
    suite.version = node["version"].text();
    suite.stream_version = node["stream_version"].integer32();
    suite.seed = node["seed"].integer();
    suite.profile = node["profile"].text();
    suite.attempt = node["attempt"].integer(1);
    suite.interrupted = node["interrupted"].boolean();
    suite.alpha_refute = node["budget"]["alpha_refute"].finite();
    suite.alpha_verify = node["budget"]["alpha_verify"].finite();
    const Node inputs = node["inputs"];
    suite.inputs_file_sha256 = inputs["sha256"].is_null() ? "" : inputs["sha256"].text();
    suite.inputs_rows = inputs["rows"].integer();
    suite.inputs_selection = inputs["selection"].text();
    suite.inputs_pairs_sha256 = inputs["pairs_sha256"].is_null() ? "" : inputs["pairs_sha256"].text();
    std::set<std::string> claim_ids;
    for (const Node& claim : node["claims"].list()) {
        suite.claims.push_back(read_claim(claim));
        read_unique(claim["id"], suite.claims.back().id, claim_ids);
    }
    suite.ladders = read_ladders(node["ladders"], read_cell);
    suite.host = read_host(node["host"]);
    return suite;
}

/// The message's tail without nlohmann's own numbering, with the line and column that editors show.
Error syntax_error(std::string_view text, std::string_view name, std::size_t byte) {
    const std::string_view before = text.substr(0, byte == 0 ? 0 : std::min(byte - 1, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t line_start = before.rfind('\n');
    const std::size_t column =
        before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1;
    return Error(fmt::format("{}:{}:{}: not JSON from here on; give a report.json as limitcheck wrote it",
                             name, line, column));
}

}  // namespace

run::SuiteResult read_report(std::string_view text, std::string_view name) {
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        throw syntax_error(text, name, error.byte);
    } catch (const nlohmann::json::exception&) {
        throw Error(fmt::format(
            "{}: a number beyond the range of doubles; give a report.json as limitcheck wrote it", name));
    }
    return read_suite(Node(json, std::string(name), ""));
}

}  // namespace limitcheck::report
