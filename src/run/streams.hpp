// Names of the streams that a run draws from, beside those of claims (their ids) and of counterexamples
// (limitcheck/run/shrink.hpp): a draw is a pure function of seed, name, cell and counter.
#pragma once

#include <string>

namespace limitcheck::run {

/// Of the cells of a falsification.
inline std::string falsification_stream(const std::string& claim, const std::string& falsification) {
    return claim + "#" + falsification;
}

/// Of the rung of a ladder that has this effect, a signed decimal; "0" is its control.
inline std::string rung_stream(const std::string& claim, const std::string& ladder,
                               const std::string& effect) {
    return claim + "#ladder/" + ladder + "/" + effect;
}

}  // namespace limitcheck::run
