// Networks as a user simulates them with Eigen: a weight matrix of std::normal_distribution a layer. Two
// inputs. Prints `dense:eigen,n=N nanoseconds`: nanoseconds a network and layer.
#include <Eigen/Dense>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>

int main() {
    std::mt19937 generator(1);
    std::normal_distribution<float> normal;
    for (const int n : {100, 1000}) {
        const int depth = n == 100 ? 50 : 2;
        Eigen::MatrixXf weights(n, n);
        Eigen::MatrixXf state(n, 2);
        double best = 1e18;
        for (int repetition = 0; repetition < 3; ++repetition) {
            state = Eigen::MatrixXf::NullaryExpr(n, 2, [&] { return normal(generator); });
            const auto start = std::chrono::steady_clock::now();
            for (int layer = 0; layer < depth; ++layer) {
                weights = Eigen::MatrixXf::NullaryExpr(n, n, [&] { return normal(generator); });
                const float scale = 1.0F / std::sqrt(static_cast<float>(n) * static_cast<float>(depth));
                state += scale * (weights * state.cwiseMax(0.0F));
            }
            const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
            best = std::min(best, taken.count() / depth);
        }
        std::printf("dense:eigen,n=%d %.1f\n", n, best * 1e9);
        if (!state.allFinite()) {
            std::puts("");
        }
    }
    return 0;
}
