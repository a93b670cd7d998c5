#include "excess_test.hpp"

#include "excess_measurement.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/network/limit_chain.hpp"

namespace limitcheck::properties {
namespace {

using precise::Enclosure;

/// What the conditions compare with, from ExcessNumbers.
struct Levels {
    Enclosure target, tolerance, shift;
    Enclosure least, most;
    Enclosure least_roughly, most_roughly;
    Enclosure any_moment;      ///< about shift, whatever the mean
    Enclosure rough_moment;    ///< about target, of a mean within the roughness
    Enclosure claimed_moment;  ///< about target, of a mean as claimed
};

Levels levels_of(const ExcessNumbers& numbers) {
    Levels levels;
    levels.target = numbers.target;
    levels.tolerance = numbers.tolerance;
    levels.shift = numbers.shift;
    levels.least = numbers.target - numbers.tolerance;
    levels.most = numbers.target + numbers.tolerance;
    levels.least_roughly = numbers.target - numbers.roughness;
    levels.most_roughly = numbers.target + numbers.roughness;
    const Enclosure variance = numbers.second_moment / networks_a_draw;
    levels.any_moment = numbers.second_moment;
    levels.rough_moment = variance + square(numbers.roughness);
    levels.claimed_moment = variance + square(numbers.tolerance);
    return levels;
}

Condition named(Condition condition, const char* name) {
    condition.name = name;
    return condition;
}

}  // namespace

Enclosure chain_gap(const network::Architecture& drawn, const Cell& cell, const Enclosure& stated) {
    const auto last = static_cast<std::uint32_t>(cell.inputs.count() - 1);
    const double own =
        network::limit_at(drawn, cell.inputs, cell.layer(), network::Depth{cell.depth})(0, last);
    const Enclosure scale = sqrt(Enclosure::exactly(cell.inputs.second_moment(0)) *
                                 Enclosure::exactly(cell.inputs.second_moment(last)));
    return cell.width * (Enclosure::exactly(own) / scale - stated);
}

Test excess_test(const network::Architecture& drawn, std::function<ExcessNumbers(const Cell&)> numbers,
                 std::string observable, std::string source, Standing standing, std::string certificate) {
    const Memo<Levels> levels(
        [numbers = std::move(numbers)](const Cell& cell) { return levels_of(numbers(cell)); });
    const auto about = [&](auto centre, auto moment) {
        return given(certificate, SecondMoment{levels.pick(moment), levels.pick(centre), source, standing});
    };
    const SecondMoment any = about(&Levels::shift, &Levels::any_moment);
    const SecondMoment rough = about(&Levels::target, &Levels::rough_moment);
    const SecondMoment claimed = about(&Levels::target, &Levels::claimed_moment);
    const auto below = [&](auto level) { return mean(observable).at_most(levels.pick(level)); };
    const auto above = [&](auto level) { return mean(observable).at_least(levels.pick(level)); };
    return measuring(measure_excess(drawn, observable, levels.pick(&Levels::shift)))
        .within(levels.pick(&Levels::tolerance), levels.pick(&Levels::target))
        .estimated_by(observable)
        .verified_when({named(below(&Levels::most_roughly), "the mean is at most roughly the target") | any,
                        named(above(&Levels::least_roughly), "the mean is at least roughly the target") | any,
                        named(below(&Levels::most), "the mean is at most, given roughly") | rough,
                        named(above(&Levels::least), "the mean is at least, given roughly") | rough})
        .refuted_unless({below(&Levels::most) | claimed, above(&Levels::least) | claimed});
}

}  // namespace limitcheck::properties
