// Networks as a user simulates them with Eigen: a weight matrix of std::normal_distribution a layer. Two
// inputs. Prints `dense:eigen,n=N nanoseconds`: nanoseconds of processor time a network and layer on one
// thread; bench/compare holds them against ours on one thread.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>

int main() {
    std::mt19937 generator(1);
    std::normal_distribution<float> normal;
    for (const int n : {100, 1000, 4000}) {
        const int depth = n == 100 ? 50 : 4000 / n;
        Eigen::MatrixXf weights(n, n);
        Eigen::MatrixXf state(n, 2);
        double best = 1e18;
        for (int repetition = 0; repetition < 3; ++repetition) {
            state = Eigen::MatrixXf::NullaryExpr(n, 2, [&] { return normal(generator); });
            const std::clock_t start = std::clock();
            for (int layer = 0; layer < depth; ++layer) {
                weights = Eigen::MatrixXf::NullaryExpr(n, n, [&] { return normal(generator); });
                const float scale = 1.0F / std::sqrt(static_cast<float>(n) * static_cast<float>(depth));
                state += scale * (weights * state.cwiseMax(0.0F));
            }
            const double taken = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
            best = std::min(best, taken / depth);
        }
        std::printf("dense:eigen,n=%d %.1f\n", n, best * 1e9);
        if (!state.allFinite()) {
            std::puts("");
        }
    }
    return 0;
}
