#include "cell_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limitcheck::run {
namespace {

/// What a tool needs to be valid, and where that is proved.
std::string hypothesis_of(const statistics::EProcess& process, const PlannedPart& part) {
    return part.source.empty() ? process.hypothesis()
                               : fmt::format("{} ({})", process.hypothesis(), part.source);
}

PartResult part_of(const char* side, const PlannedPart& planned, const statistics::ProcessSpec& spec,
                   const statistics::EProcess& process, double log_evidence) {
    PartResult part{side,
                    planned.name,
                    planned.observable,
                    std::string(process.tool()),
                    hypothesis_of(process, planned),
                    planned.level,
                    log_evidence,
                    planned.widening,
                    planned.given};
    part.against =
        statistics::null_of(spec) == statistics::Null::mean_at_least ? "mean at least" : "mean at most";
    for (const statistics::NamedNumber& number : statistics::numbers_of(spec)) {
        part.numbers.push_back({number.name, Enclosure::between(number.value.lower, number.value.upper)});
    }
    part.cut = planned.cut;
    return part;
}

void add_given(std::vector<std::string>& all, const std::string& given) {
    if (!given.empty() && std::find(all.begin(), all.end(), given) == all.end()) {
        all.push_back(given);
    }
}

}  // namespace

void describe_parts(CellResult& result, const CellPlan& plan, const statistics::Judge& judge) {
    for (std::size_t i = 0; i < plan.verify.size(); ++i) {
        result.parts.push_back(part_of("verify", plan.verify[i], plan.test.verify[i].spec,
                                       judge.verify_process(i), judge.verify_part_evidence(i).value));
    }
    for (std::size_t i = 0; i < plan.refute.size(); ++i) {
        result.parts.push_back(part_of("refute", plan.refute[i], plan.test.refute[i].spec,
                                       judge.refute_process(i), judge.refute_part_evidence(i).value));
    }
}

std::vector<std::string> verified_given(const CellPlan& plan) {
    std::vector<std::string> all;
    for (const PlannedPart& part : plan.verify) {
        add_given(all, part.given);
    }
    return all;
}

std::vector<std::string> refuted_given(const CellPlan& plan, const statistics::Judge& judge) {
    std::vector<std::string> all;
    const double share = std::log(static_cast<double>(plan.refute.size()));
    for (std::size_t i = 0; i < plan.refute.size(); ++i) {
        const std::string& given = plan.refute[i].given;
        if (given.empty() && judge.refute_part_evidence(i).value > judge.thresholds().refute.value + share) {
            return {};
        }
        add_given(all, given);
    }
    return all;
}

std::string margin_within_rounding(const CellPlan& plan, const statistics::Judge& judge) {
    for (std::size_t i = 0; i < plan.verify.size(); ++i) {
        const statistics::Part& part = plan.test.verify[i];
        const double widening = plan.verify[i].widening;
        if (!(widening > 0) || judge.verify_part_evidence(i).value >= judge.thresholds().verify.value) {
            continue;
        }
        const double mean = judge.summaries()[part.observable].mean;
        const double fed = judge.verify_part_mean(i);
        const statistics::Certified held = statistics::bound_of(part.spec);
        const bool at_most = statistics::null_of(part.spec) == statistics::Null::mean_at_least;
        // From the level that was held back to the certified one; an event's own frequency, and not the one
        // by the threshold that was moved, is on the right side.
        const double level = part.cut ? 0 : widening;
        const bool inside = at_most ? fed >= held.lower && mean <= held.upper + level
                                    : fed <= held.upper && mean >= held.lower - level;
        if (inside) {
            return fmt::format("{}: the margin is below the widening {:.3g} for rounding",
                               plan.verify[i].name, widening);
        }
    }
    return {};
}

}  // namespace limitcheck::run
