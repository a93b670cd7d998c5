#include "limitcheck/run/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/check_test.hpp"

namespace limitcheck::run {
namespace {

using precise::Enclosure;
using statistics::Certified;
using statistics::Null;
using statistics::ProcessSpec;

/// By how much a draw may be off at a cell: by the rounding of the simulation, where it is known, and by the
/// observable's own error.
double widening_of(const std::optional<double>& rounding, const Observable& observable) {
    const double rounded = rounding.value_or(0);
    return rounded > 0 && observable.error > 0 && std::isfinite(rounded)
               ? (Enclosure::exactly(rounded) + Enclosure::exactly(observable.error)).upper()
               : std::max(rounded, observable.error);
}

/// A condition at a cell, with what a draw may be off taken into account.
struct Held {
    const Condition& condition;
    const Observable& observable;
    const Cell& cell;
    bool verifying;
    double widening;  ///< finite
    Null against;     ///< "mean at_most b" is verified against "mean >= b"; and the other way round
    Enclosure level;

    Held(const Condition& of, const Observable& watched, const Cell& at, bool verifies, double w)
        : condition(of),
          observable(watched),
          cell(at),
          verifying(verifies),
          widening(w),
          against((of.side == Side::at_most) == verifies ? Null::mean_at_least : Null::mean_at_most),
          level(of.level(at)) {
        // A law's level is a distance; its draws carry the error instead.
        if (w > 0 && !of.transform_error) {
            const Enclosure move = Enclosure::exactly(w);
            level = against == Null::mean_at_least ? level - move : level + move;
        }
    }

