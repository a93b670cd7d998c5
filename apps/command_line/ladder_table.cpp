#include "ladder_table.hpp"

#include <fmt/format.h>

#include "commands.hpp"

namespace limitcheck::command_line {
namespace {

using statistics::Verdict;

std::string effect_or_none(char sign, const std::string& least) {
    return least.empty() ? "none" : sign + least;
}

void print_rung(const run::RungResult& rung, const std::string& unit) {
    if (!rung.tried) {
        fmt::print("    d = {:<8} {}\n", rung.effect, rung.cell.reason);
        return;
    }
    fmt::print("    d = {:<8} {:<10} {:<34} ", rung.effect, statistics::to_text(rung.cell.verdict),
               to_text(rung.cell.cell));
    if (rung.cell.samples > 0) {
        fmt::print("{} networks ({:.0f} planned), {:.2g} {}, log-evidence {:.2f} of {:.2f}\n",
                   rung.cell.samples, rung.planned_networks, rung.cost, unit, rung.cell.log_evidence_refute,
                   rung.cell.threshold_refute);
    } else {
        fmt::print("{:.6g} {}{}{}\n", rung.cost, unit, rung.cell.reason.empty() ? "" : ": ",
                   rung.cell.reason);
    }
}

}  // namespace

void print_ladders(const run::SuiteResult& suite) {
    for (const run::LadderResult& ladder : suite.ladders) {
        fmt::print("{:<18} {:<9} refuted down to {} and {}, goal {}{}\n", ladder.name,
                   ladder.at_goal ? "at goal" : "not there", effect_or_none('+', ladder.least_above),
                   effect_or_none('-', ladder.least_below), ladder.goal,
                   ladder.given.empty() ? "" : " (given " + ladder.given + ")");
        fmt::print("    {}: {}\n", ladder.claim, ladder.title);
        if (!ladder.error.empty()) {
            fmt::print("    internal error: {}\n", ladder.error);
        }
        for (const run::RungResult& rung : ladder.rungs) {
            print_rung(rung, ladder.cost_unit);
        }
        print_rung(ladder.control, ladder.cost_unit);
    }
}

int ladder_status(const run::SuiteResult& suite) {
    bool failed = false;
    bool false_alarm = false;
    bool short_of_goal = false;
    for (const run::LadderResult& ladder : suite.ladders) {
        failed = failed || !ladder.error.empty();
        false_alarm = false_alarm || ladder.control.cell.verdict == Verdict::refuted;
        short_of_goal = short_of_goal || !ladder.at_goal;
    }
    return failed          ? could_not_finish
           : false_alarm   ? something_refuted
           : short_of_goal ? something_undecided
                           : all_verified;
}

}  // namespace limitcheck::command_line
