#include "commands.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/report/compare.hpp"
#include "limitcheck/report/json.hpp"
#include "limitcheck/report/write.hpp"

namespace limitcheck::command_line {

double parse_budget(const std::string& text) {
    double value = 0;
    const char* last = text.data() + text.size();
    const auto [end, status] = std::from_chars(text.data(), last, value);
    if (end != last || status != std::errc{} || !(value >= 1) || !std::isfinite(value)) {
        throw Error(
            fmt::format("--budget '{}' is no number of normals; give one of at least 1, as 1e9", text));
    }
    return value;
}

std::uint64_t parse_seed(const std::string& text) {
    const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    const char* first = text.data() + (hexadecimal ? 2 : 0);
    const char* last = text.data() + text.size();
    std::uint64_t value = 0;
    const auto [end, status] = std::from_chars(first, last, value, hexadecimal ? 16 : 10);
    if (first == last || end != last || status != std::errc{}) {
        throw Error(fmt::format(
            "--seed '{}' is no unsigned 64-bit number; give it in decimal or as 0x hexadecimal", text));
    }
    return value;
}

std::uint64_t parse_positive(const char* option, const std::string& text, std::uint64_t most) {
    const auto value = parse_unsigned(text, most);
    if (!value || *value == 0) {
        throw Error(fmt::format("{} '{}' is not an integer in 1..{}", option, text, most));
    }
    return *value;
}

std::uint32_t parse_threads(const std::string& text) {
    return text.empty() ? 0 : static_cast<std::uint32_t>(parse_positive("--threads", text, 1024));
}

void say(std::string message) {
    for (char& c : message) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            c = ' ';
        }
    }
    std::fflush(stdout);
    fmt::print(stderr, "limitcheck: {}\n", message);
}

int list(bool json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const std::string& id : claim_ids()) {
        const Claim claim = claim_as_written(id);
        std::vector<std::string> names;
        for (const Falsification& falsification : claim.falsifications) {
            names.push_back(falsification.name);
        }
        if (json) {
            all.push_back({{"id", id},
                           {"title", claim.title},
                           {"kind", claim.test.certified ? "certified" : "sampled"},
                           {"source", theorems::citation(claim.source)},
                           {"lemmas", claim.source.lemmas},
                           {"falsifications", names},
                           {"inputs", claim.domain.data_inputs()}});
        } else {
            fmt::print("{}\n    {}\n    source: {}\n    lemmas: {}\n    falsified by: {}\n", id, claim.title,
                       theorems::citation(claim.source),
                       claim.source.lemmas.empty() ? std::string("none")
                                                   : fmt::format("{}", fmt::join(claim.source.lemmas, ", ")),
                       fmt::join(names, "; "));
        }
    }
    if (json) {
        fmt::print("{}\n", all.dump(2));
    }
    return all_verified;
}

std::string read_file_of_report(const std::string& report) {
    std::error_code status;
    if (std::filesystem::is_directory(report, status)) {
        throw Error(fmt::format("{}: is a folder; give the report.json in it", report));
    }
    std::ifstream file(report, std::ios::binary);
    if (!file) {
        throw Error(fmt::format("{}: cannot be opened; give the report.json of an earlier run", report));
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

int render(const std::string& report, const std::string& out) {
    const std::string text = read_file_of_report(report);
    (void)report::read_report(text, report);  // so that what is wrong with it is said with its own name
    report::check_writable(out);
    report::write_report(text, out);
    fmt::print("{}/index.html\n", out);
    return all_verified;
}

int compare(const std::string& before, const std::string& now) {
    const auto read = [](const std::string& file) {
        return report::read_report(read_file_of_report(file), file);
    };
    const run::SuiteResult old = read(before);
    const report::Comparison comparison = report::compare(old, read(now));
    fmt::print("{}", report::to_text(comparison));
    return report::regressed(comparison) ? something_refuted : all_verified;
}

}  // namespace limitcheck::command_line
