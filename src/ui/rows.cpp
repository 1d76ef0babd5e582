// Long lists: a whole pass notes where each item stands, so that a repainting one can go past those out of sight.
#include "ui/frame.hpp"

namespace kefu::ui {
namespace {

constexpr std::size_t kShort = 40;  // not worth going past
constexpr float kSlackPx = 16;      // the line of a timeline reaches into the next item

}  // namespace

Rows::Rows(std::size_t count) : count_(count), at_(static_cast<std::size_t>(-1)), slot_(frame->rows_met++) {
  if (!frame->repaint) frame->kept_rows.emplace_back();
}

bool Rows::next() {
  Frame& f = *frame;
  Column& c = f.column();
  KeptRows& kept = f.kept_rows[slot_];  // the same view, so the same lists
  ++at_;
  if (!f.repaint) {
    kept.tops.push_back(c.y);
    kept.last = c.last;
  } else if (count_ > kShort) {
    const std::vector<float>& tops = kept.tops;
    while (at_ < count_ && !visible({0, tops[at_] - kSlackPx, 0, tops[at_ + 1] - tops[at_] + 2 * kSlackPx})) ++at_;
    c.y = tops[at_];
    if (at_ > 0) c.last = kept.last;
  }
  return at_ < count_;
}

}  // namespace kefu::ui
