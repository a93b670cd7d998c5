#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "commands.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/registry.hpp"

namespace limitcheck::command_line {
namespace {

/// The scaffold; @ID@ stands for the claim's id. It compiles and runs; its falsifications are to be written,
/// so that it is undecided until somebody has.
constexpr std::string_view scaffold_text =
    R"scaffold(// @ID@: say here what is claimed, where it is proved or why it is believed, and how it is tested.
//
// Fill in all that says FILL IN. Until the falsifications are written the claim compiles, runs, and is UNDECIDED.
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"

namespace {

using namespace limitcheck;
using precise::Enclosure;

/// What the claim takes for true. A falsification is the same test with one of these facts made wrong.
struct Facts {
    Enclosure rate = Enclosure::ratio(1, 2);  // FILL IN
    network::Architecture network = network::resnet();
};

/// The number that the statement names, at a cell: certified, so integers, ratios and decimals, no bare double.
Enclosure target(const Cell& cell, const Enclosure& rate) {  // FILL IN
    const Enclosure time = Enclosure::ratio(cell.time.billionths(), Time::unit);
    return Enclosure::exactly(cell.inputs.second_moment(0)) * exp(rate * time);
}

Test statement(const Facts& facts) {
    const CellNumber limit = [rate = facts.rate](const Cell& cell) { return target(cell, rate); };
    const CellNumber most = [limit](const Cell& cell) { return 2 * limit(cell); };  // FILL IN: the bound
    // FILL IN: E X^2 <= bound for the observable X. Proved: second_moment(bound, "where"). Not proved:
    // assumed_second_moment(bound, "what is assumed"), and every verdict says so.
    const SecondMoment moment = assumed_second_moment([limit](const Cell& cell) { return 16 * square(limit(cell)); },
                                                      "FILL IN: E Q^2 is at most 16 times the squared limit");
    return measuring(measure_networks(facts.network, {second_moment_of<NetworkView>(0)}))  // Q = |Y|^2/n
        .about(limit)
        .at_most(most)
        .of("Q", moment);
}

theorems::Theorem source() {
    theorems::Theorem theorem;
    theorem.id = "@ID@";
    theorem.title = "FILL IN";
    theorem.source = {"FILL IN: paper, or your own", "", "FILL IN: theorem or section"};
    theorem.hypotheses = {"FILL IN"};
    return theorem;
}

}  // namespace

LIMITCHECK_CLAIM("@ID@") {
    return claim()
        .title("FILL IN: one line")
        .states(R"(E Q_{\lfloor tL \rfloor} \le 2 q_0 e^{t/2})", "FILL IN: E Q at layer floor(tL) <= 2 q0 e^(t/2)")
        .from(source())
        .over(cells().width(16, 1024).depth(1, 256).time("0", "1"))
        .tests(statement({}))
        // At least two, at cells where the effect exceeds the bound, one within a quarter of the truth. For example
        //     .falsified_by("variance grows as e^{t/4}", "limit 22 % too small at t = 1", 0.22,
        //                   statement({.rate = Enclosure::ratio(1, 4)}), {"n=256,L=16,t=1"})
        // (the scaffold's bound is too loose for that one: it is twice the limit).
        .falsified_by("FILL IN: a fact within a quarter of the truth", "FILL IN: what deviates, by how much", 0.25,
                      to_be_written("the same test with one fact made slightly wrong"), {"n=256,L=16,t=1"})
        .falsified_by("FILL IN: a fact far from the truth", "FILL IN: what deviates, by how much", 1.0,
                      to_be_written("the same test with one fact made wrong"), {"n=256,L=16,t=1"});
}
)scaffold";

std::string file_name(std::string_view id) {
    std::string name(id);
    std::replace(name.begin(), name.end(), '/', '_');
    std::replace(name.begin(), name.end(), '-', '_');
    return name + ".cpp";
}

}  // namespace

int scaffold(const std::string& id, const std::string& dir) {
    if (!well_formed_id(id)) {
        throw Error(
            fmt::format("'{}' is no claim id: write lower-case words of letters, digits and hyphens joined "
                        "by '/', as mine/first",
                        id));
    }
    const std::vector<std::string> ids = claim_ids();
    if (std::binary_search(ids.begin(), ids.end(), id)) {
        throw Error(fmt::format("there is a claim '{}' in this suite already; choose another name", id));
    }
    std::error_code status;
    if (!std::filesystem::is_directory(dir, status)) {
        throw Error(fmt::format("--dir '{}' is no folder; make it first", dir));
    }
    const std::filesystem::path path = std::filesystem::path(dir) / file_name(id);
    std::FILE* file = std::fopen(path.c_str(), "wx");
    if (file == nullptr) {
        throw Error(errno == EEXIST
                        ? fmt::format("{} exists and is left as it is; choose another name", path.string())
                        : fmt::format("{} cannot be written ({}); check the folder", path.string(),
                                      std::strerror(errno)));
    }
    std::string text(scaffold_text);
    constexpr std::string_view mark = "@ID@";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + id.size())) {
        text.replace(at, mark.size(), id);
    }
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (std::fclose(file) != 0 || !written) {
        std::filesystem::remove(path, status);
        throw Error(fmt::format("{} cannot be written (disk full?); nothing is left of it", path.string()));
    }
    fmt::print("{}\n", path.string());
    return all_verified;
}

}  // namespace limitcheck::command_line
