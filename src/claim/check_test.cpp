#include "limitcheck/claim/check_test.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "limitcheck/cell/error.hpp"

namespace limitcheck {
namespace {

using precise::Certainty;
using precise::Enclosure;

/// A test at a cell; every complaint begins with where.
struct Checked {
    const std::string& where;
    const Test& test;
    const Cell& cell;
    std::vector<Observable> observables;
    std::vector<Condition> verify;
    std::vector<Condition> refute;

    [[noreturn]] void refuse(const std::string& what) const { throw Error(where + ": " + what); }

    [[nodiscard]] const Observable* find(const std::string& name) const {
        const auto found = std::find_if(observables.begin(), observables.end(),
                                        [&](const Observable& o) { return o.name == name; });
        return found == observables.end() ? nullptr : &*found;
    }
};

void check_observables(const Checked& checked) {
    if (checked.observables.empty()) {
        checked.refuse("the measurement has no observable; give at least one");
    }
    std::set<std::string> names;
    for (const Observable& observable : checked.observables) {
        if (!names.insert(observable.name).second) {
            checked.refuse(
                fmt::format("two observables are named '{}'; rename one of the two", observable.name));
        }
    }
    for (const Observable& observable : checked.observables) {
        if (!observable.cut) {
            continue;
        }
        const Observable* number = checked.find(observable.cut->number);
        if (number == nullptr || number->event || number->steps) {
            checked.refuse(fmt::format(
                "the event '{}' cuts '{}', which is {}; name a number of the same draw", observable.name,
                observable.cut->number, number == nullptr ? "not measured" : "itself made of events"));
        }
        if (!observable.event) {
            checked.refuse(
                fmt::format("'{}' has a cut and is no event; make it by event(name, cut)", observable.name));
        }
    }
}

void check_needs(const Checked& checked) {
    for (const NeededObservable& needed : checked.test.needs) {
        const Observable* found = checked.find(needed.measured_as);
        if (found == nullptr) {
            checked.refuse(
                fmt::format("the comparison names the observable '{}', which is not measured", needed.name));
        }
        if (needed.sign == Sign::nonnegative && found->sign != Sign::nonnegative) {
            checked.refuse(fmt::format(
                "the comparison needs an observable that is never negative, and '{}' may be; measure it as "
                "nonnegative(...) or bounded(...)",
                needed.name));
        }
    }
    if (checked.find(checked.test.estimate_of) == nullptr) {
        checked.refuse(fmt::format("the estimate names the observable '{}', which is not measured",
                                   checked.test.estimate_of));
    }
}

void check_condition(const Checked& checked, const Condition& condition) {
    if (checked.find(condition.observable) == nullptr) {
        checked.refuse(fmt::format("a condition names the observable '{}', which is not measured",
                                   condition.observable));
    }
    if (!condition.level) {
        checked.refuse(fmt::format("the condition '{}' has no level", condition.name));
    }
    const auto check_known = [&](const auto& known) {
        if (!known.bound) {
            checked.refuse(fmt::format("the moment of the condition '{}' has no bound", condition.name));
        }
        if (known.source.empty()) {
            checked.refuse(
                fmt::format("the moment of the condition '{}' does not say where it is proved, or what is "
                            "assumed; give its source a text",
                            condition.name));
        }
    };
    if (condition.moment) {
        check_known(*condition.moment);
    }
    if (condition.variance) {
        check_known(*condition.variance);
    }
}

bool certainly_greater(const Enclosure& a, const Enclosure& b) {
    return certainly_at_most(a, b) == Certainty::no;
}

/// The interval that the comparison claims for the estimated mean; an end that it does not have is empty.
struct Claimed {
    std::optional<Enclosure> least;
    std::optional<Enclosure> most;
};

Claimed claimed_by(const Checked& checked) {
    const Enclosure bound = checked.test.bound(checked.cell);
    if (checked.test.comparison == "at_most") {
        return {std::nullopt, bound};
    }
    if (checked.test.comparison == "at_least") {
        return {bound, std::nullopt};
    }
    const Enclosure target = checked.test.target(checked.cell);
    return {target - bound, target + bound};
}

/// The verifying conditions on the estimated observable, with its range, leave no mean outside the claim.
void check_implies(const Checked& checked, const Claimed& claimed, const Observable& observable) {
    std::vector<Enclosure> least;
    std::vector<Enclosure> most;
    if (observable.sign == Sign::nonnegative) {
        least.emplace_back(0);
    }
    if (observable.most > 0) {
        most.push_back(Enclosure::exactly(observable.most));
    }
    bool speaks_of_it = false;
    for (const Condition& condition : checked.verify) {
        if (condition.observable == observable.name && !condition.transform_error) {
            (condition.side == Side::at_most ? most : least).push_back(condition.level(checked.cell));
            speaks_of_it = true;
        }
    }
    if (!speaks_of_it) {
        return;
    }
    const bool below = !claimed.most || std::any_of(most.begin(), most.end(), [&](const Enclosure& level) {
        return !certainly_greater(level, *claimed.most);
    });
    const bool above = !claimed.least || std::any_of(least.begin(), least.end(), [&](const Enclosure& level) {
        return !certainly_greater(*claimed.least, level);
    });
    if (!below || !above) {
        checked.refuse(
            fmt::format("at {} the conditions that verify do not imply the comparison: none holds E {} {} "
                        "{:.6g}; give it "
                        "that level, or let .of(\"{}\", ...) derive the conditions",
                        to_text(checked.cell), observable.name, below ? "at least" : "at most",
                        below ? claimed.least->lower() : claimed.most->upper(), observable.name));
    }
}

/// A refuting condition on the estimated observable holds wherever the claim does.
void check_implied(const Checked& checked, const Claimed& claimed, const Observable& observable) {
    for (const Condition& condition : checked.refute) {
        if (condition.observable != observable.name || condition.transform_error) {
            continue;
        }
        const bool at_most = condition.side == Side::at_most;
        const Enclosure level = condition.level(checked.cell);
        const auto& end = at_most ? claimed.most : claimed.least;
        const bool by_range = at_most ? observable.most > 0 && !(level.upper() < observable.most)
                                      : observable.sign == Sign::nonnegative && !(level.lower() > 0);
        const bool follows =
            end && !(at_most ? certainly_greater(*end, level) : certainly_greater(level, *end));
        if (!follows && !by_range) {
            checked.refuse(fmt::format(
                "at {} the condition '{}' {:.6g} may fail where the comparison holds, so that it cannot "
                "refute; "
                "let it follow from the comparison, or let .of(\"{}\", ...) derive the conditions",
                to_text(checked.cell), condition.name, at_most ? level.upper() : level.lower(),
                observable.name));
        }
    }
}

void check_comparison(const Checked& checked) {
    const Test& test = checked.test;
    if (!test.bound) {
        checked.refuse("the comparison has no number to compare with");
    }
    if (test.comparison == "within" && !test.target) {
        checked.refuse("the comparison .within has no target");
    }
    if (test.estimate_scale || test.show_estimate) {
        return;
    }
    const Observable& observable = *checked.find(test.estimate_of);
    const Claimed claimed = claimed_by(checked);
    check_implies(checked, claimed, observable);
    check_implied(checked, claimed, observable);
}

}  // namespace

void check_test(const std::string& where, const Test& test, const Cell& cell) {
    if (!test.unwritten.empty()) {
        return;
    }
    if (test.certified) {
        if (!test.certify) {
            throw Error(where + ": the test certifies nothing; give certifying(...) a function");
        }
        return;
    }
    if (!test.measurement.draw || !test.measurement.observables || !test.measurement.cost) {
        throw Error(where + ": the measurement needs observables, draw and cost");
    }
    const Checked checked{where,
                          test,
                          cell,
                          test.measurement.observables(cell),
                          test.verify ? test.verify(cell) : std::vector<Condition>{},
                          test.refute ? test.refute(cell) : std::vector<Condition>{}};
    check_observables(checked);
    check_needs(checked);
    if (checked.verify.empty() || checked.refute.empty()) {
        checked.refuse(fmt::format("no condition {} the test; its list is empty at {}",
                                   checked.verify.empty() ? "verifies" : "refutes", to_text(cell)));
    }
    for (const std::vector<Condition>* conditions : {&checked.verify, &checked.refute}) {
        for (const Condition& condition : *conditions) {
            check_condition(checked, condition);
        }
    }
    check_comparison(checked);
}

}  // namespace limitcheck