    /// E (X - c)^2 <= M gives (sqrt M + w)^2 for a draw that is within w of X.
    [[nodiscard]] Certified widened(const Enclosure& moment) const {
        return widening > 0 ? Certified(square(sqrt(moment) + Enclosure::exactly(widening)))
                            : Certified(moment);
    }
};

/// A tool; what of the theorem its moment takes for true, and where that is proved or what it assumes.
struct Chosen {
    ProcessSpec spec;
    std::string given = {};
    std::string source = {};
};

std::string source_of(Standing standing, const std::string& source) {
    return standing == Standing::assumed ? "assumed, " + source : source;
}

std::optional<Chosen> law_tool(const Held& held) {
    const Certified level(held.level);
    const double error = *held.condition.transform_error + held.widening;
    if (!(level.lower > 0) || !(level.upper < 1) || !(error < 1)) {
        return std::nullopt;
    }
    return Chosen{statistics::DistributionSpec{held.against, level, error}};
}

std::optional<Chosen> event_tool(const Held& held) {
    const Certified level(held.level);
    if (!(level.lower > 0) || !(level.upper < 1)) {
        return std::nullopt;
    }
    return Chosen{statistics::EventSpec{held.against, level}};
}

std::optional<Chosen> bounded_tool(const Held& held) {
    const Certified level(held.level);
    if (!(held.observable.most > 0) || !(level.lower > 0) || !(level.upper < held.observable.most)) {
        return std::nullopt;
    }
    return Chosen{statistics::BoundedBetSpec{held.against, level, Certified::exactly(held.observable.most)}};
}

std::optional<Chosen> clipped_tool(const Held& held) {
    const auto& moment = held.condition.moment;
    const bool fits = held.condition.clip && moment && !moment->centre &&
                      held.observable.sign == Sign::nonnegative && held.against == Null::mean_at_least;
    if (!fits) {
        return std::nullopt;
    }
    const Certified level(held.level);
    const Certified square = held.widened(moment->bound(held.cell));
    const double clip = held.condition.clip->at(held.cell).mid();
    // The tool needs 0 < b - M/(4 clip) < clip, whichever ends are taken; an ulp or two stays for its own
    // rounding.
    const double lost = square.upper / (4 * clip) * (1 + 1e-12);
    if (!(clip > 0) || !(level.lower - lost > 0) || !(level.upper < clip)) {
        return std::nullopt;
    }
    return Chosen{statistics::ClippedBetSpec{level, square, clip}, moment->given,
                  source_of(moment->standing, moment->source)};
}

std::optional<Chosen> quadratic_tool(const Held& held) {
    const auto& moment = held.condition.moment;
    if (!moment) {
        return std::nullopt;
    }
    statistics::QuadraticBetSpec spec;
    spec.against = held.against;
    spec.bound = Certified(held.level);
    spec.centre = moment->centre ? Certified(moment->centre(held.cell)) : Certified::exactly(0);
    spec.second_moment = held.widened(moment->bound(held.cell));
    if (!(spec.second_moment.lower > 0)) {
        return std::nullopt;
    }
    return Chosen{spec, moment->given, source_of(moment->standing, moment->source)};
}

std::optional<Chosen> catoni_tool(const Held& held) {
    const auto& variance = held.condition.variance;
    if (!variance) {
        return std::nullopt;
    }
    const Certified square = held.widened(variance->bound(held.cell));
    if (!(square.lower > 0)) {
        return std::nullopt;
    }
    return Chosen{statistics::CatoniSpec{held.against, Certified(held.level), square}, variance->given,
                  source_of(variance->standing, variance->source)};
}

std::optional<Chosen> choose(const Held& held) {
    if (held.condition.transform_error) {
        return law_tool(held);
    }
    if (held.observable.event) {
        return event_tool(held);
    }
    if (auto bounded = bounded_tool(held)) {
        return bounded;
    }
    const bool plain = held.observable.sign == Sign::nonnegative && held.against == Null::mean_at_most &&
                       Certified(held.level).upper > 0;
    if (plain) {
        return Chosen{statistics::NonnegativeBetSpec{Certified(held.level)}};
    }
    if (auto clipped = clipped_tool(held)) {
        return clipped;
    }
    if (auto quadratic = quadratic_tool(held)) {
        return quadratic;
    }
    return catoni_tool(held);
}

/// What keeps every tool from a condition, whatever is simulated.
std::string obstacle(const Condition& condition, const Observable& observable, const Enclosure& level) {
    if (condition.transform_error || observable.event) {
        return fmt::format("the level {:.6g} is not inside (0, 1)", level.upper());
    }
    if (condition.moment || condition.variance) {
        return "its moment is not certainly positive; give a bound that is";
    }
    const std::string range =
        observable.most > 0
            ? fmt::format(
                  "the level {:.6g} is not inside the range (0, {:g}) of '{}', and no moment of it is known",
                  level.upper(), observable.most, observable.name)
            : fmt::format("no moment of '{}' is known, and it has no range", observable.name);
    return range + fmt::format("; add | second_moment(bound, \"where it is proved\") to the condition{}",
                               observable.most > 0 ? "" : ", or measure it as bounded(...)");
}

/// Where the draws of a part are counted. Evidence that an event is rare counts every draw that may belong to
/// it, evidence that it is frequent those alone that do whatever the rounding was.
PartCut counted(const Cut& cut, Null against, double moved) {
    const bool every = against == Null::mean_at_least;
    const Enclosure move = Enclosure::exactly(moved);
    const double at =
        every == (cut.side == Side::at_most) ? (cut.at + move).upper() : (cut.at - move).lower();
    return {cut.number, cut.side == Side::at_most ? "at most" : "at least", at, cut.at};
}

/// The same as the judge takes it.
std::optional<statistics::Cut> cut_of(const std::vector<Observable>& observables,
                                      const std::optional<PartCut>& cut) {
    return cut ? std::optional(statistics::Cut{observable_index(observables, cut->number),
                                               cut->side == "at most", cut->at})
               : std::nullopt;
}

/// Whether no number of its range can tell: the threshold lies beyond an end.
bool beyond_range(const Cut& cut, double at, const Observable& number) {
    const bool above_all =
        number.most > 0 && (cut.side == Side::at_most ? at >= number.most : at > number.most);
    const bool below_all = number.sign == Sign::nonnegative && (cut.side == Side::at_most ? at < 0 : at <= 0);
    return above_all || below_all;
}

/// Why a condition has no tool.
std::string why_not(const Condition& condition, const Observable& observable, const Cell& cell,
                    bool verifying, double moved) {
    if (observable.cut && moved > 0 && choose(Held(condition, observable, cell, verifying, 0))) {
        return fmt::format(
            "{}: the widening {:.3g} for rounding moves the threshold {:.6g} of '{}' across its "
            "whole range",
            condition.name, moved, observable.cut->at.mid(), observable.cut->number);
    }
    const bool rounding = moved > 0 && choose(Held(condition, observable, cell, verifying, 0)).has_value();
    const Enclosure level = condition.level(cell);
    return fmt::format("{}: {}", condition.name,
                       rounding
                           ? fmt::format("the level {:.6g} is not above the widening {:.3g} for rounding",
                                         level.upper(), moved)
                           : obstacle(condition, observable, level));
}

void note_standing(statistics::Rigor& rigor, Standing standing, const std::string& source) {
    if (standing == Standing::assumed) {
        rigor.bound = statistics::BoundRigor::assumed;
        rigor.assumptions.push_back(source);
    }
}

}  // namespace

CellPlan plan_cell(const Test& test, const Cell& cell, const ShadowResult& shadow) {
    check_test("the test", test, cell);
    CellPlan plan;
    plan.observables = test.measurement.observables(cell);
    plan.estimate = observable_index(plan.observables, test.estimate_of);
    plan.rigor.bound = statistics::BoundRigor::interval;
    plan.rigor.shadowed_size = shadowed_size(shadow);
    plan.rigor.shadowed = std::uint64_t{cell.width} * cell.depth <= shadowed_size(shadow);
    for (const bool verifying : {true, false}) {
        for (const Condition& condition : verifying ? test.verify(cell) : test.refute(cell)) {
            const std::size_t index = observable_index(plan.observables, condition.observable);
            const Observable& observable = plan.observables[index];
            const Observable& rounded =
                observable.cut ? plan.observables[observable_index(plan.observables, observable.cut->number)]
                               : observable;
            const auto known = widening(shadow, rounded.name,
                                        shadow_scale(test, cell, plan.observables, rounded.name), cell);
            plan.rigor.shadowed = plan.rigor.shadowed && known.has_value();
            const double moved = widening_of(known, rounded);
            std::optional<PartCut> cut;
            std::optional<Chosen> chosen;
            Enclosure level = condition.level(cell);
            if (std::isfinite(moved)) {
                const Held held(condition, observable, cell, verifying, observable.cut ? 0 : moved);
                level = held.level;
                chosen = choose(held);
                if (observable.cut) {
                    cut = counted(*observable.cut, held.against, moved);
                    if (moved > 0 && beyond_range(*observable.cut, cut->at, rounded)) {
                        chosen.reset();
                    }
                }
            }
            if (!chosen) {
                (verifying ? plan.cannot_verify : plan.cannot_refute) =
                    why_not(condition, observable, cell, verifying, moved);
                continue;
            }
            if (condition.moment) {
                note_standing(plan.rigor, condition.moment->standing, condition.moment->source);
            }
            if (condition.variance) {
                note_standing(plan.rigor, condition.variance->standing, condition.variance->source);
            }
            (verifying ? plan.test.verify : plan.test.refute)
                .push_back({condition.name, index, std::move(chosen->spec), cut_of(plan.observables, cut)});
            (verifying ? plan.verify : plan.refute)
                .push_back({condition.name, condition.observable, level, moved, std::move(chosen->given),
                            std::move(chosen->source), std::move(cut)});
        }
    }
    if (!plan.cannot_verify.empty()) {
        plan.test.verify.clear();
        plan.verify.clear();
    }
    if (!plan.test.refute.empty()) {
        plan.cannot_refute.clear();
    }
    return plan;
}

}  // namespace limitcheck::run
