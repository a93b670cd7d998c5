// Normals as a user makes them with the standard library or Boost. Prints a line `name nanoseconds` for each:
// nanoseconds of processor time a normal, the least over repetitions.
#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cstdio>
#include <ctime>
#include <random>
#include <vector>

namespace {

template <class Make>
void measure(const char* name, Make make) {
    std::vector<double> out(1 << 18);
    double best = 1e9;
    double sum = 0;
    for (int repetition = 0; repetition < 20; ++repetition) {
        const std::clock_t start = std::clock();
        for (double& value : out) {
            value = make();
        }
        const double taken = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        best = std::min(best, taken / static_cast<double>(out.size()));
        sum += out[0];
    }
    std::printf("%s %.4f\n", name, best * 1e9);
    if (sum == 12345.0) {
        std::puts("");  // the values are used
    }
}

}  // namespace

int main() {
    std::mt19937 narrow(1);
    std::mt19937_64 wide(1);
    std::normal_distribution<float> standard_float;
    std::normal_distribution<double> standard;
    boost::random::normal_distribution<double> ziggurat;
    measure("fill:std::normal_distribution<float>,mt19937", [&] { return standard_float(narrow); });
    // As everybody writes it: the default type of the distribution, the 32-bit generator.
    std::normal_distribution<> usual;
    measure("fill:std::normal_distribution<double>,mt19937", [&] { return usual(narrow); });
    measure("fill:std::normal_distribution<double>,mt19937_64", [&] { return standard(wide); });
    measure("fill:boost-ziggurat,mt19937_64", [&] { return ziggurat(wide); });
    return 0;
}
