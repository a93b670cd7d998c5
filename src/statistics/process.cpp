#include "limitcheck/statistics/process.hpp"

#include <cmath>
#include <type_traits>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::statistics {

namespace {

static_assert(Process<NonnegativeBet> && Process<BoundedBet> && Process<ClippedBet> &&
              Process<QuadraticBet> && Process<MaurerProcess> && Process<CatoniProcess> &&
              Process<EventProcess> && Process<DistributionProcess>);

// Which process a spec makes.
NonnegativeBet make(const NonnegativeBetSpec& spec) { return NonnegativeBet(spec); }
BoundedBet make(const BoundedBetSpec& spec) { return BoundedBet(spec); }
ClippedBet make(const ClippedBetSpec& spec) { return ClippedBet(spec); }
QuadraticBet make(const QuadraticBetSpec& spec) { return QuadraticBet(spec); }
MaurerProcess make(const MaurerSpec& spec) { return MaurerProcess(spec); }
CatoniProcess make(const CatoniSpec& spec) { return CatoniProcess(spec); }
EventProcess make(const EventSpec& spec) { return EventProcess(spec); }
DistributionProcess make(const DistributionSpec& spec) { return DistributionProcess(spec); }

// Log-evidence that a tool spends on not knowing the best bet in advance, measured on the laws of the
// calibration.
constexpr double cost_of_mixing = 2.0;

}  // namespace

Null null_of(const ProcessSpec& spec) {
    return std::visit(
        [](const auto& s) {
            using Spec = std::remove_cvref_t<decltype(s)>;
            if constexpr (std::is_same_v<Spec, NonnegativeBetSpec>) {
                return Null::mean_at_most;
            } else if constexpr (std::is_same_v<Spec, ClippedBetSpec> || std::is_same_v<Spec, MaurerSpec>) {
                return Null::mean_at_least;
            } else {
                return s.against;
            }
        },
        spec);
}

Certified bound_of(const ProcessSpec& spec) {
    return std::visit(
        [](const auto& s) {
            if constexpr (requires { s.distance; }) {
                return s.distance;
            } else {
                return s.bound;
            }
        },
        spec);
}

std::vector<NamedNumber> numbers_of(const ProcessSpec& spec) {
    std::vector<NamedNumber> numbers;
    std::visit(
        [&](const auto& s) {
            if constexpr (requires { s.maximum; }) {
                numbers.push_back({"maximum", s.maximum});
            }
            if constexpr (requires { s.centre; }) {
                numbers.push_back({"centre", s.centre});
            }
            if constexpr (requires { s.second_moment; }) {
                numbers.push_back({"second_moment", s.second_moment});
            }
            if constexpr (requires { s.variance; }) {
                numbers.push_back({"variance", s.variance});
            }
            if constexpr (requires { s.clip; }) {
                numbers.push_back({"clip", Certified::exactly(s.clip)});
            }
            if constexpr (requires { s.transform_error; }) {
                numbers.push_back({"transform_error", Certified::exactly(s.transform_error)});
            }
        },
        spec);
    return numbers;
}

EProcess::EProcess(const ProcessSpec& spec)
    : process_(std::visit([](const auto& s) { return decltype(process_)(make(s)); }, spec)) {}

void EProcess::observe(double x) {
    std::visit([x](auto& process) { process.observe(x); }, process_);
}

Magnitude EProcess::value() const {
    return std::visit([](const auto& process) { return process.value(); }, process_);
}

bool EProcess::reaches(LogThreshold threshold) const {
    return std::visit(
        [&](const auto& process) {
            if constexpr (requires { process.log_ceiling(); }) {
                if (process.log_ceiling() < threshold.value) {
                    return false;
                }
            }
            return process.value().reaches(threshold);
        },
        process_);
}

std::string_view EProcess::tool() const {
    return std::visit([](const auto& process) { return std::string_view(process.tool); }, process_);
}

const std::string& EProcess::hypothesis() const {
    return std::visit([](const auto& process) -> const std::string& { return process.hypothesis(); },
                      process_);
}

bool EProcess::may_be_averaged() const { return !std::holds_alternative<DistributionProcess>(process_); }

std::optional<double> EProcess::empirical_distance() const {
    const auto* law = std::get_if<DistributionProcess>(&process_);
    return law == nullptr ? std::nullopt : std::optional(law->empirical_distance());
}

std::optional<double> EProcess::predicted_draws(double mean, double second_moment,
                                                LogThreshold threshold) const {
    const double growth =
        std::visit([&](const auto& process) { return process.growth_rate(mean, second_moment); }, process_);
    if (!(growth > 0.0)) {
        return std::nullopt;
    }
    // Time-uniform DKW starts at 1/1612, the others at 1 and pay for their mixture.
    const double start = may_be_averaged() ? cost_of_mixing : std::log(1612.0);
    return std::ceil((threshold.value + start) / growth);
}

}  // namespace limitcheck::statistics
