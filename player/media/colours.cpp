// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/media/colours.h"

namespace mallette::media {

ColourMatrix matrix_of(const AVFrame& frame) {
  switch (frame.colorspace) {
    case AVCOL_SPC_BT709: return ColourMatrix::kBt709;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL: return ColourMatrix::kBt2020;
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_FCC:
    case AVCOL_SPC_SMPTE240M: return ColourMatrix::kBt601;
    default: break;
  }
  return frame.width >= 1280 || frame.height > 576 ? ColourMatrix::kBt709 : ColourMatrix::kBt601;
}

void set_colours(SwsContext& scaler, const AVFrame& frame) {
  const ColourMatrix matrix = matrix_of(frame);
  const int* coefficients = sws_getCoefficients(matrix == ColourMatrix::kBt709    ? SWS_CS_ITU709
                                                : matrix == ColourMatrix::kBt2020 ? SWS_CS_BT2020
                                                                                  : SWS_CS_ITU601);
  const bool full_by_name = frame.format == AV_PIX_FMT_YUVJ420P || frame.format == AV_PIX_FMT_YUVJ422P ||
                            frame.format == AV_PIX_FMT_YUVJ444P || frame.format == AV_PIX_FMT_YUVJ440P ||
                            frame.format == AV_PIX_FMT_YUVJ411P;
  const int full = full_by_name || frame.color_range == AVCOL_RANGE_JPEG ? 1 : 0;
  sws_setColorspaceDetails(&scaler, coefficients, full, coefficients, 0, 0, 1 << 16, 1 << 16);
}

}  // namespace mallette::media
