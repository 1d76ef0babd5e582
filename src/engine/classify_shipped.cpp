#include "engine/classify_model.hpp"
#include "kefu/classify.hpp"

namespace kefu {

// Apart from the rest, so that kefu-train measures a model before there is one to ship.
Classified classify(const ClassifyInput& input, const Policy& policy) { return classify_with(kClassifyModel, input, policy); }

}  // namespace kefu
