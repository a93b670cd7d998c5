#include "limitcheck/statistics/average.hpp"

#include <vector>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::statistics {

Magnitude average(std::span<const EProcess> processes) {
    require(!processes.empty(), "average: there is no process");
    std::vector<Magnitude> values;
    for (const EProcess& process : processes) {
        require(processes.size() == 1 || process.may_be_averaged(),
                "average: time-uniform DKW is no e-value and may not be averaged");
        values.push_back(process.value());
    }
    return Magnitude::sum_over(values, static_cast<double>(values.size()));
}

}  // namespace limitcheck::statistics
