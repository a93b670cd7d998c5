#include "collapse_orbits.hpp"

namespace limitcheck::properties {

namespace collapse = theorems::correlation_collapse;

// 1 - c0 is exact at the default precision. Each layer loses at most an ulp: 10^5 of them leave 75 bits.
constexpr precise::Bits working_bits = 96;

// The interval goes on in full precision; what is remembered of a layer is its ends, rounded outward.
struct CollapseOrbits::Track {
    explicit Track(double c0) : orbit((1 - Enclosure::exactly(c0)).at_bits(working_bits)) {}
    std::mutex mutex;
    collapse::Orbit orbit;
    std::vector<std::pair<double, double>> ends;  // of layers 0, 1, ..., orbit.layer()
};

CollapseOrbits::CollapseOrbits() : state_(std::make_shared<State>()) {}

Enclosure CollapseOrbits::defect(double c0, std::int64_t layer) const {
    std::shared_ptr<Track> track;
    {
        const std::lock_guard lock(state_->mutex);
        std::shared_ptr<Track>& known = state_->tracks[c0];
        if (!known) {
            known = std::make_shared<Track>(c0);
        }
        track = known;
    }
    // Another thread that wants the same orbit waits here rather than computing it again.
    const std::lock_guard lock(track->mutex);
    const auto wanted = static_cast<std::size_t>(layer);
    while (track->ends.size() <= wanted) {
        if (!track->ends.empty()) {
            track->orbit.step();
        }
        track->ends.emplace_back(track->orbit.defect().lower(), track->orbit.defect().upper());
    }
    return Enclosure::between(track->ends[wanted].first, track->ends[wanted].second);
}

}  // namespace limitcheck::properties
