package dev.jconv2d.internal.java;

/**
 * Output channels cut into units of neighbours of one group.
 *
 * @param groups the layer's groups
 * @param channelsPerGroup output channels of a group
 * @param width channels of a unit; a group's last one may have fewer
 */
public record Units(int groups, int channelsPerGroup, int width) {
    /** Units of a group. */
    public int perGroup() {
        return (channelsPerGroup + width - 1) / width;
    }

    /** All units. */
    public int count() {
        return groups * perGroup();
    }

    /** The group of a unit. */
    public int group(int unit) {
        return unit / perGroup();
    }

    /** The first output channel of a unit; of {@link #count}, the number of channels. */
    public int first(int unit) {
        return group(unit) * channelsPerGroup + unit % perGroup() * width;
    }

    /** Output channels of a unit. */
    public int size(int unit) {
        return Math.min(width, channelsPerGroup - unit % perGroup() * width);
    }
}
