// The writer of report.json. Directions of rounding: a bound outward, log evidence down, a threshold up, the
// mass of violating cells up, a confidence down; what decides stands there exactly, too.
#include <cmath>

#include "json_ladder.hpp"
#include "json_shared.hpp"
#include "json_text.hpp"
#include "lemmas.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/json.hpp"

namespace limitcheck::report {

namespace {

using statistics::Verdict;

/// Minus infinity is a value (a factor was zero); it is null in decimal, "-inf" in hexadecimal.
void write_log_evidence(JsonText& json, const std::string& key, double value) {
    require(!std::isnan(value) && value < HUGE_VAL, "report: log evidence that is NaN or infinite");
    json.deciding(key, value, Toward::down);
}

void write_threshold(JsonText& json, const std::string& key, double value) {
    require(!std::isnan(value), "report: a threshold that is NaN");
    json.deciding(key, value, Toward::up);
}

void write_verdict(JsonText& json, Verdict verdict) { json.text("verdict", statistics::to_text(verdict)); }

void write_statistics(JsonText& json, const run::CellResult& cell) {
    json.list("parts", [&] {
        for (const run::PartResult& part : cell.parts) {
            json.object({}, [&] {
                json.text("side", part.side);
                json.text("name", part.name);
                json.text("observable", part.observable);
                json.text("tool", part.tool);
                json.text("hypothesis", part.hypothesis);
                json.text("against", part.against);
                write_enclosure(json, "bound", part.bound);
                json.list("numbers", [&] {
                    for (const run::PartNumber& number : part.numbers) {
                        json.object({}, [&] {
                            json.text("name", number.name);
                            write_ends(json, number.value);
                        });
                    }
                });
                write_log_evidence(json, "log_evidence", part.log_evidence);
                json.number("widening", part.widening);
                json.text("given", part.given);
                write_cut(json, part.cut);
            });
        }
    });
    json.list("observables", [&] {
        for (const run::ObservableSummary& observable : cell.observables) {
            json.object({}, [&] {
                json.text("name", observable.name);
                json.number("mean", observable.mean);
                json.number("standard_error", observable.standard_error);
            });
        }
    });
    json.object("draws", [&] {
        const std::size_t columns = cell.observables.size();
        require(columns == 0 ? cell.draws.empty() : cell.draws.size() % columns == 0,
                "report: draws that are not rows of observables");
        const std::size_t rows = columns == 0 ? 0 : cell.draws.size() / columns;
        require(rows == 0 || rows == cell.samples, "report: draws that are not one row a network");
        json.integer("rows", rows);
        json.integer("columns", columns);
        json.text("ieee754_hex", hexadecimal_bits(cell.draws));
    });
}

void write_cell(JsonText& json, const run::CellResult& cell) {
    json.integer("index", cell.index);
    json.text("cell", to_text(cell.cell));
    json.integer("n", cell.cell.width);
    json.integer("L", cell.cell.depth);
    json.literal("t", cell.cell.time.text());
    json.text("inputs", cell.cell.inputs.id());
    json.row("gram", cell.cell.inputs.gram());
    if (cell.cell.order) {
        json.text("order", cell.cell.order->id());
    } else {
        json.literal("order", "null");
    }
    json.list("points", [&] {
        for (const Point& point : cell.points) {
            json.object({}, [&] {
                json.integer("n", point.width);
                json.integer("L", point.depth);
            });
        }
    });
    json.boolean("counts", cell.counts);
    json.integer("samples", cell.samples);
    json.integer("void_samples", cell.void_samples);
    json.number("estimate", cell.estimate);
    json.number("estimate_low", cell.estimate_low);
    json.number("estimate_high", cell.estimate_high);
    if (cell.target) {
        write_enclosure(json, "target", *cell.target);
    } else {
        json.literal("target", "null");
    }
    json.text("comparison", cell.comparison);
    write_enclosure(json, "bound", cell.bound);
    json.object("log_evidence", [&] {
        write_log_evidence(json, "verify", cell.log_evidence_verify);
        write_log_evidence(json, "refute", cell.log_evidence_refute);
    });
    json.object("threshold", [&] {
        write_threshold(json, "verify", cell.threshold_verify);
        write_threshold(json, "refute", cell.threshold_refute);
    });
    json.text("rigor", cell.rigor_bound);
    json.text("simulation", cell.rigor_simulation);
    json.texts("assumptions", cell.assumptions);
    json.texts("given", cell.given);
    json.object("statistics", [&] { write_statistics(json, cell); });
    write_verdict(json, cell.verdict);
    json.text("reason", cell.reason);
    json.text("reproduce", cell.reproduce);
}

void write_cells(JsonText& json, const std::vector<run::CellResult>& cells) {
    json.list("cells", [&] {
        for (const run::CellResult& cell : cells) {
            json.object({}, [&] { write_cell(json, cell); });
        }
    });
}

void write_figure(JsonText& json, const Figure& figure) {
    json.text("id", figure.id);
    json.text("title", figure.title);
    json.text("caption", figure.caption);
    json.text("x_label", figure.x_label);
    json.text("y_label", figure.y_label);
    json.boolean("x_log", figure.x_log);
    json.boolean("y_log", figure.y_log);
    json.list("series", [&] {
        for (const Series& series : figure.series) {
            json.object({}, [&] {
                json.text("name", series.name);
                json.text("style", series.style);
                json.list("rows", [&] {
                    for (const std::vector<double>& row : series.rows) {
                        json.row({}, row);
                    }
                });
            });
        }
    });
}

void write_claim(JsonText& json, const run::ClaimResult& claim) {
    json.text("id", claim.id);
    json.text("title", claim.title);
    json.text("statement", claim.statement);
    json.text("plain_statement", claim.plain_statement);
    json.text("source", claim.source);
    json.text("kind", claim.kind);
    write_verdict(json, claim.verdict);
    json.text("reason", claim.reason);
    json.text("error", claim.error);
    json.object("rigor", [&] {
        json.text("bound", claim.rigor_bound);
        json.text("simulation", claim.rigor_simulation);
        json.texts("given", claim.given);
    });
    write_shadow(json, claim.shadow);
    json.number("weight", claim.weight);
    json.texts("hypotheses", claim.hypotheses);
    json.texts("assumptions", claim.assumptions);
    write_lemmas(json, claim.lemmas);
    json.object("coverage", [&] {
        json.integer("cells", claim.coverage.cells);
        json.integer("undecided", claim.coverage.undecided);
        json.deciding("violating_mass", claim.coverage.violating_mass, Toward::up);
        json.deciding("confidence", claim.coverage.confidence, Toward::down);
        json.text("statement", claim.coverage.statement);
    });
    json.text("void_unless", claim.void_unless);
    json.text("domain", claim.domain);
    write_cells(json, claim.cells);
    if (const auto& found = claim.counterexample) {
        json.object("counterexample", [&] {
            json.integer("drawn", found->drawn);
            json.integer("tried", found->tried);
            json.number("normals", found->normals);
            json.boolean("minimal", found->minimal);
            json.object("cell", [&] { write_cell(json, found->cell); });
        });
    } else {
        json.literal("counterexample", "null");
    }
    json.list("falsifications", [&] {
        for (const run::FalsificationResult& falsification : claim.falsifications) {
            json.object({}, [&] {
                json.text("name", falsification.name);
                json.text("effect", falsification.effect);
                json.number("relative_effect", falsification.relative_effect);
                write_verdict(json, falsification.verdict);
                write_shadow(json, falsification.shadow);
                write_cells(json, falsification.cells);
            });
        }
    });
    json.list("figures", [&] {
        for (const Figure& figure : claim.figures) {
            json.object({}, [&] { write_figure(json, figure); });
        }
    });
}

void write_host(JsonText& json, const run::HostFacts& host) {
    json.text("command_line", host.command_line);
    json.text("started", host.started);
    json.number("seconds", host.seconds);
    json.integer("threads", host.threads);
    json.text("machine", host.machine);
    json.text("compiler", host.compiler);
    json.text("out", host.out);
    json.number("normals", host.normals);
}

void write_suite(JsonText& json, const run::SuiteResult& suite) {
    const auto count = [&](Verdict verdict) {
        std::uint64_t number = 0;
        for (const run::ClaimResult& claim : suite.claims) {
            number += claim.verdict == verdict ? 1U : 0U;
        }
        return number;
    };
    json.text("schema", schema_name);
    json.text("suite", suite.suite);
    json.text("version", suite.version.empty() ? LIMITCHECK_VERSION : suite.version);
    json.integer("stream_version", suite.stream_version);
    json.integer("seed", suite.seed);
    json.text("seed_hex", hexadecimal(suite.seed));
    json.text("profile", suite.profile);
    json.integer("attempt", suite.attempt);
    json.boolean("interrupted", suite.interrupted);
    json.object("budget", [&] {
        json.number("alpha_refute", suite.alpha_refute);
        json.number("alpha_verify", suite.alpha_verify);
    });
    json.object("inputs", [&] {
        const auto hash = [&](const char* name, const std::string& of) {
            if (of.empty()) {
                json.literal(name, "null");
            } else {
                json.text(name, of);
            }
        };
        hash("sha256", suite.inputs_file_sha256);
        json.integer("rows", suite.inputs_rows);
        json.text("selection", suite.inputs_selection);
        hash("pairs_sha256", suite.inputs_pairs_sha256);
    });
    json.object("summary", [&] {
        json.integer("verified", count(Verdict::verified));
        json.integer("refuted", count(Verdict::refuted));
        json.integer("undecided", count(Verdict::undecided));
    });
    json.list("claims", [&] {
        for (const run::ClaimResult& claim : suite.claims) {
            json.object({}, [&] { write_claim(json, claim); });
        }
    });
    write_ladders(json, suite.ladders, write_cell);
    json.object("host", [&] { write_host(json, suite.host); });
}

}  // namespace

std::string to_json(const run::SuiteResult& suite) {
    JsonText json;
    json.object({}, [&] { write_suite(json, suite); });
    return std::move(json).take();
}

}  // namespace limitcheck::report
