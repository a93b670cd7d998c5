#include "limitcheck/statistics/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/average.hpp"

namespace limitcheck::statistics {

namespace {

std::vector<EProcess> start(const std::vector<Part>& parts) {
    std::vector<EProcess> processes;
    for (const Part& part : parts) {
        processes.emplace_back(part.spec);
    }
    return processes;
}

// Welford's recursion for the mean; the variance is kept as the sum of squares until it is read.
void update(Summary& summary, double x, double count) {
    const double before = x - summary.mean;
    summary.mean += before / count;
    const double squares = summary.variance * std::max(count - 2.0, 0.0) + before * (x - summary.mean);
    summary.variance = count > 1.0 ? squares / (count - 1.0) : 0.0;
}

}  // namespace

Judge::Judge(const CellTest& test, Thresholds thresholds)
    : test_(test),
      thresholds_(thresholds),
      verify_(start(test.verify)),
      refute_(start(test.refute)),
      verify_best_(verify_.size()),
      verify_means_(verify_.size(), 0.0),
      refute_part_best_(refute_.size()) {
    require(!refute_.empty(), "Judge: a test needs a part that refutes");
    require(refute_.size() == 1 || std::ranges::all_of(refute_, &EProcess::may_be_averaged),
            "Judge: time-uniform DKW is no e-value and may not be averaged with other refuting parts");
    require(thresholds.verify.value > 0.0 && thresholds.refute.value > 0.0,
            "Judge: thresholds must be positive");
}

Verdict Judge::observe(std::span<const double> observables) {
    if (verdict_ != Verdict::undecided) {
        return verdict_;
    }
    require(summaries_.empty() || summaries_.size() == observables.size(),
            "Judge: rows must have the same length");
    const auto feed = [&](EProcess& process, const Part& part) {
        require(part.observable < observables.size(),
                "Judge: a part watches an observable that no network has");
        require(!part.cut || part.cut->number < observables.size(),
                "Judge: a part cuts an observable that no network has");
        const double x = part.cut ? part.cut->of(observables) : observables[part.observable];
        try {
            process.observe(x);
        } catch (const Error& error) {
            throw Error(fmt::format("'{}', network {}: {}", part.name, draws_ + 1, error.what()));
        }
        return x;
    };
    bool verified = !verify_.empty();
    for (std::size_t i = 0; i < verify_.size(); ++i) {
        const double x = feed(verify_[i], test_.verify[i]);
        verify_means_[i] += (x - verify_means_[i]) / (static_cast<double>(draws_) + 1.0);
        verify_best_[i] = std::max(verify_best_[i], verify_[i].value());
        verified = verified && verify_best_[i].reaches(thresholds_.verify);
    }
    std::vector<Magnitude> values;
    for (std::size_t i = 0; i < refute_.size(); ++i) {
        feed(refute_[i], test_.refute[i]);
        values.push_back(refute_[i].value());
        refute_part_best_[i] = std::max(refute_part_best_[i], values.back());
    }
    refute_best_ = std::max(refute_best_, Magnitude::sum_over(values, static_cast<double>(values.size())));
    ++draws_;
    summaries_.resize(observables.size());
    for (std::size_t i = 0; i < observables.size(); ++i) {
        update(summaries_[i], observables[i], static_cast<double>(draws_));
    }
    const bool refuted = refute_best_.reaches(thresholds_.refute);
    contradicted_ = verified && refuted;
    if (refuted) {
        verdict_ = Verdict::refuted;
    } else if (verified) {
        verdict_ = Verdict::verified;
    }
    return verdict_;
}

LogEvidence Judge::verify_evidence() const {
    return verify_.empty() ? LogEvidence{}
                           : std::min_element(verify_best_.begin(), verify_best_.end())->log();
}

}  // namespace limitcheck::statistics
